//! Text to term: recursive descent, one token of look-ahead, every error at its place.

use super::{Anchored, Term};
use crate::Diagnostic;
use crate::calendar::Period;
use crate::json::Id;

type Parsed<T> = Result<T, (usize, Diagnostic)>;

/// No sensible term nests deeper.
const DEEPEST: usize = 16;
const LONGEST: usize = 2_000;
pub(super) const FUNCTIONS: [&str; 5] =
    ["earliest", "latest", "school-year-end", "book-year-end", "unbounded"];
pub(super) const KEYWORDS: [&str; 6] = ["if", "at", "then", "else", "with-basis", "by-agreement"];

pub(super) fn parse(text: &str) -> Parsed<Term> {
    if text.len() > LONGEST {
        return Err((0, Diagnostic::new("term-too-long", "this term is longer than 2000 characters")));
    }
    let mut parser = Parser { text, at: 0, token: Token::End, token_at: 0, depth: 0 };
    parser.advance()?;
    let term = parser.term()?;
    match parser.token {
        Token::End => Ok(term),
        _ => Err(parser.unexpected("the end of the term, or `+` and a period")),
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Token<'a> {
    Name(&'a str),
    Period(Period),
    Text(&'a str),
    Open,
    Close,
    Comma,
    Plus,
    End,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    token: Token<'a>,
    token_at: usize,
    depth: usize,
}

/// What stands before a `+`: it may still become an anchor or a term.
enum Operand {
    Anchored(Anchored),
    Latest(Vec<(usize, Operand)>),
    Term(Term),
}

impl<'a> Parser<'a> {
    fn term(&mut self) -> Parsed<Term> {
        self.deeper(|parser| {
            let at = parser.token_at;
            let operand = parser.operand()?;
            if parser.token != Token::Plus {
                return parser.as_term(at, operand);
            }
            parser.advance()?;
            let Token::Period(period) = parser.token else {
                return Err(parser.unexpected("a period, such as `P2Y`"));
            };
            parser.advance()?;
            let anchored = parser.as_anchored(at, operand)?;
            if parser.token == Token::Plus {
                return Err((
                    parser.token_at,
                    Diagnostic::new("two-periods", "a period is added once, never in steps")
                        .helping("write one period: `+ P1M + P1M` is not `+ P2M` at the ends of months"),
                ));
            }
            Ok(Term::After(anchored, period))
        })
    }

    fn operand(&mut self) -> Parsed<Operand> {
        let Token::Name(name) = self.token else {
            return Err(self
                .unexpected("an anchor, `earliest(…)`, `latest(…)`, `if`, `with-basis` or `by-agreement`"));
        };
        let at = self.token_at;
        self.advance()?;
        match name {
            "with-basis" => Ok(Operand::Term(Term::WithBasis)),
            "by-agreement" => Ok(Operand::Term(Term::ByAgreement)),
            "unbounded" => self.unbounded(),
            "if" => self.condition(),
            "earliest" => {
                let terms = self.list(Self::term)?;
                Ok(Operand::Term(Term::Earliest(terms)))
            }
            "latest" => {
                let operands = self.list(|parser| {
                    let at = parser.token_at;
                    if let Some(anchored) = parser.plain_operand()? {
                        return Ok((at, anchored));
                    }
                    Ok((at, Operand::Term(parser.term()?)))
                })?;
                Ok(Operand::Latest(operands))
            }
            "school-year-end" => {
                Ok(Operand::Anchored(Anchored::SchoolYearEnd(Box::new(self.inner_anchor()?))))
            }
            "book-year-end" => Ok(Operand::Anchored(Anchored::BookYearEnd(Box::new(self.inner_anchor()?)))),
            "at" | "then" | "else" => {
                Err((at, Diagnostic::new("unexpected-word", "this word belongs after `if`")))
            }
            _ if self.token == Token::Open => Err((
                at,
                Diagnostic::new("unknown-function", "there is no such function")
                    .expecting(format!("one of {}", FUNCTIONS.join(", ")))
                    .meaning(name, FUNCTIONS),
            )),
            _ => Ok(Operand::Anchored(Anchored::Anchor(self.id(at, name)?))),
        }
    }

    /// Inside `latest(…)`: an anchor not followed by `+`, which may turn out to be a merged happening.
    fn plain_operand(&mut self) -> Parsed<Option<Operand>> {
        let start = (self.at, self.token, self.token_at);
        if let Token::Name(name) = self.token
            && !KEYWORDS.contains(&name)
            && !["earliest", "unbounded"].contains(&name)
        {
            let operand = self.operand()?;
            if matches!(self.token, Token::Comma | Token::Close) {
                return Ok(Some(operand));
            }
        }
        (self.at, self.token, self.token_at) = start;
        Ok(None)
    }

    fn as_term(&self, at: usize, operand: Operand) -> Parsed<Term> {
        match operand {
            Operand::Term(term) => Ok(term),
            Operand::Anchored(anchored) => Ok(Term::State(anchored)),
            Operand::Latest(parts) => {
                let terms: Parsed<Vec<Term>> =
                    parts.into_iter().map(|(at, part)| self.as_term(at, part)).collect();
                let _ = at;
                Ok(Term::Latest(terms?))
            }
        }
    }

    fn as_anchored(&self, at: usize, operand: Operand) -> Parsed<Anchored> {
        match operand {
            Operand::Anchored(anchored) => Ok(anchored),
            Operand::Latest(parts) => {
                let anchors: Parsed<Vec<Anchored>> =
                    parts.into_iter().map(|(at, part)| self.as_anchored(at, part)).collect();
                Ok(Anchored::LatestOf(anchors?))
            }
            Operand::Term(_) => Err((
                at,
                Diagnostic::new(
                    "period-after-term",
                    "a period can be added to anchors only, and this is a term",
                )
                .helping("write the period inside: `earliest(a + P1Y, b + P1Y)`"),
            )),
        }
    }

    fn inner_anchor(&mut self) -> Parsed<Anchored> {
        self.deeper(|parser| {
            parser.expect(Token::Open, "`(`")?;
            let at = parser.token_at;
            let operand = parser.operand()?;
            let anchored = parser.as_anchored(at, operand)?;
            parser.expect(Token::Close, "`)`")?;
            Ok(anchored)
        })
    }

    fn condition(&mut self) -> Parsed<Operand> {
        let state = self.name("a state or an option")?;
        let at = match self.token {
            Token::Name("at") => {
                self.advance()?;
                Some(self.name("a happening, such as `recorded`")?)
            }
            _ => None,
        };
        if at.is_none() && self.token != Token::Name("then") {
            return Err(self.unexpected("`then`, or `at` and a happening"));
        }
        self.keyword("then")?;
        let then = Box::new(self.term()?);
        self.keyword("else")?;
        let otherwise = Box::new(self.term()?);
        Ok(Operand::Term(Term::If { state, at, then, otherwise }))
    }

    /// The name of one anchor.
    fn name(&mut self, expected: &str) -> Parsed<Id> {
        let (at, token) = (self.token_at, self.token);
        let Token::Name(name) = token else { return Err(self.unexpected(expected)) };
        self.advance()?;
        self.id(at, name)
    }

    fn unbounded(&mut self) -> Parsed<Operand> {
        self.expect(Token::Open, "`(`")?;
        let Token::Text(text) = self.token else {
            return Err(self.unexpected("a text in double quotes that says until when"));
        };
        if text.trim().is_empty() {
            return Err((self.token_at, Diagnostic::new("empty-text", "this text is empty")));
        }
        let text = text.to_owned();
        self.advance()?;
        self.expect(Token::Close, "`)`")?;
        Ok(Operand::Term(Term::Unbounded(text)))
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.deeper(|parser| {
            parser.expect(Token::Open, "`(`")?;
            let mut items = vec![item(parser)?];
            while parser.token == Token::Comma {
                parser.advance()?;
                items.push(item(parser)?);
            }
            parser.expect(Token::Close, "`,` or `)`")?;
            Ok(items)
        })
    }

    fn id(&self, at: usize, name: &str) -> Parsed<Id> {
        match Id::new(name) {
            Some(id) if !KEYWORDS.contains(&name) && !FUNCTIONS.contains(&name) => Ok(id),
            _ => Err((at, Diagnostic::new("not-an-anchor", "this is not the name of an anchor"))),
        }
    }

    fn keyword(&mut self, word: &'static str) -> Parsed<()> {
        self.expect(Token::Name(word), word)
    }

    fn expect(&mut self, token: Token<'_>, expected: &str) -> Parsed<()> {
        if self.token == token { self.advance() } else { Err(self.unexpected(expected)) }
    }

    fn unexpected(&self, expected: &str) -> (usize, Diagnostic) {
        (
            self.token_at,
            Diagnostic::new("unexpected-in-term", "this was not expected here").expecting(expected),
        )
    }

    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEEPEST {
            return Err((
                self.token_at,
                Diagnostic::new("term-too-deep", "this term nests deeper than 16 levels"),
            ));
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    fn advance(&mut self) -> Parsed<()> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let rest_trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.token_at = self.at + (rest.len() - rest_trimmed.len());
        let rest = rest_trimmed;
        let word_len = rest.len()
            - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.').len();
        let (token, length) = match rest.chars().next() {
            None => (Token::End, 0),
            Some('(') => (Token::Open, 1),
            Some(')') => (Token::Close, 1),
            Some(',') => (Token::Comma, 1),
            Some('+') => (Token::Plus, 1),
            Some('"') => match rest.get(1..).and_then(|inside| inside.find('"').map(|end| (inside, end))) {
                Some((inside, end)) => (Token::Text(inside.get(..end).unwrap_or("")), end + 2),
                None => {
                    return Err((
                        self.token_at,
                        Diagnostic::new("open-text", "this text has no closing quote"),
                    ));
                }
            },
            Some('P') => {
                let word = rest.get(..word_len).unwrap_or("");
                match word.parse::<Period>() {
                    Ok(period) => (Token::Period(period), word_len),
                    Err(error) => {
                        let diagnostic = error.diagnostics().first().cloned();
                        return Err((
                            self.token_at,
                            diagnostic.unwrap_or_else(|| Diagnostic::new("not-a-period", "")),
                        ));
                    }
                }
            }
            Some(_) if word_len > 0 => (Token::Name(rest.get(..word_len).unwrap_or("")), word_len),
            Some(_) => {
                return Err((
                    self.token_at,
                    Diagnostic::new("unexpected-in-term", "this sign has no meaning in a term"),
                ));
            }
        };
        self.token = token;
        self.at = self.token_at + length;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_where_they_are() {
        for (text, code, at) in [
            ("", "unexpected-in-term", 0),
            ("enrolled + ", "unexpected-in-term", 11),
            ("enrolled + P2Y + P1M", "two-periods", 15),
            ("earliest(account, last-login + P2Z)", "not-a-period", 31),
            ("erliest(account)", "unknown-function", 0),
            ("earliest(a) + P2Y", "period-after-term", 0),
            ("enrolled + P1DT2H", "not-a-period", 11),
            ("unbounded(\"\")", "empty-text", 10),
            ("unbounded(\"x", "open-text", 10),
            ("if a then b", "unexpected-in-term", 11),
            ("if a at then b else c", "not-an-anchor", 8),
            ("if a at b else c", "unexpected-in-term", 10),
            ("if a at P1Y then b else c", "unexpected-in-term", 8),
            ("if a at b + P1Y then b else c", "unexpected-in-term", 10),
            ("if a at latest(b, c) then b else c", "not-an-anchor", 8),
            ("at + P1Y", "unexpected-word", 0),
            ("enrolled ; P2Y", "unexpected-in-term", 9),
        ] {
            let (offset, diagnostic) = parse(text).unwrap_err();
            assert_eq!((diagnostic.code(), offset), (code, at), "{text}");
        }
        let deep = format!("{}a{}", "earliest(".repeat(40), ")".repeat(40));
        assert_eq!(parse(&deep).unwrap_err().1.code(), "term-too-deep");
    }

    #[test]
    fn a_near_miss_is_named() {
        assert_eq!(parse("erliest(account)").unwrap_err().1.suggestion(), Some("earliest"));
    }
}

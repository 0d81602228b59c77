//! Writing the page: what is ours is written as it is, what came from others is escaped, whatever it holds.

use super::sentence::Sentence;
use crate::policy::Language;

/// The page as far as it is written.
pub(super) struct Html {
    out: String,
    /// The language of the page.
    pub(super) language: Language,
    /// The language in which the policy speaks.
    policy: Language,
    /// The articles that were noted, in the order in which they were first.
    notes: Vec<String>,
    /// True in the first cell of a row.
    in_row_head: bool,
}

/// What fills a gap in a sentence.
#[derive(Clone, Copy)]
pub(super) enum Gap<'a> {
    /// A sentence or phrase of the policy, in its language, without the full stop at its end.
    Policy(&'a str),
    /// A name or an address in the policy: as it is.
    Name(&'a str),
    /// A text of the host or of a record, in an unknown language.
    Text(&'a str),
    /// A number, a date or words of ours.
    Ours(&'a str),
}

impl Html {
    pub(super) fn new(language: Language, policy: Language) -> Html {
        Html { out: String::with_capacity(64 << 10), language, policy, notes: Vec::new(), in_row_head: false }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Markup, as it is.
    pub(super) fn tag(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// A sentence.
    pub(super) fn say(&mut self, description: Sentence) {
        escape(description.text(self.language), &mut self.out);
    }

    /// A sentence with its gaps filled, in order.
    pub(super) fn fill(&mut self, description: Sentence, gaps: &[Gap<'_>]) {
        let mut gaps = gaps.iter().peekable();
        for (index, part) in description.text(self.language).split("{}").enumerate() {
            let gap = gaps.next_if(|_| index > 0);
            if let Some(gap) = gap {
                self.gap(*gap);
            }
            self.after_gap(gap, part);
        }
    }

    /// A sentence whose one gap is a list.
    pub(super) fn fill_list(&mut self, description: Sentence, gaps: &[Gap<'_>]) {
        let (before, after) = description.text(self.language).split_once("{}").unwrap_or_default();
        escape(before, &mut self.out);
        self.list(gaps);
        self.after_gap(gaps.last(), after);
    }

    /// What comes after a gap: a full stop only if there is none yet.
    fn after_gap(&mut self, gap: Option<&Gap<'_>>, part: &str) {
        let stopped = matches!(gap, Some(Gap::Name(text) | Gap::Text(text)) if text.ends_with('.'));
        let part = part.strip_prefix('.').filter(|_| stopped).unwrap_or(part);
        escape(part, &mut self.out);
    }

    pub(super) fn gap(&mut self, gap: Gap<'_>) {
        match gap {
            Gap::Policy(text) => self.phrase(text),
            Gap::Name(text) => self.policy(text),
            Gap::Text(text) => self.render(text),
            Gap::Ours(text) => self.ours(text),
        }
    }

    /// A text of the policy: in its own language, and unable to turn round what stands beside it.
    pub(super) fn policy(&mut self, text: &str) {
        if self.policy == self.language {
            self.tag("<bdi>");
        } else {
            self.out.push_str("<bdi lang=\"");
            self.out.push_str(self.policy.as_str());
            self.tag("\">");
        }
        escape(text, &mut self.out);
        self.tag("</bdi>");
    }

    /// A text of the policy without the full stop at its end.
    pub(super) fn phrase(&mut self, text: &str) {
        self.policy(text.strip_suffix('.').unwrap_or(text));
    }

    /// A text of the host or of a record.
    pub(super) fn render(&mut self, text: &str) {
        self.tag("<bdi>");
        escape(text, &mut self.out);
        self.tag("</bdi>");
    }

    /// Words of ours.
    pub(super) fn ours(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// A reference to the note with an article.
    pub(super) fn note(&mut self, article: &str) {
        if article.is_empty() {
            return;
        }
        let known = self.notes.iter().position(|note| note == article);
        let number = known.unwrap_or_else(|| {
            self.notes.push(article.to_owned());
            self.notes.len() - 1
        }) + 1;
        let word = Sentence::Note.text(self.language);
        self.out.push_str(&format!(
            "<sup><a href=\"#note-{number}\"><span class=\"hidden\">{word} </span>{number}</a></sup>"
        ));
    }

    /// The articles that were noted.
    pub(super) fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// ` id="…"`, of a kind of thing and its name in the policy.
    pub(super) fn id(&mut self, kind: &'static str, name: &str) {
        self.attribute("id", kind, name);
    }

    /// ` href="#…"` to such a thing.
    pub(super) fn href(&mut self, kind: &'static str, name: &str) {
        self.attribute("href", if kind == "purpose-" { "#purpose-" } else { "#" }, name);
    }

    fn attribute(&mut self, attribute: &'static str, kind: &'static str, name: &str) {
        self.out.push(' ');
        self.out.push_str(attribute);
        self.tag("=\"");
        self.tag(kind);
        escape(name, &mut self.out);
        self.tag("\"");
    }

    /// Begins a table: caption and heads of columns. The roles keep it a table where the screen is narrow and its cells
    /// stand below each other.
    pub(super) fn table(&mut self, caption: Sentence, heads: &[Sentence]) {
        self.tag("<table role=\"table\">\n<caption>");
        self.say(caption);
        self.tag("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
        for head in heads {
            self.tag("<th scope=\"col\" role=\"columnheader\">");
            self.say(*head);
            self.tag("</th>");
        }
        self.tag("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    }

    /// Begins a row of a table, and its head.
    pub(super) fn row(&mut self) {
        self.tag("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
        self.in_row_head = true;
    }

    /// Ends the cell before, and begins another; where the screen is narrow, the head of its column stands before it.
    pub(super) fn cell(&mut self, head: Sentence) {
        let was_head = core::mem::take(&mut self.in_row_head);
        self.tag(if was_head { "</th>" } else { "</td>" });
        self.tag("<td role=\"cell\" data-head=\"");
        self.say(head);
        self.tag("\">");
    }

    pub(super) fn end_row(&mut self) {
        self.tag("</td></tr>\n");
    }

    pub(super) fn end_table(&mut self) {
        self.tag("</tbody>\n</table>\n");
    }

    /// A list of texts with commas, the last after "and".
    pub(super) fn list(&mut self, gaps: &[Gap<'_>]) {
        for (index, gap) in gaps.iter().enumerate() {
            match index {
                0 => {}
                _ if index + 1 == gaps.len() => self.say(Sentence::And),
                _ => self.tag(", "),
            }
            self.gap(*gap);
        }
    }
}

/// Text for between tags and within quoted attributes. What the eye cannot see is shown as a sign that something was
/// there: control characters, and those that turn the direction of the text around.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => out.push('\u{fffd}'),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{fffd}');
            }
            c if u32::from(c) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped_and_what_cannot_be_seen_is_shown() {
        let of = |text: &str| {
            let mut out = String::new();
            escape(text, &mut out);
            out
        };
        assert_eq!(of("<a href=\"x\" id='y'>&amp;"), "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
        assert_eq!(of("a\n\tb\u{2028}c"), "a  b c");
        assert_eq!(of("\0\u{1b}\u{7f}\u{202e}\u{2066}\u{200f}\u{ffff}"), "\u{fffd}".repeat(7));
        assert_eq!(of("Zoë, 東京, 🌳"), "Zoë, 東京, 🌳");
    }
}

//! Term to text, in the one canonical form.

use core::fmt;

use super::{Anchored, Term};

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::State(anchored) => write!(f, "{anchored}"),
            Term::After(anchored, period) => write!(f, "{anchored} + {period}"),
            Term::Earliest(terms) => call(f, "earliest", terms),
            Term::Latest(terms) => call(f, "latest", terms),
            Term::If { state, at, then, otherwise } => {
                write!(f, "if {state}")?;
                at.iter().try_for_each(|at| write!(f, " at {at}"))?;
                write!(f, " then {then} else {otherwise}")
            }
            Term::WithBasis => f.write_str("with-basis"),
            Term::ByAgreement => f.write_str("by-agreement"),
            Term::Unbounded(text) => write!(f, "unbounded(\"{text}\")"),
        }
    }
}

impl fmt::Display for Anchored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Anchored::Anchor(id) => write!(f, "{id}"),
            Anchored::LatestOf(parts) => call(f, "latest", parts),
            Anchored::SchoolYearEnd(inner) => write!(f, "school-year-end({inner})"),
            Anchored::BookYearEnd(inner) => write!(f, "book-year-end({inner})"),
        }
    }
}

fn call(f: &mut fmt::Formatter<'_>, name: &str, items: &[impl fmt::Display]) -> fmt::Result {
    write!(f, "{name}(")?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        item.fmt(f)?;
    }
    f.write_str(")")
}

#[cfg(test)]
mod tests {
    use crate::policy::Term;

    #[test]
    fn what_is_printed_is_read_back() {
        for text in [
            "enrolled",
            "enrolled + P2Y",
            "recorded + P13M",
            "latest(last-login, account-opened) + P2Y",
            "latest(account, last-login + P2Y)",
            "earliest(account, latest(last-login, account-opened) + P2Y)",
            "school-year-end(enrolled) + P2Y",
            "book-year-end(latest(invoiced, paid)) + P7Y",
            "if portfolio then latest(a, b) + P12M else a + P6M",
            "if voucher-only at sent then sent + P1Y else sent + P10Y",
            "earliest(if a at b then born + P18Y else if c then d else e, with-basis)",
            "earliest(if portfolio then a else b, with-basis)",
            "by-agreement",
            "unbounded(\"tot u tevreden bent\")",
        ] {
            let term: Term = text.parse().unwrap();
            assert_eq!(term.to_string(), text);
            assert_eq!(term.to_string().parse::<Term>().unwrap(), term);
        }
        let spaced: Term = " latest( a ,b )+P2Y ".parse().unwrap();
        assert_eq!(spaced.to_string(), "latest(a, b) + P2Y");
    }
}

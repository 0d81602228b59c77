use super::Moment;

/// By when something must be done: a safe date, the legal date, and the rules that made it. Plain data.
///
/// A bare day counts to its end, 24:00 local time; an instant is the end itself. [`Moment::past`] gives the first
/// instant after either.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// Never too late under any reading of the law: the nominal end, with no roll-over, no second working day and no
    /// pause; for hours, plain elapsed hours; for working days, every Monday to Friday counted. It rests on no list of
    /// holidays. Where an extension can be counted from the event or from the first deadline, the earlier of the
    /// two. (For a term counted backwards it is the legal date itself: there, later is not safer.)
    pub safe: Moment,
    /// The end under the act that counts the term, pauses included.
    pub legal: Moment,
    /// For a term of two days or more stated in hours: its end if it had to include two working days (article 3(5) of
    /// Regulation 1182/71), where that is later. Two German authorities reject that reading (BayLfD, 1 June 2019; LDI
    /// NRW), some writers argue for it (ZD 2019, 152): to show, never to rely on.
    pub disputed: Option<Moment>,
    /// True if the legal date rests on the holidays of a year whose list is not published (or not known here), and may
    /// still move. The safe date never does.
    pub provisional: bool,
    /// The rules that made the legal date, in the order in which they were applied; never empty.
    pub steps: Vec<DeadlineStep>,
}

/// One rule that was applied, and where the end of the term was after it. A small value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeadlineStep {
    /// The rule.
    pub rule: Rule,
    /// The end of the term after it.
    pub end: Moment,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $variant:ident = $code:literal, $article:literal, $nl:literal, $en:literal;)+) => {
        /// A rule by which a term for acting is counted. A stable code; a small value.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Rule {
            $(#[doc = concat!("`", $code, "`: ", $en)] $variant),+
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Rule::$variant => $code),+ }
            }

            /// The act and the article; empty for plain calendar arithmetic, which needs none.
            pub fn article(self) -> &'static str {
                match self { $(Rule::$variant => $article),+ }
            }

            /// A sentence in Dutch.
            pub fn dutch(self) -> &'static str {
                match self { $(Rule::$variant => $nl),+ }
            }

            /// A sentence in English.
            pub fn english(self) -> &'static str {
                match self { $(Rule::$variant => $en),+ }
            }
        }
    };
}

rules! {
    PlainHours = "plain-hours", "", "De uren zijn geteld vanaf het moment zelf, ook over een klokwissel heen.", "The hours were counted from the moment itself, across a change of the clocks too.";
    PlainDays = "plain-days", "", "De dagen zijn geteld vanaf de dag erna.", "The days were counted from the day after.";
    PlainSameDay = "plain-same-day", "", "De termijn eindigt op dezelfde dag van de week of dezelfde datum.", "The term ends on the same day of the week or the same date.";
    PlainLastOfMonth = "plain-last-of-month", "", "De maand heeft die datum niet; de termijn eindigt op de laatste dag ervan.", "The month lacks that date; the term ends on its last day.";
    PlainWorkingDays = "plain-working-days", "", "Alleen werkdagen zijn geteld, vanaf de dag erna.", "Only working days were counted, from the day after.";

    WholeHours = "whole-hours", "Reg. 1182/71 3(1), 3(2)(a)", "Het uur van de gebeurtenis telt niet mee; de termijn eindigt met het laatste hele uur.", "The hour of the event does not count; the term ends with its last whole hour.";
    WholeDays = "whole-days", "Reg. 1182/71 3(1), 3(2)(b)", "De dag van de gebeurtenis telt niet mee; de termijn eindigt met het laatste uur van de laatste dag.", "The day of the event does not count; the term ends with the last hour of its last day.";
    SameDay = "same-day", "Reg. 1182/71 3(1), 3(2)(c)", "De termijn eindigt op dezelfde dag van de week of dezelfde datum als de dag van de gebeurtenis.", "The term ends on the same day of the week or the same date as the day of the event.";
    LastOfMonth = "last-of-month", "Reg. 1182/71 3(2)(c)", "De laatste maand heeft die datum niet; de termijn eindigt op de laatste dag ervan.", "The last month lacks that date; the term ends on its last day.";
    PartOfMonth = "part-of-month", "Reg. 1182/71 3(2)(d)", "Voor een deel van een maand telt de maand dertig dagen.", "For a part of a month, the month counts as thirty days.";
    WorkingDays = "working-days", "Reg. 1182/71 2(2), 3(1), 3(3)", "Alleen werkdagen tellen mee; de dag van de gebeurtenis niet.", "Only working days count; the day of the event does not.";
    Paused = "paused", "GDPR 12(6), 36(2), recital 63", "De termijn stond stil zolang op een antwoord werd gewacht dat nodig was om verder te gaan.", "The term stood still while an answer was awaited that was needed to go on.";
    NextWorkingDay = "next-working-day", "Reg. 1182/71 3(4)", "De laatste dag is een feestdag, zondag of zaterdag; de termijn eindigt op de eerstvolgende werkdag.", "The last day is a public holiday, Sunday or Saturday; the term ends on the next working day.";
    NotRolledBackwards = "not-rolled-backwards", "Reg. 1182/71 3(4)", "De termijn wordt teruggeteld en verschuift niet naar een werkdag.", "The term is counted backwards and does not move to a working day.";
    TwoWorkingDays = "two-working-days", "Reg. 1182/71 3(5)", "Een termijn van twee dagen of meer bevat ten minste twee werkdagen.", "A term of two days or more includes at least two working days.";

    AtwNextDay = "atw-next-day", "Atw 1(1)", "De laatste dag is een zaterdag, zondag of algemeen erkende feestdag; de termijn loopt tot en met de eerstvolgende andere dag.", "The last day is a Saturday, Sunday or recognised holiday; the term runs to the next day that is none of these.";
    AtwNotRolledBackwards = "atw-not-rolled-backwards", "Atw 1(2)", "De termijn wordt teruggeteld en wordt niet verlengd.", "The term is counted backwards and is not lengthened.";
    AtwTwoDays = "atw-two-days", "Atw 2", "Een termijn van ten minste drie dagen bevat ten minste twee dagen die geen zaterdag, zondag of feestdag zijn.", "A term of at least three days has at least two days that are no Saturday, Sunday or holiday.";
    AtwNotThisTerm = "atw-not-this-term", "Atw 4", "De Algemene termijnenwet geldt niet voor termijnen in uren, in meer dan 90 dagen, twaalf weken of drie maanden, of in jaren.", "The Dutch act on terms does not cover terms in hours, in more than 90 days, twelve weeks or three months, or in years.";
}

use super::holidays::{ATW, NETHERLANDS};
use crate::Diagnostic;
use crate::calendar::{CalendarError, Day, Deadline, LegalCalendar, Length, Moment, Zone};
use crate::json::words;

words! {
    /// A term that the law sets for acting. What it comes to is a [`Deadline`]; see [`deadline`].
    pub enum LegalTerm {
        /// GDPR 12(3): to answer a request under articles 15 to 22.
        Answer = "answer",
        /// GDPR 12(3): to tell the data subject that the answer takes longer, and why.
        ExtensionNotice = "extension-notice",
        /// GDPR 12(3): to answer, once the term was extended by two months.
        ExtendedAnswer = "extended-answer",
        /// GDPR 12(4): to tell the data subject that no action is taken, why, and where to complain.
        Refusal = "refusal",
        /// GDPR 14(3)(a): to inform a data subject whose data came from someone else.
        Information = "information",
        /// GDPR 33(1): to notify a breach to the authority.
        BreachNotification = "breach-notification",
        /// GDPR 36(2): the authority's advice on a prior consultation.
        ConsultationAdvice = "consultation-advice",
        /// GDPR 36(2): the authority's notice that its advice takes longer.
        ConsultationExtensionNotice = "consultation-extension-notice",
        /// GDPR 36(2): the authority's advice, once the term was extended by six weeks.
        ExtendedConsultationAdvice = "extended-consultation-advice",
        /// GDPR 60(4): an authority's objection to a draft decision.
        DraftObjection = "draft-objection",
        /// GDPR 60(5): an authority's objection to a revised draft decision.
        RevisedDraftObjection = "revised-draft-objection",
        /// GDPR 61(8): an authority's answer to another, before that one may act on its own.
        MutualAssistance = "mutual-assistance",
        /// GDPR 64(3): the Board's opinion.
        BoardOpinion = "board-opinion",
        /// GDPR 64(3): the Board's opinion, once the term was extended by six weeks.
        ExtendedBoardOpinion = "extended-board-opinion",
        /// GDPR 65(2): the Board's binding decision.
        BindingDecision = "binding-decision",
        /// GDPR 65(2): the Board's binding decision, once the term was extended by a month.
        ExtendedBindingDecision = "extended-binding-decision",
        /// GDPR 65(6): the authority's final decision on the basis of a binding one.
        FinalDecision = "final-decision",
        /// GDPR 66(4): an urgent opinion or binding decision of the Board.
        UrgentDecision = "urgent-decision",
        /// GDPR 78(2): the authority's word to a complainant on progress or outcome.
        ComplaintProgress = "complaint-progress",
        /// UAVG 35(2): a petition to the civil court about an answer that was given. (There is no term where the
        /// controller stayed silent past article 12(3).)
        Petition = "petition",
    }
}

/// A term as the law sets it, in the days that this is law. Plain data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatutoryTerm {
    /// Which term.
    pub term: LegalTerm,
    /// The act and article.
    pub article: &'static str,
    /// The event from which it runs.
    pub event: &'static str,
    /// How long it is, from that event.
    pub length: Length,
    /// The act that counts it.
    pub counted: CountedBy,
    /// True if it stands still while an answer is awaited that is needed to go on.
    pub pauses: bool,
    /// What the law asks sooner than its end.
    pub sooner: &'static str,
    /// The first day on which this is law.
    pub from: Day,
    /// The last, if it is over.
    pub through: Option<Day>,
}

words! {
    /// The act that counts a term of law. A small value.
    pub enum CountedBy {
        /// Regulation (EEC, Euratom) 1182/71: terms of Union law.
        Regulation1182 = "regulation-1182-71",
        /// *Algemene termijnenwet*: terms of Dutch law.
        Algemenetermijnenwet = "algemene-termijnenwet",
    }
}

/// A time in which a term stood still: from the day on which the data subject was asked who they are (GDPR 12(6)) or
/// what they mean (recital 63), to the day on which the answer was there. A small value.
///
/// It stands still only if the question was needed, and was put without undue delay: that is for people to judge.
/// As many days are added as lie between the two; while the answer is awaited, pass today as its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pause {
    asked: Day,
    answered: Day,
}

impl Pause {
    /// From the day of the question to the day of the answer. Refuses an answer before its question.
    pub fn new(asked: Day, answered: Day) -> Result<Pause, CalendarError> {
        (asked <= answered).then_some(Pause { asked, answered }).ok_or_else(|| {
            Diagnostic::new("pause-backwards", "this pause ends before it begins")
                .expecting("the day of the question, then the day of the answer")
                .into()
        })
    }

    /// The day of the question.
    pub fn asked(self) -> Day {
        self.asked
    }

    /// The day of the answer.
    pub fn answered(self) -> Day {
        self.answered
    }
}

/// By when the law asks something in the Netherlands: the deadline of `term`, which runs from `event`.
///
/// `event` is what [`StatutoryTerm::event`] says, such as the receipt of the request; `zone` is the policy's. A day will do,
/// or an instant, of which the local day counts; the term of article 33(1) is in hours and needs an instant. Pauses
/// that overlap count once; a question put when the term was over pauses nothing. Order: nominal end, pause, roll-over.
///
/// ```
/// use waarborg::{calendar::{Moment, Zone}, law::{LegalTerm, Pause, deadline}};
///
/// let amsterdam = Zone::named("Europe/Amsterdam")?;
/// let received: Moment = "2026-03-05".parse()?;
///
/// let answer = deadline(LegalTerm::Answer, received, &[], &amsterdam)?;
/// assert_eq!(answer.safe.to_string(), "2026-04-05"); // Easter Sunday
/// assert_eq!(answer.legal.to_string(), "2026-04-07"); // the first working day after it
/// assert_eq!(answer.steps[1].rule.article(), "Reg. 1182/71 3(4)");
///
/// let asked_who = Pause::new("2026-03-06".parse()?, "2026-03-16".parse()?)?;
/// let paused = deadline(LegalTerm::Answer, received, &[asked_who], &amsterdam)?;
/// assert_eq!((paused.safe.to_string(), paused.legal.to_string()), ("2026-04-05".into(), "2026-04-15".into()));
/// # Ok::<(), waarborg::calendar::CalendarError>(())
/// ```
///
/// Refuses an event before the term was law (`not-law-then`), a pause that began before the event
/// (`pause-before-event`) or in a term that has none (`no-pause`), a day for a term in hours (`needs-a-time`), and what
/// lies outside 2000 to 2200 (`term-out-of-range`).
pub fn deadline(
    term: LegalTerm,
    event: Moment,
    pauses: &[Pause],
    zone: &Zone,
) -> Result<Deadline, CalendarError> {
    let day = event.day(zone);
    let law = term.law(day).ok_or_else(|| {
        Diagnostic::new("not-law-then", "the law did not set this term on the day of the event")
            .helping(format!("`{}` is law from {}", term.as_str(), term.since()))
    })?;
    let calendar = match law.counted {
        CountedBy::Regulation1182 => LegalCalendar::Regulation1182(NETHERLANDS),
        CountedBy::Algemenetermijnenwet => LegalCalendar::Algemenetermijnenwet(ATW),
    };
    if !pauses.is_empty() && !law.pauses {
        return Err(Diagnostic::new("no-pause", "this term never stands still")
            .expecting("no pauses")
            .into());
    }
    if pauses.iter().any(|pause| pause.asked < day) {
        return Err(Diagnostic::new(
            "pause-before-event",
            "a pause began before the event that the term runs from",
        )
        .expecting("questions put on or after that day")
        .into());
    }
    let mut pauses = pauses.to_vec();
    pauses.sort_unstable_by_key(|pause| (pause.asked, pause.answered));
    let mut deadline = calendar.after(event, law.length, zone)?;
    let (mut days, mut counted_until) = (0, day);
    for pause in pauses {
        if pause.asked > deadline.legal.day(zone) {
            break;
        }
        days += (pause.answered.since_epoch() - pause.asked.max(counted_until).since_epoch()).max(0);
        counted_until = pause.answered.max(counted_until);
        deadline = calendar.after_pause(event, law.length, days.unsigned_abs(), zone)?;
    }
    if let Some((first, extension)) = term.in_two_steps() {
        let first = LegalCalendar::Plain.after(event, first, zone)?;
        let second = LegalCalendar::Plain.after(first.legal, extension, zone)?;
        if second.legal.past(zone) < deadline.safe.past(zone) {
            deadline.safe = second.legal;
        }
    }
    Ok(deadline)
}

impl LegalTerm {
    /// What the law says of this term on a day; `None` if it did not set it then.
    pub fn law(self, day: Day) -> Option<&'static StatutoryTerm> {
        self.rows().find(|row| row.from <= day && row.through.is_none_or(|through| day <= through))
    }

    /// Every term of law, of all times, in the order of the acts.
    pub fn table() -> &'static [StatutoryTerm] {
        TERMS
    }

    /// For a term that another one extends: the other reading of its length, from the end of the first term on. GDPR
    /// 12(3) and 65(2) leave both readings open; the safe date is the earlier of the two.
    fn in_two_steps(self) -> Option<(Length, Length)> {
        match self {
            LegalTerm::ExtendedAnswer => Some((Length::Months(1), Length::Months(2))),
            LegalTerm::ExtendedBindingDecision => Some((Length::Months(1), Length::Months(1))),
            // Weeks give the same day either way.
            _ => None,
        }
    }

    fn rows(self) -> impl Iterator<Item = &'static StatutoryTerm> {
        TERMS.iter().filter(move |row| row.term == self)
    }

    fn since(self) -> Day {
        self.rows().map(|row| row.from).min().unwrap_or(Day::LAST)
    }
}

/// The GDPR applies, and the UAVG is in force, from this day (GDPR 99(2), UAVG 53).
const GDPR: Day = Day::constant(2018, 5, 25);

const RECEIPT: &str = "receipt of the request";
const UNDUE: &str = "without undue delay";

/// The extensions of article 12(3), 36(2), 64(3) and 65(2) are stated as the whole term from the same event: three
/// months from receipt, not two months from the first deadline. The two differ: a request of 29 January is answered by
/// 29 April, or by 28 April. The legal date is the first, the safe date the earlier one (`LegalTerm::in_two_steps`).
///
/// Article 33(1): a Commission proposal of 19 November 2025 (Digital Omnibus) would make it 96 hours, for high risk
/// only. Not law: one more row, with its day, if it becomes so.
const TERMS: &[StatutoryTerm] = &[
    gdpr(LegalTerm::Answer, "GDPR 12(3)", RECEIPT, Length::Months(1)).pausing().sooner(UNDUE),
    gdpr(LegalTerm::ExtensionNotice, "GDPR 12(3)", RECEIPT, Length::Months(1)).pausing(),
    gdpr(LegalTerm::ExtendedAnswer, "GDPR 12(3)", RECEIPT, Length::Months(3)).pausing().sooner(UNDUE),
    gdpr(LegalTerm::Refusal, "GDPR 12(4)", RECEIPT, Length::Months(1)).pausing().sooner("without delay"),
    gdpr(LegalTerm::Information, "GDPR 14(3)(a)", "obtaining the data", Length::Months(1))
        .sooner("within a reasonable period; at the first contact with the data subject, or the first disclosure, if that is sooner (14(3)(b), (c))"),
    gdpr(LegalTerm::BreachNotification, "GDPR 33(1)", "becoming aware of the breach", Length::Hours(72)).sooner(UNDUE),
    gdpr(LegalTerm::ConsultationAdvice, "GDPR 36(2)", RECEIPT, Length::Weeks(8)).pausing(),
    gdpr(LegalTerm::ConsultationExtensionNotice, "GDPR 36(2)", RECEIPT, Length::Months(1)).pausing(),
    gdpr(LegalTerm::ExtendedConsultationAdvice, "GDPR 36(2)", RECEIPT, Length::Weeks(8 + 6)).pausing(),
    gdpr(LegalTerm::DraftObjection, "GDPR 60(4)", "being consulted on the draft", Length::Weeks(4)),
    gdpr(LegalTerm::RevisedDraftObjection, "GDPR 60(5)", "receipt of the revised draft", Length::Weeks(2)),
    gdpr(LegalTerm::MutualAssistance, "GDPR 61(8)", RECEIPT, Length::Months(1)),
    gdpr(LegalTerm::BoardOpinion, "GDPR 64(3)", "the matter reaching the Board", Length::Weeks(8)),
    gdpr(LegalTerm::ExtendedBoardOpinion, "GDPR 64(3)", "the matter reaching the Board", Length::Weeks(8 + 6)),
    gdpr(LegalTerm::BindingDecision, "GDPR 65(2)", "referral of the matter", Length::Months(1)),
    gdpr(LegalTerm::ExtendedBindingDecision, "GDPR 65(2)", "referral of the matter", Length::Months(2)),
    gdpr(LegalTerm::FinalDecision, "GDPR 65(6)", "the Board's notice of its decision", Length::Months(1)).sooner(UNDUE),
    gdpr(LegalTerm::UrgentDecision, "GDPR 66(4)", RECEIPT, Length::Weeks(2)),
    gdpr(LegalTerm::ComplaintProgress, "GDPR 78(2)", "lodging of the complaint", Length::Months(3)),
    StatutoryTerm {
        counted: CountedBy::Algemenetermijnenwet,
        ..gdpr(LegalTerm::Petition, "UAVG 35(2)", "receipt of the controller's answer", Length::Weeks(6))
    },
];

const fn gdpr(term: LegalTerm, article: &'static str, event: &'static str, length: Length) -> StatutoryTerm {
    StatutoryTerm {
        term,
        article,
        event,
        length,
        counted: CountedBy::Regulation1182,
        pauses: false,
        sooner: "",
        from: GDPR,
        through: None,
    }
}

impl StatutoryTerm {
    /// GDPR 12(6), recital 63; for a prior consultation 36(2), last sentence.
    const fn pausing(self) -> StatutoryTerm {
        StatutoryTerm { pauses: true, ..self }
    }

    const fn sooner(self, sooner: &'static str) -> StatutoryTerm {
        StatutoryTerm { sooner, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_safe_date_of_an_extension_is_the_earlier_of_two_readings() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let (mut day, mut differ) = (Day::constant(2024, 1, 1), Vec::new());
        while day.year() < 2029 {
            let of = |term| deadline(term, Moment::On(day), &[], &zone).unwrap();
            let extended = of(LegalTerm::ExtendedAnswer);
            let whole = day.plus("P3M".parse().unwrap()).unwrap();
            let first = day.plus("P1M".parse().unwrap()).unwrap();
            let in_steps = first.plus("P2M".parse().unwrap()).unwrap();
            assert_eq!(extended.safe, Moment::On(whole.min(in_steps)), "{day}");
            assert!(extended.safe.past(&zone) <= extended.legal.past(&zone), "{day}");
            if whole != in_steps && day.year() == 2026 {
                differ.push(day.to_string());
            }
            day = day.next().unwrap();
        }
        assert_eq!(differ, ["2026-01-29", "2026-01-30", "2026-01-31", "2026-05-31", "2026-10-31"]);
        let decision =
            deadline(LegalTerm::ExtendedBindingDecision, "2026-01-30".parse().unwrap(), &[], &zone);
        assert_eq!(decision.unwrap().safe.to_string(), "2026-03-28");
    }

    #[test]
    fn every_term_is_law_today() {
        let today = super::super::LAW_AS_OF.parse().unwrap();
        for term in LegalTerm::ALL {
            assert!(term.law(today).is_some(), "{term:?}");
            assert!(term.law("2018-05-24".parse().unwrap()).is_none());
        }
        assert_eq!(LegalTerm::table().len(), LegalTerm::ALL.len());
    }
}

//! What the host asks every month, and what it makes when the answer is yes.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use waarborg::calendar::Time;
use waarborg::claim::Claims;
use waarborg::decision::{Answer, Query, decide};
use waarborg::law::ReasonCode;
use waarborg::policy::{ActorRelation, Identifiability, Verb};

use crate::calendar::Month;
use crate::store::Kept;
use crate::world::{File, Of};
use crate::{Result, store};

/// A question that a platform asks before it acts.
pub(crate) struct Question {
    /// In words.
    pub(crate) description: &'static str,
    pub(crate) policy: &'static str,
    of: Of,
    role: &'static str,
    verb: Verb,
    purpose: &'static str,
    pub(crate) category: &'static str,
    relations: &'static [ActorRelation],
    recipient: Option<&'static str>,
    preconditions: &'static [&'static str],
    makes: Makes,
}

/// When a yes makes a new record. To make one is asked only then; to look at one, every month.
enum Makes {
    Nothing,
    /// If there is none.
    Once,
    /// In these months of the year.
    In(&'static [i8]),
}

/// The words of a question that most share: no recipient, no preconditions, nothing made.
const fn asked(
    description: &'static str,
    (policy, of): (&'static str, Of),
    (role, relations): (&'static str, &'static [ActorRelation]),
    verb: Verb,
    (purpose, category): (&'static str, &'static str),
) -> Question {
    let (recipient, preconditions, makes) = (None, &[] as &[&str], Makes::Nothing);
    Question {
        description,
        policy,
        of,
        role,
        verb,
        purpose,
        category,
        relations,
        recipient,
        preconditions,
        makes,
    }
}

impl Question {
    const fn to(self, recipient: &'static str) -> Question {
        Question { recipient: Some(recipient), ..self }
    }

    const fn after(self, preconditions: &'static [&'static str]) -> Question {
        Question { preconditions, ..self }
    }

    fn is_asked_in(&self, month: &Month) -> bool {
        match self.makes {
            Makes::In(months) => self.verb != Verb::Create || months.contains(&month.number),
            Makes::Nothing | Makes::Once => true,
        }
    }

    const fn makes(self, makes: Makes) -> Question {
        Question { makes, ..self }
    }

    /// The question, asked about a record of today.
    pub(crate) fn query(&self, at: Time) -> Query<'_> {
        Query {
            relations: self.relations,
            recipient: self.recipient,
            preconditions: self.preconditions,
            ..Query::new(self.role, self.verb, self.purpose, self.category, at)
        }
    }
}

const PUPIL: (&str, Of) = ("school", Of::Pupil);
const PARENT: (&str, Of) = ("school", Of::Parent);
const NEO: (&str, Of) = ("neo", Of::Pupil);
const BLOOM: (&str, Of) = ("bloom", Of::Pupil);
const VIEWER: (&str, Of) = ("intowords", Of::Pupil);
const WISBITS: (&str, Of) = ("wisbits", Of::Staff);
const OURS: &[ActorRelation] = &[ActorRelation::OwnOrganisation];
const OWN: &[ActorRelation] = &[ActorRelation::DataSubject];

/// Everything that is asked, by policy.
pub(crate) static QUESTIONS: [Question; 22] = [
    asked("put a photo on the website", PUPIL, ("teacher", OURS), Verb::Publish, ("website", "photo"))
        .makes(Makes::In(&[5])),
    asked("share a photo in the class app", PUPIL, ("teacher", OURS), Verb::Share, ("class-app", "photo"))
        .to("app-supplier")
        .makes(Makes::In(&[10])),
    asked("open the guidance file", PUPIL, ("mentor", OURS), Verb::View, ("guidance", "guidance-file"))
        .makes(Makes::In(&[1])),
    asked("note a test result", PUPIL, ("teacher", OURS), Verb::Create, ("teaching", "results"))
        .makes(Makes::In(&[2, 6])),
    asked("count results in statistics", PUPIL, ("analyst", OURS), Verb::Analyse, ("statistics", "results")),
    asked("note an absence", PUPIL, ("administration", OURS), Verb::Create, ("attendance", "attendance"))
        .makes(Makes::In(&[3, 11])),
    asked(
        "reach a parent",
        PARENT,
        ("administration", &[]),
        Verb::Contact,
        ("reach-parents", "contact-details"),
    )
    .makes(Makes::Once),
    asked(
        "send a parent the newsletter",
        PARENT,
        ("communication", &[]),
        Verb::Contact,
        ("newsletter", "contact-details"),
    ),
    asked("send an invoice", PARENT, ("administration", &[]), Verb::Create, ("tax", "invoice"))
        .makes(Makes::In(&[10])),
    asked("log in", NEO, ("pupil", OWN), Verb::View, ("accounts", "user-details")).makes(Makes::Once),
    asked("look at a pupil's work", NEO, ("teacher", OURS), Verb::View, ("learning", "uploads"))
        .makes(Makes::In(&[4, 11])),
    asked(
        "read the platform's log",
        NEO,
        ("authorised-staff", &[]),
        Verb::Analyse,
        ("platform-safety", "metadata"),
    )
    .makes(Makes::In(&[1, 5, 9])),
    asked("improve the platform", NEO, ("authorised-staff", &[]), Verb::Analyse, ("improve", "activity"))
        .makes(Makes::In(&[3, 9])),
    asked(
        "use the online environment",
        ("heutink", Of::Pupil),
        ("schoolmedewerker", OURS),
        Verb::View,
        ("online-omgeving", "leerlinggegevens"),
    )
    .makes(Makes::Once),
    asked("practise in the viewer", VIEWER, ("pupil", OWN), Verb::Create, ("practice", "answers"))
        .makes(Makes::In(&[1, 5, 10])),
    asked(
        "keep a document in the viewer",
        VIEWER,
        ("pupil", OWN),
        Verb::Store,
        ("store-documents", "documents"),
    )
    .after(&["agreed-in-viewer"])
    .makes(Makes::In(&[2, 11])),
    asked(
        "invite to the survey",
        BLOOM,
        ("oig-platform", &[]),
        Verb::Contact,
        ("uitnodigen", "respondent-identiteit"),
    )
    .makes(Makes::Once),
    asked(
        "mail the invitation",
        BLOOM,
        ("oig-platform", &[]),
        Verb::Contact,
        ("uitnodigen", "respondent-email"),
    )
    .makes(Makes::Once),
    asked(
        "analyse the survey",
        BLOOM,
        ("oig-analist", &[]),
        Verb::Analyse,
        ("inzichten", "respondent-antwoorden"),
    )
    .makes(Makes::In(&[2])),
    asked(
        "make a lesson",
        WISBITS,
        ("platform-user", OWN),
        Verb::Create,
        ("platform-account", "uploaded-wisbits"),
    )
    .makes(Makes::In(&[3, 10])),
    asked(
        "look at one's own account",
        WISBITS,
        ("platform-user", OWN),
        Verb::View,
        ("registration", "account-data"),
    )
    .makes(Makes::Once),
    asked(
        "send lessons to a supplier on Privacy Shield",
        WISBITS,
        ("services", &[]),
        Verb::Share,
        ("platform-account", "uploaded-wisbits"),
    )
    .to("privacy-shield-providers"),
];

/// How often each question got each answer, and for what reason, in one month.
#[derive(Default)]
pub(crate) struct Answers(BTreeMap<(&'static str, Answer, ReasonCode), u64>);

/// Asks everything that is asked about one person. Returns the categories of which there is something new to keep.
pub(crate) fn ask(
    db: &Connection,
    claims: &Claims,
    file: &File,
    month: &Month,
    now: Time,
    answers: &mut Answers,
) -> Result<Vec<&'static str>> {
    let mut created = Vec::new();
    let of_file =
        QUESTIONS.iter().filter(|question| question.policy == file.policy && question.of == file.of);
    for question in of_file.filter(|question| question.is_asked_in(month)) {
        let today = Kept {
            category: question.category.to_owned(),
            created: month.last,
            identifiability: Identifiability::Identifiable,
        };
        let today = today.record(claims.policy());
        let decision = decide(claims, &Query { record: Some(&today), ..question.query(now) })?;
        *answers.0.entry((question.description, decision.answer, decision.reason.code)).or_default() += 1;
        let makes = match question.makes {
            _ if !decision.is_permitted() => false,
            Makes::Nothing => false,
            Makes::Once => !store::has(db, file.id, question.category)?,
            Makes::In(months) => months.contains(&month.number),
        };
        if makes {
            created.push(question.category);
        }
    }
    Ok(created)
}

impl Answers {
    /// How often this was the answer.
    pub(crate) fn count(&self, answer: Answer) -> u64 {
        self.0.iter().filter(|((_, given, _), _)| *given == answer).map(|(_, count)| count).sum()
    }

    /// Keeps the counts of the month. They are about nobody.
    pub(crate) fn save(&self, db: &Connection, month: &Month) -> Result<()> {
        let month = month.to_string();
        let mut insert = db.prepare_cached("insert into decided values (?, ?, ?, ?, ?)")?;
        for ((description, answer, code), count) in &self.0 {
            insert.execute(params![
                month,
                description,
                answer.as_str(),
                code.as_str(),
                count.cast_signed()
            ])?;
        }
        Ok(())
    }
}

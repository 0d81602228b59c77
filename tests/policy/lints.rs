//! Every lint fires, where it should and only there: one policy without any finding, and a table of small changes to it.
//!
//! The clean policy (`tests/policy/clean.json`) is the silent side of every lint. Each row of [`FIRES`] is a change to it
//! after which exactly one lint fires at one node, unless the row names what fires along with it and why. Where a lint
//! could easily say too much, [`SILENT`] has a change that comes close and must not make anything fire.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use waarborg::policy::{Finding, Lint, Policy};

/// A lint, the change that makes it fire, and where.
struct Fires {
    code: &'static str,
    at: &'static str,
    /// A JSON Merge Patch (RFC 7396): `null` removes.
    change: &'static str,
    /// What cannot but fire along with it: code and path.
    also: &'static [(&'static str, &'static str)],
}

/// A change that comes near a lint, and why it stays silent.
struct Silent {
    near: &'static str,
    why: &'static str,
    change: &'static str,
}

const fn fires(code: &'static str, at: &'static str, change: &'static str) -> Fires {
    Fires { code, at, change, also: &[] }
}

const FIRES: &[Fires] = &[
    // Terms.
    fires(
        "unbounded-term",
        "/purposes/website/retention/visit/term",
        r#"{"purposes":{"website":{"retention":{"visit":{"term":"unbounded(\"not long\")","backstop":"P1Y"}}}}}"#,
    ),
    // The agreement ends it at the latest, so no backstop is missed; the document's words still have no end.
    fires(
        "unbounded-term",
        "/purposes/facilities/retention/extra-time/term",
        r#"{"purposes":{"facilities":{"retention":{"extra-time":{"term":"earliest(agreement, unbounded(\"as needed\"))"}}}}}"#,
    ),
    // A category beside the anonymised one is still personal data.
    fires(
        "unbounded-term",
        "/purposes/better-tests/retention/statistics/term",
        r#"{"purposes":{"better-tests":{"categories":["question-statistics","pupil-answers"],
            "retention":{"statistics":{"backstop":"P1Y"}}}}}"#,
    ),
    // Nothing is without backstop that is not open first: the lint on why it is open always fires along.
    Fires {
        code: "no-backstop",
        at: "/purposes/better-tests/retention/statistics/term",
        change: r#"{"purposes":{"better-tests":{"identifiability":{"question-statistics":"pseudonymised"}}}}"#,
        also: &[("unbounded-term", "/purposes/better-tests/retention/statistics/term")],
    },
    Fires {
        code: "no-backstop",
        at: "/purposes/website/retention/visit/term",
        change: r#"{"purposes":{"website":{"retention":{"visit":{"term":"last-login + P1Y"}}}}}"#,
        also: &[("open-anchor", "/purposes/website/retention/visit/term")],
    },
    // Both parts of this `earliest` can stay open, so it can.
    Fires {
        code: "no-backstop",
        at: "/purposes/website/retention/visit/term",
        change: r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"earliest(last-login + P1Y, unbounded(\"not long\"))"}}}}}"#,
        also: &[
            ("open-anchor", "/purposes/website/retention/visit/term"),
            ("unbounded-term", "/purposes/website/retention/visit/term"),
        ],
    },
    fires(
        "open-anchor",
        "/purposes/website/retention/visit/term",
        r#"{"purposes":{"website":{"retention":{"visit":{"term":"last-login + P1Y","backstop":"P3Y"}}}}}"#,
    ),
    // Consent that nobody asks for never ends by itself.
    Fires {
        code: "no-backstop",
        at: "/purposes/newsletter/retention/address/term",
        change: r#"{"purposes":{"newsletter":{"consent":{"how":"opt-out"}}}}"#,
        also: &[("implied-consent", "/purposes/newsletter/consent/how")],
    },
    // An `earliest` within a `latest` ends, and the other part does not.
    fires(
        "open-anchor",
        "/purposes/website/retention/visit/term",
        r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"latest(earliest(recorded + P1D, last-login + P1Y), last-login + P1M)","backstop":"P3Y"}}}}}"#,
    ),
    // One of the two terms of an `if` is enough.
    fires(
        "open-anchor",
        "/purposes/website/retention/visit/term",
        r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"if subscribed at recorded then last-login + P1Y else recorded + P1D","backstop":"P3Y"}}}}}"#,
    ),
    // A `latest` is only as closed as its most open part.
    fires(
        "open-anchor",
        "/purposes/website/retention/visit/term",
        r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"latest(recorded + P1D, last-login + P1Y)","backstop":"P3Y"}}}}}"#,
    ),
    fires(
        "planned-anchor",
        "/purposes/exam-registration/retention/number/term",
        r#"{"purposes":{"exam-registration":{"retention":{"number":{"term":"exam-planned + P3M"}}}}}"#,
    ),
    fires(
        "term-elsewhere",
        "/purposes/facilities/retention/extra-time/term",
        r#"{"purposes":{"facilities":{"retention":{"extra-time":{"term":"by-agreement"}}}}}"#,
    ),
    fires(
        "term-elsewhere",
        "/purposes/facilities/retention/extra-time/term",
        r#"{"purposes":{"facilities":{"retention":{"extra-time":{"term":"earliest(enrolled, by-agreement)"}}}}}"#,
    ),
    fires(
        "no-grace",
        "/purposes/newsletter/consent",
        r#"{"purposes":{"newsletter":{"consent":{"grace":null}}}}"#,
    ),
    fires("no-return-term", "/agreement", r#"{"agreement":{"return-term":null}}"#),
    fires("no-return-term", "/options/practice", r#"{"options":{"practice":{"return-term":null}}}"#),
    // Consent and other bases.
    Fires {
        code: "implied-consent",
        at: "/purposes/newsletter/consent/how",
        change: r#"{"purposes":{"newsletter":{"consent":{"how":"by-use"}}}}"#,
        also: &[("no-backstop", "/purposes/newsletter/retention/address/term")],
    },
    Fires {
        code: "implied-consent",
        at: "/purposes/newsletter/consent/how",
        change: r#"{"purposes":{"newsletter":{"consent":{"how":"opt-out"}}}}"#,
        also: &[("no-backstop", "/purposes/newsletter/retention/address/term")],
    },
    fires(
        "withdrawal-harder",
        "/purposes/newsletter/consent/withdrawal",
        r#"{"purposes":{"newsletter":{"consent":{"withdrawal":"harder"}}}}"#,
    ),
    fires(
        "withdrawal-unsaid",
        "/purposes/newsletter/consent/withdrawal",
        r#"{"purposes":{"newsletter":{"consent":{"withdrawal":"unsaid"}}}}"#,
    ),
    fires(
        "device-without-consent",
        "/purposes/website/device-access",
        r#"{"purposes":{"website":{"device-access":"comfort"}}}"#,
    ),
    fires(
        "device-without-consent",
        "/purposes/website/device-access",
        r#"{"purposes":{"website":{"device-access":"analytics"}}}"#,
    ),
    fires(
        "device-without-consent",
        "/purposes/website/device-access",
        r#"{"purposes":{"website":{"device-access":"tracking"}}}"#,
    ),
    fires(
        "device-without-consent",
        "/purposes/website/device-access",
        r#"{"purposes":{"website":{"device-access":"unsaid"}}}"#,
    ),
    fires(
        "contract-not-with-person",
        "/purposes/practice-at-home/contract-with",
        r#"{"purposes":{"practice-at-home":{"contract-with":"school"}}}"#,
    ),
    fires(
        "pupil-on-contract",
        "/purposes/practice-at-home/basis",
        r#"{"subjects":{"home-user":{"kind":"pupil"}}}"#,
    ),
    fires("basis-unsaid", "/purposes/tests/basis-unsaid", r#"{"purposes":{"tests":{"basis-unsaid":true}}}"#),
    fires(
        "basis-by-controller",
        "/purposes/tests/basis",
        r#"{"purposes":{"tests":{"basis":"by-controller"}}}"#,
    ),
    // Data.
    fires(
        "special-without-ground",
        "/purposes/facilities/categories/0",
        r#"{"purposes":{"facilities":{"article-9-ground":null}}}"#,
    ),
    fires(
        "possibly-special",
        "/purposes/tests/categories/1",
        r#"{"categories":{"pupil-answers":{"sensitivity":"possibly-special"}}}"#,
    ),
    fires(
        "number-without-law",
        "/purposes/exam-registration/categories/0",
        r#"{"purposes":{"exam-registration":{"article-9-ground":null}}}"#,
    ),
    // A ground for special data is no law that prescribes a number.
    fires(
        "number-without-law",
        "/purposes/exam-registration/categories/0",
        r#"{"purposes":{"exam-registration":{"article-9-ground":"explicit-consent"}}}"#,
    ),
    fires(
        "category-unused",
        "/categories/keystrokes",
        r#"{"categories":{"keystrokes":{"transient":false}}}"#,
    ),
    fires(
        "anonymous-with-processor",
        "/purposes/tests/recipients",
        r#"{"categories":{"pupil-answers":{"called-anonymous":true}}}"#,
    ),
    fires(
        "profiling-of-minors",
        "/purposes/tests/effect",
        r#"{"purposes":{"tests":{"effect":"profiling"}}}"#,
    ),
    fires(
        "decides-alone-minor",
        "/purposes/tests/effect",
        r#"{"purposes":{"tests":{"effect":"decides-alone"}},
            "rights":{"offered":{"human":{"right":"human-intervention","description":"A teacher looks again"}}}}"#,
    ),
    fires("effect-unsaid", "/purposes/tests", r#"{"purposes":{"tests":{"effect":null}}}"#),
    fires(
        "switch-unclear",
        "/options/practice/holder-unclear",
        r#"{"options":{"practice":{"holder-unclear":true}}}"#,
    ),
    // Parties.
    fires(
        "processor-with-own-purpose",
        "/parties/hosting/acts-as",
        r#"{"parties":{"hosting":{"acts-as":["sub-processor","joint-controller"]}}}"#,
    ),
    fires("role-unsaid", "/parties/hosting/role-unsaid", r#"{"parties":{"hosting":{"role-unsaid":true}}}"#),
    fires("party-unnamed", "/parties/hosting/unnamed", r#"{"parties":{"hosting":{"unnamed":true}}}"#),
    fires("country-unsaid", "/parties/hosting", r#"{"parties":{"hosting":{"country":null}}}"#),
    fires("country-unsaid", "/parties/mailing", r#"{"parties":{"mailing":{"country":null}}}"#),
    fires(
        "transfer-without-tool",
        "/parties/mailing/country",
        r#"{"parties":{"mailing":{"transfers":null}}}"#,
    ),
    // It left the EEA.
    fires("transfer-without-tool", "/parties/hosting/country", r#"{"parties":{"hosting":{"country":"GB"}}}"#),
    fires(
        "transfer-tool-none",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"agreements"}]}}}"#,
    ),
    // There is no adequacy decision for the whole country, and no framework for another.
    fires(
        "transfer-tool-none",
        "/parties/mailing/transfers/1",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-914"},{"tool":"adequacy"}]}}}"#,
    ),
    fires(
        "transfer-tool-none",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"country":"IN","transfers":[{"tool":"data-privacy-framework"}]}}}"#,
    ),
    fires(
        "transfer-tool-lapsed",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"privacy-shield"}]}}}"#,
    ),
    // A day too late, and a day too early.
    fires(
        "transfer-tool-lapsed",
        "/parties/mailing/transfers/0",
        r#"{"applies-from":"2020-07-16","parties":{"mailing":{"transfers":[{"tool":"privacy-shield"}]}}}"#,
    ),
    fires(
        "transfer-tool-lapsed",
        "/parties/mailing/transfers/0",
        r#"{"applies-from":"2023-07-09","parties":{"mailing":{"transfers":[{"tool":"data-privacy-framework"}]}}}"#,
    ),
    // The law has no last day for these clauses; the document has.
    fires(
        "transfer-tool-lapsed",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-914","through":"2026-07-31"}]}}}"#,
    ),
    fires(
        "transfer-tool-lapsed",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-914","from":"2026-08-02"}]}}}"#,
    ),
    fires(
        "transfer-claimed",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-914","claimed":true}]}}}"#,
    ),
    fires(
        "sub-processor-is-itself",
        "/parties/meetlat-schools/acts-as",
        r#"{"parties":{"meetlat-schools":{"acts-as":["processor","sub-processor"]}}}"#,
    ),
    fires("no-officer", "/parties/meetlat-schools", r#"{"parties":{"meetlat-schools":{"officer":null}}}"#),
    fires("no-contact", "/parties/meetlat-schools", r#"{"parties":{"meetlat-schools":{"contact":null}}}"#),
    // The document as a whole.
    fires("minors-unsaid", "/subjects", r#"{"subjects":{"pupil":{"minors":false}}}"#),
    // Business beside education is still education.
    fires(
        "minors-unsaid",
        "/subjects",
        r#"{"subjects":{"pupil":{"minors":false}},"sectors":["business","ho"],"schemes":null}"#,
    ),
    fires("scheme-replaced", "/schemes/covenant/version", r#"{"schemes":{"covenant":{"version":"3.0"}}}"#),
    fires(
        "scheme-replaced",
        "/schemes/covenant/version",
        r#"{"schemes":{"covenant":{"version":"3.0"}},"applies-from":"2022-08-01",
            "parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-914"}]}}}"#,
    ),
    fires("scheme-sector", "/sectors", r#"{"sectors":["po","ho"]}"#),
    fires("dates-differ", "/dated", r#"{"dated":["2026-06-15","2026-06-16"]}"#),
    fires("undated", "/dated", r#"{"dated":null}"#),
    // The agreement.
    fires(
        "without-agreement",
        "/agreement/without/trial",
        r#"{"agreement":{"without":{"trial":{"at-most":"P30D"}}}}"#,
    ),
    fires("no-agreement", "/agreement", r#"{"agreement":null}"#),
    fires("at-end-unsaid", "/agreement/at-end", r#"{"agreement":{"at-end":"unsaid"}}"#),
    // Rights.
    fires(
        "right-missing",
        "/rights/offered/human-intervention",
        r#"{"purposes":{"books":{"effect":"decides-alone"}}}"#,
    ),
    fires("right-missing", "/rights/offered/access", r#"{"rights":{"offered":{"access":null}}}"#),
    fires("right-missing", "/rights/offered/objection", r#"{"rights":{"offered":{"objection":null}}}"#),
    fires("right-missing", "/rights/offered/portability", r#"{"rights":{"offered":{"portability":null}}}"#),
    fires("right-missing", "/rights/offered/withdrawal", r#"{"rights":{"offered":{"withdrawal":null}}}"#),
    fires("no-answer-term", "/rights/answer", r#"{"rights":{"answer":null}}"#),
    fires("answer-too-long", "/rights/answer", r#"{"rights":{"answer":{"within":"P32D"}}}"#),
    fires("answer-too-long", "/rights/answer", r#"{"rights":{"answer":{"extension":"P9W"}}}"#),
    // In hours it is as long; and no end of the calendar makes it short.
    fires("answer-too-long", "/rights/answer", r#"{"rights":{"answer":{"within":"PT745H"}}}"#),
    fires("answer-too-long", "/rights/answer", r#"{"rights":{"answer":{"within":"P9999Y"}}}"#),
    fires("no-channel", "/rights/channels", r#"{"rights":{"channels":null}}"#),
    fires("no-complaint", "/rights/complaint", r#"{"rights":{"complaint":null}}"#),
    fires("no-rights", "/rights", r#"{"rights":null}"#),
    // Breaches.
    fires("no-breach-rule", "/breach", r#"{"breach":null}"#),
    fires(
        "no-breach-clock",
        "/breach/reports/authority",
        r#"{"breach":{"reports":{"authority":{"within":null}}}}"#,
    ),
    fires(
        "breach-threshold",
        "/breach/reports/authority/threshold",
        r#"{"breach":{"reports":{"authority":{"threshold":"high-risk"}}}}"#,
    ),
    fires(
        "breach-threshold",
        "/breach/reports/school/threshold",
        r#"{"breach":{"reports":{"school":{"threshold":"risk"}}}}"#,
    ),
    fires(
        "breach-threshold",
        "/breach/reports/persons/threshold",
        r#"{"breach":{"reports":{"persons":{"threshold":"unsaid"}}}}"#,
    ),
    fires(
        "breach-receiver-unsaid",
        "/breach/reports/other/to",
        r#"{"breach":{"reports":{"other":{"to":"unsaid","within":"PT72H","threshold":"unsaid"}}}}"#,
    ),
    fires(
        "processor-skips-controller",
        "/breach/reports",
        r#"{"breach":{"reports":{"school":{"to":"authority"}}}}"#,
    ),
    fires(
        "breach-too-late",
        "/breach/reports/school",
        r#"{"breach":{"reports":{"school":{"within":"PT73H"}}}}"#,
    ),
    fires(
        "breach-too-late",
        "/breach/reports/authority",
        r#"{"breach":{"reports":{"authority":{"within":"P4D"}}}}"#,
    ),
    // What else is told.
    fires("no-changes", "/changes", r#"{"changes":null}"#),
    fires("changes-not-announced", "/changes", r#"{"changes":{"announced":false}}"#),
    fires("erasure-unsaid", "/systems/office/erases", r#"{"systems":{"office":{"erases":"unsaid"}}}"#),
    fires(
        "document-not-seen",
        "/documents/model-agreement",
        r#"{"documents":{"model-agreement":{"not-seen":true}}}"#,
    ),
    // Laws beside the GDPR.
    fires(
        "kept-over-maximum",
        "/purposes/website/retention/visit/term",
        r#"{"purposes":{"website":{"retention":{"visit":{"term":"recorded + P4Y","law":"nl.swv.po.support-3y"}}}}}"#,
    ),
    fires(
        "absence-shorter-than-law",
        "/categories/home-account/kind",
        r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"categories":{"home-account":{"kind":"attendance"}},
            "purposes":{"website":{"beside-task":true}}}"#,
    ),
    fires(
        "f-for-task",
        "/purposes/website/basis",
        r#"{"parties":{"meetlat-schools":{"bound-as":["public-body"]}},"purposes":{"website":{"beside-task":null}}}"#,
    ),
    fires(
        "f-for-task",
        "/purposes/website/basis",
        r#"{"parties":{"meetlat-schools":{"bound-as":["school-board","public-body"]}},"purposes":{"website":{"beside-task":null}}}"#,
    ),
    fires(
        "f-for-school",
        "/purposes/website/basis",
        r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"purposes":{"website":{"beside-task":null}}}"#,
    ),
    fires("c-without-article", "/purposes/books/basis", r#"{"purposes":{"books":{"basis-law":null}}}"#),
    fires(
        "e-without-article",
        "/purposes/website/basis",
        r#"{"purposes":{"website":{"basis":"public-task","balance":null,"beside-task":null}}}"#,
    ),
    fires("f-without-balance", "/purposes/website/basis", r#"{"purposes":{"website":{"balance":null}}}"#),
    fires(
        "decider-unsaid",
        "/purposes/practice-at-home/effect",
        r#"{"purposes":{"practice-at-home":{"effect":"advises"}}}"#,
    ),
    fires(
        "school-guidance-by-non-school",
        "/purposes/books/article-9-ground",
        r#"{"purposes":{"books":{"article-9-ground":"school-guidance"}}}"#,
    ),
    fires(
        "school-guidance-for-staff",
        "/purposes/teacher-accounts/article-9-ground",
        r#"{"categories":{"teacher-account":{"sensitivity":"special"}},
            "purposes":{"teacher-accounts":{"article-9-ground":"school-guidance"}}}"#,
    ),
    fires(
        "secrecy-unsaid",
        "/roles/help-desk",
        r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"categories":{"home-account":{"sensitivity":"special"}},
            "purposes":{"website":{"beside-task":true},"practice-at-home":{"article-9-ground":"school-guidance"}}}"#,
    ),
    fires(
        "biometric-after-2026-09-01",
        "/purposes/practice-at-home/categories/0",
        r#"{"categories":{"home-account":{"kind":"biometric"}}}"#,
    ),
    fires(
        "number-outside-law",
        "/purposes/exam-registration/categories/0",
        r#"{"purposes":{"exam-registration":{"basis":"vital-interests"}}}"#,
    ),
    fires(
        "number-to-supplier",
        "/purposes/exam-registration/recipients/hosting",
        r#"{"parties":{"hosting":{"bound-as":["learning-supplier"]}},
            "purposes":{"exam-registration":{"recipients":{"hosting":{"ground":"processor"}}}}}"#,
    ),
    fires("emotion-in-education", "/purposes/tests/ai", r#"{"purposes":{"tests":{"ai":"emotions"}}}"#),
    fires(
        "emotion-in-education",
        "/purposes/teacher-accounts/ai",
        r#"{"sectors":["business"],"schemes":null,"purposes":{"teacher-accounts":{"ai":"emotions"}}}"#,
    ),
    Fires {
        code: "annex-iii-education-soon",
        at: "/purposes/tests/ai",
        change: r#"{"purposes":{"tests":{"ai":"outcomes"}}}"#,
        also: &[("law-date-provisional", "/purposes/tests/ai")],
    },
    Fires {
        code: "annex-iii-education",
        at: "/purposes/tests/ai",
        change: r#"{"applies-from":"2027-12-02","purposes":{"tests":{"ai":"cheating"}}}"#,
        also: &[("law-date-provisional", "/purposes/tests/ai")],
    },
    Fires {
        code: "law-date-provisional",
        at: "/purposes/advice/ai",
        change: r#"{"purposes":{"advice":{"ai":"level"}}}"#,
        also: &[("annex-iii-education-soon", "/purposes/advice/ai")],
    },
    fires(
        "clauses-version-unsaid",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses"}]}}}"#,
    ),
    fires(
        "old-clauses",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2010-87"}]}}}"#,
    ),
    // A day after the last day of contracts that were made with them.
    fires(
        "old-clauses",
        "/parties/mailing/transfers/0",
        r#"{"applies-from":"2022-12-28","parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2001-497"}]}}}"#,
    ),
    fires(
        "915-is-no-tool",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-915"}]}}}"#,
    ),
    fires(
        "adequacy-condition-unsaid",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"country":"CA","transfers":[{"tool":"adequacy"}]}}}"#,
    ),
    fires(
        "adequacy-condition-unsaid",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"country":"KR","transfers":[{"tool":"adequacy"}]}}}"#,
    ),
    fires(
        "adequacy-ends",
        "/parties/mailing/transfers/0",
        r#"{"applies-from":"2031-01-01","parties":{"mailing":{"country":"GB","transfers":[{"tool":"adequacy"}]}}}"#,
    ),
    fires(
        "tool-under-challenge",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"data-privacy-framework"}]}}}"#,
    ),
    fires(
        "consent-transfer-for-task",
        "/parties/mailing/transfers/0",
        r#"{"parties":{"mailing":{"transfers":[{"tool":"explicit-consent"}]}},
            "purposes":{"tests":{"recipients":{"mailing":{"ground":"processor"}}}}}"#,
    ),
    fires(
        "transfer-without-tool",
        "/parties/hosting/country",
        r#"{"applies-from":"2021-06-28","schemes":{"covenant":{"version":"3.0"}},"parties":{"hosting":{"country":"GB"},
            "mailing":{"country":"NZ","transfers":[{"tool":"adequacy"}]}}}"#,
    ),
    fires(
        "child-channel-missing",
        "/rights/channels",
        r#"{"rights":{"channels":{"desk":{"representative-only":true}}}}"#,
    ),
    fires(
        "doubt:which-school",
        "/parties/school",
        r#"{"doubts":{"which-school":{"at":"/parties/school","source":"1.1","description":"A school is its location.",
            "reading":"The board that signs."}}}"#,
    ),
];

const SILENT: &[Silent] = &[
    Silent {
        near: "unbounded-term",
        why: "the rule is only about the anonymised one of two categories",
        change: r#"{"purposes":{"better-tests":{"categories":["question-statistics","pupil-answers"],"retention":{
            "statistics":{"of":["question-statistics"]},
            "answers":{"of":["pupil-answers"],"term":"enrolled","kind":"maximum","source":"5.3"}}}}}"#,
    },
    Silent {
        near: "unbounded-term",
        why: "what is never led back to a person, nor held, is no personal data either",
        change: r#"{"purposes":{"better-tests":{"identifiability":{"question-statistics":"nothing"}}}}"#,
    },
    Silent {
        near: "open-anchor",
        why: "another part of `earliest` ends the term",
        change: r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"earliest(recorded + P1Y, last-login + P1M)"}}}}}"#,
    },
    Silent {
        near: "open-anchor",
        why: "one of the merged moments always comes",
        change: r#"{"purposes":{"website":{"retention":{"visit":{"term":"latest(recorded, last-login) + P1M"}}}}}"#,
    },
    Silent {
        near: "open-anchor",
        why: "what is open within `earliest` is closed by another part, also inside `latest`",
        change: r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"latest(recorded + P1D, earliest(recorded + P1Y, last-login + P1M))"}}}}}"#,
    },
    Silent {
        near: "open-anchor",
        why: "`at` only decides which of two terms it is",
        change: r#"{"purposes":{"website":{"retention":{"visit":{
            "term":"if subscribed at last-login then recorded + P1Y else recorded + P1D"}}}}}"#,
    },
    Silent {
        near: "no-backstop",
        why: "a term that cannot stay open may have one all the same",
        change: r#"{"purposes":{"website":{"retention":{"visit":{"backstop":"P1Y"}}}}}"#,
    },
    Silent {
        near: "planned-anchor",
        why: "what really happened counts too",
        change: r#"{"purposes":{"exam-registration":{"retention":{"number":{
            "term":"latest(exam-planned, recorded) + P3M"}}}}}"#,
    },
    Silent {
        near: "device-without-consent",
        why: "this measures with little effect",
        change: r#"{"purposes":{"website":{"device-access":"low-impact-analytics"}}}"#,
    },
    Silent {
        near: "device-without-consent",
        why: "there is consent",
        change: r#"{"purposes":{"newsletter":{"device-access":"tracking"}}}"#,
    },
    Silent {
        near: "pupil-on-contract",
        why: "a parent is no pupil",
        change: r#"{"subjects":{"home-user":{"kind":"parent"}}}"#,
    },
    Silent {
        near: "possibly-special",
        why: "there is a ground",
        change: r#"{"categories":{"extra-time":{"sensitivity":"possibly-special"}}}"#,
    },
    Silent {
        near: "special-without-ground",
        why: "the policy calls it sensitive; the law does not",
        change: r#"{"categories":{"pupil-answers":{"sensitivity":"sensitive"}}}"#,
    },
    Silent {
        near: "category-unused",
        why: "unused beyond the act, because never stored",
        change: r#"{"categories":{"pointer":{"description":"Where the mouse is","subject":"pupil","transient":true}}}"#,
    },
    Silent {
        near: "anonymous-with-processor",
        why: "it goes to someone who is no processor",
        change: r#"{"categories":{"invoice":{"called-anonymous":true}}}"#,
    },
    Silent {
        near: "anonymous-with-processor",
        why: "the processor gets other categories of the purpose",
        change: r#"{"categories":{"pupil-answers":{"called-anonymous":true}},
            "purposes":{"tests":{"recipients":{"hosting":{"categories":["pupil-identity"]}}}}}"#,
    },
    Silent {
        near: "profiling-of-minors",
        why: "adults are profiled",
        change: r#"{"purposes":{"practice-at-home":{"effect":"profiling"}}}"#,
    },
    Silent {
        near: "profiling-of-minors",
        why: "a human decides",
        change: r#"{"purposes":{"tests":{"effect":"advises"}}}"#,
    },
    Silent {
        near: "processor-with-own-purpose",
        why: "neither of these decides",
        change: r#"{"parties":{"mailing":{"acts-as":["processor","sub-processor"]}}}"#,
    },
    Silent {
        near: "sub-processor-is-itself",
        why: "another party than the declaring one may act for another processor",
        change: r#"{"parties":{"bookkeeper":{"acts-as":["sub-processor"]}}}"#,
    },
    Silent {
        near: "country-unsaid",
        why: "the declaring party is where the jurisdiction is",
        change: r#"{"parties":{"meetlat-schools":{"country":null}}}"#,
    },
    Silent {
        near: "country-unsaid",
        why: "so is each institution, also as a recipient",
        change: r#"{"purposes":{"tests":{"recipients":{"school":{"ground":"own"}}}}}"#,
    },
    Silent {
        near: "country-unsaid",
        why: "it receives nothing",
        change: r#"{"parties":{"trainer":{"name":"Trainers","acts-as":["independent-controller"]}}}"#,
    },
    Silent {
        near: "transfer-without-tool",
        why: "a member state that is not named is still one",
        change: r#"{"parties":{"hosting":{"country":"EU"}}}"#,
    },
    Silent {
        near: "transfer-tool-none",
        why: "there is an adequacy decision for this country",
        change: r#"{"parties":{"mailing":{"country":"JP","transfers":[{"tool":"adequacy","condition-met":true}]}}}"#,
    },
    Silent {
        near: "transfer-tool-lapsed",
        why: "it was in force on the first day of the version, a year before its last day",
        change: r#"{"applies-from":"2019-07-15","schemes":{"covenant":{"version":"3.0"}},
            "parties":{"mailing":{"transfers":[{"tool":"privacy-shield"}]}}}"#,
    },
    Silent {
        near: "transfer-tool-lapsed",
        why: "the decision was in force on the first day of the version, for the first time",
        change: r#"{"applies-from":"2026-01-26",
            "parties":{"mailing":{"country":"BR","transfers":[{"tool":"adequacy"}]}}}"#,
    },
    Silent {
        near: "transfer-tool-lapsed",
        why: "the document has followed it up",
        change: r#"{"parties":{"mailing":{"transfers":[
            {"tool":"standard-clauses","clauses":"2021-914","through":"2026-07-31"},
            {"tool":"standard-clauses","clauses":"2021-914","from":"2026-08-01"}]}}}"#,
    },
    Silent {
        near: "minors-unsaid",
        why: "business is no education",
        change: r#"{"subjects":{"pupil":{"minors":false}},"sectors":["business"],"schemes":null}"#,
    },
    Silent {
        near: "scheme-replaced",
        why: "its successor had not begun",
        change: r#"{"applies-from":"2022-07-31","schemes":{"covenant":{"version":"3.0"}},
            "parties":{"mailing":{"transfers":[{"tool":"standard-clauses","clauses":"2021-914"}]}}}"#,
    },
    Silent {
        near: "scheme-sector",
        why: "no covenant is endorsed",
        change: r#"{"sectors":["ho"],"schemes":null}"#,
    },
    Silent {
        near: "dates-differ",
        why: "twice the same date",
        change: r#"{"dated":["2026-06-15","2026-06-15"]}"#,
    },
    Silent {
        near: "no-agreement",
        why: "nothing is done as a processor",
        change: r#"{"agreement":null,"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"roles":{"teacher":{"secrecy":true}},
            "purposes":{"tests":{"as":"controller","basis-law":"WPO 8"},
            "facilities":{"as":"controller","basis-law":"WPO 8"},"website":{"beside-task":true},
            "exam-registration":{"as":"controller","basis-law":"WRO 12"},
            "advice":{"as":"controller","basis-law":"WPO 8","decided-by":"teacher"},
            "better-tests":{"as":"controller","basis-law":"WPO 8"},
            "teacher-accounts":{"as":"controller","basis-law":"WPO 8"}}}"#,
    },
    Silent {
        near: "right-missing",
        why: "without consent there is nothing to withdraw",
        change: r#"{"purposes":{"newsletter":{"basis":"legitimate-interests","balance":"3.3","while":"subscribed",
            "consent":null}},
            "rights":{"offered":{"withdrawal":null}}}"#,
    },
    Silent {
        near: "answer-too-long",
        why: "a month can have 31 days, two of them 62",
        change: r#"{"rights":{"answer":{"within":"P31D","extension":"P62D"}}}"#,
    },
    Silent {
        near: "answer-too-long",
        why: "nor is this longer in hours",
        change: r#"{"rights":{"answer":{"within":"PT744H"}}}"#,
    },
    Silent {
        near: "breach-too-late",
        why: "three days are 72 hours",
        change: r#"{"breach":{"reports":{"authority":{"within":"P3D"}}}}"#,
    },
    Silent {
        near: "breach-too-late",
        why: "the 72 hours are not about telling persons",
        change: r#"{"breach":{"reports":{"persons":{"within":"P1M"}}}}"#,
    },
    Silent {
        near: "breach-threshold",
        why: "telling the authority more than it asks for is allowed",
        change: r#"{"breach":{"reports":{"authority":{"threshold":"any"}}}}"#,
    },
    Silent {
        near: "processor-skips-controller",
        why: "a controller has none to tell",
        change: r#"{"agreement":null,"breach":{"reports":{"school":null}},
            "parties":{"meetlat-schools":{"bound-as":["school-board"]}},"roles":{"teacher":{"secrecy":true}},
            "purposes":{"tests":{"as":"controller","basis-law":"WPO 8"},
            "facilities":{"as":"joint-controller","basis-law":"WPO 8"},"website":{"beside-task":true},
            "exam-registration":{"as":"controller","basis-law":"WRO 12"},
            "advice":{"as":"controller","basis-law":"WPO 8","decided-by":"teacher"},
            "better-tests":{"as":"controller","basis-law":"WPO 8"},
            "teacher-accounts":{"as":"controller","basis-law":"WPO 8"}}}"#,
    },
    Silent {
        near: "kept-over-maximum",
        why: "this is as long as the row allows",
        change: r#"{"purposes":{"website":{"retention":{"visit":{"term":"recorded + P3Y","law":"nl.swv.po.support-3y"}}}}}"#,
    },
    Silent {
        near: "kept-over-maximum",
        why: "a guideline sets no maximum by law",
        change: r#"{"purposes":{"website":{"retention":{"visit":{"term":"recorded + P3Y","law":"nl.guide.pupil-file-2y"}}}}}"#,
    },
    Silent {
        near: "kept-over-maximum",
        why: "a minimum alone has no maximum",
        change: r#"{"purposes":{"website":{"retention":{"visit":{"term":"recorded + P9Y","law":"nl.po.register-5y"}}}}}"#,
    },
    Silent {
        near: "absence-shorter-than-law",
        why: "the minimum of the decree is declared",
        change: r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"categories":{"home-account":{"kind":"attendance"}},
            "purposes":{"website":{"beside-task":true},"practice-at-home":{"retention":{"register":{"term":"contract + P5Y","kind":"minimum","law":"nl.po.register-5y","source":"the decree"}}}}}"#,
    },
    Silent {
        near: "absence-shorter-than-law",
        why: "the register is not about this kind of data",
        change: r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"categories":{"home-account":{"kind":"pupil-file"}},
            "purposes":{"website":{"beside-task":true}}}"#,
    },
    Silent {
        near: "absence-shorter-than-law",
        why: "the author is no school",
        change: r#"{"categories":{"home-account":{"kind":"attendance"}}}"#,
    },
    Silent {
        near: "f-for-task",
        why: "this lies outside the task",
        change: r#"{"parties":{"meetlat-schools":{"bound-as":["public-body"]}},"purposes":{"website":{"beside-task":true}}}"#,
    },
    Silent {
        near: "f-for-school",
        why: "this lies outside the task of the school",
        change: r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"purposes":{"website":{"beside-task":true}}}"#,
    },
    Silent {
        near: "f-for-task",
        why: "the public body only receives the data",
        change: r#"{"parties":{"bookkeeper":{"bound-as":["public-body"]}}}"#,
    },
    Silent {
        near: "c-without-article",
        why: "the controller answers for the basis, and this is done as a processor",
        change: r#"{"purposes":{"tests":{"basis":"legal-obligation"}}}"#,
    },
    Silent {
        near: "e-without-article",
        why: "the act is named",
        change: r#"{"purposes":{"website":{"basis":"public-task","basis-law":"WPO 8","balance":null}}}"#,
    },
    Silent {
        near: "f-without-balance",
        why: "this rests on no interest",
        change: r#"{"purposes":{"website":{"basis":"vital-interests","balance":null}}}"#,
    },
    Silent {
        near: "decider-unsaid",
        why: "a role decides",
        change: r#"{"purposes":{"practice-at-home":{"effect":"advises","decided-by":"help-desk"}}}"#,
    },
    Silent {
        near: "decides-alone-minor",
        why: "this is about adults",
        change: r#"{"purposes":{"books":{"effect":"decides-alone"}},
            "rights":{"offered":{"human":{"right":"human-intervention","description":"Someone looks again"}}}}"#,
    },
    Silent {
        near: "school-guidance-by-non-school",
        why: "the author is the board of a school",
        change: r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"purposes":{"website":{"beside-task":true},"books":{"article-9-ground":"school-guidance"}}}"#,
    },
    Silent {
        near: "school-guidance-for-staff",
        why: "nothing special is known of staff",
        change: r#"{"purposes":{"teacher-accounts":{"article-9-ground":"school-guidance"}}}"#,
    },
    Silent {
        near: "secrecy-unsaid",
        why: "the role is bound to secrecy",
        change: r#"{"parties":{"meetlat-schools":{"bound-as":["school-board"]}},"categories":{"home-account":{"sensitivity":"special"}},"roles":{"help-desk":{"secrecy":true}},
            "purposes":{"website":{"beside-task":true},"practice-at-home":{"article-9-ground":"school-guidance"}}}"#,
    },
    Silent {
        near: "biometric-after-2026-09-01",
        why: "a substantial public interest in lawful access",
        change: r#"{"categories":{"home-account":{"kind":"biometric"}},
            "purposes":{"practice-at-home":{"article-9-ground":"substantial-public-interest"}}}"#,
    },
    Silent {
        near: "number-outside-law",
        why: "a public task carries out a law too",
        change: r#"{"purposes":{"exam-registration":{"basis":"public-task"}}}"#,
    },
    Silent {
        near: "number-to-supplier",
        why: "the supplier gets a pseudonym",
        change: r#"{"parties":{"hosting":{"bound-as":["learning-supplier"]}},
            "purposes":{"exam-registration":{"recipients":{"hosting":{"ground":"processor","identifiability":"pseudonymised"}}}}}"#,
    },
    Silent {
        near: "number-to-supplier",
        why: "the supplier gets other data",
        change: r#"{"parties":{"hosting":{"bound-as":["learning-supplier"]}}}"#,
    },
    Silent {
        near: "emotion-in-education",
        why: "this is neither education nor work",
        change: r#"{"sectors":["business"],"schemes":null,"purposes":{"tests":{"ai":"emotions"}}}"#,
    },
    Silent {
        near: "annex-iii-education",
        why: "this use is on no list",
        change: r#"{"applies-from":"2027-12-02","purposes":{"tests":{"ai":"other"}}}"#,
    },
    Silent {
        near: "annex-iii-education-soon",
        why: "this is not education",
        change: r#"{"sectors":["business"],"schemes":null,"purposes":{"tests":{"ai":"outcomes"}}}"#,
    },
    Silent {
        near: "adequacy-condition-unsaid",
        why: "the document says that the decision covers the recipient",
        change: r#"{"parties":{"mailing":{"country":"CA","transfers":[{"tool":"adequacy","condition-met":true}]}}}"#,
    },
    Silent {
        near: "adequacy-ends",
        why: "its last day is a year away",
        change: r#"{"applies-from":"2030-12-27","parties":{"mailing":{"country":"GB","transfers":[{"tool":"adequacy"}]}}}"#,
    },
    Silent {
        near: "tool-under-challenge",
        why: "nobody contests this decision",
        change: r#"{"parties":{"mailing":{"country":"NZ","transfers":[{"tool":"adequacy"}]}}}"#,
    },
    Silent {
        near: "consent-transfer-for-task",
        why: "no public task sends data to it",
        change: r#"{"parties":{"mailing":{"transfers":[{"tool":"explicit-consent"}]}}}"#,
    },
    Silent {
        near: "transfer-without-tool",
        why: "the United Kingdom was treated as a member state until the bridge ended",
        change: r#"{"applies-from":"2021-06-27","schemes":{"covenant":{"version":"3.0"}},"parties":{"hosting":{"country":"GB"},
            "mailing":{"country":"NZ","transfers":[{"tool":"adequacy"}]}}}"#,
    },
    Silent {
        near: "child-channel-missing",
        why: "a child can use the channel that is left",
        change: r#"{"rights":{"channels":{"school":null}}}"#,
    },
];

fn clean() -> Value {
    serde_json::from_str(include_str!("clean.json")).expect("the clean policy is JSON")
}

/// RFC 7396.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let target = target.as_object_mut().expect("just made one");
    for (key, value) in patch {
        match value {
            Value::Null => drop(target.shift_remove(&key)),
            value => merge(target.entry(key).or_insert(Value::Null), value),
        }
    }
}

/// What is found after a change.
fn findings(change: &str) -> Vec<Finding> {
    let (before, mut document) = (clean(), clean());
    let patch = serde_json::from_str(change).unwrap_or_else(|error| panic!("{error}: {change}"));
    merge(&mut document, patch);
    assert!(change == "{}" || document != before, "this changes nothing: {change}");
    match Policy::parse(&document.to_string()) {
        Ok(policy) => policy.lint(),
        Err(error) => panic!("{change}\n{error}"),
    }
}

/// A lint on two versions: the clean policy, and a later one after a change.
const HISTORY: &[Fires] = &[
    fires(
        "purpose-dropped",
        "/purposes/newsletter",
        r#"{"purposes":{"newsletter":null},"roles":{"platform":{"may":{"mail":null}}},
        "categories":{"newsletter-address":{"transient":true}}}"#,
    ),
    fires(
        "basis-exchanged",
        "/purposes/newsletter/basis",
        r#"{"purposes":{"newsletter":{"basis":"legitimate-interests",
        "balance":"3.3","while":"subscribed","consent":null}}}"#,
    ),
];

const SILENT_HISTORY: &[Silent] = &[
    Silent {
        near: "purpose-dropped",
        why: "the later version says that it is retired",
        change: r#"{"purposes":{"newsletter":null},"roles":{"platform":{"may":{"mail":null}}},"retired":["newsletter"],
            "categories":{"newsletter-address":{"transient":true}}}"#,
    },
    Silent {
        near: "purpose-dropped",
        why: "its category is gone with it, so nothing lives on",
        change: r#"{"purposes":{"newsletter":null},"roles":{"platform":{"may":{"mail":null}}},
            "categories":{"newsletter-address":null},"systems":null}"#,
    },
    Silent {
        near: "basis-exchanged",
        why: "nobody could withdraw before",
        change: r#"{"purposes":{"website":{"basis":"public-task","basis-law":"WPO 8"}}}"#,
    },
];

/// What is found in a version that follows the clean one.
fn findings_after(change: &str) -> Vec<Finding> {
    let mut document = clean();
    merge(
        &mut document,
        serde_json::from_str(r#"{"version":"2027","applies-from":"2027-08-01"}"#).expect("JSON"),
    );
    merge(&mut document, serde_json::from_str(change).unwrap_or_else(|error| panic!("{error}: {change}")));
    match Policy::parse_history(&[&clean().to_string(), &document.to_string()]) {
        Ok(policy) => policy.lint(),
        Err(error) => panic!("{change}\n{error}"),
    }
}

#[test]
fn versions_together_show_what_one_cannot() {
    for row in HISTORY {
        assert_eq!(named(&findings_after(row.change)), [(row.code, row.at)], "{}", row.change);
    }
    for row in SILENT_HISTORY {
        assert_eq!(named(&findings_after(row.change)), [], "{} ({})", row.near, row.why);
    }
}

/// Whose document it is: a processor has no basis, no rights and no answers of its own.
#[test]
fn duties_of_a_controller_are_not_held_against_a_processor() {
    let document = |acts_as: &str, role: &str| {
        let policy = format!(
            r#"{{"waarborg":1,"policy":"host","version":"1","applies-from":"2026-09-01","dated":["2026-09-01"],
            "jurisdiction":"NL","language":"en","sectors":["po"],
            "declared-by": "host",
            "parties":{{"host":{{"name":"Host","acts-as":["{acts_as}"],"country":"NL",
                "contact":{{"email":"a@host.example"}},"officer":{{"email":"b@host.example"}}}}}},
            "subjects":{{"pupil":{{"kind":"pupil"}}}},"categories":{{"files":{{"description":"Files","subject":"pupil"}}}},
            "purposes":{{"store":{{"description":"Store","basis":"public-task","as":"{role}","categories":["files"],
                "retention":{{"r":{{"term":"agreement","kind":"contract","source":"1"}}}}}}}},
            "agreement":{{"description":"One","at-end":"return","return-term":"P30D"}},
            "breach":{{"reports":{{"c":{{"to":"controller","within":"PT24H","threshold":"any"}}}}}}}}"#
        );
        let policy = Policy::parse(&policy).unwrap_or_else(|error| panic!("{error}"));
        policy.lint().iter().map(|finding| finding.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(document("processor", "processor"), Vec::<String>::new());
    assert_eq!(document("sub-processor", "sub-processor"), ["sub-processor-is-itself"]);
    let of_controller = document("controller", "controller");
    for code in ["no-rights", "e-without-article", "effect-unsaid", "minors-unsaid", "no-changes"] {
        assert!(of_controller.iter().any(|found| found == code), "{code} of {of_controller:?}");
    }
    // A party that also decides has the duties of one who decides.
    assert!(document("processor", "controller").iter().any(|found| found == "no-rights"));
}

fn named(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.code.as_str(), finding.path.as_str())).collect()
}

#[test]
fn a_clean_policy_has_no_finding() {
    assert_eq!(named(&findings("{}")), []);
}

#[test]
fn each_change_makes_its_lint_fire_and_no_other() {
    let mut wrong = Vec::new();
    for row in FIRES {
        let findings = findings(row.change);
        let mut expected = row.also.to_vec();
        expected.push((row.code, row.at));
        let mut found = named(&findings);
        expected.sort_unstable();
        found.sort_unstable();
        if found != expected {
            wrong.push(format!("{}\n  found    {found:?}\n  expected {expected:?}", row.change));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_comes_near_a_lint_is_silent() {
    let mut wrong = Vec::new();
    for row in SILENT {
        assert!(row.why.len() > 10 && Lint::ALL.iter().any(|lint| lint.code() == row.near), "{}", row.near);
        let findings = findings(row.change);
        if !findings.is_empty() {
            wrong.push(format!("{} ({}): {:?}", row.near, row.why, named(&findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_covers_every_lint() {
    let family = |code: &'static str| code.split(':').next().unwrap_or(code);
    let in_table: BTreeSet<_> = FIRES.iter().chain(HISTORY).map(|row| family(row.code)).collect();
    let all: BTreeSet<_> = Lint::ALL.iter().map(|lint| lint.code()).collect();
    assert_eq!(all.difference(&in_table).collect::<Vec<_>>(), Vec::<&&str>::new(), "lints without a row");
    assert_eq!(in_table.difference(&all).collect::<Vec<_>>(), Vec::<&&str>::new(), "rows without a lint");
}

#[test]
fn a_finding_says_what_and_where_in_both_languages() {
    for row in FIRES {
        for finding in findings(row.change) {
            let printed = finding.to_string();
            assert!(printed.contains(&finding.code) && printed.contains(&finding.path), "{printed}");
            assert!(printed.contains(&finding.english()) && !finding.dutch().is_empty(), "{printed}");
            assert!(printed.starts_with(finding.lint.severity().as_str()), "{printed}");
        }
    }
}

#[test]
fn findings_of_one_document_come_worst_first_and_once() {
    // All changes together: those that fit. Later ones of the same node win.
    let mut document = clean();
    for row in FIRES.iter().filter(|row| !row.change.contains(r#""rights":null"#)) {
        let mut next = document.clone();
        merge(&mut next, serde_json::from_str(row.change).expect("checked above"));
        if Policy::parse(&next.to_string()).is_ok() {
            document = next;
        }
    }
    let findings = Policy::parse(&document.to_string()).expect("each step parses").lint();
    let severities: Vec<_> = findings.iter().map(|finding| finding.lint.severity()).collect();
    assert!(severities.is_sorted(), "{severities:?}");
    let mut seen = BTreeMap::new();
    for finding in named(&findings) {
        *seen.entry(finding).or_insert(0) += 1;
    }
    assert!(findings.len() > 20 && seen.values().all(|count| *count == 1), "{seen:?}");
}

//! What happens with the five tools: agreements and a trial, accounts that fall asleep, a survey, a viewer.

use serde_json::json;
use waarborg::calendar::Day;

use crate::Result;
use crate::calendar::{closing, day, later, opening};
use crate::world::{File, Of, Pupil, Random, SCHOOLS};
use crate::year::identity;

/// What a school itself agrees: a dossier of the institution for each policy.
pub(crate) fn of_school(school: usize, random: &mut Random) -> Result<Vec<File>> {
    let secondary = SCHOOLS.get(school).is_some_and(|school| school.secondary);
    let asked = (opening()?, opening()?);
    let mut file =
        |policy| File::new((Of::School, format!("school-{}", school + 1)), policy, school, asked, random);
    let (own, mut neo, mut heutink) = (file("school"), file("neo"), file("heutink"));
    let (mut viewer, mut bloom, wisbits) = (file("intowords"), file("bloom"), file("wisbits"));

    if secondary {
        let bases = json!({ "learning": "public-task", "improve": "public-task" });
        neo.description(day(2024, 9, 16)?, "agreement-signed", json!({ "terms": {}, "bases": bases }));
    } else if school == 1 {
        // Three weeks without an agreement, and none after that.
        neo.description(day(2024, 11, 18)?, "trial-began", json!({ "window": "trial" }));
    }
    let bases = json!({ "online-omgeving": "public-task" });
    let terms = json!({ "leerlinggegevens": "enrolled + P1Y" });
    if school == 1 {
        // Signed for two years, and signed again five weeks too late.
        let signed = json!({ "terms": terms, "bases": bases, "through": "2026-07-31", "return-term": "P3M" });
        heutink.description(day(2024, 8, 1)?, "agreement-signed", signed);
        heutink.description(day(2026, 9, 7)?, "agreement-signed", json!({ "terms": terms, "bases": bases }));
    } else {
        heutink.description(day(2024, 8, 1)?, "agreement-signed", json!({ "terms": terms, "bases": bases }));
    }
    let bases = json!({ "practice": "public-task", "follow-and-guide": "public-task" });
    let terms = json!({ "answers": "enrolled + P1Y", "documents": "enrolled + P1Y" });
    viewer.description(day(2024, 8, 20)?, "agreement-signed", json!({ "terms": terms, "bases": bases }));
    if school != 1 {
        viewer.description(day(2024, 8, 20)?, "option-on", json!({ "option": "document-storage" }));
    }
    let bases = json!({ "uitnodigen": "public-task", "inzichten": "public-task" });
    let terms = json!({
        "respondent-identiteit": "recorded + P1Y",
        "respondent-email": "recorded + P1Y",
        "respondent-antwoorden": "recorded + P2Y",
    });
    bloom.description(day(2024, 12, 2)?, "agreement-signed", json!({ "terms": terms, "bases": bases }));
    Ok(vec![own, neo, heutink, viewer, bloom, wisbits])
}

/// The tools that a pupil uses.
pub(crate) fn of_pupil(pupil: &Pupil, random: &mut Random) -> Result<Vec<File>> {
    let mut files = Vec::new();
    if pupil.secondary() {
        files.push(neo(pupil, later(pupil.from, 50)?, random)?);
    } else {
        files.push(heutink(pupil, random)?);
        // The two highest groups try it out.
        if pupil.school == 1 && pupil.class >= 7 {
            files.push(trial(pupil, random)?);
        }
    }
    if random.once_in(10) {
        files.push(intowords(pupil, random)?);
    }
    let surveyed = i16::try_from(2025 + random.below(7))?;
    if surveyed < 2028 && pupil.from < day(surveyed, 1, 1)? && day(surveyed, 4, 1)? < pupil.left {
        files.push(bloom(pupil, surveyed, random)?);
    }
    Ok(files)
}

/// A learning platform. Most go on till they leave; some stop, and the account falls asleep.
fn neo(pupil: &Pupil, opened: Day, random: &mut Random) -> Result<File> {
    let mut file = File::new(pupil.name(), "neo", pupil.school, (opened, later(pupil.left, 365)?), random);
    file.description(opened, "account-opened", json!({ "initial": true }));
    // Not known is not the same as none: where nobody says that it was never used, nothing is ever erased.
    if !random.once_in(3) {
        file.description(opened, "absent", json!({ "anchor": "last-activity" }));
    }
    // The platform switches it on for everyone; most switch it off.
    let switched_off = !random.once_in(4);
    file.description(opened, "option-on", json!({ "option": "portfolio" }));
    if switched_off {
        file.description(later(opened, 1)?, "option-off", json!({ "option": "portfolio" }));
    }
    let stops = if random.once_in(6) { later(opened, random.below(500))? } else { pupil.left };
    let last = if stops < pupil.left { stops } else { pupil.left };
    let mut active = later(opened, random.below(30))?;
    while active < last && active < closing()? {
        file.description(active, "occurred", json!({ "anchor": "last-activity" }));
        active = later(active, 80 + random.below(70))?;
    }
    Ok(file)
}

/// The same platform without an agreement, for three weeks.
fn trial(pupil: &Pupil, random: &mut Random) -> Result<File> {
    let opened = day(2024, 11, 18)?;
    let mut file = File::new(pupil.name(), "neo", pupil.school, (opened, day(2025, 2, 28)?), random);
    file.description(opened, "account-opened", json!({ "initial": true }));
    file.description(opened, "option-on", json!({ "option": "portfolio" }));
    file.description(later(opened, 1)?, "option-off", json!({ "option": "portfolio" }));
    file.description(later(opened, 1 + random.below(18))?, "occurred", json!({ "anchor": "last-activity" }));
    Ok(file)
}

/// The online environment of a primary school.
fn heutink(pupil: &Pupil, random: &mut Random) -> Result<File> {
    let mut file = File::new(pupil.name(), "heutink", pupil.school, pupil.asked()?, random);
    let enrolled = json!({ "initial": true, "happened": pupil.enrolled.to_string() });
    file.description(pupil.from, "enrolled", enrolled);
    file.description(pupil.left, "left", json!({}));
    Ok(file)
}

/// A viewer that reads aloud, for pupils who need it. Keeping documents in it is a choice, and asks consent.
fn intowords(pupil: &Pupil, random: &mut Random) -> Result<File> {
    let mut file = File::new(pupil.name(), "intowords", pupil.school, pupil.asked()?, random);
    let begins = later(pupil.from, 40)?;
    identity(&mut file, pupil);
    file.description(begins, "began", json!({ "state": "in-use", "initial": true }));
    if random.once_in(2) {
        let by = if pupil.sixteen()? <= begins { "self" } else { "parent-1" };
        file.description(begins, "option-on", json!({ "option": "document-storage" }));
        file.description(begins, "consent-given", json!({ "purposes": ["store-documents"], "by": by }));
    }
    let stops = later(begins, 60 + random.below(1200))?;
    let stops = if stops < pupil.left { stops } else { pupil.left };
    file.description(stops, "ended", json!({ "state": "in-use" }));
    file.description(pupil.left, "left", json!({}));
    Ok(file)
}

/// A survey: the pupil is invited in one winter, and no longer once it closes.
fn bloom(pupil: &Pupil, surveyed: i16, random: &mut Random) -> Result<File> {
    let (opens, closes) = (day(surveyed, 1, 13)?, day(surveyed, 3, 28)?);
    let mut file = File::new(pupil.name(), "bloom", pupil.school, (opens, day(surveyed, 5, 31)?), random);
    file.description(opens, "began", json!({ "state": "dataverzameling", "initial": true }));
    file.description(closes, "ended", json!({ "state": "dataverzameling" }));
    Ok(file)
}

/// A member of staff who makes lessons in a platform of which one supplier is in the United States.
pub(crate) fn of_staff(school: usize, number: u32, random: &mut Random) -> Result<File> {
    let name = (Of::Staff, format!("staff-{}-{number:02}", school + 1));
    let opened = day(2024, 9, 2)?;
    let leaves = random.once_in(6).then(|| later(opened, 300 + random.below(900))).transpose()?;
    let until = leaves.unwrap_or(closing()?);
    let mut file = File::new(name, "wisbits", school, (opened, until), random);
    file.description(opened, "contract-began", json!({ "initial": true }));
    file.description(opened, "account-opened", json!({ "initial": true }));
    let forgets = random.once_in(4);
    let mut login = later(opened, random.below(60))?;
    while login < until {
        file.description(login, "occurred", json!({ "anchor": "last-login" }));
        login = later(login, if forgets { 2000 } else { 90 + random.below(150) })?;
    }
    if leaves.is_some() {
        file.description(until, "account-closed", json!({}));
        file.description(until, "contract-ended", json!({}));
    }
    Ok(file)
}

//! What happens at school, to a pupil and to a parent: words about photos, birthdays, doubts, and leaving.

use serde_json::json;
use waarborg::calendar::Day;

use crate::Result;
use crate::calendar::{day, later};
use crate::world::{File, Of, Pupil, Random};

const BOTH: [&str; 2] = ["website", "class-app"];

/// A pupil's dossier under the policy of the school.
pub(crate) fn of_pupil(pupil: &Pupil, random: &mut Random) -> Result<File> {
    let mut file = File::new(pupil.name(), "school", pupil.school, pupil.asked()?, random);
    identity(&mut file, pupil);
    photos(&mut file, pupil, random)?;
    sixteen(&mut file, pupil, random)?;
    let loses = pupil.parents == 2 && random.once_in(60);
    if loses {
        loses_authority(&mut file, pupil, random)?;
    }
    if random.once_in(50) {
        objects(&mut file, pupil, by(if loses { 2 } else { 1 }), random)?;
    }
    if random.once_in(80) {
        restricts(&mut file, pupil, random)?;
    }
    if pupil.left < day(2026, 8, 1)? && random.once_in(60) {
        let held = later(pupil.left, 100)?;
        file.states(held, "hold", json!({ "categories": ["guidance-file", "results"] }));
        file.states(day(2028, 10, 12)?, "hold-released", json!({ "entry": "hold" }));
    }
    file.states(pupil.left, "left", json!({}));
    Ok(file)
}

/// A parent's dossier: how to reach them, and what they were invoiced.
pub(crate) fn of_parent(pupil: &Pupil, random: &mut Random) -> Result<File> {
    let parent = (Of::Parent, format!("parent-{:04}", pupil.number));
    let mut file = File::new(parent, "school", pupil.school, (pupil.from, pupil.left), random);
    let began =
        json!({ "state": "child-at-school", "initial": true, "happened": pupil.enrolled.to_string() });
    file.states(pupil.from, "began", began);
    file.states(pupil.left, "ended", json!({ "state": "child-at-school" }));
    if random.once_in(20) {
        // Against the newsletter no reason is needed, and no weighing: that right is absolute.
        let objected = later(pupil.from, 60 + random.below(300))?;
        file.states(objected, "objected", json!({ "purposes": ["newsletter"] }));
    }
    Ok(file)
}

/// Who the pupil is, as far as the library needs it: an age, and who may speak for them. No name.
pub(crate) fn identity(file: &mut File, pupil: &Pupil) {
    file.states(pupil.from, "born", json!({ "date": pupil.born.to_string() }));
    let enrolled = json!({ "initial": true, "happened": pupil.enrolled.to_string() });
    file.states(pupil.from, "enrolled", enrolled);
    for parent in 1..=pupil.parents {
        let authority = json!({ "representative": by(parent), "authority": "parental", "may": "exercise" });
        file.states(pupil.from, "authority", authority);
    }
}

fn by(parent: u64) -> String {
    format!("parent-{parent}")
}

/// Consent for photos is asked of each parent, or of a pupil of sixteen; some never answer.
fn photos(file: &mut File, pupil: &Pupil, random: &mut Random) -> Result<()> {
    let asked = later(pupil.from, 25 + random.below(14))?;
    file.states(asked, "consent-asked", json!({ "purposes": BOTH }));
    let answered = later(asked, 3 + random.below(18))?;
    let own = pupil.sixteen()? <= answered;
    let first = if own { "self".to_owned() } else { by(1) };
    match random.below(100) {
        0..14 => {}
        14..26 => file.states(answered, "consent-refused", json!({ "purposes": BOTH, "by": first })),
        26..36 => {
            file.states(answered, "consent-given", json!({ "purposes": BOTH, "by": first }));
            if pupil.parents == 2 && !own {
                disagree(file, answered, random)?;
            }
        }
        36..44 => {
            file.states(answered, "consent-given", json!({ "purposes": BOTH, "by": first }));
            let withdrawn = later(answered, 60 + random.below(600))?;
            if withdrawn < pupil.left && (own || withdrawn < pupil.sixteen()?) {
                file.states(withdrawn, "consent-withdrawn", json!({ "purposes": BOTH, "by": first }));
            }
        }
        44..58 => {
            file.states(answered, "consent-given", json!({ "purposes": ["class-app"], "by": first }));
            file.states(answered, "consent-refused", json!({ "purposes": ["website"], "by": first }));
        }
        _ => {
            file.states(answered, "consent-given", json!({ "purposes": BOTH, "by": first }));
            if pupil.parents == 2 && !own && !random.once_in(3) {
                file.states(answered, "consent-given", json!({ "purposes": BOTH, "by": by(2) }));
            }
        }
    }
    Ok(())
}

/// The other parent says no. In half of the families they come to agree, some of them too late.
fn disagree(file: &mut File, answered: Day, random: &mut Random) -> Result<()> {
    let refused = later(answered, 30 + random.below(90))?;
    file.states(refused, "consent-refused", json!({ "purposes": BOTH, "by": by(2) }));
    if random.once_in(2) {
        let agreed = later(refused, 14 + random.below(120))?;
        file.states(agreed, "consent-given", json!({ "purposes": BOTH, "by": by(2) }));
    }
    Ok(())
}

/// At sixteen what the parents said stands, until the pupil's own first word: a yes or a no. Most say nothing.
fn sixteen(file: &mut File, pupil: &Pupil, random: &mut Random) -> Result<()> {
    let spoken = later(pupil.sixteen()?, 7 + random.below(80))?;
    let answered_before = later(pupil.from, 60)?;
    let (turn, of) = (random.below(10), json!({ "purposes": BOTH, "by": "self" }));
    if spoken <= answered_before || spoken >= pupil.left {
        return Ok(());
    }
    match turn {
        0 | 1 => file.states(spoken, "consent-withdrawn", of),
        2 | 3 => file.states(spoken, "consent-given", of),
        _ => {}
    }
    Ok(())
}

/// What a parent said while authorised stands; of some it turns out that they never were.
fn loses_authority(file: &mut File, pupil: &Pupil, random: &mut Random) -> Result<()> {
    let lost = later(pupil.from, 90 + random.below(500))?;
    let never = random.once_in(4);
    file.states(lost, "authority-ended", json!({ "representative": by(1), "never": never }));
    Ok(())
}

/// An objection to the statistics: nothing is used while it is weighed, and a person says how it was weighed.
/// Below sixteen a parent objects for the pupil: who has no authority is not heard.
fn objects(file: &mut File, pupil: &Pupil, parent: String, random: &mut Random) -> Result<()> {
    let objected = later(pupil.from, 80 + random.below(400))?;
    let decided = later(objected, 14 + random.below(40))?;
    let by = if pupil.sixteen()? <= objected { "self".to_owned() } else { parent };
    file.states(objected, "objected", json!({ "purposes": ["statistics"], "by": by }));
    let decision = |ground, text| json!({ "entry": "objected", "decision": { "role": "privacy officer", "article": ground, "text": text } });
    if random.once_in(2) {
        let text = "The pupil can be recognised in a small class.";
        file.states(decided, "objection-upheld", decision("21(1)", text));
    } else {
        let text = "The figures are pseudonymised, and the class is large.";
        file.states(decided, "objection-rejected", decision("21(1)", text));
    }
    Ok(())
}

/// A parent says that the guidance file is wrong: until that is sorted out it is kept, and not used.
fn restricts(file: &mut File, pupil: &Pupil, random: &mut Random) -> Result<()> {
    let restricted = later(pupil.from, 100 + random.below(300))?;
    let lifted = later(restricted, 30 + random.below(60))?;
    let scope = json!({ "ground": "accuracy", "categories": ["guidance-file"] });
    file.states(restricted, "restricted", scope);
    // Before it is lifted, whoever asked for it is told (article 18(3)).
    let informed = lifted.to_string();
    file.states(lifted, "restriction-lifted", json!({ "entry": "restricted", "informed": informed }));
    Ok(())
}

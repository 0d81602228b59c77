//! Why-condition timelines as text: one line per condition, the last the claim.

use core::fmt;

use super::Explanation;
use crate::calendar::{Time, Zone};
use crate::timeline::{Timeline, Value};

/// The picture of an explanation, printed with `Display`. Borrows the explanation.
///
/// ```text
/// basis      ░░░░██████████████▒▒▒▒▒▒    basis-over
/// ```
/// `█` live, `▒` held, `░` unknown, `·` ended.
pub struct TimelinePicture<'a> {
    explanation: &'a Explanation,
    zone: &'a Zone,
    from: Time,
    to: Time,
    width: usize,
}

impl<'a> TimelinePicture<'a> {
    pub(super) fn new(
        explanation: &'a Explanation,
        zone: &'a Zone,
        from: Time,
        to: Time,
        width: usize,
    ) -> TimelinePicture<'a> {
        TimelinePicture { explanation, zone, from, to, width: width.clamp(8, 400) }
    }

    /// The middle of the time that a column stands for.
    fn time(&self, column: usize) -> Time {
        let span = self.to.micros().saturating_sub(self.from.micros());
        let step = span / (2 * self.width as i64);
        self.from.shifted(step.saturating_mul(2 * column as i64 + 1))
    }

    fn column(&self, at: Time) -> Option<usize> {
        (0..self.width).rev().find(|column| self.time(*column) <= at).filter(|_| at < self.to)
    }

    fn line(&self, f: &mut fmt::Formatter<'_>, name: &str, value: impl Fn(Time) -> Value) -> fmt::Result {
        write!(f, "{name:<12}")?;
        for column in 0..self.width {
            f.write_str(match value(self.time(column)) {
                Value::Live => "█",
                Value::Held => "▒",
                Value::Unknown => "░",
                Value::Ended => "·",
            })?;
        }
        Ok(())
    }
}

impl fmt::Display for TimelinePicture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let explanation = self.explanation;
        let day = |at| self.zone.day_of(at);
        let (first, last) = (day(self.from).to_string(), day(self.to).to_string());
        writeln!(f, "{:<12}{first}{last:>width$}", "", width = self.width.saturating_sub(first.len()))?;
        for part in &explanation.timelines {
            self.line(f, part.condition.as_str(), |at| part.timeline.at(at).value)?;
            let step = part.timeline.at(explanation.at);
            writeln!(f, "  {}", step.reason.code.as_str())?;
        }
        let lowest = |at: Time| {
            let values = explanation
                .timelines
                .iter()
                .map(|part: &crate::claim::ConditionTimeline| Timeline::at(&part.timeline, at).value);
            values.min().unwrap_or(Value::Ended)
        };
        self.line(f, "claim", lowest)?;
        writeln!(
            f,
            "  {}: {}",
            explanation.decision.answer.as_str(),
            explanation.decision.reason.code.as_str()
        )?;
        if let Some(column) = self.column(explanation.at) {
            writeln!(f, "{:<12}{:>width$} asked at {}", "", "▲", day(explanation.at), width = column + 1)?;
        }
        write!(f, "{:<12}█ live  ▒ held  ░ unknown  · ended", "")
    }
}

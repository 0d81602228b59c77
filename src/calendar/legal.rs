use super::{CalendarError, Day, Deadline, DeadlineStep, Holidays, Length, Moment, Rule, Time, Zone};
use crate::Diagnostic;

/// Which act counts a term for acting, with the holidays that the act itself looks at. A small value: copy it.
///
/// The three give different dates and are never exchangeable. Each takes its own type of holidays, so that the list of
/// one cannot be handed to another by mistake.
#[derive(Clone, Copy, Debug)]
pub enum LegalCalendar<'a> {
    /// Regulation (EEC, Euratom) 1182/71, for every term of the GDPR and of other Union law.
    Regulation1182(MemberStateHolidays<'a>),
    /// The Dutch *Algemene termijnenwet*, for terms of a Dutch act or order in council (Atw 1, 5).
    Algemenetermijnenwet(AtwHolidays<'a>),
    /// Calendar arithmetic without roll-over, for terms of a contract that names no other calendar.
    Plain,
}

/// The public holidays of one Member State as listed in the Official Journal (Regulation 1182/71, article 2(1)).
#[derive(Clone, Copy, Debug)]
pub struct MemberStateHolidays<'a>(pub Holidays<'a>);

/// The recognised holidays of the *Algemene termijnenwet* and the days put on a par with them (Atw 3).
#[derive(Clone, Copy, Debug)]
pub struct AtwHolidays<'a>(pub Holidays<'a>);

impl LegalCalendar<'_> {
    /// The deadline of a term that runs from an event.
    ///
    /// Terms in hours need an instant; for all others the event's local day in `zone` counts. The day (or hour) of the
    /// event itself does not count.
    ///
    /// Refuses a day for a term in hours (`needs-a-time`), a length out of range (`not-a-length`), one that this
    /// calendar does not know (`not-in-this-calendar`: working days in a plain calendar; parts of months outside the
    /// regulation), and an event or an end outside 2000 to 2200 (`term-out-of-range`).
    pub fn after(&self, event: Moment, length: Length, zone: &Zone) -> Result<Deadline, CalendarError> {
        self.after_pause(event, length, 0, zone)
    }

    /// The same, for a term that stood still for so many days: they are added to its nominal end, before that is moved
    /// to a working day. Refuses a pause in a term in hours (`pause-in-hours`), too.
    pub fn after_pause(
        &self,
        event: Moment,
        length: Length,
        paused: u32,
        zone: &Zone,
    ) -> Result<Deadline, CalendarError> {
        match length.checked()? {
            Length::Hours(_) if paused > 0 => {
                Err(Diagnostic::new("pause-in-hours", "a term in hours has no pause")
                    .expecting("no days of pause")
                    .into())
            }
            Length::Hours(hours) => self.hours_after(instant(event)?, hours, zone),
            _ => Count::of(self).after(day(event, zone)?, length, paused),
        }
    }

    /// The deadline of a term that is counted backwards from an event, such as *fourteen days before the hearing*.
    ///
    /// The end is the first day of the span that lies before the event. It never moves to a working day (article 3(4)
    /// of the regulation; Atw 1(2)); if it must hold two working days (article 3(5), Atw 2) it begins earlier. Whether
    /// something may still be done *on* that day is for the text that sets the term: *at least* fourteen days leaves
    /// them all free.
    ///
    /// Refuses what [`LegalCalendar::after`] refuses.
    pub fn before(&self, event: Moment, length: Length, zone: &Zone) -> Result<Deadline, CalendarError> {
        match length.checked()? {
            Length::Hours(hours) => self.hours_before(instant(event)?, hours, zone),
            _ => Count::of(self).before(day(event, zone)?, length),
        }
    }

    /// Hours are elapsed time: an hour that the clocks skip or repeat does not change their number. They end on any day.
    fn hours_after(&self, event: Time, hours: u16, zone: &Zone) -> Result<Deadline, CalendarError> {
        let plain = in_range(event.shifted(i64::from(hours) * HOUR))?;
        let mut steps = vec![DeadlineStep { rule: Rule::PlainHours, end: Moment::At(plain) }];
        let (mut legal, mut disputed) = (plain, None);
        match self {
            LegalCalendar::Plain => {}
            LegalCalendar::Algemenetermijnenwet(_) => {
                steps.push(DeadlineStep { rule: Rule::AtwNotThisTerm, end: Moment::At(plain) });
            }
            LegalCalendar::Regulation1182(_) => {
                let begins = zone.hour_of(event).shifted(HOUR);
                legal = in_range(begins.shifted(i64::from(hours) * HOUR))?;
                steps = vec![DeadlineStep { rule: Rule::WholeHours, end: Moment::At(legal) }];
                disputed = (hours >= 48).then(|| self.two_working_days(begins, legal, zone)).flatten();
            }
        }
        Ok(Deadline {
            safe: Moment::At(plain),
            legal: Moment::At(legal),
            disputed: disputed.map(Moment::On),
            provisional: false,
            steps,
        })
    }

    fn hours_before(&self, event: Time, hours: u16, zone: &Zone) -> Result<Deadline, CalendarError> {
        let back = |from: Time| in_range(from.shifted(-i64::from(hours) * HOUR)).map(Moment::At);
        let plain = DeadlineStep { rule: Rule::PlainHours, end: back(event)? };
        let steps = match self {
            LegalCalendar::Plain => vec![plain],
            LegalCalendar::Algemenetermijnenwet(_) => {
                vec![plain, DeadlineStep { rule: Rule::AtwNotThisTerm, end: plain.end }]
            }
            LegalCalendar::Regulation1182(_) => {
                vec![DeadlineStep { rule: Rule::WholeHours, end: back(zone.hour_of(event))? }]
            }
        };
        let end = steps.last().map_or(plain.end, |step| step.end);
        Ok(Deadline { safe: end, legal: end, disputed: None, provisional: false, steps })
    }

    /// The second whole working day from an instant, if the hours until `end` do not hold two.
    fn two_working_days(&self, begins: Time, end: Time, zone: &Zone) -> Option<Day> {
        let mut count = Count::of(self);
        let first = zone.day_of(begins);
        let mut day = if zone.start_of(first) == begins { first } else { first.next()? };
        let mut found = u8::from(count.is_working(day));
        while found < 2 {
            day = day.next()?;
            found += u8::from(count.is_working(day));
        }
        (zone.end_of(day) > end).then_some(day)
    }

    fn holidays(&self) -> Option<&Holidays<'_>> {
        match self {
            LegalCalendar::Regulation1182(MemberStateHolidays(holidays))
            | LegalCalendar::Algemenetermijnenwet(AtwHolidays(holidays)) => Some(holidays),
            LegalCalendar::Plain => None,
        }
    }

    /// Atw 4: not in more than 90 days, twelve weeks or three months, nor in years.
    fn covers(&self, length: Length) -> bool {
        match (self, length) {
            (LegalCalendar::Plain, _) => false,
            (LegalCalendar::Regulation1182(_), _) => true,
            (_, Length::Days(n) | Length::WorkingDays(n)) => n <= 90,
            (_, Length::Weeks(n)) => n <= 12,
            (_, Length::Months(n)) => n <= 3,
            (_, Length::Hours(_) | Length::PartMonths { .. } | Length::Years(_)) => false,
        }
    }

    /// Whether the term must hold two working days: from two days on (article 3(5)), or three (Atw 2).
    fn needs_two_days(&self, length: Length) -> bool {
        let least = if matches!(self, LegalCalendar::Regulation1182(_)) { 2 } else { 3 };
        length.days().is_none_or(|days| days >= least)
    }
}

const HOUR: i64 = 3_600_000_000;

/// Which way a term is counted.
#[derive(Clone, Copy)]
enum Way {
    On,
    Back,
}

impl Way {
    fn next(self, day: Day) -> Result<Day, CalendarError> {
        day_in_range(match self {
            Way::On => day.next(),
            Way::Back => day.previous(),
        })
    }

    fn sign(self) -> i32 {
        match self {
            Way::On => 1,
            Way::Back => -1,
        }
    }
}

/// The counting of one term in days or more: what was applied, and whether an unpublished list was looked at.
struct Count<'c> {
    calendar: &'c LegalCalendar<'c>,
    provisional: bool,
    steps: Vec<DeadlineStep>,
}

impl<'c> Count<'c> {
    fn of(calendar: &'c LegalCalendar<'c>) -> Count<'c> {
        Count { calendar, provisional: false, steps: Vec::new() }
    }

    fn after(mut self, event: Day, length: Length, paused: u32) -> Result<Deadline, CalendarError> {
        let (safe, mut end) = self.nominal(event, length, Way::On)?;
        if paused > 0 {
            end = day_in_range(i32::try_from(paused).ok().and_then(|paused| end.moved(0, paused)))?;
            self.step(Rule::Paused, end);
        }
        if self.calendar.covers(length) {
            let (next_day, two_days) = match self.calendar {
                LegalCalendar::Regulation1182(_) => (Rule::NextWorkingDay, Rule::TwoWorkingDays),
                _ => (Rule::AtwNextDay, Rule::AtwTwoDays),
            };
            let mut rolled = end;
            while !self.is_working(rolled) {
                rolled = Way::On.next(rolled)?;
            }
            if rolled != end {
                end = rolled;
                self.step(next_day, end);
            }
            end = self.with_two_days(event, end, length, Way::On, two_days)?;
        }
        self.finish(safe, end)
    }

    fn before(mut self, event: Day, length: Length) -> Result<Deadline, CalendarError> {
        let (_, mut end) = self.nominal(event, length, Way::Back)?;
        if self.calendar.covers(length) {
            let (not_rolled, two_days) = match self.calendar {
                LegalCalendar::Regulation1182(_) => (Rule::NotRolledBackwards, Rule::TwoWorkingDays),
                _ => (Rule::AtwNotRolledBackwards, Rule::AtwTwoDays),
            };
            end = self.with_two_days(event, end, length, Way::Back, two_days)?;
            if !self.is_working(end) {
                self.step(not_rolled, end);
            }
        }
        self.finish(end, end)
    }

    /// The end that the length alone gives: whatever the holidays, and as this calendar counts it. They differ in
    /// working days only.
    fn nominal(&mut self, event: Day, length: Length, way: Way) -> Result<(Day, Day), CalendarError> {
        let moved = |months: i32, days: i32| {
            day_in_range(event.moved(way.sign().saturating_mul(months), way.sign().saturating_mul(days)))
        };
        let [days, same, last, working] = match self.calendar {
            LegalCalendar::Regulation1182(_) => {
                [Rule::WholeDays, Rule::SameDay, Rule::LastOfMonth, Rule::WorkingDays]
            }
            _ => [Rule::PlainDays, Rule::PlainSameDay, Rule::PlainLastOfMonth, Rule::PlainWorkingDays],
        };
        let (rule, end) = match length {
            Length::Days(n) => (days, moved(0, n.into())?),
            Length::Weeks(n) => (same, moved(0, i32::from(n) * 7)?),
            Length::Months(n) => self.same_date(event, moved(n.into(), 0)?, same, last),
            Length::Years(n) => self.same_date(event, moved(i32::from(n) * 12, 0)?, same, last),
            Length::PartMonths { months, thirtieths } => match self.calendar {
                LegalCalendar::Regulation1182(_) => {
                    (Rule::PartOfMonth, moved(months.into(), thirtieths.into())?)
                }
                _ => {
                    return Err(not_known(
                        "only Regulation 1182/71, article 3(2)(d), says what a part of a month is",
                    ));
                }
            },
            Length::WorkingDays(n) => {
                if matches!(self.calendar, LegalCalendar::Plain) {
                    return Err(not_known(
                        "name the list of holidays: the regulation's, or that of the Dutch act",
                    ));
                }
                let weekdays = nth(event, n, way, |day| !day.is_weekend())?;
                let end = nth(event, n, way, |day| self.is_working(day))?;
                self.step(working, end);
                return Ok((weekdays, end));
            }
            // INVARIANT: hours are counted apart.
            Length::Hours(_) => return Err(needs_a_time()),
        };
        self.step(rule, end);
        if matches!(self.calendar, LegalCalendar::Algemenetermijnenwet(_)) && !self.calendar.covers(length) {
            self.step(Rule::AtwNotThisTerm, end);
        }
        Ok((end, end))
    }

    fn same_date(&self, event: Day, end: Day, same: Rule, last: Rule) -> (Rule, Day) {
        (if end.day() == event.day() { same } else { last }, end)
    }

    /// The end, moved on (or back) until two working days lie between the event and it, itself included.
    fn with_two_days(
        &mut self,
        event: Day,
        end: Day,
        length: Length,
        way: Way,
        rule: Rule,
    ) -> Result<Day, CalendarError> {
        if !self.calendar.needs_two_days(length) {
            return Ok(end);
        }
        let towards_event = match way {
            Way::On => Way::Back,
            Way::Back => Way::On,
        };
        let (mut found, mut day) = (0, end);
        while found < 2 && day != event {
            found += u8::from(self.is_working(day));
            day = towards_event.next(day)?;
        }
        let mut lengthened = end;
        while found < 2 {
            lengthened = way.next(lengthened)?;
            found += u8::from(self.is_working(lengthened));
        }
        if lengthened != end {
            self.step(rule, lengthened);
        }
        Ok(lengthened)
    }

    fn is_working(&mut self, day: Day) -> bool {
        if day.is_weekend() {
            return false;
        }
        self.calendar.holidays().is_none_or(|holidays| {
            self.provisional |= !holidays.is_published(day.year());
            !holidays.contains(day)
        })
    }

    fn step(&mut self, rule: Rule, end: Day) {
        self.steps.push(DeadlineStep { rule, end: Moment::On(end) });
    }

    fn finish(self, safe: Day, legal: Day) -> Result<Deadline, CalendarError> {
        let (safe, legal) = (Moment::On(safe), Moment::On(legal));
        Ok(Deadline { safe, legal, disputed: None, provisional: self.provisional, steps: self.steps })
    }
}

/// The nth day after (or before) one, of those that count.
fn nth(event: Day, n: u16, way: Way, mut counts: impl FnMut(Day) -> bool) -> Result<Day, CalendarError> {
    let (mut day, mut found) = (event, 0);
    while found < n {
        day = way.next(day)?;
        found += u16::from(counts(day));
    }
    Ok(day)
}

fn instant(event: Moment) -> Result<Time, CalendarError> {
    match event {
        Moment::At(at) => in_range(at),
        Moment::On(_) => Err(needs_a_time()),
    }
}

fn day(event: Moment, zone: &Zone) -> Result<Day, CalendarError> {
    if let Moment::At(at) = event {
        in_range(at)?;
    }
    day_in_range(Some(event.day(zone)))
}

fn in_range(at: Time) -> Result<Time, CalendarError> {
    at.asked().map_err(|_| out_of_range())
}

fn day_in_range(day: Option<Day>) -> Result<Day, CalendarError> {
    day.filter(|day| (2000..2200).contains(&day.year())).ok_or_else(out_of_range)
}

#[cold]
fn out_of_range() -> CalendarError {
    Diagnostic::new("term-out-of-range", "this term begins or ends outside 2000 to 2200")
        .expecting("an event and an end from 2000-01-01 to 2199-12-31")
        .into()
}

#[cold]
fn needs_a_time() -> CalendarError {
    Diagnostic::new("needs-a-time", "a term in hours cannot be counted from a day alone")
        .expecting("an instant with its offset, such as `2026-08-25T14:30:00+02:00`")
        .helping("record at what time it happened; a deadline made up from a day could be a day late")
        .into()
}

#[cold]
fn not_known(help: &'static str) -> CalendarError {
    Diagnostic::new("not-in-this-calendar", "this calendar does not know terms of this kind")
        .helping(help)
        .into()
}

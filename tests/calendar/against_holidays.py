"""Compares terms for acting with python-dateutil, zoneinfo and the `holidays` package.

    python against_holidays.py target/release/examples/terms

Months and weeks are added by dateutil's relativedelta, ends are moved to working days by the package with its own public
holidays of the Netherlands. That calendar is neither of the two of the law. Where it differs, the day stands in
`EXPLAINED` with the reason: a difference that does not stand there fails, and so does one that stands there and does not
occur.
"""

import subprocess
import sys
import zoneinfo
from collections import Counter
from datetime import date, datetime, timedelta, timezone

import holidays
import tzdata
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

FIRST, LAST = date(2020, 1, 1), date(2030, 12, 31)
# The holidays of these years are compared day by day. The last term that begins by LAST ends in the spring of 2031.
YEARS = range(2017, LAST.year + 2)

LIBERATION = "5 May is a holiday every year (Atw 3(1), and the lists in the OJ); the package has it every fifth year"
PAR = "a day put on a par by royal decree (Atw 3(3)), which the package does not have"
LISTED = "the one day put on a par that the Official Journal lists for the Netherlands"

# Working days of the package that are holidays under the law. Days that are so on a weekend change nothing.
EXPLAINED = {
    "regulation": {
        LIBERATION: "2017-05-05 2021-05-05 2022-05-05 2023-05-05 2026-05-05 2027-05-05 2028-05-05 2031-05-05",
        LISTED: "2025-05-30",
    },
    "atw": {
        LIBERATION: "2017-05-05 2021-05-05 2022-05-05 2023-05-05 2026-05-05 2027-05-05 2028-05-05 2031-05-05",
        PAR: "2017-04-28 2017-05-26 2018-05-11 2018-12-24 2018-12-31 2019-05-31 2019-12-27 2020-05-22 2021-05-14 "
        "2022-05-27 2023-04-28 2023-05-19 2024-05-10 2024-12-27 2025-05-30 2026-01-02 2026-05-15 2027-05-07 2028-04-28 "
        "2028-05-26",
    },
}

# The terms of every receipt: how the program is asked, whose calendar counts, and how long.
TERMS = {
    "one month": ("law answer", "regulation", relativedelta(months=1)),
    "three months": ("law extended-answer", "regulation", relativedelta(months=3)),
    "six weeks": ("law petition", "atw", relativedelta(weeks=6)),
}


def every_day(first, last):
    for number in range((last - first).days + 1):
        yield first + timedelta(number)


class Program:
    """Asks all questions of a comparison at once."""

    def __init__(self, binary):
        self.binary = binary

    def __call__(self, questions):
        text = "".join(question + "\n" for question in questions)
        answers = subprocess.run([self.binary], input=text, capture_output=True, text=True, encoding="ascii")
        if answers.returncode != 0:
            sys.exit(f"the program failed: {answers.stderr}")
        lines = answers.stdout.splitlines()
        if len(lines) != len(questions):
            sys.exit(f"{len(lines)} answers to {len(questions)} questions")
        return dict(zip(questions, lines))


class Report:
    """What was compared, what differs without an explanation, and how often each explanation was needed."""

    def __init__(self):
        self.compared, self.wrong, self.explained = Counter(), [], Counter()

    def same(self, kind, question, given, expected):
        self.compared[kind] += 1
        if given != expected:
            self.wrong.append(f"{kind}: {question}: {given}, expected {expected}")


def explained(name):
    """The days of a list that the package lacks, each with its reason."""
    return {date.fromisoformat(day): why for why, days in EXPLAINED[name].items() for day in days.split()}


def package(name=None):
    """The package's calendar; for a list of the law, with the days it lacks."""
    calendar = holidays.NL(years=YEARS, expand=False)
    if name:
        calendar.update({day: "explained" for day in explained(name)})
    return calendar


def compare_days(ask, report):
    """Every working day of the years that a term can touch: a holiday to both, or explained."""
    for name in EXPLAINED:
        plain, open_reasons = package(), explained(name)
        listed = set()
        for answer in ask([f"holidays {name} {year}" for year in YEARS]).values():
            listed.update(date.fromisoformat(day) for day in answer.split()[1:])
        for day in every_day(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)):
            if day.weekday() >= 5:
                continue
            why = open_reasons.pop(day, None)
            expected = True if why else day in plain
            report.same(f"days, {name}", day, day in listed, expected)
            if why and day in plain:
                report.wrong.append(f"days, {name}: {day} is a holiday to both; its explanation no longer occurs")
        report.wrong += [f"days, {name}: {day} is no working day; nothing to explain" for day in open_reasons]


def compare_rules(ask, report):
    """Every year that is computed, until 2199: Easter by dateutil; until 2100 also the package, with its optional days."""
    for name in EXPLAINED:
        for question, answer in ask([f"holidays {name} {year}" for year in range(2000, 2200)]).items():
            year, (standing, *days) = int(question.split()[2]), answer.split()
            if standing == "published":
                continue
            days = {date.fromisoformat(day) for day in days}
            moving = {easter(year) + timedelta(number) for number in (-2, 1, 39, 50)}
            fixed = {date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26))}
            king = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
            king -= timedelta(days=king.weekday() == 6)
            report.same(f"rules, {name}", question, days, moving | fixed | {king})
            if year <= 2100:
                calendar = holidays.NL(years=year, categories=("public", "optional"))
                weekdays = {day for day in calendar if day.weekday() < 5}
                report.same(f"rules and the package, {name}", question, {d for d in days if d.weekday() < 5}, weekdays)


def standing_of(published, corrected, nominal, legal):
    """Published, if every weekday that the answer rests on is in a published year: those on which the end was looked
    for, and the last two working days of the term."""
    looked_at = [day for day in every_day(nominal, legal) if day.weekday() < 5]
    looked_at += [legal, corrected.get_nth_working_day(legal, -1)]
    return "published" if all(day.year in published for day in looked_at) else "provisional"


def compare_receipts(ask, report):
    """Every receipt of eleven years: by the package alone, and by the package with the days explained."""
    for kind, (how, name, length) in TERMS.items():
        plain, corrected, reasons = package(), package(name), explained(name)
        published = {
            int(question.split()[2])
            for question, answer in ask([f"holidays {name} {year}" for year in YEARS]).items()
            if answer.startswith("published")
        }
        receipts = list(every_day(FIRST, LAST))
        answers = ask([f"{how} {receipt}" for receipt in receipts])
        for receipt in receipts:
            question, nominal = f"{how} {receipt}", receipt + length
            safe, given, standing, _ = answers[question].split()
            given = date.fromisoformat(given)
            report.same(f"{kind}, safe", question, safe, str(nominal))
            report.same(f"{kind}, legal", question, given, corrected.get_nth_working_day(nominal, 0))
            report.same(f"{kind}, standing", question, standing, standing_of(published, corrected, nominal, given))
            if given != plain.get_nth_working_day(nominal, 0):
                days = [day for day in every_day(nominal, given) if day in reasons]
                if not days:
                    report.wrong.append(f"{kind}: {question}: {given}, and nothing explains it")
                for day in days:
                    report.explained[kind, reasons[day], day] += 1


def every_explanation_is_needed(report):
    """A day on which terms can end, and which no longer explains a difference in any of them, has no place in the table."""
    for name in EXPLAINED:
        for day, why in explained(name).items():
            kinds = [kind for kind, (_, of, length) in TERMS.items() if of == name and FIRST + length <= day <= LAST]
            if kinds and not any(report.explained[kind, why, day] for kind in kinds):
                report.wrong.append(f"{name}: {day} explains no difference in {' or '.join(kinds)}")


def compare_short_terms(ask, report):
    """Days and working days from every day of two published years: the later of the moved end and the second day."""
    for name, least in (("regulation", 2), ("atw", 3)):
        calendar = package(name)
        for day in every_day(date(2025, 1, 1), date(2026, 12, 15)):
            expected = {}
            for number in range(1, 9):
                end = calendar.get_nth_working_day(day + timedelta(number), 0)
                second = calendar.get_nth_working_day(day, 2)
                expected[f"{number} days"] = max(end, second) if number >= least else end
                expected[f"{number} working days"] = calendar.get_nth_working_day(day, number)
            answers = ask([f"after {name} {day} {length}" for length in expected])
            for (question, answer), end in zip(answers.items(), expected.values()):
                report.same(f"short terms, {name}", question, answer.split()[1], str(end))


def compare_hours(ask, report):
    """72 hours from every half hour round every change of the clocks, by the wall clock of zoneinfo."""
    zone, utc = zoneinfo.ZoneInfo("Europe/Amsterdam"), timezone.utc
    at, expected = datetime(2020, 1, 1, tzinfo=utc), {}
    while at.year <= LAST.year:
        offsets = {(at + timedelta(days=days)).astimezone(zone).utcoffset() for days in (-1, 4)}
        if len(offsets) > 1:
            minute = at + timedelta(minutes=7)
            for moment in (at, minute):
                into_hour = timedelta(minutes=moment.astimezone(zone).minute)
                plain, rule = moment + timedelta(hours=72), moment - into_hour + timedelta(hours=73)
                shown = [f"{end:%Y-%m-%dT%H:%M:%S}.000000Z" for end in (plain, rule)]
                expected[f"law breach-notification {moment:%Y-%m-%dT%H:%M:%SZ}"] = shown
        at += timedelta(minutes=30)
    for question, answer in ask(list(expected)).items():
        report.same("72 hours", question, answer.split()[:2], expected[question])


def main(binary):
    zoneinfo.reset_tzpath(to=())
    ask, report = Program(binary), Report()
    for compare in (compare_days, compare_rules, compare_receipts, compare_short_terms, compare_hours):
        compare(ask, report)
    every_explanation_is_needed(report)
    for kind, count in report.compared.items():
        print(f"  {kind}: {count}")
    print("  receipts that differ from the package, explained:")
    reasons = Counter()
    for (kind, why, _), count in report.explained.items():
        reasons[kind, why] += count
    for (kind, why), count in sorted(reasons.items()):
        print(f"    {kind}: {count}: {why}")
    print("\n".join(report.wrong[:20]), end="\n" if report.wrong else "")
    print(
        f"holidays {holidays.__version__}, tzdata {tzdata.IANA_VERSION}: "
        f"{report.compared.total()} compared, {len(report.wrong)} differ unexplained"
    )
    sys.exit(1 if report.wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])

"""Computes the lines of a ledger, what it recognises, and the dates of terms anew, with Python's own hmac, zoneinfo and
calendar, and compares them with what the C ABI gives. Python 3.9 or later, its standard library only.

    ledger.py LIBRARY HEADER        from the root of the repository

Prints at the end: N passed, N failed.
"""

import calendar
import ctypes as c
import datetime
import hmac
import json
import random
import sys
import zoneinfo

from pseudonyms import Checks
from run_cases import Library

KEY, ZONE = bytes(range(100, 132)), "Europe/Amsterdam"
AMSTERDAM, UTC = zoneinfo.ZoneInfo(ZONE), datetime.timezone.utc
CATEGORIES = ("attendance", "level", "photo", "results")


# --- The ledger, from its description alone. ---

def token(key, controller, person):
    parts = (b"waarborg-ledger-1", controller, person)
    return hmac.new(key, b"".join(len(part).to_bytes(8, "big") + part for part in parts), "sha256").hexdigest()


def instant(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def midnight(day):
    return datetime.datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)


def last(moment):
    """The last microsecond that a day or an instant can mean; subtracted in UTC, since clocks change at night."""
    if isinstance(moment, datetime.datetime):
        return moment
    return midnight(moment + datetime.timedelta(days=1)).astimezone(UTC) - datetime.timedelta(microseconds=1)


def first(moment):
    return moment if isinstance(moment, datetime.datetime) else midnight(moment)


def text(moment):
    return b"" if moment is None else moment.isoformat().encode()


def line(kind, controller, person, moment, categories=None):
    said = {"waarborg-ledger": 1, "kind": kind, "token": token(KEY, controller, person)}
    if kind == "suppressed":
        said.update(through=instant(last(moment)), categories=sorted(set(categories)))
    else:
        said.update({"from": instant(first(moment))})
    return json.dumps(said, separators=(",", ":")).encode()


def recognised(said, category, created):
    """What the lines of one person say of a record."""
    covering = [(kind, moment) for kind, moment, of in said if kind == "lifted" or not of or category in of]
    if created is not None:
        return any(kind == "suppressed" and last(created) <= last(moment) for kind, moment in covering)
    return bool(covering) and covering[-1][0] == "suppressed"


def some_moment(luck):
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=luck.randrange(400))
    if luck.random() < 0.6:
        return day
    return midnight(day).astimezone(UTC) + datetime.timedelta(seconds=luck.randrange(86400), microseconds=luck.randrange(10**6))


def packed(texts):
    offsets = [0]
    for one in texts:
        offsets.append(offsets[-1] + len(one))
    return b"".join(texts), (c.c_int32 * len(offsets))(*offsets)


def ledgers(wb, checks, luck):
    schools, persons = (b"school:00AA", b"school:00AAp"), [b"p-%d" % i for i in range(60)] + ["Noor é".encode(), b"-1"]
    lines, said = [], {}
    empty = wb.created("wb_ledger_open", KEY, ZONE.encode(), b"")
    for _ in range(400):
        school, person, moment = luck.choice(schools), luck.choice(persons), some_moment(luck)
        if luck.random() < 0.3:
            kind, categories = "lifted", None
            created = wb.text("wb_ledger_lifted", empty, school, person, text(moment))
        else:
            kind, categories = "suppressed", luck.choices(CATEGORIES, k=luck.randrange(4))
            created = wb.text("wb_ledger_suppressed", empty, school, person, text(moment), json.dumps(categories).encode())
        checks.same("a line", line(kind, school, person, moment, categories), created)
        lines.append(created)
        said.setdefault((school, person), []).append((kind, moment, categories))
    wb.wb_ledger_free(empty)

    ledger = wb.created("wb_ledger_open", KEY, ZONE.encode(), b"\n".join(lines))
    other = wb.created("wb_ledger_open", KEY[:-1] + b"\0", ZONE.encode(), b"\n".join(lines))
    ones = total = 0
    for school in schools:
        rows = [(luck.choice(persons), luck.choice(CATEGORIES), None if luck.random() < 0.3 else some_moment(luck))
                for _ in range(3000)]
        rows.sort(key=lambda row: row[0])
        columns = [packed(column) for column in (
            [row[0] for row in rows], [row[1].encode() for row in rows], [text(row[2]) for row in rows])]
        flat = [part for column in columns for part in column]
        answers = (c.c_int32 * len(rows))()
        wb.call("wb_ledger_recognises_many", ledger, school, len(rows), *flat, answers)
        expected = [int(recognised(said.get((school, person), []), category, created)) for person, category, created in rows]
        checks.same("which records were erased", expected, list(answers))
        ones, total = ones + sum(expected), total + len(rows)
        wb.call("wb_ledger_recognises_many", other, school, len(rows), *flat, answers)
        checks.same("with another key, nobody is recognised", 0, sum(answers))
        for (person, category, created), answer in list(zip(rows, expected))[:300]:
            alone = c.c_int32()
            wb.call("wb_ledger_recognises", ledger, school, person, category.encode(), text(created), c.byref(alone))
            checks.same("one record", answer, alone.value)
    checks.same("there are both", True, total // 10 < ones < total * 9 // 10)
    wb.wb_ledger_free(ledger)
    wb.wb_ledger_free(other)


# --- Terms. ---

def months_later(day, months):
    """The same date, or the last day of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def nominal(event, length):
    number, unit = length.split()
    if unit.startswith("month"):
        return months_later(event, int(number))
    return event + datetime.timedelta(days=int(number) * {"week": 7, "day": 1}[unit.rstrip("s")])


def deadlines(wb, checks, luck):
    table = json.loads(wb.text("wb_terms"))
    horizons = {of["counted"]: of["horizon"] for of in table["holidays"]}
    checks.same("twenty terms, of two acts", (20, set(horizons)), (len(table["terms"]), {t["counted"] for t in table["terms"]}))

    def asked(term, event, pauses=b""):
        return json.loads(wb.text("wb_deadline", term.encode(), text(event), pauses, ZONE.encode()))

    # The Sunday and the Monday of Easter 2026 do not count, and two Saturdays do: from the documentation of each.
    easter = asked("answer", datetime.date(2026, 3, 5))
    checks.same("Easter", ("2026-04-05", "2026-04-07", False), (easter["safe"], easter["legal"], easter["provisional"]))
    moved = kept = 0
    for term in table["terms"]:
        for _ in range(40):
            event = datetime.date(2019, 1, 1) + datetime.timedelta(days=luck.randrange(4000))
            if term["length"].endswith("hours"):
                moment = midnight(event).astimezone(UTC) + datetime.timedelta(minutes=luck.randrange(1440))
                found = asked(term["term"], moment)
                safe = datetime.datetime.fromisoformat(found["safe"].replace("Z", "+00:00"))
                checks.same("hours", moment + datetime.timedelta(hours=int(term["length"].split()[0])), safe)
                continue
            found, end = asked(term["term"], event), nominal(event, term["length"])
            checks.same("the safe date", end.isoformat(), found["safe"])
            legal = datetime.date.fromisoformat(found["legal"])
            moved, kept = moved + (legal > end), kept + (legal == end)
            checks.same("the legal date is no weekend", True, legal.weekday() < 5)
            checks.same("nor far from the other", True, 0 <= (legal - end).days <= 5)
            checks.same("a legal date past the lists may move", True,
                        found["provisional"] or legal.year <= horizons[term["counted"]])
            checks.same("each rule in two languages", True, all(s["nl"] and s["en"] for s in found["steps"]))
            if term["pauses"]:
                days = luck.randrange(1, 15)
                pause = {"asked": event.isoformat(), "answered": (event + datetime.timedelta(days=days)).isoformat()}
                later = asked(term["term"], event, json.dumps([pause]).encode())
                wait = (datetime.date.fromisoformat(later["legal"]) - end).days - days
                checks.same("a pause moves the legal date only", (found["safe"], True), (later["safe"], 0 <= wait <= 5))
    checks.same("some move and some do not", True, moved > 50 and kept > 200)


def main():
    library, header = sys.argv[1:]
    wb, checks, luck = Library(library, header), Checks(), random.Random(20261123)
    ledgers(wb, checks, luck)
    deadlines(wb, checks, luck)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()

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

def mac(key, *parts):
    return hmac.new(key, b"".join(len(part).to_bytes(8, "big") + part for part in parts), "sha256").digest()


def token(key, controller, person):
    return mac(key, b"waarborg-ledger-1", controller, person).hex()


def head_after(head, line):
    return mac(KEY, b"waarborg-ledger-head-1", head, line)


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


def line(seq, kind, controller, person, moment, categories=None):
    said = {"waarborg-ledger": 2, "seq": seq, "kind": kind, "token": token(KEY, controller, person)}
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
    said, writing, opened, head = {}, c.c_void_p(), c.c_void_p(), c.create_string_buffer(32)
    wb.call("wb_ledger_create", KEY, ZONE.encode(), c.byref(writing), c.byref(opened), head, c.c_size_t(32))
    check = mac(KEY, b"waarborg-ledger-check-1")[:8].hex()
    lines = [wb.taken(opened)]
    checks.same("the first line", b'{"waarborg-ledger":2,"seq":1,"kind":"opened","check":"%s"}' % check.encode(), lines[0])
    kept = head_after(bytes(32), lines[0])
    checks.same("the first head", kept, head.raw)

    def written(name, *arguments):
        """The ledger with one line more, the line and its number."""
        created, seq, after = c.c_void_p(), c.c_uint32(), c.c_void_p()
        wb.call(name, writing, *arguments, c.byref(after), c.byref(created), head, c.c_size_t(32), c.byref(seq))
        wb.wb_ledger_free(writing)
        return after, wb.taken(created), seq.value

    for _ in range(400):
        school, person, moment = luck.choice(schools), luck.choice(persons), some_moment(luck)
        if luck.random() < 0.3:
            kind, categories = "lifted", None
            writing, created, seq = written("wb_ledger_lifted", school, person, text(moment))
        else:
            kind, categories = "suppressed", luck.choices(CATEGORIES, k=luck.randrange(4))
            named = json.dumps(categories).encode()
            writing, created, seq = written("wb_ledger_suppressed", school, person, text(moment), named)
        lines.append(created)
        kept = head_after(kept, created)
        checks.same("a line", line(len(lines), kind, school, person, moment, categories), created)
        checks.same("its number and the head after it", (len(lines), kept), (seq, head.raw))
        said.setdefault((school, person), []).append((kind, moment, categories))

    ledger = wb.created("wb_ledger_open", KEY, ZONE.encode(), b"\n".join(lines), kept)
    for name, key, given, status in (
        ("another key", KEY[:-1] + b"\0", lines, "WB_STATUS_BAD_KEYS"),
        ("without the last line", KEY, lines[:-1], "WB_STATUS_HEAD_MISMATCH"),
        ("without one in the middle", KEY, lines[:200] + lines[201:], "WB_STATUS_BAD_LEDGER"),
        ("without any line", KEY, [], "WB_STATUS_BAD_LEDGER"),
    ):
        none = c.c_void_p()
        texts = (key, ZONE.encode(), b"\n".join(given), kept)
        flat = [part for one in texts for part in (one, c.c_size_t(len(one)))]
        checks.same(name, wb.numbers[status], wb.wb_ledger_open(*flat, c.byref(none), None))
        checks.same(name, None, none.value)
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
        wb.call("wb_ledger_recognises_many", writing, school, len(rows), *flat, answers)
        checks.same("the ledger that the lines were added to says the same", expected, list(answers))
        for (person, category, created), answer in list(zip(rows, expected))[:300]:
            alone = c.c_int32()
            wb.call("wb_ledger_recognises", ledger, school, person, category.encode(), text(created), c.byref(alone))
            checks.same("one record", answer, alone.value)
    checks.same("there are both", True, total // 10 < ones < total * 9 // 10)
    wb.wb_ledger_free(ledger)
    wb.wb_ledger_free(writing)


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

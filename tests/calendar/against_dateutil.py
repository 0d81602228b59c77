"""Compares the calendar with python-dateutil and zoneinfo.

    python against_dateutil.py target/release/examples/dates

Periods are added by dateutil's relativedelta. Local days are cut by zoneinfo with the rules of the `tzdata` package,
never with the machine's own: both sides then read a known release of the IANA database.
"""

import queue
import re
import subprocess
import sys
import threading
import zoneinfo
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from itertools import islice

import tzdata
from dateutil.relativedelta import relativedelta

FIRST, LAST = date(1990, 1, 1), date(2150, 12, 31)
# Kathmandu's only clock change since 1920 skips the midnight of 1 January 1986.
ZONES_FIRST = date(1980, 1, 1)
BIRTHS_LAST = date(2012, 12, 31)
CALENDAR_LAST = date(2399, 12, 31)

# The last one leaves the calendar for days after 1 January 2150, of which there is then no answer.
PERIODS = (
    "P1D P30D P90D P365D P3W P52W P1M P2M P6M P12M P13M P18M P120M P1Y P2Y P3Y P5Y P7Y P10Y P50Y "
    "P1Y6M P1M30D P1Y2M3D P250Y"
).split()

# Amsterdam is what policies count in. The others changed their clocks at midnight (Sao Paulo, Kathmandu), skipped a
# whole day (Apia), went back for a month each year (Casablanca), or went back over a midnight (St John's).
ZONES = (
    "Europe/Amsterdam America/Sao_Paulo Asia/Kathmandu Pacific/Apia Africa/Casablanca America/St_Johns"
).split()

EPOCH = datetime(1970, 1, 1)
MICROSECOND = timedelta(microseconds=1)


def every_day(first, last):
    for number in range((last - first).days + 1):
        yield first + timedelta(number)


def delta(period):
    parts = dict((unit, int(number)) for number, unit in re.findall(r"(\d+)([YMWD])", period))
    names = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
    return relativedelta(**{names[unit]: number for unit, number in parts.items()})


def wall(zone, at):
    """What the clock on the wall shows at an instant of UTC, both without zone."""
    return at.replace(tzinfo=timezone.utc).astimezone(zone).replace(tzinfo=None)


def start_of(zone, day):
    """The first instant of UTC at which the clock shows `day` 00:00 or later."""
    midnight = datetime(day.year, day.month, day.day)
    at = midnight - zone.utcoffset(midnight)
    if wall(zone, at) == midnight:
        return at
    # The midnight is skipped: look for the jump over it.
    before, after = at - timedelta(days=1), at + timedelta(days=1)
    while after - before > MICROSECOND:
        middle = before + (after - before) // 2
        if wall(zone, middle) < midnight:
            before = middle
        else:
            after = middle
    return after


def micros(at):
    return (at - EPOCH) // MICROSECOND


def questions():
    """Every question, with the answer expected."""
    for period in PERIODS:
        added = delta(period)
        for day in every_day(FIRST, LAST):
            last = day + added
            yield f"plus {day} {period}", str(last) if last <= CALENDAR_LAST else "-"
            # There is no first instant after the last day of the calendar, so nothing is ever due then.
            yield f"due {day} {period}", str(last) if last < CALENDAR_LAST else "-"
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        for day in every_day(ZONES_FIRST, LAST):
            start = start_of(zone, day)
            yield f"start {name} {day}", str(micros(start))
            for at in (start - MICROSECOND, start):
                yield f"day {name} {micros(at)}", str(wall(zone, at).date())
    # A record made at an instant, on either side of each midnight: the term counts from the local day.
    amsterdam = zoneinfo.ZoneInfo("Europe/Amsterdam")
    for day in every_day(FIRST, LAST):
        for at in (start_of(amsterdam, day) - MICROSECOND, start_of(amsterdam, day)):
            last = wall(amsterdam, at).date() + delta("P13M")
            yield f"due {at.isoformat(timespec='microseconds')}Z P13M", str(last)
    for born in every_day(FIRST, BIRTHS_LAST):
        for years in (16, 18):
            birthday = born + relativedelta(years=years)
            yield f"birthday {born} {years}", str(birthday)
            march = date(birthday.year, 3, 1) if birthday.day != born.day else birthday
            yield f"birthday {born} {years} march", str(march)


def ask(stdin, expected):
    """Feeds the questions while the answers are read; the pipe sets the pace."""
    pairs = questions()
    # A program that has ended early is reported by whoever reads its answers.
    with suppress(BrokenPipeError), stdin:
        while chunk := list(islice(pairs, 10_000)):
            expected.put(chunk)
            stdin.write("".join(question + "\n" for question, _ in chunk))
    expected.put([])


def main(binary):
    zoneinfo.reset_tzpath(to=())
    child = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii")
    expected = queue.Queue(maxsize=100)
    threading.Thread(target=ask, args=(child.stdin, expected), daemon=True).start()
    compared, differ = Counter(), []
    while chunk := expected.get():
        for question, answer in chunk:
            compared[question.split()[0]] += 1
            given = child.stdout.readline().rstrip("\n")
            if given != answer:
                differ.append(f"{question}: {given or 'no answer'}, expected {answer}")
            if not given:
                # The program has ended: what follows would only repeat that.
                sys.exit("\n".join(differ[:10]))
    failed = child.stdout.read() != "" or child.wait() != 0
    for kind, count in sorted(compared.items()):
        print(f"  {kind}: {count}")
    print("\n".join(differ[:10]), end="\n" if differ else "")
    print(f"dateutil, tzdata {tzdata.IANA_VERSION}: {compared.total()} compared, {len(differ)} differ")
    if failed:
        print("the program answered more than was asked, or failed at its end")
    sys.exit(1 if differ or failed else 0)


if __name__ == "__main__":
    main(sys.argv[1])

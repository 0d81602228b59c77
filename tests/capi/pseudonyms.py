"""Computes pseudonyms, shifts of days and the smallest class anew, with Python's own hmac, hashlib and counting, and
compares them with what the C ABI gives. Python 3.8 or later, its standard library only.

    pseudonyms.py LIBRARY HEADER        from the root of the repository

What pycanon finds in a table is written here, and asked again where pycanon is installed. Prints at the end:
N passed, N failed.
"""

import base64
import ctypes as c
import datetime
import hmac
import ipaddress
import json
import random
import sys
from collections import Counter

from run_cases import Library

ROOT, SCHOOL, NOW = bytes(range(32)), b"school:00AA", 1795435200000000
NEVER = 2**63 - 1
GOLDEN = b"aeaaaanz4um6toixluraosui3eui2sec"
MANY = 10_000

# Where pycanon 1.3.6 was asked: pycanon.anonymity.k_anonymity(data, ["cohort", "region"]), and without the last row.
PYCANON = (1, 3)
TABLE = {
    "cohort": ["2019", "2019", "2019", "2020", "2020", "2020", "2020", "2021"],
    "region": ["north", "north", "north", "zuid-è", "zuid-è", "zuid-è", "zuid-è", "north"],
}


# --- The key tree, from its description alone. ---

def mac(key, *parts):
    return hmac.new(key, b"".join(parts), "sha256").digest()


def named(name):
    return len(name).to_bytes(2, "big") + name


def expand(key, info):
    """The first 32 bytes of HKDF-Expand (RFC 5869)."""
    return mac(key, info, b"\x01")


def domain_key(domain, epoch=1):
    controller = expand(mac(b"waarborg-pseudonym/v1", ROOT), b"controller\0" + named(SCHOOL) + (1).to_bytes(4, "big"))
    return expand(controller, b"domain\0" + named(domain) + epoch.to_bytes(4, "big"))


def pseudonym(key, number, kind, canonical):
    return b"\x01" + number.to_bytes(3, "big") + mac(expand(key, b"type\0" + named(kind)), canonical)[:16]


def text(packed):
    return base64.b32encode(packed).rstrip(b"=").lower()


def shifted(key, kind, canonical, days, day):
    number = int.from_bytes(mac(expand(key, b"date\0"), named(kind), canonical)[:8], "big")
    return day + datetime.timedelta(days=number % (2 * days + 1) - days)


def passes(digits):
    rest = sum(int(digit) * kind for digit, kind in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1))) % 11
    return rest == 0 or (rest == 5 and digits.startswith("10"))


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def same(self, what, expected, got):
        self.passed += expected == got
        if expected != got:
            self.failed += 1
            print(f"FAILED: {what}\n    expected  {expected}\n    got       {got}")


class Host:
    """What a host keeps: keys, a register, open domains."""

    KINDS = (b"pgn", b"mail/lower", b"leerlingnummer", b"ip", b"eckid")

    def __init__(self, wb):
        self.wb = wb
        self.keys = wb.created("wb_keys_root", None, ROOT)
        self.register, self.numbers = wb.created("wb_register_new"), {}
        for domain in (b"research", b"care"):
            for kind in self.KINDS:
                self.activate(domain, 1, kind)
        self.domains = {domain: self.open(domain) for domain in (b"research", b"care")}

    def activate(self, domain, epoch, kind):
        after, number = c.c_void_p(), c.c_uint32()
        self.wb.call(
            "wb_register_activate", self.register, self.keys, SCHOOL, 1, domain, epoch, kind, NEVER, NOW,
            c.byref(after), c.byref(number))
        self.wb.wb_register_free(self.register)
        self.register, self.numbers[domain, kind] = after, number.value

    def open(self, domain):
        return self.wb.created("wb_domain_open", self.register, self.keys, SCHOOL, domain, NOW)

    def one(self, domain, kind, identifier):
        out = c.create_string_buffer(32)
        self.wb.call("wb_pseudonym", self.domains[domain], kind, identifier, out, 32)
        return out.raw

    def many(self, domain, kind, identifiers):
        """The bytes and the texts of many, and the rows that were refused."""
        n, joined, offsets = len(identifiers), b"".join(identifiers), [0]
        for identifier in identifiers:
            offsets.append(offsets[-1] + len(identifier))
        packed, texts = c.create_string_buffer(20 * n), c.create_string_buffer(32 * n)
        statuses, refused, refusals = (c.c_int32 * n)(), c.c_size_t(), c.c_void_p()
        self.wb.call(
            "wb_pseudonyms", self.domains[domain], kind, n, joined, (c.c_int32 * (n + 1))(*offsets), packed, 20 * n,
            texts, 32 * n, statuses, c.byref(refused), c.byref(refusals))
        rendered = [(self.wb.wb_error_path(refusals, i, None), self.wb.wb_error_code(refusals, i, None))
                for i in range(self.wb.wb_error_count(refusals))]
        self.wb.wb_error_free(refusals)
        bad = [row for row in range(n) if statuses[row] != self.wb.numbers["WB_STATUS_OK"]]
        assert len(bad) == refused.value
        return ([packed.raw[20 * i:20 * i + 20] for i in range(n)], [texts.raw[32 * i:32 * i + 32] for i in range(n)],
                bad, rendered)

    def free(self):
        for domain in self.domains.values():
            self.wb.wb_domain_free(domain)
        self.wb.wb_register_free(self.register)
        self.wb.wb_keys_free(self.keys)


def identifiers(chance):
    """Of each kind: what is given, and the bytes that it comes to."""
    pgns = (f"{number:09}" for number in iter(lambda: chance.randrange(10**9), None))
    pgns = (number for number in pgns if passes(number))
    for _ in range(MANY):
        number = next(pgns)
        given = number.lstrip("0") if chance.random() < 0.1 else number
        yield b"pgn", given.encode(), number.encode()
    for i in range(500):
        yield b"mail/lower", f" J.{i}@School.NL".encode(), f"j.{i}@school.nl".encode()
        yield b"leerlingnummer", f"{i:05}".encode(), f"{i:05}".encode()
        v4, v6 = chance.randrange(2**32), chance.randrange(2**128)
        yield b"ip", str(ipaddress.IPv4Address(v4)).encode(), v4.to_bytes(4, "big")
        yield b"ip", str(ipaddress.IPv6Address(v6)).encode(), ipaddress.IPv6Address(v6).packed
        digits = chance.randrange(2**512).to_bytes(64, "big")
        yield b"eckid", b"https://ketenid.nl/201703/" + digits.hex().encode(), digits + b"201703"


def recomputed(checks, host, chance):
    """Every pseudonym is what HMAC under a key computed here gives: by itself and in a batch."""
    by_kind = {}
    for kind, given, canonical in identifiers(chance):
        by_kind.setdefault(kind, []).append((given, canonical))
    for domain in host.domains:
        key, wrong, all_of = domain_key(domain), 0, 0
        for kind, rows in by_kind.items():
            number = host.numbers[domain, kind]
            expected = [pseudonym(key, number, kind, canonical) for _, canonical in rows]
            packed, texts, bad, _ = host.many(domain, kind, [given for given, _ in rows])
            checks.same(f"nobody is refused: {kind}", [], bad)
            checks.same(f"a batch as bytes: {domain} {kind}", True, packed == expected)
            checks.same(f"a batch as texts: {domain} {kind}", True, texts == [text(one) for one in expected])
            wrong += sum(host.one(domain, kind, given) != text(one) for (given, _), one in zip(rows, expected))
            all_of += len(rows)
        checks.same(f"{all_of} pseudonyms, each by itself, that differ", 0, wrong)


def refused(checks, host):
    """A row that is refused is named by its number, and has zeroes."""
    rows = [b"063138219", b"063138218", b"", b"111222333", GOLDEN, b"kanarie"]
    packed, texts, bad, rendered = host.many(b"research", b"pgn", rows)
    checks.same("the rows that are refused", [1, 2, 4, 5], bad)
    checks.same("why", [(b"/1", b"pgn-check"), (b"/2", b"pgn-missing"), (b"/4", b"already-a-pseudonym"),
                        (b"/5", b"pgn-character")], rendered)
    checks.same("nothing in their place", {(bytes(20), bytes(32))}, {(packed[row], texts[row]) for row in bad})
    checks.same("the others are there", GOLDEN, texts[0])


def rotated(checks, wb, host):
    """After a rotation, both pseudonyms are found, each under its own key."""
    host.activate(b"research", 2, b"pgn")
    number, later = host.numbers[b"research", b"pgn"], host.open(b"research")
    found = json.loads(wb.text("wb_pseudonyms_all_active", later, b"pgn", b"063138219"))
    newer = pseudonym(domain_key(b"research", 2), number, b"pgn", b"063138219")
    checks.same("the new one and the old one", [text(newer).decode(), GOLDEN.decode()], found)
    wb.wb_domain_free(later)


def moved(checks, wb, host, chance):
    """Days are moved by what is computed here, and by one number for each person."""
    first, differ = datetime.date(2000, 1, 1), 0
    for i in range(500):
        number = f"leerling {i}".encode()
        day, days = first + datetime.timedelta(days=chance.randrange(36_500)), chance.choice((1, 30, 3650))
        out = c.create_string_buffer(10)
        wb.call("wb_shift", host.domains[b"care"], b"leerlingnummer", number, days, day.isoformat().encode(), out, 10)
        expected = shifted(domain_key(b"care"), b"leerlingnummer", number, days, day)
        differ += out.raw.decode() != expected.isoformat()
    checks.same("days that were moved otherwise", 0, differ)


def column(wb, besides, name, values):
    packed, offsets = [value.encode() for value in values], [0]
    for value in packed:
        offsets.append(offsets[-1] + len(value))
    array = (c.c_int32 * len(offsets))(*offsets)
    table = wb.created("wb_table_texts", besides, name.encode(), len(values), b"".join(packed), array, None)
    wb.wb_table_free(besides)
    return table


def k_of(wb, columns, k=2, withhold=None):
    """The smallest class, and the rows that were withheld or fail."""
    table = None
    for name, values in columns.items():
        table = column(wb, table, name, values)
    asked = {"waarborg-anonymity": 1, "k": k, "rows-are-persons": True, "quasi-identifiers": list(columns), "sensitive": []}
    if withhold is not None:
        asked["withhold-at-most"] = withhold
    rows, count, passed = (c.c_uint32 * len(values))(), c.c_size_t(), c.c_int32()
    report = json.loads(wb.text(
        "wb_table_check", table, None, json.dumps(asked).encode(), b"a table", b'[{"party":"researcher","holds":[]}]',
        c.byref(passed), rows, len(rows), c.byref(count)))
    wb.wb_table_free(table)
    assert report["passed"] == bool(passed.value)
    return report["checks"][0]["found"], passed.value, list(rows[:count.value])


def smallest(columns):
    return min(Counter(zip(*columns.values())).values())


def classes(checks, wb, chance):
    """The smallest class is what pycanon found, and what counting finds."""
    whole, without = TABLE, {name: values[:-1] for name, values in TABLE.items()}
    checks.same("k as pycanon's, and the row that is alone", (PYCANON[0], 0, [7]), k_of(wb, whole))
    checks.same("k as pycanon's, without that row", (PYCANON[1], 1, []), k_of(wb, without))
    checks.same("k when it is withheld", (PYCANON[1], 1, [7]), k_of(wb, whole, withhold=0.2))
    try:
        import pandas
        from pycanon import anonymity
        asked = tuple(anonymity.k_anonymity(pandas.DataFrame(data), list(data)) for data in (whole, without))
        checks.same("what pycanon finds today", PYCANON, asked)
    except ImportError:
        print("pycanon is not installed: what it found is not asked again")
    for _ in range(50):
        rows = chance.randrange(1, 60)
        columns = {name: [f"{chance.randrange(3)}" for _ in range(rows)] for name in ("a", "b")}
        found, passed, _ = k_of(wb, columns)
        checks.same("k by counting", (smallest(columns), int(smallest(columns) >= 2)), (found, passed))


def main():
    library, header = sys.argv[1:]
    wb, checks, chance = Library(library, header), Checks(), random.Random(20261123)
    host = Host(wb)
    checks.same("the published pseudonym", GOLDEN, host.one(b"research", b"pgn", b"0631.38.219"))
    checks.same("and as it is computed here", GOLDEN, text(pseudonym(domain_key(b"research"), 1, b"pgn", b"063138219")))
    recomputed(checks, host, chance)
    refused(checks, host)
    rotated(checks, wb, host)
    moved(checks, wb, host, chance)
    classes(checks, wb, chance)
    host.free()
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0 or checks.passed == 0)


if __name__ == "__main__":
    main()

"""What a decision and a pseudonym cost from Python, beside a call that does nothing and beside Python's own HMAC.

    pip install ./bindings/python
    python benches/hosts/python.py

Contenders take turns, many times; what is printed are medians of one run; a ratio is the median of the ratios in
each turn. No time is asserted. The call that does nothing is built here from noop.c, with the compiler `cc`: it has the
signature of wb_decide. Every loop costs what an empty loop costs; that is measured beside the others, and taken off.
"""

from __future__ import annotations

import array
import ctypes as c
import hmac
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "bindings" / "python" / "tests"))

import keytree as keys_of  # noqa: E402
import school  # noqa: E402
import waarborg as wb  # noqa: E402
from waarborg._native import functions, quick  # noqa: E402
from waarborg._native.library import lib  # noqa: E402
from waarborg._native.moments import micros  # noqa: E402
from waarborg._native.structs import RawDecision  # noqa: E402

CALLS, ROUNDS, ROWS, CLASS = 300, 201, 2_000, 30


def noop(folder: str) -> c.CDLL:
    """The library whose wb_decide does nothing."""
    built = pathlib.Path(folder, "libnoop.so")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", built, HERE / "noop.c"], check=True)
    return c.CDLL(str(built))


def declared(library: c.CDLL, name: str) -> Callable[..., int]:
    """A function with its argument types, as a program declares it that uses ctypes."""
    function = library[name]
    function.restype = c.c_int32
    function.argtypes = [functions.TYPES[word] for word in functions.TAKES[name].split()]
    return function


def converted(library: c.CDLL, name: str) -> Callable[..., int]:
    """A function without argument types, for arguments that were converted before."""
    function = library[name]
    function.restype = c.c_int32
    return function


def repeated(call: Callable[[], object], times: int) -> Callable[[], object]:
    def loop() -> None:
        for _ in range(times):
            call()

    return loop


def main() -> None:
    folder = tempfile.TemporaryDirectory()
    bare = noop(folder.name)
    policy = wb.Policy.parse(school.POLICY)
    group = [school.claims(*school.ENTRIES, policy=policy) for _ in range(CLASS)]
    kept = wb.Group(group)
    claims, at, now = group[0], school.NOW, micros(school.NOW)
    role, purpose, category = policy.role("teacher"), policy.purpose("website"), policy.category("photo")
    publish, raw = wb.Verb.PUBLISH, RawDecision(c.sizeof(RawDecision))
    handle, out, error = claims._owned, c.byref(raw), c.byref(c.c_void_p())
    assert handle is not None
    plain = (handle.number, int(role), 9, int(purpose), int(category), 0, -1, 0, None, 0, None, 0, now, out, error)
    ready = (
        *(handle.param, role._param, 9, purpose._param, category._param, quick.ZERO_U64, -1, 0, quick.NULL),
        *(quick.ZERO_SIZE, None, quick.ZERO_SIZE, quick.i64(now), out, error),
    )
    do_nothing, decide = declared(bare, "wb_decide"), declared(lib, "wb_decide")
    do_nothing_ready, decide_ready = converted(bare, "wb_decide"), converted(lib, "wb_decide")

    each, persons = declared(lib, "wb_decide_each"), (RawDecision * CLASS)()
    persons[0].size = c.sizeof(RawDecision)
    of_class = (
        *((c.c_void_p * CLASS)(*[one._use().number for one in group]), CLASS),
        *(*plain[1:-2], persons, error),
    )
    many, offsets, rows = declared(lib, "wb_decide_many"), (c.c_int32 * (ROWS + 1))(), (RawDecision * ROWS)()
    rows[0].size = c.sizeof(RawDecision)
    numbers = {"Q": (role, purpose, category, 0), "i": (9, -1), "I": (0,)}
    columns = {letter: [array.array(letter, [int(one)] * ROWS) for one in of] for letter, of in numbers.items()}
    lent = {
        letter: [(c.c_char * (ROWS * one.itemsize)).from_buffer(one) for one in of] for letter, of in columns.items()
    }
    (roles, purposes, categories, recipients), (verbs, identifiabilities), (relations,) = lent["Q"], lent["i"], lent["I"]

    def in_columns() -> None:
        many(
            handle, ROWS, roles, verbs, purposes, categories, recipients, identifiabilities, relations, None, 0, offsets,
            None, 0, now, rows, None,
        )  # fmt: skip

    by_name = ["teacher"] * ROWS
    domain, chance = keys_of.Host().open("research"), keys_of.pgns(random.Random(1))
    identifiers = [next(chance) for _ in range(CALLS)]
    many_identifiers = [next(chance) for _ in range(ROWS)]
    key = keys_of.expand(keys_of.domain_key("research"), b"type\0" + keys_of.named("pgn"))
    pseudonym, room = declared(lib, "wb_pseudonym"), c.create_string_buffer(32)
    opened = domain._owned
    packed = [one.encode() for one in identifiers]

    def pseudonyms_raw() -> None:
        for one in packed:
            pseudonym(opened, b"pgn", 3, one, len(one), room, 32, None)

    def pseudonyms_idiomatic() -> None:
        for one in identifiers:
            domain.pseudonym("pgn", one)

    def hmacs() -> None:
        for one in packed:
            hmac.digest(key, one, "sha256")

    ways: dict[str, tuple[Callable[[], object], int]] = {
        "an empty loop": (repeated(lambda: None, CALLS), CALLS),
        "does nothing, ctypes with argument types": (repeated(lambda: do_nothing(*plain), CALLS), CALLS),
        "wb_decide, the same": (repeated(lambda: decide(*plain), CALLS), CALLS),
        "does nothing, arguments converted before": (repeated(lambda: do_nothing_ready(*ready), CALLS), CALLS),
        "wb_decide, the same ": (repeated(lambda: decide_ready(*ready), CALLS), CALLS),
        "Claims.decide, by name": (
            repeated(lambda: claims.decide("teacher", publish, "website", "photo", at=at), CALLS),
            CALLS,
        ),
        "Claims.decide, by number": (
            repeated(lambda: claims.decide(role, publish, purpose, category, at=at), CALLS),
            CALLS,
        ),
        "wb_decide_each, thirty, ctypes the same": (repeated(lambda: each(*of_class), CALLS // 10), CALLS // 10),
        "decide_each, a class of thirty": (
            repeated(lambda: wb.decide_each(group, role, publish, purpose, category, at=at), CALLS // 10),
            CALLS // 10,
        ),
        "Group.decide, the same thirty": (
            repeated(lambda: kept.decide(role, publish, purpose, category, at=at), CALLS // 10),
            CALLS // 10,
        ),
        "wb_decide_many, a row": (in_columns, ROWS),
        "Claims.decide_many, a row": (
            lambda: claims.decide_many(columns["Q"][0], columns["i"][0], columns["Q"][1], columns["Q"][2], at=at),
            ROWS,
        ),
        "Claims.decide_many from a list, a row": (
            lambda: claims.decide_many(by_name, publish, "website", "photo", at=at),
            ROWS,
        ),
        "wb_pseudonym, ctypes with argument types": (pseudonyms_raw, CALLS),
        "Domain.pseudonym": (pseudonyms_idiomatic, CALLS),
        "Domain.pseudonyms, a row": (lambda: domain.pseudonyms("pgn", many_identifiers), ROWS),
        "hmac.digest alone": (hmacs, CALLS),
    }
    looped = [
        name
        for name in ways
        if name.startswith(("does nothing", "wb_decide, ", "Claims.decide, ", "Group.decide, ", "decide_each", "wb_decide_each"))
    ]
    # They must do the same, or the times say nothing.
    decide(*plain)
    assert raw.answer == wb.Answer.PERMIT.value
    assert each(*of_class) == 0
    assert {person.answer for person in persons} == {raw.answer}
    in_columns()
    assert {row.answer for row in rows} == {raw.answer}
    assert kept.decide(role, publish, purpose, category, at=at).allowed == [True] * CLASS
    assert wb.decide_each(group, role, publish, purpose, category, at=at).allowed == [True] * CLASS
    number = keys_of.computed("research", 1, "pgn", identifiers[0])
    assert domain.pseudonym("pgn", identifiers[0]) == keys_of.text(number)
    assert number[4:] == hmac.digest(key, packed[0], "sha256")[:16]

    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (way, _times) in ways.items():
            started = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - started)
    nanos = {name: [second / ways[name][1] * 1e9 for second in of] for name, of in seconds.items()}
    for name in looped:
        nanos[name] = [of - empty for of, empty in zip(nanos[name], nanos["an empty loop"], strict=True)]
    for name, of in nanos.items():
        print(f"{name.strip():<44}{statistics.median(of):>12.1f} ns")
    print()
    for over, under in (
        ("wb_decide, the same", "does nothing, ctypes with argument types"),
        ("wb_decide, the same ", "does nothing, arguments converted before"),
        ("Claims.decide, by number", "wb_decide, the same"),
        ("Claims.decide, by number", "wb_decide, the same "),
        ("wb_decide_each, thirty, ctypes the same", "wb_decide, the same"),
        ("Group.decide, the same thirty", "Claims.decide, by number"),
        ("decide_each, a class of thirty", "Claims.decide, by number"),
        ("Domain.pseudonym", "hmac.digest alone"),
        ("Domain.pseudonyms, a row", "hmac.digest alone"),
    ):
        ratio = statistics.median(a / b for a, b in zip(nanos[over], nanos[under], strict=True))
        print(f"{over.strip() + ' / ' + under.strip():<76}{ratio:>6.2f}")


if __name__ == "__main__":
    main()

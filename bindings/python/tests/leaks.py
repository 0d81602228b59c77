"""Whether memory grows: 1,000,000 decisions and pseudonyms, and 2,000 of each call that reads or gives a document.

    leaks.py

Resident memory is compared between the middle and the end of each run, so what is made once is not counted. A run may grow
by 400 KiB: what the allocators of Python and of the library keep for themselves, which a leak passes at 250 bytes for each
of 2,000 calls. To show that a leak would be seen, the same is asked of one: handles and buffers that are never freed.
Prints every run, and at the end: N passed, N failed.
"""

from __future__ import annotations

import ctypes
import gc
import io
import json
import pathlib
import sys
from collections.abc import Callable
from typing import Any

import school
import waarborg as wb
from school import CASES, FIELDS, GRANTED, REQUEST, SCHOOL
from waarborg._native.library import lib

ALLOWED_KIB = 400
MANY, FEW = 1_000_000, 2_000
AT = school.NOW


def resident_kib() -> int:
    gc.collect()
    for line in pathlib.Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise OSError("this system does not tell of resident memory")


def grown(call: Callable[[], object], times: int) -> int:
    """By how many KiB the second half of so many calls made the process grow."""
    for _ in range(times // 2):
        call()
    middle = resident_kib()
    for _ in range(times - times // 2):
        call()
    return resident_kib() - middle


def refused(call: Callable[[], object]) -> Callable[[], None]:
    """A call that fails, and must."""

    def fails() -> None:
        try:
            call()
        except wb.WaarborgError:
            return
        raise AssertionError("it did not fail")

    return fails


def runs() -> dict[str, tuple[Callable[[], object], int]]:
    text = json.dumps(school.POLICY)
    policy = wb.Policy.parse(text)
    institution = wb.Institution.fold(policy, known_at=AT)
    dossier = school.dossier(*school.ENTRIES, ("2027-03-01", REQUEST), ("2027-03-02", GRANTED))
    lines, head = dossier.lines, dossier.head
    claims = institution.claims(dossier, known_at=AT)
    group = [institution.claims(dossier, known_at=AT) for _ in range(30)]
    kept = wb.Group(group)
    keys = wb.Keys.root(bytes(range(32)))
    register = wb.Register().activate(keys, SCHOOL, "research", "pgn", at=AT).register
    domain = wb.Domain.open(register, keys, SCHOOL, "research", at=AT)
    escrow, table = wb.Escrow.open(register, keys, SCHOOL, "research"), wb.FieldTable.parse(FIELDS)
    pseudonym, cases, ledger = (
        domain.pseudonym("pgn", "063138219"),
        wb.Cases.parse(CASES),
        wb.Ledger.create(bytes(range(32))),
    )
    sealed, erased = escrow.seal("pgn", "063138219", pseudonym), ledger.ledger.suppressed(SCHOOL, "1", through=AT)
    older = domain.pseudonym("pgn", "111222333")
    columns, withdrawn = {"cohort": ["2019"] * 20}, school.WITHDRAWN[1]
    asked = {
        "waarborg-anonymity": 1,
        "k": 2,
        "rows-are-persons": True,
        "quasi-identifiers": ["cohort"],
        "sensitive": [],
    }
    record = {"number": "063138219", "born": "2016-03-01", "sat": "2026-05-01", "remark": "Noor"}

    def question() -> tuple[str, str, str, str]:
        return "teacher", "publish", "website", "photo"

    def package() -> None:
        with claims.package(5, io.BytesIO(), subject="pupil-1", at=AT) as created:
            created.push("photo", {"a": 1}, category="photo", subjects=["pupil-1"])
            created.checkpoint()
            created.close_item("photo")
            created.finish()
            created.contents()

    def cycle() -> None:
        created: list[Any] = [wb.Policy.parse(text)]
        created.append(created)

    few: dict[str, Callable[[], object]] = {
        "parse": lambda: wb.Policy.parse(text),
        "parse, in a cycle": cycle,
        "parse, refused": refused(lambda: wb.Policy.parse("{}")),
        "lint": policy.lint,
        "text-at": lambda: policy.text_at("/purposes/website/description", at=AT),
        "names": lambda: policy.names("role"),
        "reason": lambda: wb.ReasonCode.CONSENT_GIVEN.en,
        "fold": lambda: wb.Institution.fold(policy, known_at=AT),
        "check_append, refused": refused(lambda: institution.check_append({"kind": "consent-given"})),
        "load": lambda: wb.Dossier.load(lines, head),
        "append": lambda: institution.append(dossier, withdrawn, recorded=AT),
        "append, unchecked": lambda: dossier.append(withdrawn, recorded=AT),
        "claims": lambda: institution.claims(dossier, known_at=AT),
        "decide_each": lambda: wb.decide_each(group, *question(), at=AT),
        "group": lambda: kept.decide(*question(), at=AT),
        "decide_many": lambda: claims.decide_many(["teacher"] * 30, *question()[1:], at=AT),
        "explain": lambda: claims.explain(*question(), at=AT),
        "fields": lambda: claims.fields(*question()[:3], at=AT),
        "explain_due": lambda: claims.explain_due("photo", {"created": "2026-09-10"}),
        "due_many": lambda: claims.due_many(["photo"] * 30),
        "kept_by": lambda: claims.kept_by("photo", at=AT),
        "requests": lambda: claims.requests(at=AT),
        "plan": lambda: claims.plan(5, at=AT),
        "withdrawal_plan": lambda: claims.withdrawal_plan(["website"], at=AT),
        "claim": lambda: claims.claim("website", "photo"),
        "applicability": lambda: claims.applicability("erasure", at=AT),
        "package": package,
        "ledger": lambda: wb.Ledger.open(bytes(range(32)), [ledger.line, erased.line], erased.head).recognises(
            SCHOOL, "1", "photo", created=None
        ),
        "ledger, a line more": lambda: erased.ledger.lifted(SCHOOL, "1", since=AT),
        "deadline": lambda: wb.deadline("answer", AT.date()),
        "keys and domain": lambda: wb.Domain.open(register, keys, SCHOOL, "research", at=AT),
        "register": lambda: wb.Register.parse(register.to_json()),
        "activate": lambda: wb.Register().activate(keys, SCHOOL, "research", "pgn", at=AT),
        "pseudonyms": lambda: domain.pseudonyms("pgn", ["063138219", "x"] * 10),
        "all_active": lambda: domain.all_active("pgn", "063138219"),
        "unseal": lambda: escrow.unseal(sealed, pseudonym),
        "aliases": lambda: wb.Aliases().add(pseudonym, older, since=AT),
        "transform": lambda: table.transform([record], "quality", "pseudonymised", on=AT.date(), domain=domain),
        "check": lambda: wb.check(wb.Table(columns), asked, release="r", holders={"school": []}),
        "measure": lambda: wb.measure(wb.Table(columns), asked),
        "cases": lambda: cases.run(policy),
    }
    many: dict[str, Callable[[], object]] = {
        "decide": lambda: claims.decide(*question(), at=AT),
        "decide, with a record": lambda: claims.decide(*question(), at=AT, record='{"created":"2026-09-10"}'),
        "pseudonym": lambda: domain.pseudonym("pgn", "063138219"),
    }
    return {name: (call, FEW) for name, call in few.items()} | {name: (call, MANY) for name, call in many.items()}


def leak() -> Callable[[], object]:
    """Policies that nobody frees."""
    text = json.dumps(school.POLICY).encode()

    def call() -> None:
        assert not lib.wb_policy_parse(text, len(text), ctypes.byref(ctypes.c_void_p()), None)

    return call


def main() -> None:
    passed = failed = 0
    for name, (call, times) in runs().items():
        by = grown(call, times)
        fine = by <= ALLOWED_KIB
        passed, failed = passed + fine, failed + (not fine)
        print(f"{name:<28}{times:>10} calls {by:>8} KiB in the second half{'' if fine else '   GROWS'}")
    by = grown(leak(), FEW)
    seen = by > ALLOWED_KIB
    passed, failed = passed + seen, failed + (not seen)
    print(
        f"{'a leak, made on purpose':<28}{FEW:>10} calls {by:>8} KiB in the second half{'' if seen else '   NOT SEEN'}"
    )
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()

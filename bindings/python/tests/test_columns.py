"""Columns come from whatever has a buffer, and what does not fit is refused."""

from __future__ import annotations

import array
import ctypes
from typing import Any

import pytest
import school
import waarborg as wb
from waarborg.columns import I32, U64, Rows, numbers, texts

AT: dict[str, Any] = {"at": school.NOW}
ASKED = ("teacher", "publish", "website", "photo")


def test_every_kind_of_column_gives_the_same(policy: wb.Policy, claims: wb.Claims) -> None:
    n = 5
    role = policy.role("teacher")
    expected = [school.ask(claims)] * n
    u64 = array.array("Q", [role] * n)
    for roles in (
        ["teacher"] * n,
        ("teacher",) * n,
        [role] * n,
        ["teacher", role, "teacher", role, "teacher"],
        u64,
        memoryview(u64),
        memoryview(u64).toreadonly(),
        u64.tobytes(),
        bytearray(u64.tobytes()),
        (ctypes.c_uint64 * n)(*u64),
    ):
        assert list(claims.decide_many(roles, *ASKED[1:], **AT)) == expected, type(roles)
    verbs = array.array("i", [wb.Verb.PUBLISH.value] * n)
    for given in ([wb.Verb.PUBLISH] * n, ["publish"] * n, verbs, verbs.tobytes()):
        assert list(claims.decide_many("teacher", given, "website", "photo", **AT)) == expected
    relations = [
        wb.ActorRelation.SELF,
        wb.ActorRelation(0),
        wb.ActorRelation.MAKER,
        wb.ActorRelation.ANY,
        wb.ActorRelation.SELF,
    ]
    assert list(claims.decide_many("teacher", "publish", "website", "photo", relations=relations, **AT)) == expected


def test_answers_are_columns_too(claims: wb.Claims) -> None:
    verbs = ["publish", "view", "publish", "delete"]
    decisions = claims.decide_many("teacher", verbs, "website", "photo", **AT)
    each = [claims.decide("teacher", verb, "website", "photo", **AT) for verb in verbs]
    assert list(decisions) == each == [decisions[row] for row in range(4)] == decisions[:]
    assert decisions[-1] == each[-1]
    assert decisions[1:3] == each[1:3]
    assert decisions.allowed == [one.allowed for one in each] == [True, False, True, False]
    assert decisions.answers.tolist() == [one.answer.value for one in each]
    assert decisions.identifiabilities.tolist() == [one.identifiability.value for one in each]
    assert decisions.reasons.tolist() == [one.reason.value for one in each]
    assert decisions.answers.readonly
    assert len(decisions) == 4
    with pytest.raises(IndexError):
        decisions[4]
    assert repr(decisions) == "<waarborg.Decisions of 4>"
    assert (each[0] in decisions, decisions.index(each[1])) == (True, 1)


def test_nobody_is_no_error(claims: wb.Claims) -> None:
    assert list(wb.decide_each([], *ASKED, **AT)) == list(wb.Group([]).decide(*ASKED, **AT)) == []
    assert list(claims.decide_many([], "publish", "website", "photo", **AT)) == []
    assert list(claims.due_many([])) == []
    assert claims.next_due([]) is None
    domain = pgn_domain()
    assert domain.pseudonyms("pgn", []).texts == ()


def pgn_domain() -> wb.Domain:
    keys = wb.Keys.root(bytes(range(32)))
    register = wb.Register().activate(keys, "school:00AA", "research", "pgn", at=school.NOW).register
    return wb.Domain.open(register, keys, "school:00AA", "research", at=school.NOW)


def test_a_class_is_asked_in_one_call(policy: wb.Policy) -> None:
    given = school.claims(*school.ENTRIES, policy=policy)
    withdrawn = school.claims(*school.ENTRIES, school.WITHDRAWN, policy=policy)
    other = school.claims(*school.ENTRIES)
    group = [given, withdrawn, other] * 10
    decisions = wb.decide_each(group, *ASKED, **AT)
    assert decisions.allowed == [True, False, True] * 10
    assert list(decisions) == [school.ask(claims) for claims in group]
    kept = wb.Group(group)
    first = kept.decide(*ASKED, **AT)
    assert (len(kept), len(wb.Group([])), bool(wb.Group([]))) == (30, 0, True)
    assert first == kept.decide(*ASKED, **AT) == decisions
    assert kept.decide("teacher", "delete", "website", "photo", **AT).allowed == [False] * 30
    assert list(first) == list(decisions), "an answer changed with the next question"
    with pytest.raises(wb.UnknownNameError):
        kept.decide("nobody", *ASKED[1:], **AT)
    with pytest.raises(wb.RecordError) as caught:
        kept.decide(*ASKED, **AT, record={"maed": "2026-09-01"})
    assert caught.value.path == "", "what is wrong with the question is about no person"
    assert kept.decide(*ASKED, **AT) == decisions


def test_a_row_that_fails_is_named_by_its_number(claims: wb.Claims, policy: wb.Policy) -> None:
    roles = array.array("Q", [policy.role("teacher")] * 3)
    roles[2] = 999
    with pytest.raises(wb.ForeignIdError) as caught:
        claims.decide_many(roles, "publish", "website", "photo", **AT)
    assert caught.value.path.startswith("/2")
    with pytest.raises(wb.RecordError) as wrong:
        claims.due_many("photo", [None, {"created": "2026-09-01"}, {"maed": "2026-09-01"}])
    assert wrong.value.path.startswith("/2")


def test_records_are_columns(claims: wb.Claims) -> None:
    records: list[Any] = [None, {"created": "2026-09-10"}, '{"created":"2026-10-01"}', b""]
    dues = claims.due_many(["photo"] * 4, records)
    assert list(dues) == [claims.due("photo", record or None) for record in records]
    joined = b'{"created":"2026-09-10"}{"created":"2026-10-01"}'
    column = wb.TextColumn(joined, array.array("i", [0, 0, 24, 48, 48]))
    assert list(claims.due_many("photo", column)) == list(dues)
    assert dues.states.tolist() == [due.state.value for due in dues]
    with pytest.raises(wb.ArgumentError) as caught:
        claims.due_many("photo", wb.TextColumn(joined, array.array("i", [0, 56, 48])))
    assert caught.value.status is wb.Status.BAD_OFFSETS


@pytest.mark.parametrize(
    "column",
    [
        array.array("i", [1, 2]),
        array.array("q", [1, 2]),
        array.array("d", [1.0]),
        memoryview(array.array("Q", [1, 2, 3, 4]))[::2],
        memoryview(bytes(32)).cast("Q", (2, 2)),
        bytes(12),
        [1.5],
        [-1],
        [2**64],
    ],
)
def test_a_column_of_another_kind_is_refused(column: Any) -> None:
    with pytest.raises(wb.ArgumentError) as caught:
        numbers(column, U64, "roles")
    assert caught.value.code == "bad-column"
    assert "`roles`" in caught.value.message


def int32s(pointer: Any, n: int) -> list[int]:
    return ctypes.cast(pointer, ctypes.POINTER(ctypes.c_int32))[:n]


def test_what_can_be_lent_is_not_copied() -> None:
    column = array.array("i", [1, 2, 3])
    lent, n = numbers(column, I32, "verbs")
    column[1] = 7
    assert (int32s(lent, 3), n) == ([1, 7, 3], 3)
    packed = column.tobytes()
    assert numbers(packed, I32, "verbs") == (packed, 3)


def test_columns_have_equally_many_rows(claims: wb.Claims) -> None:
    with pytest.raises(wb.ArgumentError) as caught:
        claims.decide_many(["teacher"] * 2, ["publish"] * 3, "website", "photo", **AT)
    assert (caught.value.code, caught.value.expected) == ("unequal-columns", "roles 2, verbs 3")
    with pytest.raises(wb.ArgumentError, match="no column says how many"):
        claims.decide_many(*ASKED, **AT)
    assert len(Rows.__slots__) == 2


def test_texts_are_laid_end_to_end() -> None:
    whole, offsets, n = texts(["é", b"b", None, ""], "names")
    assert (whole, int32s(offsets, 5), n) == ("éb".encode(), [0, 2, 3, 3, 3], 4)
    for wrong in ("text", [1]):
        with pytest.raises(TypeError):
            texts(wrong, "names")

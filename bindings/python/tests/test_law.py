"""By when the law asks something, and what was erased stays erased."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from typing import Any

import pytest
import waarborg as wb
from waarborg._native.call import text
from waarborg._native.library import lib

KEY, SCHOOL = bytes(range(32)), "school:00AA"


def test_a_deadline_is_counted_from_days() -> None:
    answer = wb.deadline("answer", date(2026, 3, 5))
    assert (answer.term, answer.event, answer.provisional) == ("answer", date(2026, 3, 5), False)
    assert answer.safe == date(2026, 4, 5)
    assert answer.legal == date(2026, 4, 7)  # 5 April is a Sunday and the day after is Easter Monday.
    assert answer.steps[-1].end == answer.legal
    assert answer.steps[0].nl != answer.steps[0].en
    paused = wb.deadline("answer", date(2026, 3, 5), pauses=[(date(2026, 3, 10), date(2026, 3, 20))])
    assert paused.legal > answer.legal
    assert paused.safe == answer.safe
    assert json.loads(answer.json)["safe"] == "2026-04-05"


def test_a_breach_counts_hours() -> None:
    known = datetime(2026, 3, 5, 12, 0, 0, 5, tzinfo=timezone.utc)
    breach = next(term.term for term in wb.terms().terms if term.length == "72 hours")
    rendered = wb.deadline(breach, known)
    assert rendered.event == known
    assert rendered.safe == datetime(2026, 3, 8, 12, 0, 0, 5, tzinfo=timezone.utc)
    with pytest.raises(wb.TermError):
        wb.deadline(breach, date(2026, 3, 5))


def test_terms_are_dated() -> None:
    terms = wb.terms()
    assert terms.as_of >= date(2026, 11, 23)
    assert {"answer", "extended-answer"} <= {term.term for term in terms.terms}
    assert all(term.article and term.counted for term in terms.terms)
    assert len(terms.terms) == len(json.loads(terms.json)["terms"])


def test_grounds_of_refusal_have_their_article() -> None:
    assert (wb.RefusalGround.LEGAL_DUTY.article, wb.RefusalGround.LEGAL_DUTY.rights) == (
        "17(3)(b)",
        (wb.Right.ERASURE,),
    )
    assert wb.RefusalGround.MANIFESTLY_UNFOUNDED.rights == ()
    assert wb.RefusalGround.LEGAL_DUTY.fits("erasure") and not wb.RefusalGround.LEGAL_DUTY.fits(wb.Right.ACCESS)
    assert wb.RefusalGround.MANIFESTLY_UNFOUNDED.fits("access")
    rendered = json.loads(text(lib.wb_grounds))["grounds"]
    assert [one["ground"] for one in rendered] == [ground.word for ground in wb.RefusalGround]
    for one, ground in zip(rendered, wb.RefusalGround, strict=True):
        said = {
            "article": ground.article,
            "rights": [right.word for right in ground.rights],
            "nl": ground.nl,
            "en": ground.en,
        }
        assert one == {"ground": ground.word} | said
        assert said["article"] and said["nl"] and all(right.known for right in ground.rights)
    with pytest.raises(wb.ArgumentError) as caught:
        wb.RefusalGround("whim").fits("access")
    assert caught.value.expected == ", ".join(ground.word for ground in wb.RefusalGround)
    with pytest.raises(wb.ArgumentError):
        wb.RefusalGround.LEGAL_DUTY.fits("silence")


def test_what_is_no_term_is_refused() -> None:
    with pytest.raises(wb.WaarborgError):
        wb.deadline("anwser", date(2026, 3, 5))
    with pytest.raises(wb.WaarborgError):
        wb.deadline("answer", date(2026, 3, 5), zone="Europe/Amstrdam")
    with pytest.raises(wb.MomentError, match="has no time zone"):
        wb.deadline("answer", datetime(2026, 3, 5))


def test_a_ledger_recognises_what_was_erased() -> None:
    opened = wb.Ledger.create(bytearray(KEY))
    assert (opened.seq, opened.ledger.seq, opened.ledger.head) == (1, 1, opened.head)
    one = opened.ledger.suppressed(SCHOOL, "pupil-1", through=date(2026, 6, 30), categories=["photo"])
    two = one.ledger.suppressed(SCHOOL, "pupil-2", through=datetime(2026, 7, 1, 12, tzinfo=timezone.utc))
    back = two.ledger.lifted(SCHOOL, "pupil-1", since=date(2026, 9, 1))
    assert "pupil" not in opened.line + one.line + two.line + back.line
    assert not opened.ledger.recognises(SCHOOL, "pupil-1", "photo", created=None)
    assert one.ledger.recognises(SCHOOL, "pupil-1", "photo", created=None)
    assert [opened.seq, one.seq, two.seq, back.seq] == [1, 2, 3, 4]
    lines = [opened.line, one.line, two.line]
    read = wb.Ledger.open(KEY, lines, two.head)
    assert (read.head, read.seq) == (two.head, 3)
    rows: list[tuple[str, str, Any, bool]] = [
        ("pupil-1", "photo", date(2026, 6, 30), True),
        ("pupil-1", "photo", date(2026, 7, 1), False),
        ("pupil-1", "photo", None, True),
        ("pupil-1", "mark", date(2026, 6, 30), False),
        ("pupil-2", "mark", datetime(2026, 7, 1, 12, tzinfo=timezone.utc), True),
        ("pupil-2", "mark", datetime(2026, 7, 1, 12, 0, 1, tzinfo=timezone.utc), False),
        ("pupil-3", "mark", None, False),
    ]
    for person, category, created, expected in rows:
        assert read.recognises(SCHOOL, person, category, created=created) is expected, (person, category, created)
    persons, categories, created_at, known = zip(*rows, strict=True)
    assert read.recognises_many(SCHOOL, persons, categories, created_at) == list(known)
    assert not read.recognises("school:00BB", "pupil-1", "photo", created=None)
    last = wb.Ledger.open(KEY, [*lines, back.line], back.head)
    assert not last.recognises(SCHOOL, "pupil-1", "photo", created=None)
    # It never opens in part.
    with pytest.raises(wb.KeysError):
        wb.Ledger.open(bytes(range(1, 33)), lines, two.head)
    with pytest.raises(wb.HeadMismatch):
        wb.Ledger.open(KEY, lines[:-1], two.head)
    with pytest.raises(wb.LedgerError):
        wb.Ledger.open(KEY, [lines[0], lines[2]], two.head)
    with pytest.raises(wb.LedgerError):
        wb.Ledger.open(KEY, [], two.head)


def test_lines_of_another_ledger_are_refused() -> None:
    with pytest.raises(wb.LedgerError) as caught:
        wb.Ledger.open(KEY, ["{}", "x"], bytes(32))
    assert {diagnostic.line for diagnostic in caught.value.diagnostics} == {1, 2}
    ledger = wb.Ledger.create(KEY).ledger
    with pytest.raises(TypeError):
        ledger.suppressed(SCHOOL, "pupil-1", through="2026-06-30")  # type: ignore[arg-type]
    with pytest.raises(wb.ArgumentError):
        ledger.recognises_many(SCHOOL, ["pupil-1"], ["photo"], [])

"""Entries are appended, stored and read back, and the one who comes second gets an error."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

import pytest
import school
import waarborg as wb


def test_lines_and_head_are_what_a_host_keeps() -> None:
    lines: list[str] = []
    head = wb.EMPTY_HEAD
    for number, (recorded, body) in enumerate(school.ENTRIES, 1):
        dossier = wb.Dossier.load(lines, head)
        created = dossier.append(body, recorded=school.day(recorded), expected=head)
        assert (created.seq, len(created.head), "\n" in created.line) == (number, 32, False)
        lines.append(created.line)
        head = created.head
    dossier = wb.Dossier.load(lines, head)
    assert (dossier.seq, len(dossier), dossier.head, bool(wb.Dossier())) == (4, 4, head, True)
    for whole in (
        "\n".join(lines),
        "\n".join(lines) + "\n",
        "\n".join(lines).encode(),
        [line + "\n" for line in lines],
    ):
        assert wb.Dossier.load(whole, head).lines == dossier.lines
    assert wb.Dossier.load(iter(lines), memoryview(head)).head == head  # type: ignore[arg-type]


def test_entries_are_read_from_lines() -> None:
    dossier = school.dossier(*school.ENTRIES)
    entries = dossier.entries
    assert [entry.kind for entry in entries] == ["born", "enrolled", "authority", "consent-given"]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert entries[0].recorded == school.day("2026-08-20")
    assert entries[0].happened == date(2026, 8, 20)
    assert entries[3].body == json.loads(dossier.lines.split("\n")[3])["body"]
    assert wb.Dossier().entries == ()


def test_an_entry_may_be_text_or_a_mapping() -> None:
    body = school.ENTRIES[1][1]
    created = {
        wb.Dossier().append(entry, recorded=school.NOW)
        for entry in (body, json.dumps(body), json.dumps(body).encode(), json.dumps(body, indent=2))
    }
    assert len(created) == 1


def test_the_second_writer_gets_an_error() -> None:
    read = school.dossier(*school.ENTRIES)
    head = read.head
    first = read.append(school.WITHDRAWN[1], recorded=school.NOW, expected=head)
    now = read.with_entry(first)
    with pytest.raises(wb.HeadMoved) as caught:
        now.append(school.WITHDRAWN[1], recorded=school.NOW, expected=head)
    assert (caught.value.status, caught.value.code) == (wb.Status.HEAD_MOVED, "head-moved")
    assert caught.value.help == "load it again, decide again, append again"


def test_lines_that_are_not_all_there_are_refused() -> None:
    dossier = school.dossier(*school.ENTRIES)
    lines = dossier.lines.split("\n")[:-1]
    for spoiled in (lines[:-1], lines[:2] + lines[3:], [*lines[:3], lines[3].replace("website", "webside")]):
        with pytest.raises(wb.DossierError) as caught:
            wb.Dossier.load(spoiled, dossier.head)
        assert isinstance(caught.value, (wb.HeadMismatch, wb.DossierError))
    with pytest.raises(wb.HeadMismatch):
        wb.Dossier.load(lines, bytes(32))
    with pytest.raises(wb.ArgumentError) as wrong:
        wb.Dossier.load(lines, dossier.head[:31])
    assert wrong.value.status is wb.Status.BAD_LENGTH
    for none in (["a\nb"], [""], ["  "]):
        with pytest.raises(wb.ArgumentError) as wrong:
            wb.Dossier.load(none, dossier.head)
        assert (wrong.value.code, wrong.value.line) == ("not-a-line", 1)


def test_an_entry_is_accepted_by_the_policy(policy: wb.Policy) -> None:
    institution = wb.Institution.fold(policy, known_at=school.NOW)
    institution.check_append(school.ENTRIES[3][1])
    with pytest.raises(wb.UnknownNameError) as caught:
        institution.check_append({**school.ENTRIES[3][1], "purposes": ["webside"]})
    assert caught.value.suggestion == "website"
    assert isinstance(caught.value, LookupError)
    with pytest.raises(wb.EntryError):
        institution.check_append({"kind": "consent-given"})


def test_an_institution_appends_what_may_be_written(policy: wb.Policy) -> None:
    institution, before = wb.Institution.fold(policy, known_at=school.NOW), school.dossier(*school.ENTRIES)
    given, requested = school.ENTRIES[3][1], before.with_entry(before.append(school.REQUEST, recorded=school.NOW))
    granted = {**school.GRANTED, "happened": school.NOW}
    late = {"kind": "left", "happened": school.NOW - timedelta(seconds=4)}
    ahead = before.with_entry(before.append({"kind": "left", "happened": school.NOW}, recorded=school.NOW))
    for dossier, entry, skew in (
        (before, given, timedelta(0)),
        (before, json.dumps(given), timedelta(0)),
        (before, school.REQUEST, timedelta(0)),
        (requested, granted, timedelta(0)),
        (ahead, late, timedelta(seconds=5)),
    ):
        created = institution.append(dossier, entry, recorded=school.NOW, skew=skew)
        assert created == dossier.append(entry, recorded=school.NOW, skew=skew)
        assert dossier.with_entry(created).head == created.head
    for dossier, entry, kind, code in (
        (before, {**given, "purposes": ["webside"]}, wb.UnknownNameError, "unknown-name"),
        (before, granted, wb.StepError, "unknown-request"),
        (requested, {**granted, "kind": "request-closed"}, wb.StepError, "illegal-step"),
        (before, {"kind": "consent-given"}, wb.EntryError, "missing-field"),
    ):
        with pytest.raises(kind) as caught:
            institution.append(dossier, entry, recorded=school.NOW)
        assert caught.value.code == code


def test_an_institution_appends_by_what_was_observed(policy: wb.Policy) -> None:
    institution = wb.Institution.fold(policy, known_at=school.NOW)
    observed = [{"anchor": "last-login", "moments": [date(2027, 3, 1)], "at": school.NOW}]
    entry = school.ENTRIES[0][1]
    created = institution.append(wb.Dossier(), entry, recorded=school.NOW, observed=observed)
    assert created == wb.Dossier().append(entry, recorded=school.NOW)
    with pytest.raises(wb.ObservationError):
        institution.append(wb.Dossier(), entry, recorded=school.NOW, observed=[{"anchor": "last-login"}])


def test_a_clock_that_runs_ahead_is_forgiven() -> None:
    late = datetime(2027, 1, 1, 12, 0, 5, tzinfo=timezone.utc)
    early = late - timedelta(seconds=4)
    dossier = wb.Dossier()
    dossier = dossier.with_entry(dossier.append({"kind": "enrolled", "happened": late}, recorded=late))
    left = {"kind": "left", "happened": early}
    moved = dossier.append(left, recorded=late, skew=timedelta(seconds=5))
    stays = dossier.append(left, recorded=late, skew=timedelta(seconds=3))
    assert dossier.with_entry(moved).entries[1].happened == late
    assert dossier.with_entry(stays).entries[1].happened == early


def test_observations_are_known_without_an_entry(policy: wb.Policy) -> None:
    institution = wb.Institution.fold(policy, known_at=school.NOW)
    observed = [{"anchor": "last-login", "moments": [date(2027, 3, 1)], "at": school.NOW}]
    as_text = '[{"anchor":"last-login","moments":["2027-03-01"],"at":"2027-04-01T12:00:00Z"}]'
    for given in ((), observed, as_text):
        assert institution.claims(wb.Dossier(), given, known_at=school.NOW).requests(at=school.NOW) == ()
    with pytest.raises(wb.ObservationError) as caught:
        institution.claims(wb.Dossier(), [{"anchor": "last-login"}, {"at": school.NOW}], known_at=school.NOW)
    assert len(caught.value.diagnostics) == 2


def test_history_and_names() -> None:
    later = {**school.POLICY, "version": "2027", "applies-from": "2027-08-01"}
    history = wb.Policy.parse_history([school.POLICY, json.dumps(later)])
    assert [(of.version, of.applies_from) for of in history.versions] == [
        ("2026", date(2026, 8, 1)),
        ("2027", date(2027, 8, 1)),
    ]
    assert (history.name, history.zone) == ("school", "Europe/Amsterdam")
    assert history.digest != wb.Policy.parse(school.POLICY).digest
    assert history.names(wb.Kind.ROLE) == history.names("role") == ("teacher",)
    assert history.name_of(history.role("teacher")) == "teacher"
    assert history.text_at("/purposes/website/description", at=school.NOW) == "Show the school on its website"
    with pytest.raises(wb.NotDeclaredError):
        history.text_at("/purposes/website/nothing", at=school.NOW)
    with pytest.raises(wb.PolicyError) as caught:
        wb.Policy.parse_history([school.POLICY, {**later, "purposes": {}}])
    assert caught.value.document == "version 2"
    with pytest.raises(wb.PolicyError) as caught:
        wb.Policy.parse_history([later, school.POLICY])
    assert caught.value.document is None


def test_reasons_have_sentences() -> None:
    reason = wb.ReasonCode.CONSENT_WITHDRAWN
    assert (reason.word, reason.article, reason.en) == ("consent-withdrawn", "7(3)", "Consent was withdrawn.")
    assert reason.nl != reason.en
    with pytest.raises(wb.ArgumentError):
        _ = wb.ReasonCode(9999).en

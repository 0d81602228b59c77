"""An error says what is wrong, where, and what to do, and it says all of it."""

from __future__ import annotations

import copy
import ctypes
import json
import os
import pathlib
import pickle
import subprocess
import sys
from typing import Any

import pytest
import school
import waarborg as wb
from waarborg._native.library import load
from waarborg.errors import kind_of

SPOILED = """{
  "waarborg": 1, "policy": "school", "version": "2026", "applies-from": "2026-08-01",
  "jurisdiction": "NL", "langauge": "en",
  "declared-by": "school",
  "parties": { "school": { "name": "De Waarborg", "acts-as": ["controler"] } },
  "purposes": {}
}"""


def test_a_policy_tells_everything_that_is_wrong(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(SPOILED, encoding="utf-8")
    with pytest.raises(wb.PolicyError) as caught:
        wb.Policy.load(path)
    error = caught.value
    assert error.status is wb.Status.BAD_POLICY
    assert len(error.diagnostics) > 2
    by_path = {diagnostic.path: diagnostic for diagnostic in error.diagnostics}
    word = by_path["/langauge"]
    assert (word.code, word.suggestion, word.line, word.column) == ("unknown-field", "language", 3, 25)
    acts = by_path["/parties/school/acts-as/0"]
    assert (acts.suggestion, acts.line) == ("controller", 5)
    first = error.diagnostics[0]
    rendered = (
        error.code,
        error.message,
        error.path,
        error.line,
        error.column,
        error.expected,
        error.suggestion,
        error.help,
    )
    assert rendered == (
        *(first.code, first.message, first.path, first.line, first.column),
        *(first.expected, first.suggestion, first.help),
    )
    lines = str(error).split("\n")
    assert lines[0] == f"{len(error.diagnostics)} things are wrong"
    assert f"  --> {path}:3:25 (/langauge)" in lines
    assert "  did you mean `language`?" in lines
    assert str(error).count("error[") == len(error.diagnostics)


def test_what_was_passed_as_a_mapping_has_no_line() -> None:
    wrong: dict[str, Any] = {**school.POLICY, "langauge": "en"}
    claims = school.claims(*school.ENTRIES)
    institution, dossier = wb.Institution.fold(wb.Policy.parse(school.POLICY), known_at=school.NOW), wb.Dossier()
    ask = ("teacher", "publish", "website", "photo")
    for call in (
        lambda: wb.Policy.parse(wrong),
        lambda: wb.Policy.parse_history([school.POLICY, wrong]),
        lambda: wb.Cases.parse(wrong),
        lambda: institution.append(dossier, {"kind": "consent-given", "maed": 1}, recorded=school.NOW),
        lambda: institution.claims(dossier, [{"anchor": "enrolled", "maed": 1}], known_at=school.NOW),
        lambda: claims.decide(*ask, at=school.NOW, record={"maed": 1}),
        lambda: wb.decide_each([claims], *ask, at=school.NOW, record={"maed": 1}),
        lambda: claims.due("photo", {"maed": 1}),
        lambda: claims.due_many("photo", [None, {"maed": 1}]),
    ):
        with pytest.raises(wb.WaarborgError) as caught:
            call()
        assert {(diagnostic.line, diagnostic.column) for diagnostic in caught.value.diagnostics} == {(None, None)}, (
            caught.value
        )
    with pytest.raises(wb.PolicyError) as rendered:
        wb.Policy.parse(wrong)
    assert str(rendered.value).split("\n")[1] == "  --> /langauge"
    # What was passed as a text has one, also beside mappings.
    for text in (json.dumps(wrong), json.dumps(wrong).encode()):
        with pytest.raises(wb.PolicyError) as rendered:
            wb.Policy.parse_history([school.POLICY, text])
        assert (rendered.value.line, rendered.value.document) == (1, "version 2")
        assert rendered.value.column is not None and rendered.value.column > 700
    seen: list[Any] = [{"anchor": "enrolled", "moments": [], "at": school.NOW}]
    with pytest.raises(wb.EntryError) as entry:
        institution.append(dossier, '{"kind": "consent-given", "maed": 1}', recorded=school.NOW, observed=seen)
    assert entry.value.line == 1


def test_one_diagnostic_reads_as_a_compilers_message() -> None:
    full = wb.Diagnostic("c", "m.", "/a/0", 3, 25, "a word", "b", "do this")
    assert str(full) == (
        "error[c]: m.\n  --> /a/0 (line 3, column 25)\n  expected: a word\n  did you mean `b`?\n  help: do this"
    )
    assert str(wb.Diagnostic("c", "m.")) == "error[c]: m."
    assert str(wb.Diagnostic("c", "m.", "/a")) == "error[c]: m.\n  --> /a"
    assert str(wb.Diagnostic("c", "m.", line=3)) == "error[c]: m.\n  --> line 3"
    assert full.render("p.json").split("\n")[1] == "  --> p.json:3:25 (/a/0)"


def test_each_status_has_an_exception_of_its_own() -> None:
    assert {kind_of(status.value) for status in wb.Status} >= {wb.PolicyError, wb.HeadMoved, wb.DefectError}
    for status in wb.Status:
        if 200 <= status.value < 900:
            assert kind_of(status.value) is not wb.WaarborgError, status
    assert issubclass(wb.HeadMoved, wb.DossierError)
    assert issubclass(wb.MomentError, wb.ArgumentError)
    # Of a newer library.
    assert (kind_of(199), kind_of(299), kind_of(399), kind_of(999)) == (
        *(wb.ArgumentError, wb.WaarborgError, wb.WaarborgError, wb.DefectError),
    )
    assert wb.WaarborgError(299, []).status not in list(wb.Status)
    assert wb.WaarborgError(299, []).code == "unknown"


def test_an_error_can_cross_processes() -> None:
    with pytest.raises(wb.PolicyError) as caught:
        wb.Policy.parse(SPOILED)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):
        assert type(again) is wb.PolicyError
        assert (again.diagnostics, again.status, str(again)) == (
            caught.value.diagnostics,
            caught.value.status,
            str(caught.value),
        )


def test_no_error_repeats_what_was_passed_in() -> None:
    canary = "kanarie"
    claims = school.claims(*school.ENTRIES)
    institution, dossier = wb.Institution.fold(wb.Policy.parse(school.POLICY), known_at=school.NOW), wb.Dossier()
    keys = wb.Keys.root(bytes(range(32)))
    register = wb.Register().activate(keys, "school:00AA", "research", "pgn", at=school.NOW).register
    domain = wb.Domain.open(register, keys, "school:00AA", "research", at=school.NOW)
    wrong: list[Any] = [
        lambda: institution.check_append({"kind": canary, "happened": canary}),
        lambda: institution.append(dossier, {"kind": canary, "happened": canary}, recorded=school.NOW),
        lambda: dossier.append({"kind": "consent-given", canary: canary}, recorded=school.NOW),
        lambda: wb.Dossier.load(canary, wb.EMPTY_HEAD),
        lambda: claims.decide("teacher", "publish", "website", "photo", at=school.NOW, record={canary: canary}),
        lambda: claims.decide(canary, "publish", "website", "photo", at=school.NOW),
        lambda: claims.decide("teacher", canary, "website", "photo", at=school.NOW),
        lambda: institution.claims(dossier, [{"anchor": canary, "moments": [canary]}], known_at=school.NOW),
        lambda: domain.pseudonym("pgn", canary),
        lambda: domain.pseudonym(canary, "1"),
        lambda: wb.Register.parse({canary: canary}),
        lambda: wb.Ledger.open(bytes(range(32)), [canary], bytes(32)),
        lambda: wb.Table({"a": [canary, 1]}),
    ]
    for call in wrong:
        with pytest.raises((wb.WaarborgError, TypeError)) as caught:
            call()
        rendered = [str(caught.value), repr(caught.value)]
        # A path names the fields of a document, which a host may not fill with what is about a person.
        for diagnostic in getattr(caught.value, "diagnostics", ()):
            rendered = [
                text.replace(diagnostic.path, "").replace(repr(diagnostic.path), "") if diagnostic.path else text
                for text in rendered
            ]
        assert all(canary not in text for text in rendered), rendered
    refused = domain.pseudonyms("pgn", [canary, "063138219"])
    assert (refused.refused, canary in repr(refused)) == ((0,), False)
    born = dossier.append({"kind": "born", "happened": "2026-08-20", "date": "2015-05-05"}, recorded=school.NOW)
    column = wb.TextColumn(b"2015-05-05", [0, 10])
    for shown in (dossier, institution, keys, domain, claims, school.dossier(*school.ENTRIES).entries, born, column):
        assert "2015-05-05" not in repr(shown)


@pytest.mark.parametrize(
    "call",
    [
        lambda: wb.Policy.parse(1),  # type: ignore[arg-type]
        lambda: wb.Policy.parse_history("{}"),
        lambda: wb.Dossier.load([], "00" * 32),  # type: ignore[arg-type]
        lambda: school.claims().plan("1", at=school.NOW),  # type: ignore[arg-type]
        lambda: school.claims().plan(True, at=school.NOW),
        lambda: school.claims().decide("teacher", "publish", "website", "photo", at=school.NOW, preconditions="a"),
        lambda: school.claims().withdrawal_plan("website", at=school.NOW),
        lambda: wb.Keys.root("0" * 32),  # type: ignore[arg-type]
        lambda: school.claims().due("photo", {"created": object()}),
    ],
)
def test_what_is_of_the_wrong_type_is_a_type_error(call: Any) -> None:
    with pytest.raises(TypeError):
        call()


def test_a_number_that_does_not_fit_is_not_cut_off() -> None:
    claims = school.claims(*school.ENTRIES)
    for number in (2**32 + 1, -1):
        with pytest.raises(wb.ArgumentError) as caught:
            claims.plan(number, at=school.NOW)
        assert caught.value.code == "out-of-range"


def test_half_a_character_is_no_text() -> None:
    for call in (lambda: wb.Policy.parse("\ud800"), lambda: school.claims().due("\ud800")):
        with pytest.raises(wb.ArgumentError) as caught:
            call()
        assert caught.value.code == "not-utf8"
    with pytest.raises(ValueError):
        school.claims().due("photo", {"created": float("nan")})


def test_a_library_that_is_not_there_is_an_error(tmp_path: pathlib.Path) -> None:
    with pytest.raises(wb.LibraryError) as caught:
        load(str(tmp_path / "libwaarborg.so"))
    assert caught.value.code == "library-not-found"
    assert "WAARBORG_LIBRARY" in (caught.value.help or "")


def built(folder: pathlib.Path, source: str) -> str:
    """A library made of C."""
    folder.mkdir(exist_ok=True)
    (folder / "other.c").write_text(source, encoding="utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "libother.so", folder / "other.c"], check=True)
    return str(folder / "libother.so")


def test_a_library_of_another_abi_is_refused_with_both_numbers(tmp_path: pathlib.Path) -> None:
    place = built(tmp_path, "unsigned wb_abi_version(void) { return 7; }")
    with pytest.raises(wb.LibraryError) as caught:
        load(place)
    assert caught.value.code == "wrong-abi"
    assert "version 7 " in caught.value.message and "version 1" in caught.value.message
    # The environment variable comes first, and import says why it fails.
    environment = {**os.environ, "WAARBORG_LIBRARY": place}
    ran = subprocess.run([sys.executable, "-c", "import waarborg"], env=environment, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "error[wrong-abi]: the native library speaks version 7" in ran.stderr


def test_another_library_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(wb.LibraryError) as caught:
        load(built(tmp_path / "a", "int unrelated(void) { return 7; }"))
    assert caught.value.code == "not-this-library"
    with pytest.raises(wb.LibraryError) as caught:
        load(built(tmp_path / "b", "unsigned wb_abi_version(void) { return 1; }"))
    assert caught.value.code == "library-too-old"
    assert "wb_decide" in (caught.value.expected or "")


def test_version() -> None:
    assert wb.__version__ == "0.1.0"
    assert ctypes.c_uint32(load().wb_version_number()).value == 1000

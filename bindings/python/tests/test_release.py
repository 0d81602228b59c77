"""How fields come out, and whether someone can be found in what is released."""

from __future__ import annotations

import array
import hashlib
import json
import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
import school
import waarborg as wb
from school import FIELDS, SCHOOL

HOLDERS: dict[str, list[str]] = {"researcher": [], "school": ["source-table"]}


def asked(columns: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "waarborg-anonymity": 1,
        "k": 2,
        "rows-are-persons": True,
        "quasi-identifiers": list(columns),
        "sensitive": [],
        **more,
    }


def test_the_smallest_class_is_the_counted_one() -> None:
    chance = random.Random(20261123)
    for _ in range(50):
        rows = chance.randrange(1, 60)
        columns = {name: [f"{chance.randrange(3)}" for _ in range(rows)] for name in ("a", "b")}
        smallest = min(Counter(zip(*columns.values(), strict=True)).values())
        came = wb.check(wb.Table(columns), asked(columns), release="a table", holders=HOLDERS)
        assert (came.checks[0].found, came.passed) == (smallest, smallest >= 2)
        assert bool(came) == came.passed
        alone = Counter(zip(*columns.values(), strict=True))
        failing = [row for row, key in enumerate(zip(*columns.values(), strict=True)) if alone[key] < 2]
        assert list(came.rows) == failing


def test_a_table_is_measured_and_what_is_required_is_written_for_arx() -> None:
    columns = {"cohort": ["2019", "2019", "2019", "2020"]}
    measured = wb.measure(wb.Table(columns), asked(columns))
    assert (measured["rows"], measured["k"], measured["classes"], measured["unique"]) == (4, 1, 2, 1)
    assert "KAnonymity(2)" in wb.arx(asked(columns))
    with pytest.raises(wb.TableError):
        wb.arx({"k": 2})


def test_a_report_is_evidence() -> None:
    columns = {"cohort": ["2019", "2019", "2019", "2020"], "region": ["north"] * 4}
    table = wb.Table(columns)
    came = wb.check(table, asked(columns), release="results", holders=HOLDERS)
    assert (came.passed, came.rows) == (False, (3,))
    withheld = wb.check(table, asked(columns, **{"withhold-at-most": 0.5}), release="results", holders=HOLDERS)
    assert (withheld.passed, withheld.rows) == (True, (3,))
    report = json.loads(came.report)
    assert (report["release"], report["passed"]) == ("results", False)
    assert [holder["party"] for holder in report["holders"]] == ["researcher", "school"]
    assert came.digest == hashlib.sha256(came.report.encode()).hexdigest()
    assert came.lost["given"] == 4
    assert "2020" not in came.report
    first = came.checks[0]
    assert (first.measure, first.required, first.found, first.holds, first.failing) == ("k-anonymity", 2, 1, False, 1)


def test_columns_are_texts_or_whole_numbers() -> None:
    requirements = {
        **asked({"cohort": []}, k=3),
        "sensitive": [{"column": "mark", "t": {"at-most": 0.5, "distance": "ordered"}}],
    }
    cohort, marks = ["2019"] * 3 + ["2020"] * 3, [5, 7, 8, 5, 7, 8]
    packed = array.array("q", marks)
    reports = {
        wb.check(wb.Table({"cohort": cohort, "mark": of}), {**requirements}, release="r", holders=HOLDERS).report
        for of in (marks, packed, packed.tobytes(), tuple(marks))
    }
    assert len(reports) == 1
    with pytest.raises(wb.TableError):
        wb.check(
            wb.Table({"cohort": cohort, "mark": list(map(str, marks))}), requirements, release="r", holders=HOLDERS
        )
    table = wb.Table({"cohort": cohort})
    wider = table.with_column("mark", packed)
    assert (len(table), len(wider), bool(table)) == (6, 6, True)
    assert wb.check(wider, requirements, release="r", holders=HOLDERS).report in reports
    with pytest.raises(wb.WaarborgError):
        table.with_column("short", ["a"])


def test_what_is_missing_is_none() -> None:
    missing = {"missing": "own-category", "suppressed": "published"}
    columns = {"a": ["x", None, None, "x"]}
    came = wb.check(wb.Table(columns), asked(columns, **missing), release="r", holders=HOLDERS)
    assert came.checks[0].found == 2
    numbers = wb.Table({"a": [1, None, None, 1]})
    assert wb.check(numbers, asked(columns, **missing), release="r", holders=HOLDERS).checks[0].found == 2
    by_bytes = wb.Table({"b": ["x"] * 4}).with_column("a", ["x", "", "", "x"], valid=b"\1\0\0\1")
    assert wb.check(by_bytes, asked({"a": [], "b": []}, **missing), release="r", holders=HOLDERS).checks[0].found == 2
    with pytest.raises(TypeError):
        wb.Table({})


def test_linked_tables_count_persons() -> None:
    requirements = {
        "waarborg-joined": 1,
        "k": 2,
        "tables": [{"subject": "who", "quasi-identifiers": ["cohort"]}] * 2,
    }
    first = wb.Table({"who": ["1", "2", "3"], "cohort": ["a", "a", "b"]})
    second = wb.Table({"who": ["1", "2", "3", "3"], "cohort": ["c", "c", "c", "c"]})
    came = wb.check_joined([first, second], requirements, release="r", holders=HOLDERS)
    assert (came.passed, came.checks[0].found) == (False, 1)
    assert came.rows_of_each == ((2,), (2, 3))


def test_small_cells_are_found() -> None:
    asked: dict[str, Any] = {"release": "r", "holders": HOLDERS, "empty_is_shown": True, "total_is_known": True}
    came = wb.check_cells([20, 4, 30], withhold=False, **asked)
    assert (came.passed, came.rows) == (False, (1,))
    withheld = wb.check_cells(array.array("Q", [20, 4, 30]), withhold=True, **asked)
    assert withheld.passed and 1 in withheld.rows and len(withheld.rows) > 1
    with pytest.raises(wb.TableError):
        wb.check_cells([20], withhold=False, threshold=2, **asked)


def test_fields_come_out_as_declared() -> None:
    keys = wb.Keys.root(bytes(range(32)))
    register = wb.Register().activate(keys, SCHOOL, "research", "pgn", at=school.NOW).register
    domain = wb.Domain.open(register, keys, SCHOOL, "research", at=school.NOW)
    table = wb.FieldTable.parse(FIELDS)
    record = {
        "number": "063138219",
        "born": "2016-03-01",
        "sat": "2026-05-01",
        "remark": "Noor belt 06-12345678",
    }
    out: dict[str, Any] = {"on": date(2026, 11, 23), "domain": domain}
    came = table.transform([record, record], "quality", "pseudonymised", people=[["Noor"]], **out)
    assert len(came) == 2 and came[0] == came[1]
    assert came[0].identifiability is wb.Identifiability.PSEUDONYMISED
    assert came[0].fields["number"] == domain.pseudonym("pgn", "063138219")
    assert came[0].fields["sat"] == domain.shift("pgn", "063138219", 30, date(2026, 5, 1)).isoformat()
    assert "Noor" not in (came[0].fields["remark"] or "") and "06-12345678" not in (came[0].fields["remark"] or "")
    assert sum(came[0].found.values()) == 2
    assert json.loads(came.json)[0]["fields"] == came[0].fields
    assert "063138219" not in repr(came)
    treatments = table.treatments("quality", wb.Identifiability.PSEUDONYMISED, domain=domain)
    assert (treatments["number"].treatment, treatments["number"].keyed) == ("pseudonym", True)
    with pytest.raises(wb.FieldsError) as caught:
        table.transform([record, {**record, "number": "1"}], "quality", "pseudonymised", **out)
    assert caught.value.path.startswith("/1")
    with pytest.raises(wb.FieldsError):
        table.check(wb.Policy.parse(school.POLICY), at=school.NOW)

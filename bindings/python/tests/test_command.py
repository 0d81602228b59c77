"""`python -m waarborg`, as a pipeline calls it: what it prints, and with which status it ends."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import school
import waarborg as wb
from test_cases import BOTH, FAILING, write

GOOD, BAD = school.POLICY, {**school.POLICY, "langauge": "en"}


def run(folder: pathlib.Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "waarborg", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_a_policy_that_works_comes_with_what_is_doubtful(tmp_path: pathlib.Path) -> None:
    write(tmp_path / "school.json", GOOD)
    findings = wb.Policy.parse(GOOD).lint()
    status, out, err = run(tmp_path, "check", "school.json")
    assert (status, err) == (0, "")
    assert out == "".join(f"{one.render('school.json')}\n" for one in findings) + "school.json: works, 7 findings\n"
    assert "  --> school.json (/parties/school)\n  law: 13(1)(a)\n" in out
    assert run(tmp_path, "check", "--strict", "school.json") == (1, out, "")


def test_everything_wrong_with_a_policy_is_shown_where_it_stands(tmp_path: pathlib.Path) -> None:
    text = '{\n  "waarborg": 1,\n  "policy": "school",   "langauge": "en"\n}'
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    write(tmp_path / "good.json", GOOD)
    status, out, err = run(tmp_path, "check", "bad.json", "good.json")
    assert (status, err) == (1, "")
    count = out.count("error[")
    assert count > 2
    assert f"{count} things are wrong\n" in out and f"bad.json: does not work, {count} errors\n" in out
    assert (
        "error[unknown-field]: there is no such field here\n  --> bad.json:3:25 (/langauge)\n  expected: one of " in out
    )
    assert "  did you mean `language`?\n" in out
    assert "good.json: works, 7 findings\n" in out, "the others are reported too"


def test_one_is_one(tmp_path: pathlib.Path) -> None:
    write(tmp_path / "bad.json", BAD)
    assert run(tmp_path, "check", "bad.json")[1].endswith("bad.json: does not work, 1 error\n")


def test_cases_run_as_the_plugin_runs_them(tmp_path: pathlib.Path) -> None:
    write(tmp_path / "privacy" / "school.policy.json", GOOD)
    write(tmp_path / "privacy" / "school.cases.json", school.CASES)
    assert run(tmp_path, "cases", "privacy/school.cases.json") == (0, "1 passed, 0 failed\n", "")
    assert run(tmp_path, "cases", ".", "privacy") == (0, "1 passed, 0 failed\n", ""), (
        "a file that is named twice runs once"
    )
    path = tmp_path / "privacy" / "school.cases.json"
    write(path, BOTH)
    status, out, err = run(tmp_path, "cases", "privacy")
    assert (status, err) == (1, "")
    report = wb.Cases.parse(BOTH).run_one(wb.Policy.parse(GOOD), 1).report
    line = path.read_text(encoding="utf-8").split("\n").index('      "case": "a-case-that-fails",') + 1
    assert out == f"privacy/school.cases.json:{line}\n{report}\n1 passed, 1 failed\n"


def test_a_policy_is_named_with_its_versions(tmp_path: pathlib.Path) -> None:
    later = {**GOOD, "version": "2027", "applies-from": "2027-08-01"}
    for name, document in (("a", {**GOOD, "policy": "other"}), ("b", GOOD), ("c", later), ("ours", school.CASES)):
        write(tmp_path / f"{name}.json", document)
    named = [argument for name in "abc" for argument in ("--policy", f"{name}.json")]
    assert run(tmp_path, "cases", *named, "ours.json") == (0, "1 passed, 0 failed\n", "")
    status, out, _ = run(tmp_path, "cases", "--policy", "c.json", "--policy", "b.json", "ours.json")
    assert status == 1 and "error[versions-out-of-order]" in out, "they are versions of one policy, oldest first"
    status, out, _ = run(tmp_path, "cases", *named[:2], "ours.json")
    assert (status, out.split("\n")[-2]) == (1, "0 passed, 1 failed")
    assert "error[no-policy]: " in out and "  --> ours.json\n" in out and "by --policy" in out


def test_what_cannot_run_is_no_success(tmp_path: pathlib.Path) -> None:
    (tmp_path / "empty").mkdir()
    status, out, err = run(tmp_path, "cases", "empty")
    assert (status, out) == (1, "0 passed, 0 failed\n")
    assert ".cases.json" in err
    write(tmp_path / "school.json", BAD)
    write(tmp_path / "school.cases.json", school.CASES)
    status, out, _ = run(tmp_path, "cases", ".")
    assert (status, out.split("\n")[-2]) == (1, "0 passed, 1 failed")
    assert "error[unknown-field]" in out
    write(tmp_path / "school.json", GOOD)
    write(tmp_path / "school.cases.json", {**school.CASES, "csaes": []})
    status, out, _ = run(tmp_path, "cases", ".")
    assert (status, out.split("\n")[-2]) == (1, "0 passed, 1 failed")
    assert "  --> school.cases.json:" in out
    write(tmp_path / "school.json", BAD)
    status, out, _ = run(tmp_path, "cases", "--policy", "school.json", ".")
    assert status == 1 and "error[unknown-field]" in out


def test_a_file_that_is_not_there_is_named(tmp_path: pathlib.Path) -> None:
    write(tmp_path / "school.json", GOOD)
    write(tmp_path / "school.cases.json", school.CASES)
    status, out, err = run(tmp_path, "check", "gone.json", "school.json")
    assert (status, out.split("\n")[-2]) == (2, "school.json: works, 7 findings")
    assert err.startswith("error[cannot-read]: this cannot be read: No such file or directory\n  --> gone.json\n")
    status, out, err = run(tmp_path, "cases", "gone.cases.json", "school.cases.json")
    assert (status, out.split("\n")[-2]) == (2, "1 passed, 1 failed")
    assert "  --> gone.cases.json\n" in err
    status, out, err = run(tmp_path, "cases", "--policy", "gone.json", "school.cases.json")
    assert (status, "  --> gone.json\n" in err) == (2, True)
    assert run(tmp_path, "check", ".")[0] == 2
    assert run(tmp_path)[0] == run(tmp_path, "chekc")[0] == run(tmp_path, "check")[0] == 2


def test_a_terminal_without_the_characters_shows_what_it_can(tmp_path: pathlib.Path) -> None:
    write(tmp_path / "school.json", GOOD)
    accented = {**school.CASES, "cases": [{**FAILING, "description": "Geïnd, zegt men."}]}
    (tmp_path / "school.cases.json").write_text(json.dumps(accented), encoding="utf-8")
    status, out, err = run(tmp_path, "cases", ".", PYTHONIOENCODING="ascii")
    assert (status, err) == (1, "")
    assert "Ge\\xefnd" in out and out.endswith("0 passed, 1 failed\n")


def test_version(tmp_path: pathlib.Path) -> None:
    assert run(tmp_path, "version") == (0, f"{wb.__version__}\n", "")


def test_the_corpus_runs_from_the_command_line(root: pathlib.Path) -> None:
    count = len(json.loads((root / "tests" / "cases" / "neo.json").read_bytes())["cases"])
    asked: tuple[Any, ...] = ("--policy", "examples/policies/neo.json", "tests/cases/neo.json")
    assert run(root, "cases", *asked) == (0, f"{count} passed, 0 failed\n", "")

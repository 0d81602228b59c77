"""Cases run by themselves, and as tests of pytest."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest
import school
import waarborg as wb
from school import CASES

FAILING: dict[str, Any] = {
    **CASES["cases"][0],
    "case": "a-case-that-fails",
    "description": "It says permit, and nobody gave consent.",
    "then": {"answer": "permit"},
}
BOTH = {**CASES, "cases": [*CASES["cases"], FAILING]}


def test_a_case_runs(policy: wb.Policy) -> None:
    with wb.Cases.parse(BOTH) as cases:
        assert [(case.index, case.name) for case in cases] == [(0, "nobody-asked"), (1, "a-case-that-fails")]
        assert (len(cases), cases[-1].description, bool(cases)) == (2, FAILING["description"], True)
        passed, failed = cases.run_one(policy, cases[0]), cases.run_one(policy, 1)
        assert (passed.passed, passed.report, passed.differences) == (True, "", ())
        assert (failed.passed, failed.case, failed.description) == (False, "a-case-that-fails", FAILING["description"])
        difference = failed.differences[0]
        assert (difference.what, difference.expected, difference.got) == ("answer", "permit", "deny")
        assert failed.reasons[0].code is wb.ReasonCode.CONSENT_NEVER_ASKED
        assert "a-case-that-fails" in failed.report
        report = cases.run(policy)
        assert (report.passed, report.failed, len(report.results)) == (1, 1, 2)
        assert str(report).endswith("1 passed, 1 failed")
        with pytest.raises(IndexError):
            cases[2]
    with pytest.raises(wb.CasesError):
        wb.Cases.parse({"waarborg-cases": 1, "cases": []})


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with a policy and cases beside each other."""
    write(pytester.path / "school.policy.json", school.POLICY)
    write(pytester.path / "school.cases.json", BOTH)
    return pytester


def write(path: pathlib.Path, document: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_each_case_is_a_test(project: pytest.Pytester) -> None:
    came = run(project, "-v")
    came.assert_outcomes(passed=1, failed=1)
    came.stdout.fnmatch_lines(
        [
            "school.cases.json::nobody-asked PASSED*",
            "school.cases.json::a-case-that-fails FAILED*",
            "*a-case-that-fails: It says permit, and nobody gave consent.*",
        ]
    )
    library = wb.Cases.parse(BOTH).run_one(wb.Policy.parse(school.POLICY), 1).report
    for line in filter(None, library.split("\n")):
        assert line in came.stdout.str()
    assert "pytest_waarborg.py" not in came.stdout.str()
    run(project, "school.cases.json::nobody-asked").assert_outcomes(passed=1)
    run(project, "-k", "nobody").assert_outcomes(passed=1)


def test_files_are_named_in_the_configuration(pytester: pytest.Pytester) -> None:
    write(pytester.path / "privacy" / "policy-2026.json", school.POLICY)
    later = {**school.POLICY, "version": "2027", "applies-from": "2027-08-01"}
    write(pytester.path / "privacy" / "policy-2027.json", later)
    write(pytester.path / "privacy" / "other.json", {**school.POLICY, "policy": "other"})
    write(pytester.path / "privacy" / "ours.json", CASES)
    pytester.mkdir("tests")
    (pytester.path / "tests" / "test_one.py").write_text("def test_one(): pass", encoding="utf-8")
    pytester.makeini(
        """
        [pytest]
        testpaths = tests
        waarborg_policy = privacy/other.json privacy/policy-2026.json privacy/policy-2027.json
        waarborg_cases = privacy/our*.json
        """
    )
    run(pytester).assert_outcomes(passed=2)
    run(pytester, "tests").assert_outcomes(passed=1)
    run(pytester, "privacy/ours.json").assert_outcomes(passed=1)


def test_files_are_named_on_the_command_line(pytester: pytest.Pytester) -> None:
    write(pytester.path / "a" / "policy.json", school.POLICY)
    write(pytester.path / "a" / "ours.json", BOTH)
    asked = ("--waarborg-policy", "a/policy.json", "--waarborg-cases", "a/ours.json")
    run(pytester, *asked).assert_outcomes(passed=1, failed=1)
    missing = run(pytester, "--waarborg-cases", "a/theirs.json")
    assert missing.ret == pytest.ExitCode.USAGE_ERROR
    assert "a/theirs.json" in missing.stderr.str()


def test_a_policy_that_cannot_work_is_an_error_that_reads_well(project: pytest.Pytester) -> None:
    write(project.path / "school.policy.json", {**school.POLICY, "langauge": "en"})
    came = run(project)
    came.assert_outcomes(errors=1)
    came.stdout.fnmatch_lines(["error?unknown-field?*", "  --> *school.policy.json:*(/langauge)"])
    (project.path / "school.policy.json").unlink()
    came = run(project)
    came.assert_outcomes(errors=1)
    came.stdout.fnmatch_lines(["*no policy for these cases*"])


def test_where_there_are_no_cases_the_library_is_not_loaded(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\n\ndef test_one():\n    assert 'waarborg' not in sys.modules\n")
    run(pytester).assert_outcomes(passed=1)


def test_the_corpus_runs_as_it_does_in_rust(root: pathlib.Path) -> None:
    for path in sorted((root / "tests" / "cases").glob("*.json")):
        policy = wb.Policy.load(root / "examples" / "policies" / path.name)
        report = wb.Cases.load(path).run(policy)
        assert (report.failed, report.passed) == (0, len(json.loads(path.read_bytes())["cases"])), report

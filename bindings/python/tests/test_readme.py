"""What the README shows works, and the plugin finds what the README says it finds."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import waarborg as wb


def block(root: pathlib.Path, language: str) -> str:
    text = (root / "bindings" / "python" / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.M | re.S)
    assert len(found) == 1 or language == "python", language
    return "\n".join(found)


def test_its_programs_run_one_after_the_other(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", block(root, "python")], cwd=tmp_path, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    first = "Consent was withdrawn.\ndeny\n  Consent was withdrawn. (7(3)) [entry 5]\n"
    assert ran.stdout == first + "answer by 2027-04-15\n"


def test_every_name_that_the_readme_tells_is_there(root: pathlib.Path) -> None:
    text = (root / "bindings" / "python" / "README.md").read_text(encoding="utf-8")
    of = {
        "claims": wb.Claims,
        "policy": wb.Policy,
        "wb": wb,
        "decision": wb.Decision,
        "decisions": wb.decision.Decisions,
    }
    rendered = re.findall(r"`(claims|policy|wb|decision|decisions)\.(\w+)", text)
    assert len(rendered) > 20
    for noun, name in rendered:
        assert hasattr(of[noun], name), f"{noun}.{name}"
    for name in re.findall(r"`([A-Z][A-Za-z]+(?:Error|Moved)?)`", text):
        assert name in ("TypeError", "PYTHONPATH") or hasattr(wb, name), name


def test_an_error_reads_as_the_readme_shows_it(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    shown = block(root, "text").split("\n")
    path = tmp_path / "school.json"
    path.write_text('{\n  "waarborg": 1,\n  "policy": "school",   "langauge": "en"\n}', encoding="utf-8")
    try:
        wb.Policy.load(path)
    except wb.PolicyError as error:
        rendered = (
            next(diagnostic for diagnostic in error.diagnostics if diagnostic.path == "/langauge")
            .render("privacy/school.json")
            .split("\n")
        )
    assert [rendered[0], rendered[1], rendered[3]] == [shown[0], shown[1], shown[3]]
    assert rendered[2].startswith(shown[2].removesuffix("..."))

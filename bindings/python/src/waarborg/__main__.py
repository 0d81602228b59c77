"""`python -m waarborg`: what is wrong with a policy, and whether cases still come out as agreed, from a command line."""

from __future__ import annotations

import argparse
import io
import pathlib
import sys
from collections.abc import Iterator

from . import __version__
from ._case_files import SUFFIX, Policies, lines
from .cases import Cases
from .diagnostic import Diagnostic, WaarborgError
from .policy import Policy

WORKS, WRONG, UNREAD = 0, 1, 2


def check(files: list[str], strict: bool) -> int:
    """Tells everything that is wrong with policies, or doubtful about them."""
    status = WORKS
    for file in files:
        try:
            findings = Policy.load(file).lint()
        except OSError as failure:
            status = _unread(failure, file)
        except WaarborgError as error:
            print(error)
            print(f"{file}: does not work, {_counted(len(error.diagnostics), 'error')}")
            status = max(status, WRONG)
        else:
            for finding in findings:
                print(finding.render(file))
            print(f"{file}: works, {_counted(len(findings), 'finding')}")
            if strict and findings:
                status = max(status, WRONG)
    return status


def cases(places: list[str], policies: list[str]) -> int:
    """Runs cases; what fails comes out in the library's sentences. A file that cannot be run counts as one that failed."""
    passed, failed, status = 0, 0, WORKS
    try:
        known = Policies(map(pathlib.Path, policies), "--policy")
    except OSError as failure:
        return _unread(failure, "")
    except WaarborgError as error:
        print(error)
        return WRONG
    for path in dict.fromkeys(_files(places)):
        try:
            came = list(_failures(path, known))
        except OSError as failure:
            status, failed = _unread(failure, str(path)), failed + 1
        except WaarborgError as error:
            print(error)
            failed += 1
        else:
            passed, failed = passed + came.count(""), failed + sum(map(bool, came))
            print("".join(came), end="")
    if not passed + failed:
        print(f"no case ran: of a folder, the files are taken whose name ends in {SUFFIX}", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return max(status, WRONG) if failed or not passed else status


def _files(places: list[str]) -> Iterator[pathlib.Path]:
    """The files that are named, and the files of cases in folders that are named."""
    for path in map(pathlib.Path, places):
        yield from sorted(path.rglob("*" + SUFFIX)) if path.is_dir() else (path,)


def _failures(path: pathlib.Path, policies: Policies) -> Iterator[str]:
    """For each case of a file: nothing if it passed, or else where it stands and what it should be and is."""
    document = Cases.load(path)
    policy, begins = policies.of(path), lines(path)
    for case in document:
        result = document.run_one(policy, case)
        where = f"{path}:{begins[case.name] + 1}" if case.name in begins else str(path)
        yield "" if result.passed else f"{where}\n{result.report}\n"


def _unread(failure: OSError, file: str) -> int:
    why = failure.strerror or "the system does not say why"
    diagnostic = Diagnostic(
        "cannot-read", f"this cannot be read: {why}", expected="a file", help="look at its path and its rights"
    )
    print(diagnostic.render(str(failure.filename or file)), file=sys.stderr)
    return UNREAD


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def main() -> int:
    """Does what the command line asks: 0 if all is well, 1 if something is wrong, 2 if something could not be read."""
    for stream in (sys.stdout, sys.stderr):
        # A policy holds characters that a terminal may not have: that is no reason to stop half-way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m waarborg", description="Looks at policies, and runs cases.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    looks = commands.add_parser("check", help="tell everything that is wrong with a policy, or doubtful about it")
    looks.add_argument("files", nargs="+", metavar="FILE", help="a policy of one version")
    looks.add_argument("--strict", action="store_true", help="what is doubtful fails too")
    runs = commands.add_parser("cases", help="run cases, and tell those that fail")
    runs.add_argument("places", nargs="+", metavar="FILE|FOLDER", help=f"cases; of a folder, each file named *{SUFFIX}")
    runs.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="FILE",
        help="the policy they are about, if it is not beside them; of several versions, each one, oldest first",
    )
    commands.add_parser("version", help="tell the version of the library")
    asked = parser.parse_args()
    if asked.command == "check":
        return check(asked.files, asked.strict)
    if asked.command == "cases":
        return cases(asked.places, asked.policy)
    print(__version__)
    return WORKS


if __name__ == "__main__":
    sys.exit(main())

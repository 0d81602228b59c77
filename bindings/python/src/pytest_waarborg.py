"""Turns files of cases into tests: one test for each case, with the name of the case.

A file of cases is one whose name ends in `.cases.json`, or that is named by the option `waarborg_cases` or
`--waarborg-cases`. The policy that it is about is found by its name among the files of `waarborg_policy` or
`--waarborg-policy` (several versions of one policy oldest first); where none is given, it is the file beside the cases:
`school.policy.json` or `school.json` for `school.cases.json`.

    [tool.pytest.ini_options]
    waarborg_policy = ["privacy/school-2025.json", "privacy/school-2026.json"]
    waarborg_cases = ["privacy/*.cases.json"]
"""

from __future__ import annotations

import glob
import os
import pathlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    # The library is loaded where there are cases, and not in every run of pytest.
    import waarborg
    from waarborg._case_files import Policies

#: That of waarborg._case_files, which loads the library.
SUFFIX = ".cases.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declares the options."""
    policy = "file of the policy that cases are about; of several, the one with the name in the cases"
    cases = "file of cases, or a pattern of such files; one test for each case"
    group = parser.getgroup("waarborg")
    group.addoption("--waarborg-policy", action="append", default=[], metavar="FILE", help=policy)
    group.addoption("--waarborg-cases", action="append", default=[], metavar="FILE", help=cases)
    parser.addini("waarborg_policy", policy, type="args", default=[])
    parser.addini("waarborg_cases", cases, type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Adds the files of cases that are named to what is collected: those of the command line always, those of the
    configuration where nothing else was asked for."""
    named = list(_files(config, config.getoption("--waarborg-cases"), config.invocation_params.dir))
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        named += _files(config, config.getini("waarborg_cases"), config.rootpath)
    config.stash[_NAMED] = {path.resolve() for path in named}
    config.args.extend(str(path) for path in named)


def pytest_collect_file(file_path: pathlib.Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Takes files of cases."""
    named = parent.config.stash[_NAMED]
    if file_path.name.endswith(SUFFIX) or file_path.resolve() in named or _is_named(parent.config, file_path):
        file: pytest.Collector = CasesFile.from_parent(parent, path=file_path)
        return file
    return None


class CasesFile(pytest.File):
    """A file of cases, with the policy that it is about."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each case."""
        import waarborg
        from waarborg._case_files import lines

        try:
            cases = waarborg.Cases.load(self.path)
            policy = _policies(self.config).of(self.path)
        except waarborg.WaarborgError as error:
            raise self.CollectError(str(error)) from error
        begins = lines(self.path)
        for case in cases:
            item: pytest.Item = CaseItem.from_parent(
                self, name=case.name, cases=cases, case=case, policy=policy, line=begins.get(case.name)
            )
            yield item


class CaseItem(pytest.Item):
    """One case."""

    def __init__(
        self,
        *,
        cases: waarborg.Cases,
        case: waarborg.Case,
        policy: waarborg.Policy,
        line: int | None,
        **given: Any,
    ) -> None:
        super().__init__(**given)
        self.cases, self.case, self.policy, self.line = cases, case, policy, line

    def runtest(self) -> None:
        """Runs the case."""
        result = self.cases.run_one(self.policy, self.case)
        if not result.passed:
            raise CaseFailed(result.report)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What the library says of a case that failed, and no trace of this file."""
        if isinstance(excinfo.value, CaseFailed):
            return excinfo.value.args[0]
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """Where the case stands, and what it shows."""
        return self.path, self.line, f"{self.name}: {self.case.description}"


class CaseFailed(AssertionError):
    """A case came out otherwise than it says."""


_NAMED: pytest.StashKey[set[pathlib.Path]] = pytest.StashKey()
_POLICIES: pytest.StashKey[Policies] = pytest.StashKey()


def _files(config: pytest.Config, patterns: list[str], folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """The files that are named, or that patterns name; one that names none is a mistake."""
    for pattern in patterns:
        found = sorted(glob.glob(os.path.join(folder, pattern), recursive=True))
        if not found:
            raise pytest.UsageError(f"no file of cases or of a policy has this name: {pattern}")
        yield from map(pathlib.Path, found)


def _is_named(config: pytest.Config, path: pathlib.Path) -> bool:
    """Whether the configuration names a file that was asked for by itself."""
    resolved = path.resolve()
    return any(resolved == one.resolve() for one in _files(config, config.getini("waarborg_cases"), config.rootpath))


def _policies(config: pytest.Config) -> Policies:
    """The policies that are named, read once."""
    from waarborg._case_files import Policies

    known = config.stash.get(_POLICIES, None)
    if known is None:
        given = list(_files(config, config.getoption("--waarborg-policy"), config.invocation_params.dir))
        given = given or list(_files(config, config.getini("waarborg_policy"), config.rootpath))
        known = config.stash[_POLICIES] = Policies(given, "waarborg_policy")
    return known

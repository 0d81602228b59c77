"""Files of cases, and the policy that each is about: found the same way on the command line and by the plugin for pytest."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterable

from .errors import Diagnostic, PolicyError
from .policy import Policy

SUFFIX = ".cases.json"


class Policies:
    """The policies that were named: several files of one name are its versions, oldest first."""

    def __init__(self, paths: Iterable[pathlib.Path], named_by: str) -> None:
        """Reads them. `named_by` is the option that names them, which an error then tells."""
        self._paths, self._named_by = tuple(paths), named_by
        versions: dict[str, list[pathlib.Path]] = {}
        for path in self._paths:
            versions.setdefault(Policy.load(path).name, []).append(path)
        self._policies = {
            name: Policy.load(of[0]) if len(of) == 1 else Policy.load_history(of) for name, of in versions.items()
        }

    def of(self, cases: pathlib.Path) -> Policy:
        """The policy that a file of cases is about: where none was named, the file beside it. PolicyError if none is."""
        if not self._paths:
            return self._beside(cases)
        found = self._policies.get(json.loads(cases.read_bytes())["policy"])
        if found is None:
            known = ", ".join(self._policies)
            help = f"name the file of that policy too, by {self._named_by}"
            raise _no_policy(cases, "none of the policies has the name that these cases are about", known, help)
        return found

    def _beside(self, cases: pathlib.Path) -> Policy:
        stem = cases.name[: -len(SUFFIX)] if cases.name.endswith(SUFFIX) else cases.stem
        places = [cases.with_name(stem + ending) for ending in (".policy.json", ".json")]
        for path in places:
            if path.is_file() and path != cases:
                return Policy.load(path)
        names = " or ".join(path.name for path in places if path != cases)
        help = f"put it there, or name it by {self._named_by}"
        raise _no_policy(cases, "there is no policy for these cases", f"{names} beside them", help)


def _no_policy(cases: pathlib.Path, message: str, expected: str, help: str) -> PolicyError:
    return PolicyError(None, [Diagnostic("no-policy", message, expected=expected, help=help)], str(cases))


def lines(path: pathlib.Path) -> dict[str, int]:
    """On which line each case of a file begins, from 0."""
    text = path.read_text(encoding="utf-8")
    found = re.finditer(r'"case"\s*:\s*("(?:[^"\\]|\\.)*")', text)
    return {json.loads(match.group(1)): text.count("\n", 0, match.start()) for match in found}

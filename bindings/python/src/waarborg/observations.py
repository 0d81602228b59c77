"""What is known without an entry, such as the last login."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Union

from ._native.documents import Unseen, document

#: A list of {"anchor", "moments": [...], "at"}, with days and moments of `datetime`; or the same as JSON.
Observations = Union[str, bytes, Sequence[Mapping[str, Any]]]


def observed_bytes(observed: Observations) -> bytes:
    """The bytes of observations; none for none."""
    if not observed:
        return b""
    if isinstance(observed, (str, bytes)):
        return document(observed, "observed")
    return Unseen(document(list(observed), "observed"))

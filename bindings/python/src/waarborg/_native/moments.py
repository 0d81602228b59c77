"""Moments: `datetime` with a time zone on this side, microseconds of UTC since 1970 on the other."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from ..errors import Diagnostic, MomentError

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NEVER = 2**63 - 1
_LAST = (datetime.max.replace(tzinfo=timezone.utc) - EPOCH) // timedelta(microseconds=1)
_FIRST = (datetime.min.replace(tzinfo=timezone.utc) - EPOCH) // timedelta(microseconds=1)


def micros(moment: datetime, name: str = "at") -> int:
    """A moment for the library, exact to the microsecond."""
    try:
        since = moment - EPOCH
    except TypeError:
        raise _refused(moment, name) from None
    return since.days * 86_400_000_000 + since.seconds * 1_000_000 + since.microseconds


def _refused(moment: object, name: str) -> Exception:
    if not isinstance(moment, datetime):
        return TypeError(f"`{name}` must be a datetime with a time zone, not {type(moment).__name__}")
    return MomentError.of(
        Diagnostic(
            code="naive-moment",
            message=f"the moment `{name}` has no time zone, so nobody knows when it was",
            expected="a datetime with a time zone",
            help="pass datetime.now(timezone.utc), or give it its zone: datetime(..., tzinfo=ZoneInfo('Europe/Amsterdam'))",
        )
    )


def moment_of(count: int) -> datetime | None:
    """A moment that the library gave; None for never, and for what lies outside Python's years."""
    if count == NEVER or not _FIRST <= count <= _LAST:
        return None
    return EPOCH + timedelta(microseconds=count)


def instant(text: str | None) -> datetime | None:
    """A moment of a document: RFC 3339 in UTC with six decimals; None for null, and for one of the two infinities."""
    if text is None or text.endswith("infinity"):
        return None
    return datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)


def day_or_instant(text: str) -> date | datetime:
    """A day, or a moment, of a document."""
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)


def written(moment: date | str, name: str) -> str:
    """A day or a moment as it stands in a document."""
    if isinstance(moment, str):
        return moment  # The library reads it, and says what is wrong with it.
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return (EPOCH + timedelta(microseconds=micros(moment, name))).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

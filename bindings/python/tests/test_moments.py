"""Moments have a time zone, and are exact."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
import school
import waarborg as wb
from waarborg._native import moments

NAIVE = datetime(2027, 4, 1, 12)


class Nowhere(tzinfo):
    """A time zone that tells no offset."""

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        return None

    dst = utcoffset

    def tzname(self, at: datetime | None) -> str:
        return "nowhere"


def questions(claims: wb.Claims) -> dict[str, Callable[[datetime], object]]:
    policy, dossier = wb.Policy.parse(school.POLICY), wb.Dossier()
    institution = wb.Institution.fold(policy, known_at=school.NOW)
    return {
        "decide": lambda at: claims.decide("teacher", "publish", "website", "photo", at=at),
        "explain": lambda at: claims.explain("teacher", "publish", "website", "photo", at=at),
        "fields": lambda at: claims.fields("teacher", "publish", "website", at=at),
        "decide_each": lambda at: wb.decide_each([claims], "teacher", "publish", "website", "photo", at=at),
        "decide_many": lambda at: claims.decide_many(["teacher"], "publish", "website", "photo", at=at),
        "erasable": lambda at: claims.erasable("photo", at=at),
        "kept_by": lambda at: claims.kept_by("photo", at=at),
        "requests": lambda at: claims.requests(at=at),
        "applicability": lambda at: claims.applicability("erasure", at=at),
        "withdrawal_plan": lambda at: claims.withdrawal_plan(["website"], at=at),
        "fold": lambda at: wb.Institution.fold(policy, known_at=at),
        "claims": lambda at: institution.claims(dossier, known_at=at),
        "append": lambda at: dossier.append(school.ENTRIES[0][1], recorded=at),
        "text-at": lambda at: policy.text_at("/purposes/website/description", at=at),
    }


@pytest.mark.parametrize("name", list(questions(school.claims())))
def test_a_moment_without_a_zone_is_refused_everywhere(claims: wb.Claims, name: str) -> None:
    question = questions(claims)[name]
    question(school.NOW)
    for naive in (NAIVE, NAIVE.replace(tzinfo=Nowhere())):
        with pytest.raises(wb.MomentError, match="has no time zone") as caught:
            question(naive)
        assert (caught.value.code, caught.value.status) == ("naive-moment", None)
        assert "datetime.now(timezone.utc)" in (caught.value.help or "")
    for wrong in (date(2027, 4, 1), "2027-04-01T12:00:00Z", 1806580800, None):
        with pytest.raises(TypeError, match="must be a datetime with a time zone"):
            question(wrong)  # type: ignore[arg-type]


# An entry may be recorded at any moment.
@pytest.mark.parametrize("name", [name for name in questions(school.claims()) if name != "append"])
@pytest.mark.parametrize("year", [1970, 1999, 2201, 9999])
def test_a_moment_of_another_century_is_refused_by_the_library(claims: wb.Claims, name: str, year: int) -> None:
    question = questions(claims)[name]
    try:
        question(datetime(year, 6, 1, tzinfo=timezone.utc))
    except wb.MomentError as error:
        assert error.status is wb.Status.BAD_TIME
        assert error.code != "naive-moment"
    else:
        pytest.fail("it was not refused")


def test_microseconds_are_exact() -> None:
    chance = random.Random(20261123)
    zones = [timezone.utc, ZoneInfo("Europe/Amsterdam"), timezone(timedelta(hours=-9, minutes=-30))]
    for _ in range(2000):
        count = chance.randrange(946_684_800_000_000, 7_258_118_400_000_000)
        moment = moments.moment_of(count)
        assert moment is not None and moment.tzinfo is timezone.utc
        assert moments.micros(moment.astimezone(chance.choice(zones))) == count
        assert moments.instant(moments.written(moment, "at")) == moment


def test_an_hour_that_comes_twice_is_two_moments() -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=amsterdam)
    assert moments.micros(first.replace(fold=1)) - moments.micros(first) == 3_600_000_000


def test_never_is_none() -> None:
    assert moments.moment_of(2**63 - 1) is None
    assert moments.moment_of(-(2**63)) is None
    assert moments.instant(None) is None
    assert moments.instant("+infinity") is None


def test_valid_until_is_exact(claims: wb.Claims) -> None:
    assert school.ask(claims).valid_until is None
    ended = school.claims(*school.ENTRIES, ("2026-12-01", {"kind": "left", "happened": "2026-12-01"}))
    until = school.ask(ended).valid_until
    assert until is not None
    before = ended.decide("teacher", "publish", "website", "photo", at=until - timedelta(microseconds=1))
    after = ended.decide("teacher", "publish", "website", "photo", at=until)
    assert (before.allowed, after.allowed) == (True, False)


def test_days_and_moments_stand_in_documents(claims: wb.Claims) -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    created = datetime(2026, 9, 2, 10, 0, 0, 1, tzinfo=amsterdam)
    as_text = claims.due("photo", {"created": "2026-09-02T08:00:00.000001Z"})
    assert claims.due("photo", {"created": created}) == as_text
    assert claims.due("photo", {"created": date(2026, 9, 2)}) == claims.due("photo", '{"created":"2026-09-02"}')
    with pytest.raises(wb.MomentError, match="has no time zone"):
        claims.due("photo", {"created": NAIVE})
    line = wb.Dossier().append({"kind": "enrolled", "happened": date(2026, 8, 20)}, recorded=school.NOW)
    assert '"happened":"2026-08-20"' in line.line

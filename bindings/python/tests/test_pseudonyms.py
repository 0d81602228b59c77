"""Pseudonyms are what Python's own HMAC gives, under keys that are derived here anew."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
import waarborg as wb
from keytree import (
    NOW,
    ROOT,
    SCHOOL,
    Host,
    computed,
    domain_key,
    expand,
    mac,
    named,
    pgns,
    text,
)

GOLDEN = "aeaaaanz4um6toixluraosui3eui2sec"


@pytest.fixture
def host() -> Host:
    return Host()


def test_each_and_many_are_what_hmac_gives(host: Host) -> None:
    chance = random.Random(20261123)
    found = pgns(chance)
    identifiers = [next(found) for _ in range(2000)]
    for domain in ("research", "care"):
        opened, number = host.open(domain), host.numbers[domain, "pgn"]
        expected = [computed(domain, number, "pgn", one) for one in identifiers]
        assert [opened.pseudonym("pgn", one) for one in identifiers] == list(map(text, expected))
        many = opened.pseudonyms("pgn", identifiers)
        assert many.texts == tuple(map(text, expected))
        assert many.packed == b"".join(expected)
        assert (many.refused, many.refusals, len(many)) == ((), {}, 2000)
    assert host.open("research").pseudonym("pgn", "0631.38.219") == GOLDEN
    mail = host.open("care").pseudonym("mail/lower", " J.1@School.NL")
    assert mail == text(computed("care", host.numbers["care", "mail/lower"], "mail/lower", "j.1@school.nl"))


def test_one_that_is_refused_stops_no_other(host: Host) -> None:
    domain = host.open("research")
    many = domain.pseudonyms("pgn", ["063138219", "063138218", "", "111222333", GOLDEN, "kanarie"])
    assert many.texts == (GOLDEN, None, None, domain.pseudonym("pgn", "111222333"), None, None)
    assert {row: diagnostic.code for row, diagnostic in many.refusals.items()} == {
        1: "pgn-check",
        2: "pgn-missing",
        4: "already-a-pseudonym",
        5: "pgn-character",
    }
    assert many.refused == (1, 2, 4, 5)
    assert many.packed[20:40] == bytes(20)
    with pytest.raises(wb.IdentifierError) as caught:
        domain.pseudonym("pgn", "063138218")
    assert caught.value.code == "pgn-check"
    assert domain.pseudonym("pgn", "063138219") == GOLDEN


def test_of_many_that_are_refused_every_row_is_reported(host: Host) -> None:
    rows = ["063138219" if row % 3 == 0 else "x" for row in range(3001)]
    many = host.open("research").pseudonyms("pgn", rows)
    assert many.refused == tuple(row for row in range(3001) if row % 3)
    assert [row for row, text in enumerate(many.texts) if text is None] == list(many.refused)
    assert tuple(many.refusals) == many.refused[:1000]


def test_after_a_rotation_both_are_found(host: Host) -> None:
    newer = host.activate("research", "pgn", epoch=2)
    domain = host.open("research")
    both = [text(computed("research", newer, "pgn", "063138219", epoch=2)), GOLDEN]
    assert domain.all_active("pgn", "063138219") == both
    assert domain.pseudonym("pgn", "063138219") == both[0]
    assert all(domain.matches("pgn", "063138219", one) for one in both)
    assert domain.matches("pgn", "063138219", computed("research", 1, "pgn", "063138219"))
    assert not domain.matches("pgn", "111222333", GOLDEN)
    assert host.register.recognise(GOLDEN, at=NOW) == (1, wb.KeyState.ACCEPT_ONLY)
    assert host.register.recognise(both[0], at=NOW).state is wb.KeyState.ACTIVE


def test_days_are_moved_by_one_number_for_each_person(host: Host) -> None:
    chance, domain, first = random.Random(1), host.open("care"), date(2000, 1, 1)
    key = expand(domain_key("care"), b"date\0")
    for i in range(200):
        pupil, day, days = (
            f"leerling {i}",
            first + timedelta(days=chance.randrange(36_500)),
            chance.choice((1, 30, 3650)),
        )
        number = int.from_bytes(mac(key, named("leerlingnummer"), pupil.encode())[:8], "big")
        assert domain.shift("leerlingnummer", pupil, days, day) == day + timedelta(days=number % (2 * days + 1) - days)
    with pytest.raises(TypeError):
        domain.shift("leerlingnummer", "a", 30, NOW)


def test_a_register_is_stored_and_keeps_no_key(host: Host) -> None:
    stored = host.register.to_json()
    assert wb.Register.parse(stored).to_json() == wb.Register.parse(json.loads(stored)).to_json() == stored
    assert len(json.loads(stored)["keys"]) == 6
    assert ROOT.hex() not in stored
    retired = host.register.retire(1, at=NOW)
    assert retired.recognise(GOLDEN, at=NOW).state is wb.KeyState.ACCEPT_ONLY
    gone, destruction = retired.destroy(1, at=NOW)
    assert gone.recognise(GOLDEN, at=NOW).state is wb.KeyState.DESTROYED
    assert (destruction.keys, destruction.at, destruction.effect) == ((1,), NOW, "refused-here")
    assert destruction.leaves_personal_data
    assert json.loads(destruction.json)["en"] == destruction.en
    assert host.register.destroy_domain(SCHOOL, "care", at=NOW).destruction.keys == (4, 5, 6)
    assert wb.Register().recognise(GOLDEN, at=NOW).state is wb.KeyState.FOREIGN
    with pytest.raises(wb.KeysError):
        wb.Domain.open(host.register, wb.Keys.root(bytes(range(1, 33))), SCHOOL, "research", at=NOW)


def test_keys_of_a_processor_open_one_school() -> None:
    root = mac(b"waarborg-pseudonym/v1", ROOT)
    of_school = expand(root, b"controller\0" + named(SCHOOL) + (1).to_bytes(4, "big"))
    register = Host().register
    for keys in (
        wb.Keys.controller(SCHOOL, of_school),
        wb.Keys.domain(SCHOOL, "research", domain_key("research"), own=False),
        wb.Keys.controller("school:00BB", bytes(range(32)), besides=wb.Keys.controller(SCHOOL, of_school)),
    ):
        assert wb.Domain.open(register, keys, SCHOOL, "research", at=NOW).pseudonym("pgn", "063138219") == GOLDEN
    with pytest.raises(wb.KeysError):
        wb.Keys.root(bytes(31))


def test_a_secret_is_lent_and_can_be_wiped() -> None:
    secret = bytearray(ROOT)
    keys = wb.Keys.root(secret)
    secret[:] = bytes(32)
    secret.clear()  # It is not held any more, or this is a BufferError.
    register = wb.Register().activate(keys, SCHOOL, "research", "pgn", at=NOW).register
    assert wb.Domain.open(register, keys, SCHOOL, "research", at=NOW).pseudonym("pgn", "063138219") == GOLDEN


RULES: dict[str, Any] = {
    "waarborg-translations": 1,
    "controller": SCHOOL,
    "rules": {
        "study": {
            "requester": "university",
            "from": "research",
            "to": "care",
            "purpose": "study",
            "basis": "public-task",
            "start": "2027-01-01T00:00:00Z",
            "end": "2028-01-01T00:00:00Z",
        }
    },
}


def test_a_rule_translates(host: Host) -> None:
    asked: dict[str, Any] = {"rules": RULES, "requester": "university", "purpose": "study", "kind": "pgn", "at": NOW}
    research, care = host.open("research"), host.open("care")
    made = wb.translate(research, care, ["063138219", "111222333", "x"], **asked)
    from_number, to_number = host.numbers["research", "pgn"], host.numbers["care", "pgn"]
    expected = [
        (computed("research", from_number, "pgn", one), computed("care", to_number, "pgn", one))
        for one in ("063138219", "111222333")
    ]
    assert list(made.pairs) == sorted(expected, key=lambda pair: pair[1])
    assert (made.refused, list(made.refusals)) == ((2,), [2])
    entry = json.loads(made.entry)
    assert (entry["rule"], entry["given"], entry["refused"]) == ("study", 2, 1)
    escrow = wb.Escrow.open(host.register, host.keys, SCHOOL, "research")
    numbers = ("063138219", "111222333")
    had = [research.pseudonym("pgn", one) for one in numbers]
    sealed = [escrow.seal("pgn", one, beside) for one, beside in zip(numbers, had, strict=True)]
    assert wb.translate_sealed(escrow, care, had, sealed, **asked).pairs == made.pairs
    by_bytes = [computed("research", from_number, "pgn", one) for one in numbers]
    swapped = wb.translate_sealed(escrow, care, by_bytes, sealed[::-1], **asked)
    assert (swapped.pairs, swapped.refused) == ((), (0, 1))
    with pytest.raises(wb.ArgumentError):
        wb.translate_sealed(escrow, care, had, sealed[:1], **asked)
    with pytest.raises(wb.ArgumentError):
        wb.translate_sealed(escrow, care, ["x"], sealed[:1], **asked)
    with pytest.raises(wb.NotAllowedError):
        wb.translate(care, research, ["063138219"], **asked)
    with pytest.raises(wb.NotAllowedError):
        wb.translate(research, care, ["063138219"], **{**asked, "at": NOW.replace(year=2029)})


def test_pairs_lead_from_an_old_key_to_a_new_one(host: Host) -> None:
    newer = host.activate("research", "pgn", epoch=2)
    domain, expires = host.open("research"), NOW.replace(month=5)
    mapped = wb.rekey(
        domain, ["063138219", "x"], kind="pgn", old_key=1, new_key=newer, by="job-1", at=NOW, expires=expires
    )
    pair = (computed("research", 1, "pgn", "063138219"), computed("research", newer, "pgn", "063138219", epoch=2))
    assert (mapped.pairs, mapped.refused) == ((pair,), (1,))
    key = bytes(range(64))
    sealed = wb.seal_pairs(key, mapped.pairs, expires=expires)
    assert [(len(one), one[:20]) for one in sealed] == [(56, pair[0])]
    assert wb.open_pairs(key, sealed, expires=expires, at=NOW) == (pair,)
    with pytest.raises(wb.NotAllowedError):
        wb.open_pairs(key, sealed, expires=expires, at=expires)
    with pytest.raises(wb.IdentifierError):
        wb.open_pairs(bytes(range(1, 65)), sealed, expires=expires, at=NOW)
    with pytest.raises(wb.ArgumentError):
        wb.seal_pairs(key, [(b"short", pair[1])], expires=expires)
    other = domain.pseudonym("pgn", "111222333")
    aliases = wb.Aliases().add(pair[0], text(computed("research", 1, "pgn", "111222333")), since=NOW)
    both = wb.rekey(
        domain, ["063138219", "111222333"], kind="pgn", old_key=1, new_key=newer, by="j", at=NOW, expires=expires
    )
    assert aliases.rekey(both.pairs).resolve(text(pair[1]), at=NOW) == other


def test_aliases_are_followed(host: Host) -> None:
    domain = host.open("research")
    first, second, third = (domain.pseudonym("pgn", one) for one in ("063138219", "111222333", "123456782"))
    aliases = wb.Aliases().add(second, first, since=NOW).add(third, second, since=NOW)
    assert aliases.resolve(third, at=NOW) == aliases.resolve(first, at=NOW) == first
    assert aliases.resolve(third, at=NOW - timedelta(days=1)) == third
    assert aliases.same_person(second, at=NOW) == sorted((first, second, third))
    assert wb.Aliases.parse(aliases.to_json()).to_json() == aliases.to_json()
    with pytest.raises(wb.WaarborgError):
        aliases.add(first, third, since=NOW)


def test_escrow_leads_back(host: Host) -> None:
    escrow = wb.Escrow.open(host.register, host.keys, SCHOOL, "research")
    sealed = escrow.seal("pgn", "063138219", GOLDEN)
    assert sealed == escrow.seal("pgn", "0631.38.219", GOLDEN)
    assert escrow.unseal(sealed, GOLDEN) == "063138219"
    with pytest.raises(wb.IdentifierError):
        escrow.unseal(sealed, host.open("research").pseudonym("pgn", "111222333"))
    changed = ("0" if sealed[0] != "0" else "1") + sealed[1:]
    with pytest.raises(wb.IdentifierError):
        escrow.unseal(changed, GOLDEN)


def test_the_number_services_hash_is_there_or_not_built() -> None:
    try:
        made = wb.hpgn("063138219", bytes(range(32)), wb.HpgnCost.UNTIL_2016)
    except wb.NotBuiltError as error:
        assert error.status is wb.Status.NOT_BUILT
    else:
        import hashlib

        expected = hashlib.scrypt(b"063138219", salt=bytes(range(32)), n=16_384, r=8, p=1, dklen=32)
        assert made == expected.hex()

"""The story of Noor and Sam, in Python; what happens in it, and every line it prints, is in ../story/README.md.

python story.py DATABASE POLICY
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date, datetime, time, timezone
from pathlib import Path
from typing import Any

import waarborg as wb

import dossiers
import records
import rights
from dossiers import Dossiers, entry
from race import SAM, race

NOOR = 1
PARENT = "ref-17"
#: May a teacher publish a photo of her on the website?
MAY_PUBLISH = ("teacher", wb.Verb.PUBLISH, "website", "photo")
NUMBERS = "063138219 999990019 999990020 999990021 999990032 999990044 999990056 999990068 999990081 999990093".split()


def utc(day: str, hour: int = 12) -> datetime:
    """An hour of a day. Your platform takes the moment that it is: datetime.now(timezone.utc)."""
    return datetime.combine(date.fromisoformat(day), time(hour), timezone.utc)


def shown(moment: datetime | None) -> str:
    return "never" if moment is None else moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Story:
    def __init__(self, database: str, policy: wb.Policy, school: Dossiers) -> None:
        self.database = database
        self.policy = policy
        self.school = school

    def happens(self, now: datetime, kind: str, **fields: Any) -> int:
        """An entry about Noor; its number."""
        number, _ = self.school.append(NOOR, entry(kind, now, **fields), now)
        print(f"   entry {number}: {kind}")
        return number

    def refuses(self, now: datetime, kind: str, **fields: Any) -> None:
        """A step in a request that may not be taken."""
        try:
            self.school.prepare(self.school.read(NOOR), entry(kind, now, **fields), now)
        except wb.StepError as why:
            print(f"   refused: {kind} ({why.code})")
        else:
            raise AssertionError(f"{kind} was to be refused")

    def decides(self, now: datetime) -> None:
        got = self.school.claims(NOOR, now).decide(*MAY_PUBLISH, at=now)
        print(
            f"   {shown(now)}: {got.answer.word}, {got.identifiability.word}, until {shown(got.valid_until)}, {got.reason.word}"
        )

    def explains(self, now: datetime) -> None:
        print(f"   {self.school.claims(NOOR, now).explain(*MAY_PUBLISH, at=now).json}")

    def keeps(self, now: datetime) -> None:
        """Until when each record of Noor may be kept."""
        claims = self.school.claims(NOOR, now)
        for category in records.CATEGORIES:
            for created, _ in records.of(self.school.db, category, NOOR):
                due = claims.due(category, {"created": created})
                print(f"   {category} of {created}: {due.state.word}, {shown(due.at)}, {due.reason.word}")

    def plans(self, now: datetime, request: int) -> wb.Plan:
        """What is to be done for a request, and what stays, and why."""
        plan = self.school.claims(NOOR, now).plan(request, at=now)
        for item in plan.items:
            print(f"   {item.item}: {item.kind.word}")
            for kept in item.kept:
                print(
                    f"   kept for {kept.purpose or ''} on {kept.ground.word if kept.ground else ''} ({kept.reason.word})"
                )
        return plan

    def gives(self, now: datetime, request: int) -> None:
        """Packs what the plan gives, and writes it beside the database."""
        plan = self.plans(now, request)
        digest, size, page = rights.package(self.school, NOOR, "p-1", request, now, self.database)
        print(f"   package: {size} bytes, page: {page} bytes")
        print(f"   digest {digest}")
        for item in plan.items:
            self.is_done(now, request, item)
        self.happens(now, "package-ready", entry=request, digest=digest)

    def erases(self, now: datetime, request: int) -> None:
        """Carries out the plan of an erasure. It deletes first, so that no dossier tells of an erasure that was
        not: who is interrupted does both again."""
        for item in self.plans(now, request).items:
            if item.kind is wb.ItemKind.ERASE and item.category is not None:
                gone = records.delete(self.school.db, item.category, NOOR)
                print(f"   {gone} of {item.category} deleted")
                self.happens(now, "erased", category=item.category, system=item.system, through=now)
                self.is_done(now, request, item)

    def is_done(self, now: datetime, request: int, item: wb.Item) -> None:
        self.happens(now, "request-item", entry=request, item=item.item, outcome=wb.ItemOutcome.DONE)

    def remembers(self, erased: datetime) -> None:
        """The lines of the ledger, and what it answers when a backup comes back."""
        key, zone = bytearray(range(64, 96)), self.policy.zone
        lines, head = rights.suppress(key, zone, "p-1", erased, ["photo"])
        print(*(f"   {line}" for line in lines), sep="\n")
        for created in (date(2026, 9, 15), date(2027, 9, 15)):
            erased_before = rights.was_erased(key, zone, lines, head, "p-1", "photo", created)
            print(f"   a photo of {created} in a backup was {'erased' if erased_before else 'not erased'}")

    def noor(self) -> None:
        print("2. What has happened to Noor")
        self.happens(utc("2026-08-20"), "born", date=date(2015, 5, 5))
        self.happens(utc("2026-08-20"), "enrolled", initial=True)
        self.happens(utc("2026-08-20"), "authority", representative=PARENT, authority="parental", may="exercise")
        self.happens(utc("2026-09-01"), "consent-given", purposes=["website"], by=PARENT)
        print(f"   head {self.school.read(NOOR).head.hex()}")
        print("3. May a teacher publish her photo on the website?")
        self.decides(utc("2026-10-01"))
        print("4. Her parent withdraws")
        self.happens(utc("2027-03-03"), "consent-withdrawn", purposes=["website"], by=PARENT)
        self.decides(utc("2027-03-04"))
        self.explains(utc("2027-03-04"))
        print("5. Until when may each record be kept?")
        self.keeps(utc("2027-03-11"))

    def sam(self, policy: str) -> None:
        print("6. Two writers, one dossier")
        start = utc("2026-08-20")
        self.school.append(SAM, entry("born", start, date=date(2016, 2, 29)), start)
        self.school.append(SAM, entry("enrolled", start, initial=True), start)
        print(f"   Sam has {len(self.school.read(SAM))} entries")
        again = race(self.database, policy)
        print(f"   Sam has {len(self.school.read(SAM))} entries; written again {again}")

    def access(self) -> None:
        print("7. Her parent asks for everything")
        asked = self.happens(utc("2027-03-15"), "requested", right=wb.Right.ACCESS, categories=[], by=PARENT)
        self.refuses(utc("2027-03-15", 13), "package-ready", entry=asked)
        self.happens(utc("2027-03-16"), "request-granted", entry=asked)
        self.refuses(utc("2027-03-16", 13), "package-ready", entry=asked)
        self.gives(utc("2027-03-17"), asked)
        self.refuses(utc("2027-03-18"), "package-collected", entry=asked, by="ref-99")
        self.happens(utc("2027-03-18"), "package-collected", entry=asked, by=PARENT)
        self.happens(utc("2027-03-18"), "request-closed", entry=asked)

    def erasure(self) -> None:
        print("8. And asks for everything to be erased")
        asked = self.happens(utc("2027-03-20"), "requested", right=wb.Right.ERASURE, categories=[], by=PARENT)
        now = utc("2027-03-22")
        self.happens(now, "request-granted", entry=asked)
        self.erases(now, asked)
        self.happens(now, "request-closed", entry=asked)
        self.keeps(utc("2027-03-23"))
        self.remembers(now)


def pseudonyms() -> None:
    """A pupil's number, and a column of them, under a key that is no secret."""
    print("9. Under another name")
    now, controller, domain = utc("2027-03-23"), "school:00AA", "research"
    with wb.Keys.root(bytearray(range(32))) as keys:
        register, _ = wb.Register().activate(keys, controller, domain, "pgn", at=now)
        research = wb.Domain.open(register, keys, controller, domain, at=now)
    with research:
        print(f"   {research.pseudonym('pgn', NUMBERS[0])}")
        column = research.pseudonyms("pgn", NUMBERS)
    for row, pseudonym in enumerate(column.texts):
        print(f"   {row}: {pseudonym or f'refused ({column.refusals[row].code})'}")


def main(database: str, path: str) -> None:
    for leftover in ("", "-journal", "-wal", "-shm"):
        Path(database + leftover).unlink(missing_ok=True)
    print("1. The policy")
    policy = wb.Policy.load(path)
    print(f"   digest {policy.digest.hex()}")
    print(f"   findings {len(policy.lint())}")
    institution = wb.Institution.fold(policy, known_at=utc("2027-04-01"))
    with closing(dossiers.connect(database)) as db:
        db.executescript(dossiers.TABLES + records.TABLES)
        story = Story(database, policy, Dossiers(db, institution))
        story.noor()
        story.sam(path)
        story.access()
        story.erasure()
    pseudonyms()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("give a database to make, and the policy")
    main(*sys.argv[1:])

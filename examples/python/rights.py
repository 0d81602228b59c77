"""What this platform does when a person asks for what it has, and what it remembers of what it erased."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import waarborg as wb

import records
from dossiers import Dossiers


def package(
    school: Dossiers, dossier: int, subject: str, request: int, now: datetime, beside: str
) -> tuple[str, int, int]:
    """Packs what the plan of a request gives: all of it as JSON, and a page for who asked. The digest of the package, and
    how many bytes both have."""
    claims = school.claims(dossier, now)
    with (
        open(f"{beside}.package.json", "wb") as file,
        claims.package(request, file, subject=subject, at=now) as packed,
    ):
        for item in claims.plan(request, at=now).items:
            if item.kind is wb.ItemKind.GIVE and item.category is not None:
                for created, record in records.of(school.db, item.category, dossier):
                    packed.push(item, record, subjects=[subject], created=created)
                packed.close_item(item)
        digest, page = packed.finish(), packed.page("en").encode()
        size = packed.contents().bytes
    Path(f"{beside}.package.html").write_bytes(page)
    return digest, size, len(page)


def suppress(
    key: bytearray, zone: str, person: str, through: datetime, categories: list[str]
) -> tuple[list[str], bytes]:
    """A new ledger after an erasure: its lines and its head, to keep apart from the data. They name nobody."""
    opened = wb.Ledger.create(key, zone=zone)
    erased = opened.ledger.suppressed("school", person, through=through, categories=categories)
    return [opened.line, erased.line], erased.head


def was_erased(
    key: bytearray, zone: str, lines: list[str], head: bytes, person: str, category: str, created: date
) -> bool:
    """Whether a record that comes back with a backup must be erased again."""
    with wb.Ledger.open(key, lines, head, zone=zone) as ledger:
        return ledger.recognises("school", person, category, created=created)

"""Dossiers in SQLite, and the one way in which an entry comes into them."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

import waarborg as wb

TABLES = """
create table dossier (id integer primary key, person_ref text not null, head_seq integer not null, head blob not null);
create table entry (dossier integer not null, seq integer not null, line text not null, primary key (dossier, seq));
insert into dossier values (1, 'p-1', 0, zeroblob(32)), (2, 'p-2', 0, zeroblob(32));
"""


def connect(database: str) -> sqlite3.Connection:
    """A connection on which `with` is one transaction, which begins with the right to write, or waits for it."""
    return sqlite3.connect(database, isolation_level="IMMEDIATE", timeout=10)


def entry(kind: str, now: datetime, **fields: Any) -> dict[str, Any]:
    """An entry about what happens now."""
    return {"kind": kind, "happened": now, **fields}


class Dossiers:
    """The dossiers of a school. Every entry, whoever it is about, comes in by `append`."""

    def __init__(self, db: sqlite3.Connection, institution: wb.Institution) -> None:
        self.db = db
        self.institution = institution

    def read(self, dossier: int) -> wb.Dossier:
        """A dossier as it is now. One statement, so that its head and its lines are of one moment."""
        rows = self.db.execute(
            "select head, line from dossier left join entry on entry.dossier = id where id = ? order by seq", (dossier,)
        ).fetchall()
        head = rows[0][0]
        return wb.Dossier.load([line for _, line in rows if line is not None], head)

    def claims(self, dossier: int, now: datetime) -> wb.Claims:
        """What every question about a person is put to."""
        return self.institution.claims(self.read(dossier), known_at=now)

    def prepare(self, read: wb.Dossier, body: dict[str, Any], now: datetime) -> wb.Appended:
        """The next line of a dossier as it was read. Refused if the policy does not know a name in the entry, or if it is
        about a request and that is no legal step now."""
        return self.institution.append(read, body, recorded=now)

    def store(self, dossier: int, read: wb.Dossier, created: wb.Appended) -> bool:
        """Stores a line with its head, in one transaction. False, and nothing stored, if another writer was first."""
        with self.db:
            moved = self.db.execute(
                "update dossier set head_seq = ?, head = ? where id = ? and head = ?",
                (created.seq, created.head, dossier, read.head),
            ).rowcount
            if moved == 0:
                self.db.rollback()
                return False
            self.db.execute("insert into entry values (?, ?, ?)", (dossier, created.seq, created.line))
            return True

    def append(self, dossier: int, body: dict[str, Any], now: datetime) -> tuple[int, int]:
        """Appends an entry: its number, and how often it was written again because another writer was first. It then
        begins with reading, since what the other wrote may change what is allowed."""
        again = 0
        while True:
            read = self.read(dossier)
            created = self.prepare(read, body, now)
            if self.store(dossier, read, created):
                return created.seq, again
            again += 1

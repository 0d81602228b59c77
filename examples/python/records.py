"""The platform's own records: photos and results of tests."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

TABLES = """
create table photo (id integer primary key, dossier integer not null, created text not null, file text not null);
create table result (id integer primary key, dossier integer not null, created text not null, test text not null);
insert into photo values (1, 1, '2026-09-15', 'portrait.jpg'), (2, 1, '2027-02-10', 'sports-day.jpg'),
                         (3, 1, '2027-03-10', 'school-play.jpg');
insert into result values (1, 1, '2027-01-20', 'fractions');
"""

#: Each category of the policy that this platform holds: what is in a record, where its records are, how they go.
CATEGORIES = {
    "photo": (
        "file",
        "select created, file from photo where dossier = ? order by created",
        "delete from photo where dossier = ?",
    ),
    "result": (
        "test",
        "select created, test from result where dossier = ? order by created",
        "delete from result where dossier = ?",
    ),
}


def of(db: sqlite3.Connection, category: str, dossier: int) -> list[tuple[date, dict[str, Any]]]:
    """When each record of a person was made, and the record itself; oldest first."""
    field, select, _ = CATEGORIES[category]
    return [(date.fromisoformat(created), {field: value}) for created, value in db.execute(select, (dossier,))]


def delete(db: sqlite3.Connection, category: str, dossier: int) -> int:
    """Deletes every record of a person in a category; how many there were."""
    _, _, statement = CATEGORIES[category]
    with db:
        return db.execute(statement, (dossier,)).rowcount

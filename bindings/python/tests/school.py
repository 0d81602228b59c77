"""A school, its policy and one pupil: what most tests are about."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import waarborg as wb

NOW = datetime(2027, 4, 1, 12, tzinfo=timezone.utc)

POLICY: dict[str, Any] = {
    "waarborg": 1,
    "policy": "school",
    "version": "2026",
    "applies-from": "2026-08-01",
    "jurisdiction": "NL",
    "language": "en",
    "declared-by": "school",
    "parties": {"school": {"name": "De Waarborg", "acts-as": ["controller"]}},
    "subjects": {"pupil": {"kind": "pupil", "minors": True}},
    "categories": {"photo": {"description": "Photos of a pupil", "subject": "pupil"}},
    "purposes": {
        "website": {
            "description": "Show the school on its website",
            "basis": "consent",
            "as": "controller",
            "consent": {"how": "explicit", "withdrawal": "same", "grace": "P30D"},
            "categories": ["photo"],
            "retention": {
                "photos": {
                    "term": "earliest(with-basis, enrolled + P1Y)",
                    "kind": "maximum",
                    "source": "school plan 2026",
                }
            },
        }
    },
    "roles": {
        "teacher": {
            "description": "Teachers",
            "party": "school",
            "may": {"photos": {"verbs": ["publish"], "categories": ["photo"]}},
        }
    },
}

ENTRIES: list[tuple[str, dict[str, Any]]] = [
    ("2026-08-20", {"kind": "born", "happened": "2026-08-20", "date": "2015-05-05"}),
    ("2026-08-20", {"kind": "enrolled", "happened": "2026-08-20", "initial": True}),
    (
        "2026-08-20",
        {
            "kind": "authority",
            "happened": "2026-08-20",
            "representative": "ref-17",
            "authority": "parental",
            "may": "exercise",
        },
    ),
    ("2026-09-01", {"kind": "consent-given", "happened": "2026-09-01", "purposes": ["website"], "by": "ref-17"}),
]
WITHDRAWN = (
    "2027-03-03",
    {"kind": "consent-withdrawn", "happened": "2027-03-03", "purposes": ["website"], "by": "ref-17"},
)

SCHOOL = "school:00AA"

REQUEST = {"kind": "requested", "happened": "2027-03-01", "right": "access", "by": "ref-17"}
GRANTED = {"kind": "request-granted", "happened": "2027-03-02", "entry": 5}
FIELDS: dict[str, Any] = {
    "waarborg-fields": 1,
    "subject": "number",
    "fields": {
        "number": {"holds": "identifier", "kind": "pgn"},
        "born": {"holds": "birth-date"},
        "sat": {"holds": "time"},
        "remark": {"holds": "free-text"},
    },
    "outputs": [
        {
            "purpose": "quality",
            "identifiability": "pseudonymised",
            "fields": {
                "number": {"as": "pseudonym"},
                "born": {"as": "age-band", "width": 2},
                "sat": {"as": "shift", "days": 30},
                "remark": {"as": "tag"},
            },
        }
    ],
}
CASES: dict[str, Any] = {
    "waarborg-cases": 1,
    "policy": "school",
    "cases": [
        {
            "case": "nobody-asked",
            "description": "Without consent no photo goes on the website.",
            "when": "2027-04-01T12:00:00Z",
            "ask": {"may": {"role": "teacher", "verb": "publish", "purpose": "website", "category": "photo"}},
            "then": {"answer": "deny"},
        }
    ],
}


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T12:00:00+00:00")


def dossier(*entries: tuple[str, dict[str, Any]]) -> wb.Dossier:
    of = wb.Dossier()
    for recorded, body in entries:
        of = of.with_entry(of.append(body, recorded=day(recorded)))
    return of


def claims(*entries: tuple[str, dict[str, Any]], policy: wb.Policy | None = None) -> wb.Claims:
    """The claims on the data of a pupil with these entries."""
    institution = wb.Institution.fold(policy or wb.Policy.parse(POLICY), known_at=NOW)
    return institution.claims(dossier(*entries), known_at=NOW)


def ask(of: wb.Claims) -> wb.Decision:
    return of.decide("teacher", wb.Verb.PUBLISH, "website", "photo", at=NOW)

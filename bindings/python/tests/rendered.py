"""Writes what the package read from a document as the document again: what does not come back was lost."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import waarborg as wb


def moment(value: date | datetime | None) -> str | None:
    if value is None:
        return None
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def word(value: Any) -> Any:
    return None if value is None else value.word


def reason(of: wb.Reason) -> dict[str, Any]:
    return {
        "code": of.code.word,
        "article": of.article,
        "nl": of.nl,
        "en": of.en,
        "source": word(of.source),
        "entry": of.entry,
    }


def findings(of: wb.Listing[wb.Finding]) -> dict[str, Any]:
    each = [
        {"code": f.code, "severity": f.severity.word, "article": f.article, "path": f.path, "nl": f.nl, "en": f.en}
        for f in of
    ]
    return {"v": 1, "findings": each}


def explanation(of: wb.Explanation) -> dict[str, Any]:
    timelines = [
        {
            "condition": part.condition,
            "steps": [
                {
                    "from": moment(step.since),
                    "value": step.value.word,
                    "code": step.code.word,
                    "source": word(step.source),
                    "entry": step.entry,
                }
                for step in part.steps
            ],
        }
        for part in of.timelines
    ]
    return {
        "v": 1,
        "answer": of.answer.word,
        "identifiability": of.identifiability.word,
        "valid-until": moment(of.valid_until),
        "addressee": [addressee.word for addressee in of.addressee],
        "reasons": list(map(reason, of.reasons)),
        "timelines": timelines,
    }


def fields(of: wb.Listing[wb.Field]) -> dict[str, Any]:
    each = [
        {
            "category": field.category,
            "answer": field.answer.word,
            "identifiability": field.identifiability.word,
            "valid-until": moment(field.valid_until),
            "addressee": word(field.addressee),
            "reason": reason(field.reason),
        }
        for field in of
    ]
    return {"v": 1, "fields": each}


def due(of: wb.DueExplanation) -> dict[str, Any]:
    drops = [{"to": d.to.word, "at": moment(d.at), "last-day": moment(d.last_day)} for d in of.drops]
    return {
        "v": 1,
        "state": of.state.word,
        "at": moment(of.at),
        "last-day": moment(of.last_day),
        "reason": reason(of.reason),
        "drops": drops,
    }


def retaining_claims(of: wb.Listing[wb.RetainingClaim]) -> dict[str, Any]:
    each = [
        {"purpose": k.purpose, "value": k.value.word, "kept-until": moment(k.kept_until), "reason": reason(k.reason)}
        for k in of
    ]
    return {"v": 1, "kept-by": each}


def deadline(of: wb.Deadline) -> dict[str, Any]:
    steps = [{"rule": step.rule, "article": step.article, "end": moment(step.end)} for step in of.steps]
    return {"safe": moment(of.safe), "legal": moment(of.legal), "provisional": of.provisional, "steps": steps}


def present(of: dict[str, Any]) -> dict[str, Any]:
    """Without what is not there: of requests and plans, a field that is empty is not written."""
    return {name: value for name, value in of.items() if value not in (None, (), [])}


def requests(of: wb.Requests) -> dict[str, Any]:
    each = []
    for request in of:
        clock = request.clock
        each.append(
            present(
                {
                    "categories": list(request.categories),
                    "purposes": list(request.purposes),
                    "joined": request.joined,
                    "extended": moment(request.extended),
                    "forwarded-to": request.forwarded_to,
                    "refused": [
                        {"entry": one.entry, "ground": word(one.ground), "categories": list(one.categories)}
                        for one in request.refused
                    ],
                }
            )
            | {
                "entry": request.entry,
                "right": request.right.word,
                "received": moment(request.received),
                "stage": request.stage.word,
                "authority": request.authority.word,
                "earlier": request.earlier,
                "outcomes": {item: outcome.word for item, outcome in request.outcomes.items()},
                "next": list(request.next),
                "clock": None
                if clock is None
                else present(
                    {
                        "promised": moment(clock.promised),
                        "extension-notice": clock.extension_notice and deadline(clock.extension_notice),
                    }
                )
                | {"answer": deadline(clock.answer), "stands-still": clock.stands_still},
            }
        )
    return {"waarborg-requests": 1, "requests": each, "ignored": list(of.ignored)}


def plan(of: wb.Plan) -> dict[str, Any]:
    items = [
        present(
            {
                "category": item.category,
                "system": item.system,
                "recipient": item.recipient,
                "categories": list(item.categories),
                "purposes": list(item.purposes),
                "kept": [
                    present(
                        {"purpose": kept.purpose, "ground": word(kept.ground), "kept-until": moment(kept.kept_until)}
                    )
                    | {"reason": kept.reason.word}
                    for kept in item.kept
                ],
                "ground": word(item.ground),
                "gone-from-backups": moment(item.gone_from_backups),
            }
        )
        | {"item": item.item, "kind": item.kind.word, "article": item.article}
        for item in of.items
    ]
    return present({"entry": of.entry, "ends": list(of.ends), "ends-on": list(of.ends_on)}) | {
        "waarborg-plan": 1,
        "right": of.right.word,
        "at": moment(of.at),
        "policy": of.policy.hex(),
        "institution": of.institution.hex(),
        "dossier": of.dossier.hex(),
        "items": items,
    }


def applicability(of: wb.Listing[wb.RightApplicability], right: str) -> dict[str, Any]:
    claims = [
        {
            "purpose": one.purpose,
            "category": one.category,
            "basis": word(one.basis),
            "applicability": one.applicability.word,
            "article": one.article,
            "nl": one.nl,
            "en": one.en,
            "value": one.value.word,
            "ends": one.ends,
        }
        for one in of
    ]
    return {"waarborg-applicability": 1, "right": right, "claims": claims}

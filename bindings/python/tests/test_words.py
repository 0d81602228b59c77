"""Words that a newer library gives are no yes, and no crash."""

from __future__ import annotations

import copy
import enum
import json
import pathlib
import pickle
from typing import Any

import pytest
import school
import waarborg as wb
from waarborg._native.structs import DECISION, RawDecision
from waarborg.decision import decision_of
from waarborg.tolerant import Word


def raw(**fields: int) -> wb.Decision:
    return decision_of(DECISION.unpack(bytes(RawDecision(size=40, **fields))))


def test_an_unknown_answer_is_no_yes() -> None:
    decision = raw(answer=7, identifiability=9, addressee=8, reason=9999, source=12, entry=3, valid_until=2**63 - 1)
    assert decision.allowed is False
    assert decision.answer not in list(wb.Answer)
    assert (decision.answer.word, decision.answer.known) == ("unknown-7", False)
    assert decision.answer is raw(answer=7).answer
    assert decision.reason.word == "unknown-9999"
    assert decision.valid_until is None
    assert raw(answer=2).allowed is True
    assert raw(answer=1).allowed is False
    assert raw().allowed is False


def test_an_unknown_word_in_a_document_is_no_yes(claims: wb.Claims) -> None:
    document = json.loads(claims.explain("teacher", "publish", "website", "photo", at=school.NOW).json)
    assert wb.Explanation._read(json.dumps(document)).allowed is True
    document["answer"] = "perhaps"
    document["reasons"][0] |= {"code": "new-reason", "source": "elsewhere"}
    read = wb.Explanation._read(json.dumps(document))
    assert read.allowed is False
    assert (read.answer.word, read.answer.known) == ("perhaps", False)
    assert read.reasons[0].code.word == "new-reason"


def test_a_claim_is_known_at_every_moment() -> None:
    steps = school.claims(*school.ENTRIES, school.WITHDRAWN).claim("website", "photo")
    assert steps[0].since is None
    assert [step.value for step in steps[-2:]] == [wb.Value.LIVE, wb.Value.ENDED]
    assert (steps[-1].reason.code, steps[-1].reason.entry) == (wb.ReasonCode.CONSENT_WITHDRAWN, 5)
    assert json.loads(steps.json)["steps"][-1]["value"] == "ended"


def test_what_must_be_done_is_done_also_if_its_kind_is_new() -> None:
    assert wb.ItemKind.ERASE.is_work
    assert not wb.ItemKind.KEEP.is_work
    assert wb.ItemKind("vaporise").is_work


def word_of(member: enum.Enum) -> str:
    return member.word if isinstance(member, Word) else member.name.lower().replace("_", "-")


DECLARED: list[tuple[str, type[enum.Enum]]] = [
    ("policy", wb.Basis),
    ("cases", wb.Identifiability),
    ("cases", wb.RefusalGround),
    ("cases", wb.ItemKind),
    ("cases", wb.ItemOutcome),
    ("cases", wb.Applicability),
    ("cases", wb.ActorRelation),
    ("cases", wb.Right),
    ("cases", wb.Stage),
    ("cases", wb.Verb),
]


@pytest.mark.parametrize("document, words", DECLARED)
def test_every_word_of_the_library_is_there_and_no_other(
    root: pathlib.Path, document: str, words: type[enum.Enum]
) -> None:
    schema = json.loads((root / "include" / f"waarborg-{document}.schema.json").read_text(encoding="utf-8"))
    declared = [one["const"] for one in schema["$defs"][words.__name__]["oneOf"]]
    assert sorted(declared) == sorted(word_of(member) for member in words if member is not wb.Identifiability.ANY)


def test_every_severity_is_there(root: pathlib.Path) -> None:
    # No schema has findings: those about the policies of the repository are of every severity.
    policies = [wb.Policy.load(path) for path in (root / "examples" / "policies").glob("*.json")]
    found = {finding["severity"] for policy in policies for finding in json.loads(policy.lint().json)["findings"]}
    assert found == {severity.word for severity in wb.Severity}


def test_what_is_no_work_is_marked_in_the_librarys_own_description(root: pathlib.Path) -> None:
    schema = json.loads((root / "include" / "waarborg-cases.schema.json").read_text(encoding="utf-8"))
    for kind in schema["$defs"]["ItemKind"]["oneOf"]:
        assert wb.ItemKind(kind["const"]).is_work is not kind["description"].endswith("No work."), kind["const"]
    assert [kind for kind in wb.ItemKind if kind.is_given] == [wb.ItemKind.GIVE, wb.ItemKind.GIVE_IN_PART]


def test_an_unknown_word_in_a_plan_or_a_request_is_none_that_you_can_name() -> None:
    item = {
        "item": "a",
        "kind": "refused",
        "ground": "whim",
        "kept": [{"ground": "whim", "reason": "legal-hold"}],
        "article": "",
    }
    read = wb.Item._read(item)
    assert read.ground is read.kept[0].ground is wb.RefusalGround("whim")
    assert read.ground is not None and (read.ground.word, read.ground.known) == ("whim", False)
    read = wb.Item._read(item | {"ground": "excessive", "kept": [{"ground": "archive", "reason": "legal-hold"}]})
    assert (read.ground, read.kept[0].ground) == (wb.RefusalGround.EXCESSIVE, wb.RefusalGround.ARCHIVE)
    read = wb.Item._read({"item": "a", "kind": "keep", "kept": [{"reason": "legal-hold"}], "article": ""})
    assert (read.ground, read.kept[0].ground) == (None, None)
    refused = [
        wb.Refusal._read({"entry": 3, "ground": ground, "categories": []}).ground
        for ground in ("archive", "whim", None)
    ]
    assert refused == [wb.RefusalGround.ARCHIVE, wb.RefusalGround("whim"), None]


def test_an_entry_takes_a_word() -> None:
    at, empty = school.NOW, wb.Dossier()

    def line(dossier: wb.Dossier, **body: Any) -> str:
        return dossier.append({"happened": "2027-03-01"} | body, recorded=at).line

    asked = {"kind": "requested", "by": "ref-17"}
    decision = {"role": "privacy officer", "article": "12(5)", "text": "It was the ninth time."}
    refused = {"kind": "request-refused", "entry": 1, "decision": decision}
    done = {"kind": "request-item", "entry": 1, "item": "photo"}
    created = empty.append(asked | {"happened": "2027-03-01", "right": wb.Right.ACCESS}, recorded=at)
    dossier = empty.with_entry(created)
    assert line(empty, **asked, right="access") == created.line
    assert line(dossier, **refused, ground="excessive") == line(dossier, **refused, ground=wb.RefusalGround.EXCESSIVE)
    assert line(dossier, **done, outcome="done") == line(dossier, **done, outcome=wb.ItemOutcome.DONE)
    for wrong in (wb.RefusalGround("whim"), wb.Right.ACCESS):
        with pytest.raises(wb.EntryError) as caught:
            line(dossier, **refused, ground=wrong)
        assert caught.value.code == "unknown-word"


def test_no_answer_is_true_or_false(claims: wb.Claims) -> None:
    fields = claims.fields("teacher", "publish", "website", at=school.NOW)
    explanation = claims.explain("teacher", "publish", "website", "photo", at=school.NOW)
    for answer in (school.ask(claims), wb.Answer.PERMIT, wb.Answer.DENY, explanation, fields[0]):
        with pytest.raises(TypeError, match="not true or false"):
            bool(answer)
    assert school.ask(claims).allowed and explanation.allowed and fields[0].allowed


def test_answers_cannot_be_changed_and_can_be_copied(claims: wb.Claims) -> None:
    decision = school.ask(claims)
    with pytest.raises(AttributeError):
        decision.answer = wb.Answer.DENY  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(decision)) == copy.deepcopy(decision) == decision
    assert hash(pickle.loads(pickle.dumps(decision))) == hash(decision)
    explanation = claims.explain("teacher", "publish", "website", "photo", at=school.NOW)
    assert pickle.loads(pickle.dumps(explanation)) == explanation
    findings = wb.Policy.parse(school.POLICY).lint()
    again = pickle.loads(pickle.dumps(findings))
    assert (again, again.json) == (findings, findings.json)


def test_a_word_that_is_asked_must_be_known(claims: wb.Claims) -> None:
    assert claims.decide("teacher", "publish", "website", "photo", at=school.NOW) == school.ask(claims)
    for verb in ("publsh", "", wb.Verb("other"), wb.Verb(99)):
        with pytest.raises(wb.ArgumentError) as caught:
            claims.decide("teacher", verb, "website", "photo", at=school.NOW)
        assert caught.value.code == "unknown-value"
        assert "publish" in (caught.value.expected or "")
    with pytest.raises(TypeError):
        claims.decide("teacher", 9, "website", "photo", at=school.NOW)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        claims.decide("teacher", "publish", "website", "photo", at=school.NOW, relations=1)  # type: ignore[arg-type]
    with pytest.raises(wb.ArgumentError):
        claims.decide("teacher", "publish", "website", "photo", at=school.NOW, identifiability="blurred")
    with pytest.raises(ValueError):
        wb.Verb(2**32 + 9)


def test_the_number_of_another_name_is_refused(policy: wb.Policy, claims: wb.Claims) -> None:
    role, photo = policy.role("teacher"), policy.id("category", "photo")
    assert policy.category("photo") == photo
    assert claims.decide(role, wb.Verb.PUBLISH, policy.purpose("website"), photo, at=school.NOW).allowed
    with pytest.raises(wb.ForeignIdError):
        claims.decide(photo, wb.Verb.PUBLISH, "website", "photo", at=school.NOW)
    with pytest.raises(wb.UnknownNameError) as caught:
        claims.decide("teachr", wb.Verb.PUBLISH, "website", "photo", at=school.NOW)
    assert caught.value.suggestion == "teacher"
    with pytest.raises(TypeError):
        claims.decide(None, wb.Verb.PUBLISH, "website", "photo", at=school.NOW)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(role)) == role
    assert repr(role) == "<Id of the role 'teacher'>"

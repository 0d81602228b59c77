"""Words that a newer library gives are no yes, and no crash."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
import school
import waarborg as wb
from waarborg._native.structs import DECISION, RawDecision
from waarborg.decision import decision_of


def raw(**fields: int) -> wb.Decision:
    return decision_of(DECISION.unpack(bytes(RawDecision(size=40, **fields))))


def test_an_unknown_answer_is_no_yes() -> None:
    decision = raw(answer=7, form=9, whom=8, reason=9999, source=12, entry=3, until=2**63 - 1)
    assert decision.allowed is False
    assert decision.answer not in list(wb.Answer)
    assert (decision.answer.word, decision.answer.known) == ("unknown-7", False)
    assert decision.answer is raw(answer=7).answer
    assert decision.reason.code == "unknown-9999"
    assert decision.until is None
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
    assert read.reasons[0].reason.code == "new-reason"


def test_a_claim_is_told_at_every_moment() -> None:
    steps = school.claims(*school.ENTRIES, school.WITHDRAWN).claim("website", "photo")
    assert steps[0].since is None
    assert [step.value for step in steps[-2:]] == [wb.Value.LIVE, wb.Value.ENDED]
    assert (steps[-1].reason.code, steps[-1].reason.entry) == ("consent-withdrawn", 5)
    assert json.loads(steps.json)["steps"][-1]["value"] == "ended"


def test_what_must_be_done_is_done_also_if_its_kind_is_new() -> None:
    assert wb.ItemKind.ERASE.is_work
    assert not wb.ItemKind.KEEP.is_work
    assert wb.ItemKind("vaporise").is_work


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
        claims.decide("teacher", "publish", "website", "photo", at=school.NOW, form="blurred")
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

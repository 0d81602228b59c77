"""Runs the corpus through the public API and compares bytes.

    run_cases.py SCRIPT...        from the folder in which the scripts' paths begin

The form of a script stands in examples/corpus.rs. Every question is asked in each way that there is: by names, by numbers,
in columns, about a class, and as a document; and what was read from a document must be written as the document again.
Prints every difference, and at the end how many cases were run, and: N passed, N failed.
"""

from __future__ import annotations

import array
import json
import pathlib
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import rendered
import waarborg as wb

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NEVER = 2**63 - 1


def moment(micros: str) -> datetime:
    return EPOCH + timedelta(microseconds=int(micros))


def micros(moment: datetime | None) -> int:
    return NEVER if moment is None else (moment - EPOCH) // timedelta(microseconds=1)


def relations_of(words: str) -> wb.ActorRelation:
    relations = wb.ActorRelation(0)
    for word in filter(None, words.split(",")):
        relations |= wb.ActorRelation[word.upper().replace("-", "_")]
    return relations


def refused(step: Callable[[], None]) -> bool:
    try:
        step()
    except wb.StepError:
        return True
    return False


class Case:
    """One case, from its name to its end."""

    def __init__(self, policy: wb.Policy, names: wb.Institution) -> None:
        self.policy, self.names = policy, names
        self.differences: list[str] = []
        self.compared = 0
        self.lines: dict[str, list[str]] = {"institution": [], "dossier": []}
        self.heads = {"institution": wb.EMPTY_HEAD, "dossier": wb.EMPTY_HEAD}
        self.known_at, self.observed = EPOCH, ""
        self.answer: str | None = None
        self.accepted = ""
        self.decision: wb.Decision
        self.due_date: wb.Due
        self.erasable: wb.Erasable
        self.retaining_claims = ""
        self.next_due = 0

    def same(self, what: str, expected: object, got: object) -> None:
        if expected != got:
            self.differences.append(f"{what}\n    expected  {expected}\n    got       {got}")

    def document(self, of: Any, written: dict[str, Any]) -> None:
        """What was answered, and what was read from it."""
        self.answer = of.json
        self.same("what was read", json.loads(of.json), written)

    def append(self, stream: str, recorded: str, body: str, line: str, head: str) -> None:
        self.names.check_append(body)
        with wb.Dossier.load(self.lines[stream], self.heads[stream]) as before:
            created = before.append(json.loads(body), recorded=moment(recorded), expected=self.heads[stream])
            self.same("as text", created, before.append(body, recorded=moment(recorded)))
            after = before.with_entry(created)
            if stream == "dossier":
                self.by_the_institution(before, created, body, moment(recorded))
        self.same("line", line, created.line)
        self.same("head", head, created.head.hex())
        self.same("the dossier with it", (created.head, created.seq), (after.head, after.seq))
        self.same("the entry in it", json.loads(created.line)["body"], after.entries[-1].body)
        self.lines[stream].append(created.line)
        self.heads[stream] = created.head

    def by_the_institution(self, before: wb.Dossier, created: wb.Appended, body: str, recorded: datetime) -> None:
        """The same line, if it may be written: some cases are about steps that were not legal."""
        try:
            self.same("by the institution", created, self.names.append(before, body, recorded=recorded))
        except wb.StepError:
            with self.names.claims(before, known_at=recorded) as claims:
                self.same("refused by its parts", True, refused(lambda: claims.check_append(body)))

    def ask(self, question: Callable[[wb.Claims], None]) -> None:
        """Folds what was given, and asks."""
        entries = "\n".join(self.lines["institution"])
        with (
            wb.Institution.fold(self.policy, entries, self.heads["institution"], known_at=self.known_at) as institution,
            wb.Dossier.load(self.lines["dossier"], self.heads["dossier"]) as dossier,
            institution.claims(dossier, self.observed, known_at=self.known_at) as claims,
        ):
            self.same("seq", len(self.lines["dossier"]), dossier.seq)
            question(claims)

    def may(
        self,
        role: str,
        verb: str,
        purpose: str,
        category: str,
        recipient: str,
        identifiability: str,
        relations: str,
        preconditions: str,
        record: str,
        at: str,
    ) -> None:
        def question(claims: wb.Claims) -> None:
            policy = self.policy
            given: dict[str, Any] = {
                "at": moment(at),
                "recipient": recipient or None,
                "identifiability": identifiability or None,
                "relations": relations_of(relations),
                "preconditions": preconditions.split(",") if preconditions else (),
                "record": json.loads(record) if record else None,
            }
            self.decision = claims.decide(role, verb, purpose, category, **given)
            by_number: dict[str, Any] = given | {
                "recipient": policy.recipient(recipient) if recipient else None,
                "identifiability": wb.Identifiability.asked(identifiability) if identifiability else None,
                "preconditions": [policy.precondition(precondition) for precondition in given["preconditions"]],
                "record": record or None,
            }
            numbers = policy.role(role), wb.Verb.asked(verb), policy.purpose(purpose), policy.category(category)
            self.same("by number", self.decision, claims.decide(*numbers, **by_number))
            explanation = claims.explain(role, verb, purpose, category, **given)
            self.document(explanation, rendered.explanation(explanation))
            self.same("explained by number", explanation, claims.explain(*numbers, **by_number))
            self.many(claims, (role, verb, purpose, category), numbers, given)

        self.ask(question)

    def many(self, claims: wb.Claims, names: Any, numbers: Any, given: dict[str, Any]) -> None:
        """The same in columns, and about a class in which everyone is this person."""
        n, expected = 3, [self.decision] * 3
        same: dict[str, Any] = {"at": given["at"], "preconditions": given["preconditions"]}
        rows: dict[str, Any] = {
            name: [given[key]] * n
            for name, key in (("recipients", "recipient"), ("identifiabilities", "identifiability"))
        }
        by_name = claims.decide_many(
            [names[0]] * n,
            [names[1]] * n,
            [names[2]] * n,
            [names[3]] * n,
            **rows,
            relations=[given["relations"]] * n,
            records=[given["record"]] * n,
            **same,
        )
        self.same("decide_many", expected, list(by_name))
        role, verb, purpose, category = numbers
        packed = claims.decide_many(
            array.array("Q", [role] * n),
            verb,
            memoryview(array.array("Q", [purpose] * n)),
            array.array("Q", [category] * n).tobytes(),
            recipients=given["recipient"],
            identifiabilities=given["identifiability"],
            relations=given["relations"],
            records=[given["record"]] * n,
            **same,
        )
        self.same("decide_many, packed", by_name, packed)
        each = wb.decide_each([claims] * n, *names, **given)
        self.same("decide_each", expected, [each[row] for row in range(n)])
        with wb.Group([claims] * n) as group:
            self.same("a group", [each, each], [group.decide(*names, **given), group.decide(*numbers, **given)])
        self.same("answers", [self.decision.answer.value] * n, each.answers.tolist())
        self.same("allowed", [self.decision.allowed] * n, each.allowed)
        self.same("valid_untils", [micros(self.decision.valid_until)] * n, each.valid_untils.tolist())

    def due(self, category: str, record: str, at: str) -> None:
        def question(claims: wb.Claims) -> None:
            given = json.loads(record) if record else None
            self.due_date = claims.due(category, given)
            self.same("by number", self.due_date, claims.due(self.policy.category(category), record or None))
            explained = claims.explain_due(category, given)
            self.document(explained, rendered.due(explained))
            self.erasable = claims.erasable(category, given, at=moment(at))
            kept = claims.kept_by(category, given, at=moment(at))
            self.retaining_claims = kept.json
            self.same("what was read of claims that keep it", json.loads(kept.json), rendered.retaining_claims(kept))
            many = claims.due_many([category] * 2, [record] * 2)
            self.same("due_many", [self.due_date] * 2, list(many))
            self.same("ats", [micros(self.due_date.at)] * 2, many.ats.tolist())
            self.next_due = micros(claims.next_due(category, [given] * 2))

        self.ask(question)

    def fields(
        self,
        role: str,
        verb: str,
        purpose: str,
        recipient: str,
        relations: str,
        preconditions: str,
        record: str,
        at: str,
    ) -> None:
        def question(claims: wb.Claims) -> None:
            fields = claims.fields(
                role,
                verb,
                purpose,
                at=moment(at),
                recipient=recipient or None,
                relations=relations_of(relations),
                preconditions=preconditions.split(",") if preconditions else (),
                record=record or None,
            )
            self.document(fields, rendered.fields(fields))

        self.ask(question)

    def step(self, body: str) -> None:
        def question(claims: wb.Claims) -> None:
            try:
                claims.check_append(json.loads(body))
                self.accepted = "accepted"
            except wb.WaarborgError as error:
                self.accepted = error.code

        self.ask(question)

    def requests(self, at: str) -> None:
        def question(claims: wb.Claims) -> None:
            requests = claims.requests(at=moment(at))
            self.document(requests, rendered.requests(requests))

        self.ask(question)

    def plan(self, entry: str, at: str) -> None:
        def question(claims: wb.Claims) -> None:
            plan = claims.plan(int(entry), at=moment(at))
            self.document(plan, rendered.plan(plan))

        self.ask(question)

    def applicability(self, right: str, at: str) -> None:
        def question(claims: wb.Claims) -> None:
            applicability = claims.applicability(right, at=moment(at))
            self.document(applicability, rendered.applicability(applicability, right))

        self.ask(question)

    def text_at(self, path: str, at: str) -> None:
        self.answer = self.policy.text_at(path, at=moment(at))

    def compare_decision(
        self, answer: str, identifiability: str, addressee: str, valid_until: str, reason: str, source: str, entry: str
    ) -> None:
        of = self.decision
        self.same("answer", (answer, answer == "permit"), (of.answer.word, of.allowed))
        self.same("identifiability", identifiability, of.identifiability.word)
        self.same("addressee", addressee, "nobody" if of.addressee is None else of.addressee.word)
        self.same("valid until", int(valid_until), micros(of.valid_until))
        self.same("reason", reason, of.reason.word)
        self.same("source", source, "none" if of.source is None else of.source.word)
        self.same("entry", int(entry), of.entry or 0)

    def compare_date(self, state: str, at: str, reason: str, source: str, entry: str) -> None:
        of = self.due_date
        self.same("state", state, of.state.word)
        self.same("at", int(at), micros(of.at))
        self.same("reason", reason, of.reason.word)
        self.same("source", source, "none" if of.source is None else of.source.word)
        self.same("entry", int(entry), of.entry or 0)

    def compare_erasure(self, allowed: str, reason: str, source: str, entry: str) -> None:
        of = self.erasable
        self.same("erasable", allowed == "1", of.allowed)
        self.same("reason", reason, "none" if of.reason is None else of.reason.word)
        self.same("source", source, "none" if of.source is None else of.source.word)
        self.same("entry", int(entry), of.entry or 0)


def run(path: str) -> tuple[int, int, int]:
    """Runs one script; returns how many cases it held, how many passed and how many failed."""
    cases = passed = failed = announced = 0
    policy: wb.Policy
    names: wb.Institution
    case: Case
    name = "(the policy)"

    def finish() -> None:
        nonlocal passed, failed
        if not case.compared:
            case.differences.append("nothing was compared")
        for difference in case.differences:
            print(f"{path}: {name}: {difference}")
        passed, failed = passed + (not case.differences), failed + bool(case.differences)

    for line in pathlib.Path(path).read_bytes().decode().split("\n")[:-1]:
        word, *fields = line.split("\t")
        try:
            if word == "cases":
                announced = int(fields[0])
            elif word == "policy":
                policy = wb.Policy.load(fields[0])
                # Which names it knows does not depend on the moment.
                names = wb.Institution.fold(policy, known_at=datetime(2026, 10, 1, tzinfo=timezone.utc))
                case = Case(policy, names)
            elif word == "digest":
                case.same("digest", fields[0], policy.digest.hex())
            elif word == "findings":
                found = policy.lint()
                case.same("findings", fields[0], found.json)
                case.same("what was read of findings", json.loads(found.json), rendered.findings(found))
                case.compared += 1
                finish()
            elif word == "case":
                case, name = Case(policy, names), fields[0]
            elif word == "known":
                case.known_at = moment(fields[0])
            elif word == "observed":
                case.observed = fields[0]
            elif word in ("institution", "dossier"):
                case.append(word, *fields)
            elif word in ("may", "due", "fields", "text-at", "step", "requests", "plan", "applicability"):
                getattr(case, word.replace("-", "_"))(*fields)
            elif word == "answer":
                case.compare_decision(*fields)
            elif word == "date":
                case.compare_date(*fields)
            elif word == "erasable":
                case.compare_erasure(*fields)
            elif word == "accepted":
                case.compared += 1
                case.same("accepted", fields[0], case.accepted)
            elif word == "kept":
                case.same("kept", fields[0], case.retaining_claims)
            elif word == "next":
                case.same("next", int(fields[0]), case.next_due)
            elif word in ("expect", "description"):
                case.compared += 1
                case.same("answer", fields[0], case.answer)
            elif word == "end":
                cases += 1
                finish()
            else:
                case.differences.append(f"a word that is not known: {word!r}")
        except Exception as error:  # A case that cannot be asked fails, and the next one runs.
            case.differences.append(repr(error))
    if cases != announced:
        print(f"{path}: {announced} cases announced, and {cases} run")
        failed += 1
    return cases, passed, failed


def main() -> None:
    counts = [run(script) for script in sys.argv[1:]]
    cases, passed, failed = (sum(count) for count in zip(*counts, strict=True))
    print(f"{cases} cases")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()

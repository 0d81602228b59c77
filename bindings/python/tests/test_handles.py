"""Closing, forgetting, sharing, forking and ending: nothing is freed while it is used, and nothing is used once freed."""

from __future__ import annotations

import copy
import ctypes
import gc
import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
import school
import waarborg as wb
from school import CASES, FIELDS, GRANTED, REQUEST, SCHOOL
from waarborg._native.handle import Handle, Owned
from waarborg._native.library import lib


class Freed:
    """Counts what is freed, and frees it."""

    def __init__(self, kind: type[Handle], monkeypatch: pytest.MonkeyPatch) -> None:
        self.pointers: list[int] = []
        free = kind._Owned.free

        def counted(owned: Owned) -> None:
            self.pointers.append(owned.number)
            free(owned)

        monkeypatch.setattr(kind._Owned, "free", staticmethod(counted))


def world() -> dict[str, Handle]:
    """One of everything."""
    policy = wb.Policy.parse(school.POLICY)
    institution = wb.Institution.fold(policy, known_at=school.NOW)
    dossier = school.dossier(*school.ENTRIES, ("2027-03-01", REQUEST), ("2027-03-02", GRANTED))
    claims = institution.claims(dossier, known_at=school.NOW)
    keys = wb.Keys.root(bytes(range(32)))
    register = wb.Register().activate(keys, SCHOOL, "research", "pgn", at=school.NOW).register
    return {
        "policy": policy,
        "institution": institution,
        "dossier": dossier,
        "claims": claims,
        "group": wb.Group([claims]),
        "keys": keys,
        "register": register,
        "domain": wb.Domain.open(register, keys, SCHOOL, "research", at=school.NOW),
        "escrow": wb.Escrow.open(register, keys, SCHOOL, "research"),
        "aliases": wb.Aliases(),
        "fields": wb.FieldTable.parse(FIELDS),
        "table": wb.Table({"cohort": ["2019", "2019"]}),
        "ledger": wb.Ledger.create(bytes(range(32))).ledger,
        "cases": wb.Cases.parse(CASES),
        "package": claims.package(5, BytesIO(), subject="pupil-1", at=school.NOW),
    }


def uses(of: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Every way to use every handle."""
    at, question = school.NOW, ("teacher", "publish", "website", "photo")
    claims, domain, register, ledger, aliases = (
        of[name] for name in ("claims", "domain", "register", "ledger", "aliases")
    )
    package, policy, table, pseudonym = of["package"], of["policy"], of["table"], "a" * 32
    body = school.ENTRIES[0][1]
    return {
        "policy.digest": lambda: policy.digest,
        "policy.id": lambda: policy.id("role", "teacher"),
        "policy.role": lambda: policy.role("teacher"),
        "policy.names": lambda: policy.names("role"),
        "policy.name_of": lambda: policy.name_of(1),
        "policy.name": lambda: policy.name,
        "policy.lint": lambda: policy.lint(),
        "policy.text_at": lambda: policy.text_at("/purposes/website/description", at=at),
        "policy.fold": lambda: wb.Institution.fold(policy, known_at=at),
        "institution.append": lambda: of["institution"].append(wb.Dossier(), body, recorded=at),
        "institution.check_append": lambda: of["institution"].check_append(body),
        "institution.claims": lambda: of["institution"].claims(wb.Dossier(), known_at=at),
        "dossier.head": lambda: of["dossier"].head,
        "dossier.seq": lambda: of["dossier"].seq,
        "dossier.lines": lambda: of["dossier"].lines,
        "dossier.entries": lambda: of["dossier"].entries,
        "dossier.len": lambda: len(of["dossier"]),
        "dossier.append": lambda: of["dossier"].append(body, recorded=at),
        "dossier.institution": lambda: wb.Institution.fold(wb.Policy.parse(school.POLICY), known_at=at).append(
            of["dossier"], body, recorded=at
        ),
        "dossier.with_entry": lambda: of["dossier"].with_entry(wb.Appended("", 1, bytes(32))),
        "dossier.claims": lambda: wb.Institution.fold(wb.Policy.parse(school.POLICY), known_at=at).claims(
            of["dossier"], known_at=at
        ),
        "claims.decide": lambda: claims.decide(*question, at=at),
        "claims.decide_many": lambda: claims.decide_many(["teacher"], "publish", "website", "photo", at=at),
        "claims.decide_each": lambda: wb.decide_each([claims], *question, at=at),
        "claims.group": lambda: wb.Group([claims]),
        "group.decide": lambda: of["group"].decide(*question, at=at),
        "claims.explain": lambda: claims.explain(*question, at=at),
        "claims.fields": lambda: claims.fields(*question[:3], at=at),
        "claims.due": lambda: claims.due("photo"),
        "claims.explain_due": lambda: claims.explain_due("photo"),
        "claims.due_many": lambda: claims.due_many(["photo"]),
        "claims.next_due": lambda: claims.next_due(["photo"]),
        "claims.erasable": lambda: claims.erasable("photo", at=at),
        "claims.kept_by": lambda: claims.kept_by("photo", at=at),
        "claims.requests": lambda: claims.requests(at=at),
        "claims.check_append": lambda: claims.check_append(body),
        "claims.plan": lambda: claims.plan(5, at=at),
        "claims.withdrawal_plan": lambda: claims.withdrawal_plan(["website"], at=at),
        "claims.claim": lambda: claims.claim("website", "photo"),
        "claims.applicability": lambda: claims.applicability("access", at=at),
        "claims.package": lambda: claims.package(5, BytesIO(), subject="pupil-1", at=at),
        "claims.resume_package": lambda: claims.resume_package(5, BytesIO(), "{}", subject="pupil-1"),
        "keys.besides": lambda: wb.Keys.root(bytes(range(1, 33)), besides=of["keys"]),
        "keys.activate": lambda: wb.Register().activate(of["keys"], SCHOOL, "research", "pgn", at=at),
        "keys.domain": lambda: wb.Domain.open(wb.Register(), of["keys"], SCHOOL, "research", at=at),
        "keys.escrow": lambda: wb.Escrow.open(wb.Register(), of["keys"], SCHOOL, "research"),
        "register.to_json": lambda: register.to_json(),
        "register.activate": lambda: register.activate(wb.Keys.root(bytes(range(32))), SCHOOL, "care", "pgn", at=at),
        "register.retire": lambda: register.retire(1, at=at),
        "register.destroy": lambda: register.destroy(1, at=at),
        "register.destroy_domain": lambda: register.destroy_domain(SCHOOL, "research", at=at),
        "register.recognise": lambda: register.recognise(pseudonym, at=at),
        "domain.pseudonym": lambda: domain.pseudonym("pgn", "063138219"),
        "domain.pseudonyms": lambda: domain.pseudonyms("pgn", ["063138219"]),
        "domain.all_active": lambda: domain.all_active("pgn", "063138219"),
        "domain.matches": lambda: domain.matches("pgn", "063138219", pseudonym),
        "domain.shift": lambda: domain.shift("pgn", "063138219", 30, at.date()),
        "domain.translate": lambda: wb.translate(
            domain, domain, [], rules={}, requester="r", purpose="p", kind="pgn", at=at
        ),
        "domain.rekey": lambda: wb.rekey(domain, [], kind="pgn", old_key=1, new_key=2, by="b", at=at, expires=at),
        "escrow.seal": lambda: of["escrow"].seal("pgn", "063138219", pseudonym),
        "escrow.translate_sealed": lambda: wb.translate_sealed(
            of["escrow"], domain, [], [], rules={}, requester="r", purpose="p", kind="pgn", at=at
        ),
        "escrow.unseal": lambda: of["escrow"].unseal("00", pseudonym),
        "aliases.to_json": lambda: aliases.to_json(),
        "aliases.add": lambda: aliases.add(pseudonym, "b" * 32, since=at),
        "aliases.resolve": lambda: aliases.resolve(pseudonym, at=at),
        "aliases.same_person": lambda: aliases.same_person(pseudonym, at=at),
        "aliases.rekey": lambda: aliases.rekey([]),
        "fields.check": lambda: of["fields"].check(wb.Policy.parse(school.POLICY), at=at),
        "fields.treatments": lambda: of["fields"].treatments("website", "anonymised"),
        "fields.transform": lambda: of["fields"].transform([], "website", "anonymised", on=at.date()),
        "table.with_column": lambda: table.with_column("region", ["a", "b"]),
        "table.check": lambda: wb.check(table, {}, release="r", holders={}),
        "table.population": lambda: wb.check(wb.Table({"a": ["b"]}), {}, release="r", holders={}, population=table),
        "table.measure": lambda: wb.measure(table, {}),
        "table.check_joined": lambda: wb.check_joined([table], {}, release="r", holders={}),
        "ledger.head": lambda: ledger.head,
        "ledger.seq": lambda: ledger.seq,
        "ledger.suppressed": lambda: ledger.suppressed(SCHOOL, "pupil-1", through=at.date()),
        "ledger.lifted": lambda: ledger.lifted(SCHOOL, "pupil-1", since=at.date()),
        "ledger.recognises": lambda: ledger.recognises(SCHOOL, "pupil-1", "photo", created=None),
        "ledger.recognises_many": lambda: ledger.recognises_many(SCHOOL, ["pupil-1"], ["photo"], [None]),
        "cases.len": lambda: len(of["cases"]),
        "cases.getitem": lambda: of["cases"][0],
        "cases.run_one": lambda: of["cases"].run_one(wb.Policy.parse(school.POLICY), 0),
        "cases.run": lambda: of["cases"].run(wb.Policy.parse(school.POLICY)),
        "package.push": lambda: package.push("photo", {}, category="photo", subjects=["pupil-1"]),
        "package.close_item": lambda: package.close_item("photo"),
        "package.finish": lambda: package.finish(),
        "package.checkpoint": lambda: package.checkpoint(),
        "package.contents": lambda: package.contents(),
        "package.page": lambda: package.page("en"),
    }


NAMES = list(uses(world()))
#: A group owns nothing by itself: it keeps the claims of others.
OWNERS = [noun for noun in world() if noun != "group"]


def test_every_public_method_of_a_handle_is_in_the_list() -> None:
    of = world()
    for noun, handle in of.items():
        listed = {name.split(".")[1] for name in NAMES if name.startswith(f"{noun}.")}
        methods = {name for name in dir(type(handle)) if not name.startswith("_")}
        # Those that make one, those of every handle, and those that are one of another kind.
        methods -= {
            "parse",
            "load",
            "parse_history",
            "load_history",
            "open",
            "fold",
            "root",
            "passphrase",
            "controller",
            "create",
        }
        methods -= {"close", "closed"} | ({"domain"} if noun == "keys" else set())
        methods -= (
            {"purpose", "category", "recipient", "precondition", "zone", "versions"} if noun == "policy" else set()
        )
        assert methods <= listed, noun


@pytest.mark.parametrize("name", NAMES)
def test_use_after_close_is_an_error(name: str) -> None:
    of = world()
    of[name.split(".")[0]].close()
    with pytest.raises(wb.ClosedError) as caught:
        uses(of)[name]()
    assert (caught.value.code, caught.value.status) == ("closed", None)
    assert "was closed" in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("noun", OWNERS)
def test_closing_frees_once(noun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = world().pop(noun)
    gc.collect()
    freed, pointer = Freed(type(handle), monkeypatch), handle._use().number
    assert not handle.closed
    with handle:
        assert pointer not in freed.pointers
    # Claims are kept by their package, and a policy by the names of what was made from it.
    assert handle.closed
    handle.close()
    handle.close()
    del handle
    gc.collect()
    assert freed.pointers.count(pointer) == 1


@pytest.mark.parametrize("noun", OWNERS)
def test_forgetting_frees_once_also_in_a_cycle(noun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of = world()
    handle = of[noun]
    freed = Freed(type(handle), monkeypatch)
    gone = weakref.ref(handle)
    cycle: list[Any] = [handle]
    cycle.append(cycle)
    pointer = handle._use().number
    del handle, of
    del cycle
    gc.collect()
    assert gone() is None
    assert freed.pointers.count(pointer) == 1


@pytest.mark.parametrize("noun", list(world()))
def test_a_handle_tells_nothing_and_is_not_copied(noun: str) -> None:
    handle = world()[noun]
    assert repr(handle) == f"<waarborg.{type(handle).__name__}>"
    for copies in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="cannot be copied or pickled"):
            copies(handle)
    handle.close()
    assert repr(handle).endswith("(closed)>")
    with pytest.raises(wb.ClosedError), handle:
        pass


def test_a_group_keeps_its_claims_until_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    freed, claims = Freed(wb.Claims, monkeypatch), school.claims(*school.ENTRIES)
    pointer, group = claims._use().number, wb.Group(iter([claims, claims]))
    claims.close()
    question = ("teacher", "publish", "website", "photo")
    assert group.decide(*question, at=school.NOW).allowed == [True, True]
    assert pointer not in freed.pointers
    group.close()
    assert freed.pointers.count(pointer) == 1
    with pytest.raises(wb.ClosedError):
        wb.Group([claims])


def test_threads_ask_one_group() -> None:
    policy = wb.Policy.parse(school.POLICY)
    given = school.claims(*school.ENTRIES, policy=policy)
    withdrawn = school.claims(*school.ENTRIES, school.WITHDRAWN, policy=policy)
    group, expected = wb.Group([given, withdrawn] * 15), [True, False] * 15

    def asks(verb: str) -> bool:
        # Rows are used again: an answer must not be that of another thread's question.
        wanted = expected if verb == "publish" else [False] * 30
        return all(
            group.decide("teacher", verb, "website", "photo", at=school.NOW).allowed == wanted for _ in range(200)
        )

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(asks, ["publish", "delete"] * 4))


def test_what_is_created_from_a_handle_outlives_it() -> None:
    of = world()
    expected = school.ask(of["claims"])  # type: ignore[arg-type]
    for noun in ("policy", "institution", "dossier", "keys", "register"):
        of[noun].close()
    gc.collect()
    claims, domain = of["claims"], of["domain"]
    assert isinstance(claims, wb.Claims) and isinstance(domain, wb.Domain)
    assert school.ask(claims) == expected
    # A name that was not asked for before is looked up in the policy, which the claims keep.
    with pytest.raises(wb.UnknownNameError):
        claims.decide("nobody", "publish", "website", "photo", at=school.NOW)
    assert domain.pseudonym("pgn", "063138219").startswith("aeaaaa")


def test_a_call_in_flight_keeps_its_handle(monkeypatch: pytest.MonkeyPatch) -> None:
    freed = Freed(wb.Keys, monkeypatch)
    besides = wb.Keys.controller("school:00BB", bytes(range(32)))
    pointer, began = besides._use().number, threading.Event()
    created: list[Any] = []

    def slowly() -> None:
        began.set()
        created.append(wb.Keys.passphrase("a passphrase of some length", bytes(range(16)), besides=besides))
        created.append(pointer in freed.pointers)

    thread = threading.Thread(target=slowly)
    thread.start()
    began.wait()
    time.sleep(0.02)
    besides.close()
    in_flight = thread.is_alive() and not created
    early = pointer in freed.pointers
    thread.join()
    assert in_flight, "the call was over before the handle was closed: nothing was shown"
    assert not early
    assert freed.pointers.count(pointer) == 1
    keys = created[0]
    register = wb.Register().activate(keys, SCHOOL, "research", "pgn", at=school.NOW).register
    assert wb.Domain.open(register, keys, SCHOOL, "research", at=school.NOW).pseudonym("pgn", "063138219")


def test_the_interpreter_runs_on_during_a_call() -> None:
    assert type(lib) is ctypes.CDLL
    done = threading.Event()

    def slowly() -> None:
        wb.Keys.passphrase("a passphrase of some length", bytes(range(16)))
        done.set()

    thread = threading.Thread(target=slowly)
    thread.start()
    ticks = 0
    while not done.is_set():
        ticks += 1
        time.sleep(0.001)
    thread.join()
    assert ticks > 5


def test_threads_share_and_one_closes() -> None:
    policy = wb.Policy.parse(school.POLICY)
    for _ in range(20):
        claims = school.claims(*school.ENTRIES, policy=policy)
        start, answers = threading.Barrier(5), []

        def asks(claims: wb.Claims = claims, start: threading.Barrier = start) -> list[bool | None]:
            start.wait()
            answers: list[bool | None] = []
            try:
                for _ in range(300):
                    answers.append(school.ask(claims).allowed)
            except wb.ClosedError:
                answers.append(None)
            return answers

        with ThreadPoolExecutor(4) as pool:
            running = [pool.submit(asks) for _ in range(4)]
            start.wait()
            time.sleep(0.002)
            claims.close()
            for one in running:
                answers += one.result()
        assert set(answers) <= {True, None}
        assert True in answers


def test_one_thread_at_a_time_makes_a_package() -> None:
    """Who comes while another is inside is refused, and nothing is spoiled by it."""
    of = world()
    package = of["package"]
    assert isinstance(package, wb.Package)

    def contents() -> Iterator[object]:
        for _ in range(200):
            try:
                yield package.contents().bytes
            except wb.InUseError as error:
                yield error.status

    with ThreadPoolExecutor(4) as pool:
        came = [set(one) for one in pool.map(lambda _: list(contents()), range(4))]
    assert set().union(*came) <= {package.contents().bytes, wb.Status.IN_USE}


def test_children_use_what_they_inherit(claims: wb.Claims) -> None:
    of = world()
    expected, domain = school.ask(claims), of["domain"]
    assert isinstance(domain, wb.Domain)
    pseudonym = domain.pseudonym("pgn", "063138219")
    children = []
    for number in range(10):
        child = os.fork()
        if not child:
            status = 1
            try:
                right = school.ask(claims) == expected and domain.pseudonym("pgn", "063138219") == pseudonym
                again = school.ask(school.claims(*school.ENTRIES)) == expected
                if number % 2:
                    claims.close()
                    domain.close()
                gc.collect()
                status = 0 if right and again else 2
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 10
    assert school.ask(claims) == expected
    assert domain.pseudonym("pgn", "063138219") == pseudonym


AT_EXIT = """
import atexit, gc, sys, threading
sys.path.insert(0, {tests!r})
import school, test_handles
kept = test_handles.world()
cycle = [kept]; cycle.append(cycle)
local = threading.local(); local.kept = test_handles.world()
class Late:
    def __init__(self): self.kept = test_handles.world()
    def __del__(self): self.kept["claims"].close(); self.kept["policy"].close()
late = Late()
sys.modules["kept"] = kept
atexit.register(lambda: school.ask(kept["claims"]))
def forever():
    while True:
        school.ask(kept["claims"])
for _ in range(2):
    threading.Thread(target=forever, daemon=True).start()
del cycle
print("end")
"""


def test_the_interpreter_ends_quietly() -> None:
    script = AT_EXIT.format(tests=os.path.dirname(os.path.abspath(__file__)))
    for _ in range(3):
        ended = subprocess.run([sys.executable, "-X", "dev", "-c", script], capture_output=True, text=True, timeout=120)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "end\n", "")

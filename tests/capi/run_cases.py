"""Runs the corpus through the C ABI and compares bytes. Python 3.8 or later, its standard library only.

    run_cases.py LIBRARY HEADER SCRIPT...        from the folder in which the scripts' paths begin

The form of a script stands in examples/corpus.rs. The constants and the functions' names are read from
include/waarborg_ffi.h, as a binding would. Prints every difference, and at the end how many cases were run, and:
N passed, N failed. The findings and the digest of each policy count as one more.
"""

import ctypes as c
import pathlib
import re
import sys


class Decision(c.Structure):
    _fields_ = [
        ("size", c.c_uint32), ("answer", c.c_int32), ("identifiability", c.c_int32), ("addressee", c.c_int32),
        ("valid_until", c.c_int64), ("reason", c.c_int32), ("source", c.c_int32), ("entry", c.c_uint32),
        ("reserved", c.c_uint32),
    ]


class DueDate(c.Structure):
    _fields_ = [
        ("size", c.c_uint32), ("state", c.c_int32), ("at", c.c_int64), ("reason", c.c_int32),
        ("source", c.c_int32), ("entry", c.c_uint32), ("reserved", c.c_uint32),
    ]


class Erasure(c.Structure):
    _fields_ = [
        ("size", c.c_uint32), ("allowed", c.c_int32), ("reason", c.c_int32), ("source", c.c_int32),
        ("entry", c.c_uint32), ("reserved", c.c_uint32),
    ]


TYPES = {
    "char": c.c_char, "size_t": c.c_size_t, "int32_t": c.c_int32, "uint32_t": c.c_uint32,
    "int64_t": c.c_int64, "uint64_t": c.c_uint64, "wb_status": c.c_int32,
}


def type_of(text):
    """The ctypes type of a declaration such as `const wb_policy *policy`."""
    words = text.replace("*", " * ").replace("const", "").split()
    stars, name = words.count("*"), words[0]
    if stars == 0:
        return None if name == "void" else TYPES[name]
    return c.c_char_p if (name, stars) == ("char", 1) else c.c_void_p


class Library:
    """The functions and constants of the bare header."""

    def __init__(self, library, header):
        text = pathlib.Path(header).read_text(encoding="utf-8")
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        self.numbers = {name: int(value) for name, value in re.findall(r"\b(WB_\w+) = (-?\d+)", text)}
        library = c.CDLL(str(library))
        for kind, name, arguments in re.findall(r"^([\w ]+?[ *]+)(wb_\w+)\(([^)]*)\);", text, flags=re.M | re.S):
            function = getattr(library, name)
            function.restype = type_of(kind)
            function.argtypes = [type_of(a) for a in arguments.split(",") if a.strip() != "void"]
            setattr(self, name, function)
        assert self.wb_abi_version() == self.numbers["WB_ABI_VERSION"], "another library"
        assert self.wb_version_number() == self.numbers["WB_VERSION_NUMBER"], "another library"

    def call(self, name, *arguments):
        """Calls a function that returns a status; strings become a pointer and a length."""
        flat = []
        for argument in arguments:
            flat += [argument, len(argument)] if isinstance(argument, bytes) else [argument]
        error = c.c_void_p()
        status = getattr(self, name)(*flat, c.byref(error))
        if status != self.numbers["WB_STATUS_OK"]:
            rendered = [
                f"{self.wb_error_code(error, i, None).decode()}: {self.wb_error_message(error, i, None).decode()}"
                for i in range(self.wb_error_count(error))
            ]
            self.wb_error_free(error)
            raise RuntimeError(f"{name}: {status}: {'; '.join(rendered)}")

    def created(self, name, *arguments):
        """Calls a function whose last output is a handle, and returns it."""
        handle = c.c_void_p()
        self.call(name, *arguments, c.byref(handle))
        return handle

    def text(self, name, *arguments):
        """Calls a function whose last output is a buffer, and returns its bytes."""
        return self.taken(self.created(name, *arguments))

    def taken(self, buffer):
        try:
            self.wb_buf_data.restype = c.c_void_p
            return c.string_at(self.wb_buf_data(buffer), self.wb_buf_len(buffer))
        finally:
            self.wb_buf_free(buffer)


class Stream:
    """The lines of a dossier as a host keeps them, and its head."""

    def __init__(self):
        self.lines, self.head, self.seq = b"", bytes(32), 0


class Case:
    """One case, from its name to its end."""

    def __init__(self, wb, policy, names):
        self.wb, self.policy, self.names = wb, policy, names
        self.differences, self.compared = [], 0
        self.institution, self.dossier = Stream(), Stream()
        self.known_at, self.observed, self.answer, self.value = 0, b"", None, None
        self.erasure = self.retaining_claims = self.next_due = None

    def same(self, what, expected, got):
        if expected != got:
            self.differences.append(f"{what}\n    expected  {expected}\n    got       {got}")

    def constant(self, kind, word):
        return self.wb.numbers[f"WB_{kind}_{word.decode().upper().replace('-', '_')}"]

    def sum_of(self, words):
        return sum(self.constant("RELATION", word) for word in words.split(b",") if word)

    def id(self, kind, name):
        number = c.c_uint64()
        self.wb.call("wb_policy_id", self.policy, self.constant("KIND", kind), name, c.byref(number))
        return number.value

    def append(self, stream, recorded, body, line, head):
        wb = self.wb
        wb.call("wb_institution_check_append", self.names, body)
        before = wb.created("wb_dossier_load", stream.lines, stream.head)
        created, seq, new_head = c.c_void_p(), c.c_uint32(), c.create_string_buffer(32)
        try:
            wb.call(
                "wb_dossier_append", before, stream.head, body, int(recorded), 0,
                c.byref(created), new_head, 32, c.byref(seq),
            )
        finally:
            wb.wb_dossier_free(before)
        got = wb.taken(created)
        self.same("line", line, got)
        self.same("head", head, new_head.raw.hex().encode())
        stream.lines, stream.head, stream.seq = stream.lines + got + b"\n", new_head.raw, seq.value

    def ask(self, question):
        """Folds what was given, and asks."""
        wb, handles = self.wb, []
        try:
            institution = wb.created(
                "wb_institution_fold", self.policy, self.institution.lines, self.institution.head, self.known_at)
            handles.append((wb.wb_institution_free, institution))
            dossier = wb.created("wb_dossier_load", self.dossier.lines, self.dossier.head)
            handles.append((wb.wb_dossier_free, dossier))
            seq = c.c_uint32()
            wb.call("wb_dossier_seq", dossier, c.byref(seq))
            self.same("wb_dossier_seq", self.dossier.seq, seq.value)
            claims = wb.created("wb_claims_fold", institution, dossier, self.observed, self.known_at)
            handles.append((wb.wb_claims_free, claims))
            question(claims)
        finally:
            for free, handle in handles:
                free(handle)

    def may(self, role, verb, purpose, category, recipient, identifiability, relations, preconditions, record, at):
        def question(claims):
            wb = self.wb
            verb_, relations_, at_ = self.constant("VERB", verb), self.sum_of(relations), int(at)
            identifiability_ = self.constant("IDENTIFIABILITY", identifiability or b"any")
            named = Decision(size=c.sizeof(Decision))
            texts = (claims, role, verb_, purpose, category, recipient, identifiability_, relations_, preconditions, record, at_)
            wb.call("wb_decide_named", *texts, c.byref(named))
            self.answer = wb.text("wb_explain", *texts)
            numbers = [self.id(b"precondition", precondition) for precondition in preconditions.split(b",") if precondition]
            passed = (c.c_uint64 * len(numbers))(*numbers)
            self.value = Decision(size=c.sizeof(Decision))
            wb.call(
                "wb_decide", claims, self.id(b"role", role), verb_, self.id(b"purpose", purpose),
                self.id(b"category", category), self.id(b"recipient", recipient) if recipient else 0, identifiability_,
                relations_, passed, len(numbers), record, at_, c.byref(self.value),
            )
            self.same("wb_decide and wb_decide_named", bytes(self.value), bytes(named))
            asked = (
                self.id(b"role", role), verb_, self.id(b"purpose", purpose), self.id(b"category", category),
                self.id(b"recipient", recipient) if recipient else 0, identifiability_, relations_,
            )
            self.many(claims, asked, passed, record, at_)

        self.ask(question)

    def many(self, claims, asked, preconditions, record, at):
        """The same in columns, and about a class in which everyone is this person."""
        wb, n = self.wb, 3
        kinds = (c.c_uint64, c.c_int32, c.c_uint64, c.c_uint64, c.c_uint64, c.c_int32, c.c_uint32)
        columns = [(kind * n)(*[number] * n) for kind, number in zip(kinds, asked)]
        offsets = (c.c_int32 * (n + 1))(*(len(record) * i for i in range(n + 1)))
        rows, persons = (Decision * n)(Decision(size=c.sizeof(Decision))), (Decision * n)()
        persons[0].size = c.sizeof(Decision)
        wb.call(
            "wb_decide_many", claims, n, *columns, record * n, offsets, preconditions, len(preconditions), at, rows)
        wb.call(
            "wb_decide_each", (c.c_void_p * n)(*[claims.value] * n), n, *asked, preconditions, len(preconditions), record, at, persons)
        for name, got in (("wb_decide_many", rows), ("wb_decide_each", persons)):
            self.same(f"{name} and wb_decide", [bytes(self.value)] * n, [bytes(row) for row in got])

    def due(self, category, record, at):
        def question(claims):
            wb, number, at_ = self.wb, self.id(b"category", category), int(at)
            self.value, self.erasure = DueDate(size=c.sizeof(DueDate)), Erasure(size=c.sizeof(Erasure))
            wb.call("wb_due", claims, number, record, c.byref(self.value))
            self.answer = wb.text("wb_due_json", claims, category, record)
            wb.call("wb_erasable", claims, number, record, at_, c.byref(self.erasure))
            self.retaining_claims = wb.text("wb_kept_by", claims, category, record, at_)
            categories, offsets = (c.c_uint64 * 2)(number, number), (c.c_int32 * 3)(0, len(record), 2 * len(record))
            dates, next_due = (DueDate * 2)(DueDate(size=c.sizeof(DueDate))), c.c_int64()
            wb.call("wb_due_many", claims, 2, categories, record * 2, offsets, dates)
            self.same("wb_due_many and wb_due", [bytes(self.value)] * 2, [bytes(date) for date in dates])
            wb.call("wb_next_due", claims, 2, categories, record * 2, offsets, c.byref(next_due))
            self.next_due = next_due.value

        self.ask(question)

    def step(self, body):
        def question(claims):
            error = c.c_void_p()
            self.wb.wb_requests_check_append(claims, body, len(body), c.byref(error))
            self.accepted = self.wb.wb_error_code(error, 0, None) if error else b"accepted"
            self.wb.wb_error_free(error)

        self.ask(question)

    def requests(self, at):
        self.ask(lambda claims: setattr(self, "answer", self.wb.text("wb_requests", claims, int(at))))

    def plan(self, entry, at):
        self.ask(
            lambda claims: setattr(self, "answer", self.wb.text("wb_request_plan", claims, int(entry), int(at))))

    def applicability(self, right, at):
        self.ask(lambda claims: setattr(self, "answer", self.wb.text("wb_right_applicability", claims, right, int(at))))

    def text_at(self, path, at):
        self.answer = self.wb.text("wb_policy_text_at", self.policy, path, int(at))

    def fields(self, role, verb, purpose, recipient, relations, preconditions, record, at):
        def question(claims):
            self.answer = self.wb.text(
                "wb_fields", claims, role, self.constant("VERB", verb), purpose, recipient,
                self.constant("IDENTIFIABILITY", b"any"), self.sum_of(relations), preconditions, record, int(at),
            )

        self.ask(question)

    def compare_decision(self, answer, identifiability, addressee, valid_until, reason, source, entry):
        value = self.value
        self.same("answer", self.constant("ANSWER", answer), value.answer)
        self.same("identifiability", self.constant("IDENTIFIABILITY", identifiability), value.identifiability)
        self.same("addressee", self.constant("ADDRESSEE", addressee), value.addressee)
        self.same("valid_until", int(valid_until), value.valid_until)
        self.same("reason", reason, self.wb.wb_reason_code(value.reason))
        self.same("source", self.constant("SOURCE", source), value.source)
        self.same("entry", int(entry), value.entry)

    def compare_date(self, state, at, reason, source, entry):
        value = self.value
        self.same("state", self.constant("DUE", state), value.state)
        self.same("at", int(at), value.at)
        self.same("reason", reason, self.wb.wb_reason_code(value.reason))
        self.same("source", self.constant("SOURCE", source), value.source)
        self.same("entry", int(entry), value.entry)

    def compare_erasure(self, allowed, reason, source, entry):
        value = self.erasure
        self.same("erasable", int(allowed), value.allowed)
        self.same("reason", reason, self.wb.wb_reason_code(value.reason) or b"none")
        self.same("source", self.constant("SOURCE", source), value.source)
        self.same("entry", int(entry), value.entry)


def run(wb, path):
    """Runs one script; returns how many cases it held, how many passed and how many failed."""
    cases = passed = failed = announced = 0
    policy, names, case, name = None, None, None, "(the policy)"

    def finish():
        nonlocal passed, failed
        if not case.compared:
            case.differences.append("nothing was compared")
        for difference in case.differences:
            print(f"{path}: {name}: {difference}")
        passed, failed = passed + (not case.differences), failed + bool(case.differences)

    for line in pathlib.Path(path).read_bytes().split(b"\n")[:-1]:
        word, *fields = line.split(b"\t")
        try:
            if word == b"cases":
                announced = int(fields[0])
            elif word == b"policy":
                policy = wb.created("wb_policy_parse", pathlib.Path(fields[0].decode()).read_bytes())
                # Which names it knows does not depend on the moment.
                names = wb.created("wb_institution_fold", policy, b"", bytes(32), 1790856000000000)
                case = Case(wb, policy, names)
            elif word == b"digest":
                digest = c.create_string_buffer(32)
                wb.call("wb_policy_digest", policy, digest, 32)
                case.same("digest", fields[0], digest.raw.hex().encode())
            elif word == b"findings":
                case.same("findings", fields[0], wb.text("wb_policy_lint", policy))
                case.compared += 1
                finish()
            elif word == b"case":
                case, name = Case(wb, policy, names), fields[0].decode()
            elif word == b"known":
                case.known_at = int(fields[0])
            elif word == b"observed":
                case.observed = fields[0]
            elif word in (b"institution", b"dossier"):
                case.append(getattr(case, word.decode()), *fields)
            elif word in (b"may", b"due", b"fields", b"text-at", b"step", b"requests", b"plan", b"applicability"):
                getattr(case, word.decode().replace("-", "_"))(*fields)
            elif word == b"answer":
                case.compare_decision(*fields)
            elif word == b"date":
                case.compare_date(*fields)
            elif word == b"erasable":
                case.compare_erasure(*fields)
            elif word == b"accepted":
                case.compared += 1
                case.same("accepted", fields[0], case.accepted)
            elif word == b"kept":
                case.same("kept", fields[0], case.retaining_claims)
            elif word == b"next":
                case.same("next", int(fields[0]), case.next_due)
            elif word in (b"expect", b"description"):
                case.compared += 1
                case.same("answer", fields[0], case.answer)
            elif word == b"end":
                cases += 1
                finish()
            else:
                case.differences.append(f"a word that is not known: {word!r}")
        except Exception as error:  # A case that cannot be asked fails, and the next one runs.
            case.differences.append(repr(error))
    if cases != announced:
        print(f"{path}: {announced} cases announced, and {cases} run")
        failed += 1
    wb.wb_institution_free(names)
    wb.wb_policy_free(policy)
    return cases, passed, failed


def main():
    library, header, *scripts = sys.argv[1:]
    wb = Library(library, header)
    counts = [run(wb, script) for script in scripts]
    cases, passed, failed = (sum(count) for count in zip(*counts))
    print(f"{cases} cases")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()

"""Every declaration of this package is what the header says."""

from __future__ import annotations

import ctypes as c
import pathlib
import re
import struct as struct_module

import pytest
import waarborg as wb
from waarborg._native import functions, structs
from waarborg._native.library import ABI_VERSION, lib

#: What is in the header and not called: owners are counted by Python, and names are looked up once.
UNBOUND = {
    "wb_decide_named",
    *(
        f"wb_{noun}_retain"
        for noun in ("policy institution dossier claims keys register domain aliases escrow ledger cases".split())
    ),
    "wb_field_table_retain",
    "wb_table_retain",
}

SCALARS = {
    "size_t": "size",
    "int32_t": "i32",
    "uint32_t": "u32",
    "int64_t": "i64",
    "uint64_t": "u64",
    "wb_status": "status",
}


def declared(root: pathlib.Path) -> tuple[dict[str, tuple[str | None, list[str]]], dict[str, dict[str, int]], str]:
    text = (root / "include" / "waarborg_ffi.h").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    found = {}
    for returned, name, takes in re.findall(r"^([\w ]+?[ *]+)(wb_\w+)\(([^)]*)\);", text, flags=re.M | re.S):
        words = [word_of(one) for one in takes.split(",") if one.strip() != "void"]
        found[name] = (returned_of(returned), words)
    enums = {}
    for body, name in re.findall(r"typedef enum \{(.*?)\} (\w+);", text, flags=re.S):
        enums[name] = {key: int(value) for key, value in re.findall(r"\b(WB_\w+) = (-?\d+)", body)}
    return found, enums, text


def returned_of(text: str) -> str | None:
    name, stars = text.replace("const", "").replace("*", "").split()[0], text.count("*")
    if stars:
        return "text" if name == "char" else "pointer"
    return None if name == "void" else SCALARS[name]


def word_of(text: str) -> str:
    """The word of functions.py for a parameter."""
    name, stars = text.replace("*", " ").replace("const", "").split()[0], text.count("*")
    const = text.strip().startswith("const")
    if not stars:
        return SCALARS[name]
    if name == "wb_error" and stars == 2:
        return "err"
    if name == "char":
        return "chars" if const else "room"
    handle = name.startswith("wb_") and name not in ("wb_decision", "wb_due_date", "wb_erasure")
    if stars == 1 and handle:
        return "handle" if const else "changed"
    return "column" if const else "out"


def test_every_function_is_bound_as_the_header_declares_it(root: pathlib.Path) -> None:
    found, _, _ = declared(root)
    assert set(functions.TAKES) | UNBOUND == set(found)
    assert not set(functions.TAKES) & UNBOUND
    assert set(functions.RETURNS) <= set(functions.TAKES)
    for name, takes in functions.TAKES.items():
        returned, words = found[name]
        if name == "wb_buf_data":  # A pointer with a length beside it, and not a text that ends with a NUL.
            returned = "pointer"
        assert (functions.RETURNS.get(name, "status"), takes.split()) == (returned, words), name
        function = getattr(lib, name)
        assert function.argtypes == [functions.TYPES[word] for word in words]
        assert function.restype == (None if returned is None else functions.TYPES[returned])


@pytest.mark.parametrize(
    ("words", "enum", "prefix"),
    [
        (wb.Status, "wb_status_value", "STATUS"),
        (wb.Answer, "wb_answer", "ANSWER"),
        (wb.Verb, "wb_verb", "VERB"),
        (wb.Identifiability, "wb_identifiability", "IDENTIFIABILITY"),
        (wb.Addressee, "wb_addressee", "ADDRESSEE"),
        (wb.Source, "wb_source", "SOURCE"),
        (wb.ActorRelation, "wb_relation", "RELATION"),
        (wb.Kind, "wb_kind", "KIND"),
        (wb.DueState, "wb_due_state", "DUE"),
        (wb.KeyState, "wb_key_state", "KEY"),
        (wb.HpgnCost, "wb_hpgn_cost", "HPGN"),
        (wb.ReasonCode, "wb_reason", "REASON"),
    ],
)
def test_every_number_is_the_headers(root: pathlib.Path, words: type, enum: str, prefix: str) -> None:
    _, enums, _ = declared(root)
    ours = {f"WB_{prefix}_{name}": member.value for name, member in words.__members__.items()}  # type: ignore[attr-defined]
    assert ours == enums[enum]


def test_every_list_of_the_header_is_there(root: pathlib.Path) -> None:
    _, enums, text = declared(root)
    assert len(enums) == 12
    assert f"WB_ABI_VERSION = {ABI_VERSION} " in text


@pytest.mark.parametrize(
    ("struct", "name", "format"),
    [
        (structs.RawDecision, "wb_decision", structs.DECISION),
        (structs.RawDueDate, "wb_due_date", structs.DUE_DATE),
        (structs.RawErasure, "wb_erasure", structs.ERASURE),
    ],
)
def test_every_struct_is_laid_out_as_the_header_says(
    root: pathlib.Path, struct: type[c.Structure], name: str, format: struct_module.Struct
) -> None:
    _, _, text = declared(root)
    body = re.search(rf"typedef struct \{{([^}}]*)\}} {name};", text)
    assert body is not None
    types = {"int32_t": c.c_int32, "uint32_t": c.c_uint32, "int64_t": c.c_int64}
    fields = [(field, types[kind]) for kind, field in re.findall(r"(\w+) (\w+);", body.group(1))]
    assert struct._fields_ == fields
    assert format.size == c.sizeof(struct)
    # Each field by another number: what is unpacked stands in the order of the struct.
    filled = struct(*range(100, 100 + len(fields)))
    assert list(format.unpack(bytes(filled))) == list(range(101, 100 + len(fields) - 1))


def test_every_reason_has_the_code_of_the_library() -> None:
    for reason in wb.ReasonCode:
        code = lib.wb_reason_code(reason.value)
        assert (code or b"none").decode() == reason.word
    assert lib.wb_reason_code(max(reason.value for reason in wb.ReasonCode) + 1) is None

"""The structs into which answers are written, and how they are read: all of a struct at once."""

from __future__ import annotations

import ctypes as c
import struct


class RawDecision(c.Structure):
    """wb_decision."""

    _fields_ = [
        ("size", c.c_uint32),
        ("answer", c.c_int32),
        ("identifiability", c.c_int32),
        ("addressee", c.c_int32),
        ("valid_until", c.c_int64),
        ("reason", c.c_int32),
        ("source", c.c_int32),
        ("entry", c.c_uint32),
        ("reserved", c.c_uint32),
    ]


class RawDueDate(c.Structure):
    """wb_due_date."""

    _fields_ = [
        ("size", c.c_uint32),
        ("state", c.c_int32),
        ("at", c.c_int64),
        ("reason", c.c_int32),
        ("source", c.c_int32),
        ("entry", c.c_uint32),
        ("reserved", c.c_uint32),
    ]


class RawErasure(c.Structure):
    """wb_erasure."""

    _fields_ = [
        ("size", c.c_uint32),
        ("allowed", c.c_int32),
        ("reason", c.c_int32),
        ("source", c.c_int32),
        ("entry", c.c_uint32),
        ("reserved", c.c_uint32),
    ]


#: answer, identifiability, addressee, valid_until, reason, source, entry; the size in front and what is reserved are skipped.
DECISION = struct.Struct("=4xiiiqiiI4x")
#: state, at, reason, source, entry.
DUE_DATE = struct.Struct("=4xiqiiI4x")
#: allowed, reason, source, entry.
ERASURE = struct.Struct("=4xiiiI4x")
#: The size in front of each, which the caller writes.
SIZE = struct.Struct("=I")

"""Calls that can fail, and what they give out."""

from __future__ import annotations

from ctypes import byref, c_void_p, string_at
from typing import Any

from ..errors import Diagnostic, WaarborgError, kind_of
from .documents import Unseen
from .library import lib

__all__ = ["byref", "c_void_p", "call", "failed", "diagnostics", "taken", "text"]

_code, _message, _path = lib.wb_error_code, lib.wb_error_message, lib.wb_error_path
_line, _column = lib.wb_error_line, lib.wb_error_column
_expected, _suggestion, _help = lib.wb_error_expected, lib.wb_error_suggestion, lib.wb_error_help
_count, _free_error = lib.wb_error_count, lib.wb_error_free
_data, _len, _free_buf = lib.wb_buf_data, lib.wb_buf_len, lib.wb_buf_free


def _text(text: bytes | None) -> str | None:
    return None if text is None else text.decode("utf-8", "replace")


def _diagnostic(error: c_void_p, index: int, placed: bool) -> Diagnostic:
    return Diagnostic(
        code=_text(_code(error, index, None)) or "",
        message=_text(_message(error, index, None)) or "",
        path=_text(_path(error, index, None)) or "",
        line=_line(error, index) or None if placed else None,
        column=_column(error, index) or None if placed else None,
        expected=_text(_expected(error, index, None)),
        suggestion=_text(_suggestion(error, index, None)),
        help=_text(_help(error, index, None)),
    )


def diagnostics(error: c_void_p, *, placed: bool = True) -> tuple[Diagnostic, ...]:
    """Everything that an error tells, with lines and columns if `placed`; it is freed."""
    try:
        return tuple(_diagnostic(error, index, placed) for index in range(_count(error)))
    finally:
        _free_error(error)
        error.value = None


def failed(status: int, error: c_void_p, *given: Any, document: str | None = None) -> WaarborgError:
    """The exception for a call that failed; the error is freed. `given` is what was passed in, which tells whether there
    is a text to point into; `document` is a name for what was read."""
    placed = not any(isinstance(one, Unseen) for one in given)
    return kind_of(status)(status, diagnostics(error, placed=placed), document)


def call(function: Any, *arguments: Any, document: str | None = None) -> None:
    """Calls a function whose last argument is where an error goes."""
    error = c_void_p()
    status = function(*arguments, byref(error))
    if status:
        raise failed(status, error, *arguments, document=document)


def text(function: Any, *arguments: Any) -> str:
    """Calls a function whose last output is a buffer, and gives its text."""
    buf = c_void_p()
    call(function, *arguments, byref(buf))
    return taken(buf)


def taken(buf: c_void_p) -> str:
    """The text of a buffer, which is freed."""
    try:
        return string_at(_data(buf), _len(buf)).decode("utf-8")
    finally:
        _free_buf(buf)
        buf.value = None

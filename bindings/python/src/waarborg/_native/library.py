"""Finds the native library, opens it, and refuses one that speaks another ABI."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
import sys

from ..errors import Diagnostic, LibraryError
from . import functions

#: The version of the ABI that this package speaks.
ABI_VERSION = 1

VARIABLE = "WAARBORG_LIBRARY"


def _file_name() -> str:
    if sys.platform == "win32":
        return "waarborg.dll"
    return "libwaarborg.dylib" if sys.platform == "darwin" else "libwaarborg.so"


def _place() -> str:
    """Where the library is: what the variable says, else inside this package, else what the system's loader finds."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    inside = pathlib.Path(__file__).resolve().parent.parent / "_library" / _file_name()
    if inside.is_file():
        return str(inside)
    return ctypes.util.find_library("waarborg") or _file_name()


def _opened(place: str) -> ctypes.CDLL:
    try:
        # Not PyDLL: the interpreter's lock is released while the library works.
        return ctypes.CDLL(place)
    except OSError as error:
        raise LibraryError.of(
            Diagnostic(
                code="library-not-found",
                message="the native library cannot be loaded",
                expected=f"a library that the system can load: {place}",
                help=f"install the wheel for this platform, or set {VARIABLE} to the file ({error})",
            )
        ) from error


def load(place: str | None = None) -> ctypes.CDLL:
    """The library, with its functions declared."""
    library = _opened(place or _place())
    try:
        library.wb_abi_version.restype = ctypes.c_uint32
        found = library.wb_abi_version()
    except AttributeError as error:
        raise LibraryError.of(
            Diagnostic(code="not-this-library", message="the file that was loaded is not the library of waarborg")
        ) from error
    if found != ABI_VERSION:
        raise LibraryError.of(
            Diagnostic(
                code="wrong-abi",
                message=f"the native library speaks version {found} of the ABI, and this package version {ABI_VERSION}",
                help="install the package and the library of one release",
            )
        )
    missing = functions.declare(library)
    if missing:
        raise LibraryError.of(
            Diagnostic(
                code="library-too-old",
                message="the native library lacks functions that this package calls",
                expected=", ".join(missing),
                help="install the package and the library of one release",
            )
        )
    return library


#: The library: loaded once, and the only thing that this package keeps.
lib = load()

"""Handles: who owns them, and when they are freed.

A handle of the library is held by one `Owned`, which frees it when nobody refers to it any more. What users hold, a
`Handle`, refers to that. `close` lets go of the reference, and so does the garbage collector. A call refers to the
`Owned` for as long as it lasts, so a handle that another thread closes meanwhile is freed after the call, and a call
that begins later finds no handle and raises. Nothing is counted here, and nothing is locked: Python counts references.
"""

from __future__ import annotations

import ctypes
from types import TracebackType
from typing import Any, ClassVar, NoReturn, TypeVar

from ..errors import ClosedError, Diagnostic

Self = TypeVar("Self", bound="Handle")
_pointer = ctypes.c_void_p.from_param


class Owned(ctypes.c_void_p):
    """A pointer to what the library gave out, or NULL. It is passed to the library as it is."""

    __slots__ = ("number", "param")

    #: A function of the library. In the class, so that it is there for as long as any object is: also while the
    #: interpreter ends, when the names of modules are gone.
    free: ClassVar[Any]
    #: The pointer as a converted argument, for the calls of `quick`. Whoever passes it holds this object meanwhile.
    param: Any
    #: The pointer as a number.
    number: int

    def __del__(self) -> None:
        if self:
            self.free(self)


class Handle:
    """What is made by the library. Close it, leave a `with` block, or forget it: each is safe, also twice."""

    __slots__ = ("_owned", "__weakref__")

    _owned: Owned | None
    _Owned: ClassVar[type[Owned]]

    def close(self) -> None:
        """Lets go of it. What was made from it stays usable; it itself is not. Closing twice is allowed."""
        self._owned = None

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._owned is None

    def __enter__(self: Self) -> Self:
        self._use()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        name = type(self).__name__
        raise TypeError(f"{name} cannot be copied or pickled: share it, or make it again from what it was made from")

    def __repr__(self) -> str:
        return f"<waarborg.{type(self).__name__}{' (closed)' if self.closed else ''}>"

    def _use(self) -> Owned:
        """What to pass to a call. Keep it in a variable until the call has returned."""
        owned = self._owned
        if owned is None:
            raise closed(type(self).__name__)
        return owned

    @classmethod
    def _created(cls: type[Self], owned: Owned) -> Self:
        """The object for a handle that was just made."""
        made = cls.__new__(cls)
        made._own(owned)
        return made

    def _own(self, owned: Owned) -> None:
        owned.number = owned.value or 0
        owned.param = _pointer(owned.number)
        self._owned = owned


def closed(name: str) -> ClosedError:
    """The error for what is used after it was closed."""
    return ClosedError.of(
        Diagnostic(
            code="closed",
            message=f"this {name} was closed",
            help="keep it open for as long as it is used, or make it again",
        )
    )


def owned_by(free: Any) -> type[Owned]:
    """The kind of `Owned` that is freed by a function of the library."""
    return type("Owned", (Owned,), {"__slots__": (), "free": free})

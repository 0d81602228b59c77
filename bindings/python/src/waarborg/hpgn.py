"""The first hash of the Dutch number service."""

from __future__ import annotations

from ._native.call import call
from ._native.documents import bytes_of
from ._native.library import lib
from ._native.memory import Chars64
from .words import HpgnCost


def hpgn(number: str, salt: bytes, cost: HpgnCost = HpgnCost.CURRENT) -> str:
    """The 64 hexadecimal digits of the HPgn of a number, or of a teacher's BRIN, space and e-mail address, under the salt of
    an environment (16 to 64 bytes, decoded).

    It costs over a second and 128 MiB. It is no pseudonym, since all suppliers share the salt: do not store it as one.
    NotBuiltError where the library was built without it.
    """
    given, room = bytes_of(number, "number"), Chars64()
    call(lib.wb_hpgn, given, len(given), salt, len(salt), HpgnCost.asked(cost).value, room, 64)
    return room.raw.decode()

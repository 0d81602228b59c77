"""The tree of keys, from its description alone, with Python's own HMAC; and a host with keys of its own."""

from __future__ import annotations

import base64
import hmac
import random
from collections.abc import Iterator

import school
import waarborg as wb

ROOT, SCHOOL, NOW = bytes(range(32)), "school:00AA", school.NOW


def mac(key: bytes, *parts: bytes) -> bytes:
    return hmac.digest(key, b"".join(parts), "sha256")


def named(name: str) -> bytes:
    return len(name.encode()).to_bytes(2, "big") + name.encode()


def expand(key: bytes, info: bytes) -> bytes:
    """The first 32 bytes of HKDF-Expand (RFC 5869)."""
    return mac(key, info, b"\x01")


def domain_key(domain: str, epoch: int = 1) -> bytes:
    root = mac(b"waarborg-pseudonym/v1", ROOT)
    controller = expand(root, b"controller\0" + named(SCHOOL) + (1).to_bytes(4, "big"))
    return expand(controller, b"domain\0" + named(domain) + epoch.to_bytes(4, "big"))


def computed(domain: str, number: int, kind: str, canonical: str, epoch: int = 1) -> bytes:
    key = expand(domain_key(domain, epoch), b"type\0" + named(kind))
    return b"\x01" + number.to_bytes(3, "big") + mac(key, canonical.encode())[:16]


def text(packed: bytes) -> str:
    return base64.b32encode(packed).decode().rstrip("=").lower()


def pgns(chance: random.Random) -> Iterator[str]:
    """Numbers under law that pass their own check."""
    while True:
        number = f"{chance.randrange(10**9):09}"
        rest = sum(int(digit) * kind for digit, kind in zip(number, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11
        if rest == 0 or (rest == 5 and number.startswith("10")):
            yield number


class Host:
    """What a host keeps: keys, a register, open domains."""

    def __init__(self) -> None:
        self.keys, self.register = wb.Keys.root(bytearray(ROOT)), wb.Register()
        self.numbers: dict[tuple[str, str], int] = {}
        for domain in ("research", "care"):
            for kind in ("pgn", "leerlingnummer", "mail/lower"):
                self.activate(domain, kind)

    def activate(self, domain: str, kind: str, epoch: int = 1) -> int:
        self.register, key = self.register.activate(self.keys, SCHOOL, domain, kind, epoch=epoch, at=NOW)
        self.numbers[domain, kind] = key
        return key

    def open(self, domain: str) -> wb.Domain:
        return wb.Domain.open(self.register, self.keys, SCHOOL, domain, at=NOW)

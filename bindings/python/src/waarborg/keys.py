"""The keys that pseudonyms are made with."""

from __future__ import annotations

from typing import Any

from ._native.call import byref, call
from ._native.documents import bytes_of
from ._native.handle import Handle, owned_by
from ._native.library import lib
from ._native.secret import Secret, lent
from ._native.whole import u32


class Keys(Handle):
    """Keys: roots, keys of controllers, keys of domains. Nothing gives one out. Each is wiped from memory when the last
    keys that hold it are closed; what you passed in is yours to wipe (pass a `bytearray`). Keep keys apart from the data.

    `besides` are keys to have too; they stay as they were.
    """

    __slots__ = ()

    _Owned = owned_by(lib.wb_keys_free)

    @classmethod
    def root(cls, secret: Secret, *, besides: Keys | None = None) -> Keys:
        """With a root, from which the keys of all controllers and domains come: exactly 32 random bytes."""
        given, length = lent(secret, "secret")
        return cls._called(lib.wb_keys_root, besides, given, length)

    @classmethod
    def passphrase(
        cls,
        passphrase: str | Secret,
        salt: bytes,
        *,
        memory_kib: int = 65_536,
        passes: int = 3,
        lanes: int = 4,
        besides: Keys | None = None,
    ) -> Keys:
        """With a root from a passphrase of at least 16 characters and a salt of at least 16 bytes, which is no secret, by
        Argon2id. It takes a good part of a second and that memory: once, at start-up."""
        given, length = lent(
            bytes_of(passphrase, "passphrase") if isinstance(passphrase, str) else passphrase, "passphrase"
        )
        costs = u32(memory_kib, "memory_kib"), u32(passes, "passes"), u32(lanes, "lanes")
        return cls._called(lib.wb_keys_passphrase, besides, given, length, salt, len(salt), *costs)

    @classmethod
    def controller(
        cls, controller: str, secret: Secret, *, controller_epoch: int = 1, besides: Keys | None = None
    ) -> Keys:
        """With the key of one controller at one epoch: what a processor for it needs, and no more. 32 bytes."""
        name, (given, length) = bytes_of(controller, "controller"), lent(secret, "secret")
        at = u32(controller_epoch, "controller_epoch")
        return cls._called(lib.wb_keys_controller, besides, name, len(name), at, given, length)

    @classmethod
    def domain(
        cls,
        controller: str,
        domain: str,
        secret: Secret,
        *,
        own: bool,
        controller_epoch: int = 1,
        epoch: int = 1,
        besides: Keys | None = None,
    ) -> Keys:
        """With the key of one domain of one controller. 32 bytes. `own` is true for random bytes that no other key
        derives, so that destroying them ends the domain, and false for those that were derived."""
        by, of = bytes_of(controller, "controller"), bytes_of(domain, "domain")
        given, length = lent(secret, "secret")
        return cls._called(
            lib.wb_keys_domain,
            besides,
            *(by, len(by), u32(controller_epoch, "controller_epoch"), of, len(of), u32(epoch, "epoch")),
            *(int(own), given, length),
        )

    @classmethod
    def _called(cls, function: Any, besides: Keys | None, *arguments: Any) -> Keys:
        owned, beside = cls._Owned(), None if besides is None else besides._use()
        call(function, beside, *arguments, byref(owned))
        return cls._created(owned)

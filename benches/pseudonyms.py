"""What a pseudonym costs through the C ABI from Python, beside HMAC alone, in the same run.

    cargo build --release --features capi --lib
    python benches/pseudonyms.py target/release/libwaarborg.so

Three ways over the same 10,000 numbers under law, from text to pseudonym: one call of ctypes for each, one call for all of
them, and hmac.digest of the same bytes under the same key, which checks no number and writes no text. They run in turn,
many times; the ratios of their medians are printed. What Python does to lay the numbers end to end is timed with the
batch, and without it.
"""

import ctypes as c
import hmac
import pathlib
import random
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "tests" / "capi"))

from pseudonyms import Host, domain_key, expand, named, passes  # noqa: E402
from run_cases import Library  # noqa: E402

N, ROUNDS = 10_000, 31


def numbers():
    chance, found = random.Random(1), []
    while len(found) < N:
        number = f"{chance.randrange(10**9):09}"
        if passes(number):
            found.append(number.encode())
    return found


def laid_end_to_end(texts):
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text))
    return b"".join(texts), (c.c_int32 * (N + 1))(*offsets)


def main(library):
    wb = Library(library, HERE / "include" / "waarborg_ffi.h")
    host, texts = Host(wb), numbers()
    domain, out = host.domains[b"research"], c.create_string_buffer(32)
    packed, words = c.create_string_buffer(20 * N), c.create_string_buffer(32 * N)
    statuses, refused, columns = (c.c_int32 * N)(), c.c_size_t(), laid_end_to_end(texts)
    key, kind = expand(domain_key(b"research"), b"type\0" + named(b"pgn")), b"pgn"
    one, many = wb.wb_pseudonym, wb.wb_pseudonyms

    def single():
        for text in texts:
            one(domain, kind, 3, text, len(text), out, 32, None)

    def batch(columns=columns, to_bytes=packed, to_texts=None):
        joined, offsets = columns
        many(domain, kind, 3, N, joined, len(joined), offsets, to_bytes, 20 * N, to_texts, 32 * N, statuses,
             c.byref(refused), None, None)

    def alone():
        for text in texts:
            hmac.digest(key, text, "sha256")

    ways = {
        "single": single,
        "batch, to bytes": batch,
        "batch, to texts": lambda: batch(columns, None, words),
        "batch, with laying the numbers end to end": lambda: batch(laid_end_to_end(texts)),
        "hmac.digest": alone,
    }
    # They must do the same: or the times say nothing.
    batch(columns, packed, words)
    for at in (0, 1, N - 1):
        one(domain, kind, 3, texts[at], 9, out, 32, None)
        assert out.raw == words.raw[32 * at:32 * at + 32]
        assert packed.raw[20 * at + 4:20 * at + 20] == hmac.digest(key, texts[at], "sha256")[:16]
    assert refused.value == 0
    seconds = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - started)
    medians = {name: statistics.median(of) for name, of in seconds.items()}
    for name, of in medians.items():
        print(f"{name:<44}{of / N * 1e9:>8.0f} ns each{medians['hmac.digest'] / of:>8.2f} times as fast as hmac.digest")
    host.free()


if __name__ == "__main__":
    main(sys.argv[1])

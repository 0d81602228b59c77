"""Compares how numbers are read with python-stdnum.

    python against_stdnum.py target/release/examples/identifiers

A persoonsgebonden nummer is a BSN or an onderwijsnummer: stdnum has a module for each, and no number is both.
"""

import queue
import random
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from itertools import islice

import stdnum
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn, onderwijsnummer, postcode

RANDOM = 1_000_000
SEPARATORS = " .-"


def valid(module, text):
    try:
        return module.validate(text)
    except ValidationError:
        return None


def pgn(text):
    """What stdnum says it is."""
    found = [(kind, valid(module, text)) for kind, module in (("bsn", bsn), ("onderwijsnummer", onderwijsnummer))]
    found = [f"{kind} {number}" for kind, number in found if number]
    assert len(found) < 2, text
    return found[0] if found else "-"


def texts():
    # Edges: few digits, many, all the same, near the ends, the published ones, and what no number holds.
    yield from ("", " ", ".", "-", "0", "00", "000000000", "0000000000", "a", "12345678a", "1e8", "+111222333", "1_1")
    yield from ("1112.22.333", "1112.52.333", "1112223334", "1012.22.331", "100252333", "1012.22.3333", "2112.22.337")
    yield from ("063138219", "63138219", "111222333", "123456782", "249566758", "999999990", "101222331")
    yield from (digit * length for digit in "0123456789" for length in range(1, 12))
    yield from (str(number) for number in range(20_000))
    yield from (f"{number:09d}" for number in range(99_990_000, 100_010_000))
    yield from (f"{number:09d}" for number in range(109_990_000, 110_010_000))
    yield from (f"{number:09d}" for number in range(999_980_000, 1_000_000_000))
    numbers = random.Random(20261123)
    for _ in range(RANDOM):
        shape = numbers.random()
        number = f"{numbers.randrange(10 ** 9):09d}"
        if shape < 0.2:
            # About one in eleven of these is an onderwijsnummer.
            number = "10" + number[2:]
        elif shape < 0.3:
            number = number.lstrip("0") if shape < 0.25 else number[: numbers.randrange(12)]
        elif shape < 0.4:
            at = numbers.randrange(len(number) + 1)
            number = number[:at] + numbers.choice(SEPARATORS) * numbers.randrange(1, 3) + number[at:]
        elif shape < 0.45:
            at = numbers.randrange(len(number))
            number = number[:at] + numbers.choice("oOlI/_,:;x") + number[at + 1 :]
        elif shape < 0.5:
            number += str(numbers.randrange(10))
        yield number


def questions():
    """Every question, with the answer expected."""
    for text in texts():
        yield f"pgn {text}", pgn(text)
    for digits in range(0, 10_000, 7):
        for letters in ("AB", "ab", " AB", "SS", "SA", "SD", "A", "ABC", "1B"):
            text = f"{digits:04d}{letters}"
            yield f"postcode {text}", (valid(postcode, text) or "-")[:4]


def ask(stdin, expected):
    """Feeds the questions while the answers are read; the pipe sets the pace."""
    pairs = questions()
    # A program that has ended early is reported by whoever reads its answers.
    with suppress(BrokenPipeError), stdin:
        while chunk := list(islice(pairs, 10_000)):
            expected.put(chunk)
            stdin.write("".join(question + "\n" for question, _ in chunk))
    expected.put([])


def main(binary):
    child = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii")
    expected = queue.Queue(maxsize=100)
    threading.Thread(target=ask, args=(child.stdin, expected), daemon=True).start()
    compared, differ = Counter(), []
    while chunk := expected.get():
        for question, answer in chunk:
            compared[f"{question.split()[0]}, {'refused' if answer == '-' else answer.split()[0][:15]}"] += 1
            given = child.stdout.readline().rstrip("\n")
            if given != answer:
                differ.append(f"{question}: {given or 'no answer'}, expected {answer}")
            if not given:
                # The program has ended: what follows would only repeat that.
                sys.exit("\n".join(differ[:10]))
    failed = child.stdout.read() != "" or child.wait() != 0
    kinds = Counter()
    for kind, count in compared.items():
        kinds[kind if kind.startswith("pgn") or kind.endswith("refused") else "postcode, read"] += count
    for kind, count in sorted(kinds.items()):
        print(f"  {kind}: {count}")
    print("\n".join(differ[:10]), end="\n" if differ else "")
    print(f"python-stdnum {stdnum.__version__}: {compared.total()} compared, {len(differ)} differ")
    if failed:
        print("the program answered more than was asked, or failed at its end")
    sys.exit(1 if differ or failed else 0)


if __name__ == "__main__":
    main(sys.argv[1])

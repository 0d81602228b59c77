"""How much faster k-anonymity is than pycanon's, on the same table in the same run.

    cargo build --release --example anonymity
    pip install -r tests/requirements.txt
    python benches/anonymity.py target/release/examples/anonymity

A million rows, six quasi-identifiers, all of them texts in memory on both sides; what is timed is from there to k, with
the encoding of the texts. Both run several times, and their means are compared. Two tables: one that has been
generalised (35 thousand classes, 29 rows each) and one that has not (most rows alone).
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time

import pandas as pd
from pycanon import anonymity

ROWS = 1_000_000
AT_LEAST = 50

TABLES = {
    "generalised": {"cohort": 6, "region": 12, "gender": 2, "level": 3, "school": 20, "language": 4},
    "as recorded": {"cohort": 12, "postcode": 90, "gender": 2, "level": 3, "school": 40, "language": 6},
}


def table(columns):
    chance = random.Random(1)
    return pd.DataFrame({
        name: chance.choices([f"{name}-{value:03}" for value in range(count)], k=ROWS)
        for name, count in columns.items()
    })


def main(binary):
    slow = False
    for name, columns in TABLES.items():
        data = table(columns)
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
            data.to_csv(file.name, sep="\t", index=False)
            theirs, mine = [], []
            # In turn and about as long, so that both meet the same load.
            for _ in range(3):
                run = subprocess.run([binary, "time", file.name, "40"], capture_output=True, text=True, check=True)
                ours = json.loads(run.stdout)
                mine += ours["seconds"]
                started = time.perf_counter()
                k = anonymity.k_anonymity(data, list(columns))
                theirs.append(time.perf_counter() - started)
                if k != ours["k"]:
                    sys.exit(f"{name}: pycanon finds k = {k}, waarborg {ours['k']}")
        theirs, mine = statistics.mean(theirs), statistics.mean(mine)
        print(f"{name}: k = {k}; pycanon {theirs:.2f} s, waarborg {mine * 1e3:.0f} ms: {theirs / mine:.0f} times as fast")
        slow |= theirs / mine < AT_LEAST
    sys.exit(f"less than {AT_LEAST} times as fast" if slow else 0)


if __name__ == "__main__":
    main(sys.argv[1])

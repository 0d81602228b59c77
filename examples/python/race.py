"""Two processes that write to one dossier at the same moment."""

from __future__ import annotations

import multiprocessing
from datetime import datetime, timezone
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from typing import Any

import waarborg as wb

from dossiers import Dossiers, connect, entry

SAM = 2
NOW = datetime(2027, 3, 12, 12, tzinfo=timezone.utc)
WRITERS = [
    entry("authority", NOW, representative="ref-21", authority="parental", may="exercise"),
    entry("consent-asked", NOW, purposes=["website"]),
]
#: A writer that is waited for longer than this has failed.
SECONDS = 60


def write(database: str, policy: str, body: dict[str, Any], ready: Barrier, rendered: SimpleQueue[int]) -> None:
    """One of the writers: reads and makes its line, waits for the other, and stores. Tells how often it wrote again."""
    institution = wb.Institution.fold(wb.Policy.load(policy), known_at=datetime(2027, 4, 1, 12, tzinfo=timezone.utc))
    dossiers = Dossiers(connect(database), institution)
    read = dossiers.read(SAM)
    created = dossiers.prepare(read, body, NOW)
    ready.wait(SECONDS)
    if dossiers.store(SAM, read, created):
        rendered.put(0)
    else:
        _, again = dossiers.append(SAM, body, NOW)
        rendered.put(1 + again)


def race(database: str, policy: str) -> int:
    """Lets both read before either writes. How often one of them had to write again."""
    # New processes, which open the library and the database themselves: a connection is not carried over a fork.
    spawn = multiprocessing.get_context("spawn")
    ready, rendered = spawn.Barrier(len(WRITERS)), spawn.SimpleQueue()
    writers = [spawn.Process(target=write, args=(database, policy, body, ready, rendered)) for body in WRITERS]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    if any(writer.exitcode != 0 for writer in writers):
        raise RuntimeError("a writer failed")
    return sum(rendered.get() for _ in writers)

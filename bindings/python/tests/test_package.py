"""A package is written while it is made, can be taken up again, and says of itself what it holds."""

from __future__ import annotations

import hashlib
import io
import json
import pathlib
import threading
from datetime import date
from typing import Any

import pytest
import school
import waarborg as wb
from school import GRANTED, REQUEST

ENTRIES = [*school.ENTRIES, ("2027-03-01", REQUEST), ("2027-03-02", GRANTED)]
RECORDS = [{"file": f"photo-{number}.jpg", "é": "ü" * 50} for number in range(5)]


@pytest.fixture
def claims() -> wb.Claims:
    return school.claims(*ENTRIES)


def begin(claims: wb.Claims, file: Any) -> wb.Package:
    return claims.package(5, file, subject="pupil-1", at=school.NOW)


def push(package: wb.Package, item: wb.Item, records: list[dict[str, str]]) -> None:
    for record in records:
        package.push(item, record, subjects=["pupil-1"], created=date(2026, 9, 10))


def whole(claims: wb.Claims) -> bytes:
    file = io.BytesIO()
    with begin(claims, file) as package:
        item = item_of(claims)
        push(package, item, RECORDS)
        package.close_item(item)
        package.finish()
    return file.getvalue()


def item_of(claims: wb.Claims) -> wb.Item:
    plan = claims.plan(5, at=school.NOW)
    assert [item.kind for item in plan.items] == [wb.ItemKind.GIVE]
    return plan.work[0]


def test_a_package_is_json_with_its_own_digest(claims: wb.Claims) -> None:
    file = io.BytesIO()
    item = item_of(claims)
    with begin(claims, file) as package:
        assert file.tell() > 0
        push(package, item, RECORDS)
        package.close_item(item)
        open_ = package.contents()
        packed = open_.items[0]
        assert (packed.records, packed.outcome, open_.sha256) == (5, wb.ItemOutcome.DONE, None)
        assert packed.kind is wb.ItemKind.GIVE
        digest = package.finish()
        contents = package.contents()
        page = package.page("en")
    written = file.getvalue()
    assert digest == hashlib.sha256(written).hexdigest() == contents.sha256
    assert (contents.bytes, contents.created_at) == (len(written), school.NOW)
    assert (contents.items[0].first, contents.items[0].undated) == (date(2026, 9, 10), 0)
    for record in RECORDS:
        assert json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() in written
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")


def test_an_item_without_records_is_closed_as_such(claims: wb.Claims) -> None:
    for outcome in (wb.ItemOutcome.NOTHING_FOUND, "nothing-found"):
        with begin(claims, io.BytesIO()) as package:
            package.close_item("photo", outcome)
            assert package.contents().items[0].outcome is wb.ItemOutcome.NOTHING_FOUND


def test_a_record_of_text_stands_byte_for_byte(claims: wb.Claims) -> None:
    file, record = io.BytesIO(), '{ "b" : 1.50,  "a" : "\\u00e9" }'
    with begin(claims, file) as package:
        package.push("photo", record, category="photo", subjects=["pupil-1"])
    assert record.encode() in file.getvalue()


def test_a_package_goes_on_where_it_was_left(claims: wb.Claims, tmp_path: pathlib.Path) -> None:
    item, path = item_of(claims), tmp_path / "package.jsonl"
    with path.open("wb") as file, begin(claims, file) as package:
        push(package, item, RECORDS[:2])
        checkpoint = package.checkpoint()
        push(package, item, RECORDS[2:4])
    with path.open("r+b") as again:
        again.truncate(json.loads(checkpoint)["bytes"])
        again.seek(0, io.SEEK_END)
        with claims.resume_package(5, again, checkpoint, subject="pupil-1") as package:
            push(package, item, RECORDS[package.contents().items[0].records :])
            package.close_item(item)
            package.finish()
    assert path.read_bytes() == whole(claims)


class Stingy(io.RawIOBase):
    """A file that takes a few bytes at a time."""

    def __init__(self) -> None:
        self.taken = b""

    def write(self, data: Any, /) -> int:
        self.taken += bytes(data[:7])
        return min(7, len(data))


def test_a_file_that_takes_little_gets_all(claims: wb.Claims) -> None:
    file, item = Stingy(), item_of(claims)
    with begin(claims, file) as package:
        push(package, item, RECORDS)
        package.close_item(item)
        package.finish()
    assert file.taken == whole(claims)


def test_what_could_not_be_written_ends_the_package(claims: wb.Claims) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any, /) -> int:
            if self.tell() > 3000:
                raise OSError("no space left")
            return super().write(data)

    with begin(claims, Full()) as package:
        with pytest.raises(OSError, match="no space left"):
            push(package, item_of(claims), RECORDS * 100)
        with pytest.raises(wb.PackageError) as caught:
            package.contents()
        assert caught.value.code == "write-failed"
        assert "checkpoint" in (caught.value.help or "")


def test_what_is_wrong_changes_nothing(claims: wb.Claims) -> None:
    file, item = io.BytesIO(), item_of(claims)
    with begin(claims, file) as package:
        at = file.tell()
        for wrong in (
            lambda: package.push("nothing", {}, category="photo", subjects=["pupil-1"]),
            lambda: package.push(item, {}, subjects=["pupil-2"]),
            lambda: package.push(item, {}, subjects=["pupil-1", "pupil-2"]),
            lambda: package.push(item, "[]", subjects=["pupil-1"]),
            package.finish,
        ):
            with pytest.raises(wb.PackageError):
                wrong()
        assert file.tell() == at
        package.push(item, {}, subjects=["pupil-1", "pupil-2"], redacted=["name"])
        with pytest.raises(wb.ArgumentError):
            package.close_item(item, "lost")
        with pytest.raises(TypeError):
            package.push("photo", {}, subjects=["pupil-1"])
        with pytest.raises(TypeError):
            package.push(item, {}, subjects="pupil-1")
    with pytest.raises(wb.WaarborgError):
        claims.package(4, io.BytesIO(), subject="pupil-1", at=school.NOW)


def test_who_comes_while_a_call_is_running_is_refused(claims: wb.Claims) -> None:
    file, item = io.BytesIO(), item_of(claims)
    with begin(claims, file) as package:
        large = json.dumps({"text": "x" * 5_000_000})
        statuses: set[wb.Status | None] = set()
        stop = threading.Event()

        def contents() -> None:
            while not stop.is_set():
                try:
                    package.contents()
                    statuses.add(None)
                except wb.InUseError as error:
                    statuses.add(error.status)

        thread = threading.Thread(target=contents)
        thread.start()
        refused = 0
        for _ in range(30):
            try:
                package.push(item, large, subjects=["pupil-1"])
            except wb.InUseError:
                refused += 1
        stop.set()
        thread.join()
        assert statuses <= {None, wb.Status.IN_USE}
        assert refused or wb.Status.IN_USE in statuses

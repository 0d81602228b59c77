"""What tests share."""

from __future__ import annotations

import pathlib

import pytest
import school
import waarborg as wb

pytest_plugins = ["pytester"]

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture
def root() -> pathlib.Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture
def policy() -> wb.Policy:
    return wb.Policy.parse(school.POLICY)


@pytest.fixture
def claims(policy: wb.Policy) -> wb.Claims:
    """Of a pupil whose parent gave consent."""
    return school.claims(*school.ENTRIES, policy=policy)

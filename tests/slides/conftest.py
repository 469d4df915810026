"""The sample deck, drawn once for all tests that only look."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation

from coursegen.charter import Charter, load_charter
from coursegen.outputs.slides import write_deck
from tests.slides.sample import sample_courseware, sample_deck


@pytest.fixture(scope="session")
def charter() -> Charter:
    return load_charter("socieux")


@pytest.fixture(scope="session")
def package(charter: Charter) -> bytes:
    return write_deck(sample_courseware(), sample_deck(), charter)


@pytest.fixture(scope="session")
def drawn(package: bytes) -> Any:
    return Presentation(io.BytesIO(package))

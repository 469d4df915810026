from __future__ import annotations

from collections.abc import Iterator

import pytest

from methodology.i18n import speaking


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield

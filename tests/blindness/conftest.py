"""What the tests of blindness share: figures that are shown when a run is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say a figure where somebody who reads the run can see it."""

    def say(words: str) -> None:
        record_property("figure", words)
        print(words)  # noqa: T201 (shown by -rP and kept in a report)

    return say

"""enquete: A questionnaire of `5-evaluation.yaml`, by id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class SurveyActivity(OnlineActivity):
    """A questionnaire of `5-evaluation.yaml`, by id."""

    asks: ClassVar[bool] = True

    type: Literal["enquete"] = "enquete"
    survey: str = ""

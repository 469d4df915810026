"""devoir: Work to hand in. `rubric` is a grid of `5-evaluation.yaml`; `maximum` in points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from methodology.activities.base import OnlineActivity


class Submission(StrEnum):
    """How work is handed in."""

    TEXT = "texte"
    FILE = "fichier"
    NONE = "aucune"


@dataclass(frozen=True, kw_only=True)
class Assignment(OnlineActivity):
    """Work to hand in. `rubric` is a grid of `5-evaluation.yaml`; `maximum` in points."""

    graded: ClassVar[bool] = True
    asks: ClassVar[bool] = True
    opens_next: ClassVar[bool] = True

    type: Literal["devoir"] = "devoir"
    rubric: str = ""
    submission: tuple[Submission, ...] = (Submission.FILE,)
    maximum: float = 20.0
    max_files: int = 3

"""The hand-in of a mission: a folder or a zip for SOCIEUX+, another for the partner, each with what may go there.

`hand_in` gathers, judges, converts and writes; it refuses as a whole, naming each reason with its remedy.
"""

from coursegen.handin.case import HandInChoice
from coursegen.handin.dossier import HandIn, hand_in
from coursegen.handin.model import Item, Obstacle

__all__ = ["HandIn", "HandInChoice", "Item", "Obstacle", "hand_in"]

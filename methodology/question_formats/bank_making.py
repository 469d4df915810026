"""Questions read one by one into a bank: free ids, and the category they all share becomes the bank's title."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from methodology.findings import Where
from methodology.i18n import gettext as _
from methodology.question_formats.losses import Loss
from methodology.question_formats.naming import free_id, id_in_name, join_category, split_category
from methodology.question_parts import BankCategory
from methodology.questions import Bank, Question


class Ids:
    """Gives each question of a bank an id of its own; `taken` are those of other banks."""

    def __init__(self, bank: str, taken: Collection[str] = ()) -> None:
        self._bank = bank
        self._taken = {id_.casefold() for id_ in taken}
        self.renamed: dict[str, str] = {}
        self.said: dict[str, str] = {}

    def take(self, idnumber: str, name: str, text: str) -> str:
        """The id for that Moodle idnumber, name and text.

        Without an idnumber (Moodle 4.2 keeps none for a cloze question), a name of ours still says the id.
        """
        found = free_id(idnumber or id_in_name(name, text), name or text, self._bank, self._taken)
        self._taken.add(found.casefold())
        self.said[found] = idnumber.strip()
        wanted = idnumber.rsplit("/", 1)[-1].strip()
        if wanted and wanted != found:
            self.renamed[found] = wanted
        return found


def renaming_losses(ids: Ids, questions: Sequence[Question]) -> Iterator[Loss]:
    """The ids that could not be kept: taken already, or with letters the folder doesn't take."""
    for question in questions:
        if wanted := ids.renamed.get(question.id):
            reason = _("déjà pris, ou avec des lettres qu'un dossier n'admet pas : devenu « {id} »")
            field = _("identifiant {id}").format(id=wanted)
            yield Loss(question.id, field, reason.format(id=question.id), "", question.where)


def bank_of(name: str, questions: Sequence[Question], categories: Sequence[BankCategory], file: str) -> Bank:
    """The bank. When all categories begin alike, that first name is the bank's title, and leaves their paths."""
    paths = [split_category(item.category) for item in questions] + [split_category(c.path) for c in categories]
    firsts = {path[:1] for path in paths}
    title = next(iter(firsts))[0] if len(firsts) == 1 and firsts != {()} else ""
    if title:
        questions = [replace(item, category=_inner(item.category)) for item in questions]
        categories = [replace(item, path=_inner(item.path)) for item in categories]
    return Bank(
        name=name,
        title="" if title == name else title,
        categories=tuple(categories),
        questions=tuple(questions),
        where=Where(file),
    )


def _inner(path: str) -> str:
    return join_category(split_category(path)[1:])

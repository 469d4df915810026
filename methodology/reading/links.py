"""What the texts of a course point at: files of `medias/`, steps, assessments; and the boxes they open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import unquote

from methodology.activities.resource import Resource
from methodology.course import Course
from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.prose import BOXES, MEDIA_BOXES, SLIDE_BOXES, Box, Link, named_file, read_prose
from methodology.reading.charts import chart_faults
from methodology.reading.faults import fault, path_suggestion, suggestion
from methodology.reading.references import EVALUATION, SEQUENCES
from methodology.texts import CourseText, course_texts

_ELSEWHERE = ("http://", "https://", "mailto:", "tel:", "#")


def link_faults(course: Course, unread: Collection[str]) -> Iterator[Finding]:
    """Every link of every text that leads nowhere, every box that isn't one. `unread` files gave nothing."""
    targets = _Targets(course, unread)
    yield from _resource_faults(course, targets)
    for text in course_texts(course):
        prose = read_prose(text.markdown)
        for link in prose.links:
            yield from targets.faults(link, text.at(link.line))
        for box in prose.boxes:
            yield from _box_faults(box, text)
            yield from _player_faults(box, text, course)
        yield from chart_faults(prose, text.at)


def _box_faults(box: Box, text: CourseText) -> Iterator[Finding]:
    known = tuple(dict.fromkeys((*BOXES, *SLIDE_BOXES, *MEDIA_BOXES)))
    if box.name not in known:
        message = _("L'encadré « {name} » n'existe pas.").format(name=box.name or box.title)
        yield fault("LIR-23", text.at(box.line), message, suggestion(box.name or box.title, known))
    elif not box.closed:
        message = _("L'encadré « {name} » ouvert ici n'est jamais fermé.").format(name=box.name)
        yield fault("LIR-23", text.at(box.line), message, _("Ajoutez une ligne « ::: » à la fin de l'encadré."))


def _player_faults(box: Box, text: CourseText, course: Course) -> Iterator[Finding]:
    """A media box without its file, or whose transcript is a text that the folder doesn't have."""
    if box.name not in MEDIA_BOXES:
        return
    if not named_file(box.title)[0]:
        example = _(':::{{{name}}} medias/fichier "Titre"').format(name=box.name)
        message = _("L'encadré « {name} » ne dit pas quel fichier il montre.").format(name=box.name)
        yield fault("LIR-23", text.at(box.line), message, _("Écrivez : « {example} ».").format(example=example))
    told = dict(box.options).get("transcription", "")
    known = {one.path for one in course.texts}
    if told.startswith("contenus/") and told not in known:
        message = _("La transcription « {path} » n'existe pas.").format(path=told)
        yield fault("LIR-21", text.at(box.line), message, path_suggestion(told, known))


class _Targets:
    """What a link may lead to."""

    def __init__(self, course: Course, unread: Collection[str]) -> None:
        self._unread = unread
        self.media = {f"medias/{media.name}" for media in course.media}
        self._steps = {f"{q.id}/{s.id}": s.activity is not None for q, s in course.sequencing.steps()}
        self._assessments = {a.id: a.activity is not None for a in course.evaluation.assessments}

    def faults(self, link: Link, where: Where) -> Iterator[Finding]:
        target = normalize("NFC", unquote(link.target)).removeprefix("./")
        scheme, _colon, key = target.partition(":")
        if scheme == "etape":
            yield from () if SEQUENCES in self._unread else _key_faults(where, key, self._steps, _("étape"))
        elif scheme == "evaluation":
            yield from (
                () if EVALUATION in self._unread else _key_faults(where, key, self._assessments, _("évaluation"))
            )
        elif not target.startswith(_ELSEWHERE) and not self._is_file(target):
            kind = _("Cette image") if link.image else _("Ce lien")
            yield _missing_file(where, target, kind, self.media)

    def _is_file(self, target: str) -> bool:
        """Whether it is a file of `medias/`, by its whole name (which may hold a #), or up to the anchor."""
        return target in self.media or target.partition("#")[0] in self.media


def _key_faults(where: Where, key: str, known: dict[str, bool], kind: str) -> Iterator[Finding]:
    if key not in known:
        message = _("Ce lien mène à une {kind} inconnue : « {key} ».").format(kind=kind, key=key)
        yield fault("LIR-22", where, message, suggestion(key, known))
    elif not known[key]:
        message = _("Ce lien mène à une {kind} sans activité sur la plateforme : « {key} ».").format(kind=kind, key=key)
        yield fault("LIR-22", where, message, _("Donnez-lui une « activite », ou retirez le lien."))


def _resource_faults(course: Course, targets: _Targets) -> Iterator[Finding]:
    for _sequence, step in course.sequencing.steps():
        activity = step.activity
        if isinstance(activity, Resource) and normalize("NFC", activity.file) not in targets.media:
            yield _missing_file(activity.where.at("file"), activity.file, _("Cette activité"), targets.media)


def _missing_file(where: Where, target: str, kind: str, media: set[str]) -> Finding:
    if normpath(target).startswith(("/", "..")):
        message = _("{kind} renvoie hors du dossier du cours, à « {target} » : rien n'y est lu, par sécurité.")
        remedy = _("Copiez ce fichier dans « medias/ », et donnez ce chemin.")
        return fault("LIR-17", where, message.format(kind=kind, target=target), remedy)
    message = _("{kind} renvoie au fichier « {target} », qui n'existe pas.").format(kind=kind, target=target)
    return fault("LIR-21", where, message, path_suggestion(target, media))

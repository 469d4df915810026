"""Courses that lack an analysis, whose fields contradict each other or whose files tell too much; and sound ones."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zipfile import ZipFile

from methodology.course import Course, Marker, MediaFile
from methodology.delivery import ConnectionPlan, Session
from methodology.evaluation import Improvement
from methodology.findings import Where
from methodology.needs import AgeBand, Competency
from methodology.objectives import ContentUnit
from methodology.sequencing import HotReview, Module
from methodology.values import Decision, Extent, Importance, Knowledge, Modality, Priority, Theme
from tests.methodology.factory import (
    OBJECTIVE,
    RISK,
    good_course,
    medium,
    with_delivery,
    with_identity,
    with_media,
    with_modules,
    with_need,
    with_objectives,
    with_page,
    with_participants,
    with_sequence,
)

(SEQUENCE,) = good_course().sequencing.sequences()
(SESSION,) = good_course().delivery.sessions
MARKER = Marker(theme=Theme.GENDER, indicator="Part de femmes", aimed=40.0, source="Inscriptions")
UNIT = ContentUnit(id="N1", title="Le taux de l'année", objectives=("O1",))


def four(parent: str = "", knowledge: Knowledge | None = None, *units: ContentUnit) -> Course:
    """Four objectives; the last three under that parent, all of that kind."""
    verbs = ("Calculer une pension", "Trier les pièces", "Rédiger une lettre", "Citer les taux")
    made = (replace(OBJECTIVE, id=f"O{n}", statement=said) for n, said in enumerate(verbs, 1))
    kept = tuple(replace(o, parent=parent if o.id != "O1" else "", knowledge=knowledge) for o in made)
    return with_objectives(*kept, contents=units)


def after_the_session(*log: Improvement) -> Course:
    """A version later than its session."""
    course = with_identity(date=date(2026, 6, 1))
    return replace(course, evaluation=replace(course.evaluation, improvements=log))


def sessions(*made: Session) -> Course:
    return with_delivery(sessions=made)


def second(hours: str, **changes: Any) -> Session:
    """Another gathering of the same day."""
    return replace(SESSION, id="CV", modality=Modality.SYNCHRONOUS, hours=hours, **changes)


def starting(*times: str) -> Course:
    """The steps of the sequence (5, 40 and 15 minutes) at those times."""
    return with_sequence(steps=tuple(replace(step, start=at) for step, at in zip(SEQUENCE.steps, times, strict=True)))


def revisiting(first: tuple[str, ...], then: tuple[str, ...]) -> Course:
    """Two sequences that take up others."""
    pair = (replace(SEQUENCE, revisits=first), replace(SEQUENCE, id="S2", revisits=then))
    return with_modules(Module(id="M1", title="Calculer", sequences=pair))


def announcing(competency: str) -> Course:
    """A module that announces a competency; C1 is part of C0, C2 stands apart."""
    course = with_modules(Module(id="M1", title="Calculer", competencies=(competency,), sequences=(SEQUENCE,)))
    held = replace(course.needs.competencies[0], parent="C0")
    tree = (Competency(id="C0", name="Traiter"), held, Competency(id="C2", name="Trier", criteria=("Trié",)))
    return replace(course, needs=replace(course.needs, competencies=tree))


@cache
def _place() -> Path:
    return Path(mkdtemp(prefix="cas-"))


def attached(name: str, content: bytes) -> Course:
    """The course, with that file."""
    path = _place() / f"{zlib.crc32(content):08x}-{name}"
    path.write_bytes(content)
    return with_media(MediaFile(name=name, path=str(path), bytes=len(content), where=Where(f"medias/{name}")))


def archive(name: str, **parts: str) -> Course:
    """The course, with an office file of these parts; `__` in a name stands for `/`."""
    path = _place() / f"{zlib.crc32(repr(parts).encode()):08x}-{name}"
    with ZipFile(path, "w") as made:
        for part, text in parts.items():
            made.writestr(part.replace("__", "/") + ".xml", text)
    return attached(name, path.read_bytes())


def gif(pictures: int) -> bytes:
    """The skeleton of a GIF of so many pictures."""
    return b"GIF89a" + bytes(7) + b"\x21\xf9\x04\x00\x00\x00\x00\x00\x2c" * pictures + b"\x3b"


def connected(megabytes: float) -> Course:
    """Three megabytes of files, for that announced volume."""
    course = with_delivery(connection=ConnectionPlan(megabytes=megabytes))
    return replace(course, media=(medium("guide.pdf", 3_000),))


def photo(alternative: str, legend: str) -> Course:
    return with_page(f'## Le guichet\n\n![{alternative}](medias/guichet.jpg "{legend} (source : équipe)")\n')


CHANGED = '<w:p><w:ins w:author="A"><w:r/></w:ins></w:p>'
NOTED = "<office:annotation><text:p/></office:annotation>"

BROKEN: Sequence[tuple[str, Course]] = (
    ("OBJ-05", with_objectives(replace(OBJECTIVE, statement="Calculer une pension et débroussailler un dossier"))),
    ("OBJ-19", four()),
    ("OBJ-20", four()),
    ("OBJ-21", four()),
    ("QUA-06", with_delivery(risks=())),
    ("QUA-07", after_the_session()),
    ("QUA-08", with_delivery(risks=(replace(RISK, measure=" "),))),
    ("QUA-08", with_delivery(risks=(replace(RISK, probability=None),))),
    ("CAL-05", sessions(SESSION, second("9 h 30 – 10 h 30"))),
    ("CAL-07", with_delivery(sessions=(replace(SESSION, sequences=("S9",)),))),
    ("DOC-03", archive("fiche.docx", docProps__core="<p><dc:creator>python-docx</dc:creator></p>")),
    ("DOC-03", archive("fiche.xlsx", docProps__core='<dc:creator xmlns:dc="urn:x">openpyxl</dc:creator>')),
    ("DOC-03", archive("fiche.odt", meta="<meta:initial-creator>Utilisateur</meta:initial-creator>")),
    ("DOC-04", archive("fiche.docx", word__document=CHANGED)),
    ("DOC-04", archive("fiche.docx", word__comments="<w:comments><w:comment w:id='0'/></w:comments>")),
    ("DOC-04", archive("fiche.odt", content=NOTED)),
    ("SUP-08", attached("engrenage.gif", gif(3))),
    ("DON-03", photo("Une agente au guichet", "Le guichet")),
    ("DON-03", photo("Le guichet", "Photo de groupe")),
    ("BES-09", with_need(priority=Priority.MUST, decision=Decision.EXCLUDED, reason="Hors du champ")),
    ("BES-09", with_need(priority=Priority.LATER)),
    ("PUB-07", with_participants(women=12, men=9)),
    ("PUB-07", with_participants(women=6, men=6, age_bands=(AgeBand(band="25-34", headcount=4),))),
    ("ALI-14", announcing("C2")),
    ("SEQ-14", starting("09:00", "09:05", "09:30")),
    ("SEQ-14", starting("09:00", "08:30", "")),
    ("SEQ-14", starting("9 heures pile", "", "")),
    ("SEQ-15", revisiting(("S2",), ())),
    ("SEQ-15", revisiting((), ("S2",))),
    ("OBJ-22", with_objectives(contents=(replace(UNIT, importance=Importance.ESSENTIAL, objectives=()),))),
    ("QUA-09", with_identity(profiles=("socieux_2022",))),
    ("TRA-09", with_identity(markers=(replace(MARKER, aimed=None),))),
    ("TRA-09", with_identity(markers=(replace(MARKER, source=" "),))),
    ("SEQ-16", with_sequence(reviews=(HotReview(on_plan=Extent.NO),))),
    ("PUB-08", with_participants(women=3, men=9)),
    ("POI-09", connected(2.0)),
)

SOUND: Sequence[tuple[str, Course]] = (
    ("OBJ-01", with_objectives(replace(OBJECTIVE, statement="Débroussailler un dossier"))),
    (
        "OBJ-05",
        with_objectives(
            replace(OBJECTIVE, statement="Remplir le registre et la procédure, le formulaire ou le dossier")
        ),
    ),
    ("OBJ-05", with_objectives(replace(OBJECTIVE, statement="Classer dossiers et courrier, horaires et salaire"))),
    ("OBJ-19", four("", None, UNIT)),
    ("OBJ-19", good_course()),
    ("OBJ-20", four("O1")),
    ("OBJ-21", four("", Knowledge.PROCEDURAL)),
    ("QUA-06", with_delivery(sessions=(), risks=())),
    ("QUA-07", after_the_session(Improvement(finding="Trop long"))),
    ("QUA-07", good_course()),
    ("CAL-05", sessions(SESSION, second("14 h – 15 h"))),
    ("CAL-05", sessions(SESSION, second("9 h – 10 h", start=date(2026, 3, 10)))),
    ("CAL-07", with_delivery(sessions=())),
    ("CAL-07", with_delivery(sessions=(replace(SESSION, sequences=()),))),
    ("DOC-03", archive("fiche.docx", docProps__core="<dc:creator>Cellule formation</dc:creator>")),
    ("DOC-03", attached("fiche.docx", b"pas une archive")),
    ("DOC-04", archive("fiche.docx", word__document="<w:p/>", word__comments="<w:comments/>")),
    ("DOC-04", attached("fiche.docx", b"pas une archive")),
    ("SUP-08", attached("plan.gif", gif(1))),
    ("DON-03", photo("Une agente au guichet", "Avec l'accord écrit de la personne")),
    ("DON-03", photo("Le comptoir vide", "Le guichet")),
    ("BES-09", with_need(priority=Priority.MUST)),
    ("PUB-07", with_participants(women=6, men=6, age_bands=(AgeBand(band="25-34", headcount=12),))),
    ("PUB-07", with_participants(women=12)),
    ("ALI-14", announcing("C1")),
    ("ALI-14", announcing("C0")),
    ("SEQ-14", starting("09:00", "9 h 05", "10h")),
    ("SEQ-14", starting("09:00", "", "09:45")),
    ("SEQ-15", revisiting((), ("S1",))),
    ("OBJ-22", with_objectives(contents=(replace(UNIT, importance=Importance.ESSENTIAL),))),
    ("OBJ-22", with_objectives(contents=(replace(UNIT, importance=Importance.ACCESSORY, objectives=()),))),
    (
        "QUA-09",
        replace(
            with_identity(profiles=("socieux_2022",)), delivery=with_delivery(selection="Deux par caisse").delivery
        ),
    ),
    ("TRA-09", with_identity(markers=(MARKER,))),
    ("TRA-09", with_identity(markers=(replace(MARKER, aimed=0.0),))),
    ("SEQ-16", with_sequence(reviews=(HotReview(on_plan=Extent.NO, to_change="Retirer un cas"), HotReview()))),
    ("PUB-08", with_participants(women=6, men=6)),
    ("PUB-08", with_participants(women=0, men=0)),
    ("POI-09", connected(4.0)),
)

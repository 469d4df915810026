"""A course folder of lessons made of the texts and questions of the examples: nothing in it is said twice.

Repeated text would compress to nothing, and flatter whoever weighs the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

EXAMPLES = Path(__file__).parents[1] / "examples"
_SOURCES = ("one-ael", "cipres-fdf")
_PARTS = 5  # modules
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_KINDS = ("choix_unique", "choix_multiple", "vrai_faux", "appariement", "numerique", "reponse_courte")


def write_lessons(folder: Path, lessons: int = 30, words: int = 700, questions: int = 5) -> None:
    """Write a course of that many lessons of about `words` words, a test of so many questions after each."""
    texts = [_lesson(blocks) for blocks in _lessons(lessons, words)]
    asked = list(islice(cycle(_questions()), lessons * questions))
    banks = [asked[n * questions : (n + 1) * questions] for n in range(lessons)]
    for number, (text, bank) in enumerate(zip(texts, banks, strict=True), 1):
        _text(folder / "contenus" / f"l{number}.md", text)
        _yaml(folder / "questions" / f"l{number}.yaml", {"titre": f"Leçon {number}", "questions": _named(bank, number)})
    _yaml(folder / "cours.yaml", _identity(lessons))
    _yaml(folder / "1-besoins.yaml", {})
    _yaml(folder / "2-objectifs.yaml", {"objectif_general": "Agir.", "objectifs": _objectives()})
    _yaml(folder / "3-sequences.yaml", {"modules": list(_modules(lessons))})
    _yaml(folder / "4-mise-en-oeuvre.yaml", {})
    _yaml(folder / "5-evaluation.yaml", {"seuil_pct": 60})


def _lessons(count: int, words: int) -> Iterator[list[str]]:
    blocks, held = _blocks(), list[str]()
    for _ in range(count):
        while sum(len(block.split()) for block in held) < words:
            held.append(next(blocks))
        yield held
        held = []


def _blocks() -> Iterator[str]:
    """The blocks of every text of the examples, without the pictures, their links as words."""
    for source in _SOURCES:
        for path in sorted((EXAMPLES / source / "contenus").rglob("*.md")):
            if "diapositives" not in path.name:
                yield from _whole_blocks(_FRONT_MATTER.sub("", path.read_text("utf-8")))


def _whole_blocks(text: str) -> Iterator[str]:
    """Paragraphs, lists, tables; a box in one piece."""
    held: list[str] = []
    for block in text.strip().split("\n\n"):
        held.append(_LINK.sub(r"\1", block))
        joined = "\n\n".join(held)
        if len(re.findall(r"^:::", joined, re.MULTILINE)) % 2 == 0:
            yield joined
            held = []


def _lesson(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _questions() -> list[dict[str, Any]]:
    """Every question of the examples that a page can mark."""
    yaml = YAML(typ="safe", pure=True)
    paths = [path for source in _SOURCES for path in sorted((EXAMPLES / source / "questions").glob("*.yaml"))]
    found = [question for path in paths for question in yaml.load(path)["questions"]]
    return [question for question in found if question["type"] in _KINDS]


def _named(bank: list[dict[str, Any]], lesson: int) -> list[dict[str, Any]]:
    return [{**question, "id": f"Q{lesson}-{n}", "objectif": f"O{n % 5 + 1}"} for n, question in enumerate(bank, 1)]


def _identity(lessons: int) -> dict[str, Any]:
    return {
        "code": "BANC-01",
        "titre": "Trente leçons pour mesurer un paquet",
        "version": "1.0",
        "date_version": "2026-11-16",
        "langue": "fr",
        "charte": "socieux",
        "licence": "CC BY-SA 4.0",
        "auteurs": ["Équipe du banc de mesure"],
        "resume": "Un cours fait des textes des exemples, pour peser et chronométrer.",
        "duree_min": lessons * 20,
        "modalite": "distanciel_asynchrone",
    }


def _objectives() -> list[dict[str, Any]]:
    return [{"id": f"O{n}", "enonce": f"Traiter le dossier de la situation {n}", "bloom": 3} for n in range(1, 6)]


def _modules(lessons: int) -> Iterator[dict[str, Any]]:
    share = -(-lessons // _PARTS)
    for part, start in enumerate(range(1, lessons + 1, share), 1):
        numbers = range(start, min(start + share, lessons + 1))
        yield {"id": f"M{part}", "titre": f"Partie {part}", "sequences": [_sequence(n) for n in numbers]}


def _sequence(number: int) -> dict[str, Any]:
    reading = {"type": "page", "contenu": f"contenus/l{number}.md"}
    test = {"type": "test", "banque": f"l{number}", "nature": "sommative", "tentatives": 2}
    return {
        "id": f"S{number}",
        "titre": f"Leçon {number}",
        "duree_min": 20,
        "modalite": "distanciel_asynchrone",
        "objectifs": [f"O{number % 5 + 1}"],
        "etapes": [
            _step("lire", f"Lire la leçon {number}", 15, reading),
            _step("test", f"Vérifier la leçon {number}", 5, test),
        ],
    }


def _step(key: str, title: str, minutes: int, activity: dict[str, Any]) -> dict[str, Any]:
    return {"id": key, "titre": title, "duree_min": minutes, "methode": "active", "activite": activity}


def _yaml(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

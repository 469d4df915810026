"""The words of the player, in the language of the course (not of the person who builds it).

French is the source; `locale/<language>.po` beside this file holds the others.
"""

from __future__ import annotations

from pathlib import Path

from coursegen.content.typography import NARROW, NBSP, polish
from methodology.i18n import Catalogue, current_language

_CATALOGUE = Catalogue(Path(__file__).parent / "locale")


def gettext(message: str) -> str:
    """The message in the language of the moment, with its typography."""
    words = polish(_CATALOGUE.gettext(message), current_language())
    return words.replace("} %", "}" + NARROW + "%")


_ = gettext


def file_weight(size: int) -> str:
    """Bytes in words: `340 Ko`, `2,5 Mo`."""
    kib = size / 1024
    if kib < 1000:
        return _("{n} Ko").format(n=max(1, round(kib)))
    return _("{n} Mo").format(n=f"{kib / 1024:.1f}".replace(".", _(",")))


def duration(minutes: int) -> str:
    """Minutes in words: `40 min`, `4 h`, `1 h 15`, never broken over two lines; empty for none."""
    if minutes < 60:
        words = _("{n} min").format(n=minutes) if minutes else ""
    else:
        words = _("{h} h {m}").format(h=minutes // 60, m=f"{minutes % 60:02}" if minutes % 60 else "").rstrip()
    return words.replace(" ", NBSP)


def enumeration(names: list[str]) -> str:
    """`0, 1 et 6`, in the language of the moment."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} et {last}").format(first=", ".join(names[:-1]), last=names[-1])


def first_words() -> dict[str, object]:
    """The sentences that the first screen may need, by the name the player's JavaScript uses."""
    return {**_navigation(), **_saving()}


def result_words() -> dict[str, object]:
    """The sentences of the last screen, which come with those of tests."""
    return _results()


def _navigation() -> dict[str, object]:
    return {
        "start": _("Commencer"),
        "next": _("Suivant"),
        "finish": _("Terminer"),
        "module": _("Module {n}"),
        "position": _("{n} / {total} · fait à {percent} %"),
        "percent": _("{n} %"),
        "progress": _("Parcours fait à {percent} %"),
        "done": _("Fait :") + " ",
        "toDo": _("À faire :") + " ",
        "away": {
            "task": _("Vu, à faire sur la plateforme :") + " ",
            "room": _("Vu, à faire en salle :") + " ",
        },
        "open": _("Ouvrir :") + " ",
        "ticked": _("Fait, d'après vous :") + " ",
        "newTab": _("(nouvel onglet)"),
        "table": _("Tableau"),
        "loading": _("Chargement"),
        "notLoaded": _("Cette partie n'a pas pu être chargée. Vérifiez la connexion."),
        "tryAgain": _("Réessayer"),
    }


def _saving() -> dict[str, object]:
    return {
        "saved": _("Enregistré"),
        "kept": _("Enregistré ici"),
        "forgotten": _("Rien n'est gardé après cette visite : ce navigateur refuse d'enregistrer."),
        "unsaved": _("Pas encore enregistré : la connexion ne répond pas. Nouvel essai automatique."),
        "resumed": _("Vous reprenez où vous étiez."),
    }


def _results() -> dict[str, object]:
    return {
        "courseDone": _("Parcours terminé. Bravo !"),
        "coursePassed": _("Parcours réussi avec {percent} %. Bravo !"),
        "passedLeft": _("Parcours réussi avec {percent} %. Étapes pas encore faites : {n}."),
        "courseFailed": _("Toutes les étapes sont faites ; résultat {percent} %, {pass} % sont demandés."),
        "oneLeft": _("Il reste une étape. Le parcours sera terminé quand elle sera faite."),
        "pagesLeft": _("Il reste {n} étapes. Le parcours sera terminé quand elles seront faites."),
        "leftToDo": _("À faire"),
        "moreLeft": _("et {n} de plus, dans le sommaire"),
        "elsewhere": _("À faire en dehors de ces pages"),
        "elsewhereHint": _("Ces pages ne savent pas si c'est fait : vérifiez dans le cours, sur la plateforme."),
        "yourTests": _("Vos tests"),
        "byObjective": _("Par objectif"),
        "notTaken": _("pas encore fait"),
    }

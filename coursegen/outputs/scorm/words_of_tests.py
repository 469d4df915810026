"""The words of tests, in the language of the course: the player needs them once a test is opened."""

from __future__ import annotations

from collections.abc import Collection

from coursegen.courseware import Question, QuestionKind
from coursegen.outputs.scorm.interface import gettext as _
from coursegen.outputs.scorm.rare_kinds import PLACED_KINDS
from methodology.question_parts import OrderingGrading

_NUMBERS = {
    QuestionKind.NUMERICAL,
    QuestionKind.CALCULATED,
    QuestionKind.CALCULATED_SIMPLE,
    QuestionKind.CLOZE,
}


def test_words(asked: Collection[Question]) -> dict[str, object]:
    """The sentences that tests of those questions need, by the name the player's JavaScript uses."""
    kinds = {question.kind for question in asked}
    words = {**_questions(), "hints": _hints(kinds), **_tries(), **_tests()}
    for wanted, some in ((_NUMBERS, _numbers), ({QuestionKind.ESSAY}, _essays), (PLACED_KINDS, _places)):
        words |= some() if kinds & wanted else {}
    graded = {question.ordering.grading for question in asked if question.kind is QuestionKind.ORDERING}
    return words | (
        {"marking": {one.name: text for one, text in _markings().items() if one in graded}} if graded else {}
    )


def _hints(kinds: Collection[QuestionKind]) -> dict[str, str]:
    """What to do, by kind of question; `one`: a choice whose author wants it said."""
    every = {
        "one": _("Choisissez une réponse."),
        "multiple": _("Plusieurs réponses sont possibles."),
        "match": _("Associez chaque ligne à sa réponse."),
        "random_match": _("Associez chaque ligne à sa réponse."),
        "gap_select": _("Choisissez le mot qui convient à chaque place."),
        "cloze": _("Complétez le texte."),
        "drag_text": _("Touchez un mot, puis la place où le mettre."),
        "drag_image": _("Touchez une étiquette, puis le numéro de sa place."),
        "ordering": _("Mettez dans le bon ordre."),
    }
    return {kind: text for kind, text in every.items() if kind in ("one", "multiple", *kinds)}


def _questions() -> dict[str, object]:
    return {
        "question": _("Question {n} sur {total}"),
        "choose": _("Choisissez…"),
        "right": _("Juste"),
        "partly": _("En partie juste"),
        "wrong": _("Pas juste"),
        "expected": _("Réponse attendue"),
        "alsoRight": _("Aussi attendue"),
        "answerIs": _("Réponse attendue : {answer}"),
        "notMarked": _("Non noté : comparez avec le cours."),
        "changed": _("Cette question a changé depuis votre réponse ; votre résultat est gardé."),
        "notKept": _("Votre réponse n'a pas été conservée ; le résultat l'est."),
    }


def _numbers() -> dict[str, object]:
    return {
        "numberHint": _("Écrivez un nombre ; la virgule et le point sont acceptés."),
        "decimal": _(","),
        "unitHint": _("Écrivez le nombre et son unité ; la virgule et le point sont acceptés."),
        "unit": _("Unité"),
        "wrongUnit": _("L'unité n'est pas la bonne."),
    }


def _essays() -> dict[str, object]:
    return {
        "essayHint": _("Cette réponse n'est pas notée. Elle reste dans ce navigateur."),
        "between": _("Mots écrits : {n} (de {min} à {max} sont attendus)."),
        "atLeast": _("Mots écrits : {n} (au moins {min} sont attendus)."),
        "atMost": _("Mots écrits : {n} (au plus {max} sont attendus)."),
    }


def _markings() -> dict[OrderingGrading, str]:
    """How an order is marked, in a sentence each."""
    follower = _("Chaque élément suivi de celui qui doit le suivre rapporte des points.")
    return {
        OrderingGrading.ALL_OR_NOTHING: _("Les points ne viennent que si tout est à sa place."),
        OrderingGrading.ABSOLUTE_POSITION: _("Chaque élément à sa place rapporte des points."),
        OrderingGrading.RELATIVE_NEXT_EXCLUDE_LAST: follower,
        OrderingGrading.RELATIVE_NEXT_INCLUDE_LAST: follower,
        OrderingGrading.RELATIVE_ONE_PREVIOUS_AND_NEXT: _("Chaque élément entre ses bons voisins rapporte des points."),
        OrderingGrading.RELATIVE_ALL_PREVIOUS_AND_NEXT: _(
            "Deux éléments dans le bon ordre rapportent des points, même éloignés."
        ),
        OrderingGrading.LONGEST_ORDERED_SUBSET: _(
            "La plus longue suite dans le bon ordre, même avec des trous, fait les points."
        ),
        OrderingGrading.LONGEST_CONTIGUOUS_SUBSET: _("La plus longue suite juste, sans trou, fait les points."),
        OrderingGrading.RELATIVE_TO_CORRECT: _("Plus un élément est près de sa place, plus il rapporte de points."),
    }


def _places() -> dict[str, object]:
    return {
        "gap": _("Place {n} sur {total}"),
        "oneGap": _("Mot à trouver"),
        "place": _("Place {n}"),
        "bank": _("Mots à placer"),
        "aimed": _("Choisissez un mot"),
        "nothingHere": _("vide"),
        "placed": _("{name} : {place}"),
        "emptied": _("{place} : vide"),
        "markers": _("Repères à placer"),
        "picture": _("Image"),
        "markersHint": _(
            "Choisissez un repère, puis touchez l'image. "
            "Au clavier : les flèches déplacent la croix, Entrée place le repère."
        ),
        "at": _("{x} % depuis la gauche, {y} % depuis le haut"),
        "remove": _("Retirer {name}"),
        "removed": _("{name} : retiré"),
        "missedZones": _("À placer dans la zone en pointillé : {names}"),
        "up": _("Monter : {name}"),
        "down": _("Descendre : {name}"),
        "earlier": _("Avancer : {name}"),
        "later": _("Reculer : {name}"),
        "nowAt": _("{name} : place {n} sur {total}"),
        "wellPlaced": _("Bien placé"),
        "otherPlace": _("Pas à cette place"),
        "rightPlace": _("Sa place : {n}"),
        "rightOrder": _("C'est le bon ordre"),
    }


def _tries() -> dict[str, object]:
    return {
        "triesLeft": _("Pas encore. Il vous reste {n} tentatives."),
        "lastTry": _("Pas encore. Il vous reste une tentative."),
        "partsRight": _("Éléments justes : {n} sur {total}."),
        "points": _("Points obtenus : {percent} %"),
    }


def _tests() -> dict[str, object]:
    return {
        "check": _("Valider"),
        "submit": _("Valider mes réponses"),
        "answerFirst": _("Répondez d'abord à la question."),
        "oneMissing": _("Une question est sans réponse. Appuyez encore pour valider ainsi."),
        "someMissing": _("{n} questions sont sans réponse. Appuyez encore pour valider ainsi."),
        "sheet": _("Questions {first} à {last} sur {total}"),
        "sheetBefore": _("Questions précédentes"),
        "sheetAfter": _("Questions suivantes"),
        "toMissing": _("Aller à la première sans réponse"),
        "result": _("Votre résultat : {percent} %"),
        "diagnosticResult": _("Ce résultat vous situe avant la formation ; il ne compte pas."),
        "testPassed": _("Test réussi ({percent} % demandés)."),
        "testFailed": _("Pas encore : {percent} % sont demandés."),
        "bestOf": _("Meilleur résultat en {n} essais : {percent} %."),
        "answersKept": _("Les réponses justes s'afficheront après la réussite ou le dernier essai."),
        "answersHidden": _("Les réponses justes ne sont pas montrées ici : vous y travaillerez dans le cours."),
        "noAnswer": _("Sans réponse"),
        "ownAnswers": _("Revoir mes réponses"),
        "outOf": _("{n} sur {total}"),
        "otherQuestions": _("Autres questions"),
        "again": _("Recommencer le test"),
        "oneAttemptLeft": _("Il vous reste un essai."),
        "attemptsLeft": _("Il vous reste {n} essais."),
        "noAttemptLeft": _("Tous les essais sont faits."),
    }

"""The words of tests, in the language of the course: the player needs them once a test is opened."""

from __future__ import annotations

from coursegen.outputs.scorm.interface import gettext as _


def test_words() -> dict[str, object]:
    """The sentences of tests, by the name the player's JavaScript uses."""
    return {**_questions(), **_tests()}


def _questions() -> dict[str, object]:
    return {
        "question": _("Question {n} sur {total}"),
        "hints": {
            "multiple": _("Plusieurs réponses sont possibles."),
            "match": _("Associez chaque ligne à sa réponse."),
        },
        "choose": _("Choisissez…"),
        "numberHint": _("Écrivez un nombre ; la virgule et le point sont acceptés."),
        "decimal": _(","),
        "essayHint": _("Cette réponse n'est pas notée. Elle reste dans ce navigateur."),
        "right": _("Juste"),
        "wrong": _("Pas juste"),
        "expected": _("Réponse attendue"),
        "alsoRight": _("Aussi attendue"),
        "answerIs": _("Réponse attendue : {answer}"),
        "notMarked": _("Non noté : comparez avec le cours."),
        "notKept": _("Votre réponse n'a pas été conservée ; le résultat l'est."),
    }


def _tests() -> dict[str, object]:
    return {
        "check": _("Valider"),
        "submit": _("Valider mes réponses"),
        "answerFirst": _("Répondez d'abord à la question."),
        "oneMissing": _("Une question est sans réponse. Appuyez encore pour valider ainsi."),
        "someMissing": _("{n} questions sont sans réponse. Appuyez encore pour valider ainsi."),
        "result": _("Votre résultat : {percent} %"),
        "diagnosticResult": _("Ce résultat vous situe avant la formation ; il ne compte pas."),
        "testPassed": _("Test réussi ({percent} % demandés)."),
        "testFailed": _("Pas encore : {percent} % sont demandés."),
        "bestOf": _("Meilleur résultat en {n} essais : {percent} %."),
        "answersKept": _("Les réponses justes s'afficheront après la réussite ou le dernier essai."),
        "answersHidden": _("Les réponses justes ne sont pas montrées ici : vous y travaillerez dans le cours."),
        "outOf": _("{n} sur {total}"),
        "otherQuestions": _("Autres questions"),
        "again": _("Recommencer le test"),
        "oneAttemptLeft": _("Il vous reste un essai."),
        "attemptsLeft": _("Il vous reste {n} essais."),
        "noAttemptLeft": _("Tous les essais sont faits."),
    }

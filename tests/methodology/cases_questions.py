"""Courses whose questions break a rule, and courses whose questions don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from methodology.course import Course
from methodology.question_parts import GradedAnswer
from methodology.questions import Bank, Choice, Pair, QuestionType
from tests.methodology.factory import QUESTION, good_course, with_choices, with_page, with_question, with_quiz

SAID = "Le taux de la pension change chaque année par décision du conseil"
MODEL = "On additionne les douze derniers salaires puis on applique le taux de l'année à ce total"


def true_false(stem: str, *, correct: bool) -> Course:
    return with_question(type=QuestionType.TRUE_FALSE, choices=(), text=stem, correct=correct)


def unshuffled(*places: int) -> Course:
    """Questions whose right answer stands at those places, choices not shuffled."""
    made = []
    for number, place in enumerate(places):
        choices = tuple(Choice(text=text, correct=n == place) for n, text in enumerate(("Un an", "Un nom", "Un âge")))
        made.append(replace(QUESTION, id=f"Q{number}", choices=choices, shuffle=False))
    return replace(good_course(), banks=(Bank(name="banque", questions=tuple(made)),))


def numbers(*values: str, shuffle: bool = False) -> Course:
    choices = tuple(Choice(text=value, correct=n == 0) for n, value in enumerate(values))
    return with_question(choices=choices, shuffle=shuffle)


def told_in(stem: str) -> Course:
    """A second question whose stem is that one; the first is answered by « le registre des employeurs actifs »."""
    first = with_choices("Le registre des employeurs actifs", "Le fichier central", "Un carnet de bord")
    return with_quiz(*(q for bank in first.banks for q in bank.questions), replace(QUESTION, id="Q2", text=stem))


def halves(count: int, total: int) -> Course:
    """A test of so many questions, of which so many are true or false."""
    closed = replace(QUESTION, type=QuestionType.TRUE_FALSE, choices=(), correct=True)
    return with_quiz(*(replace(closed if n < count else QUESTION, id=f"Q{n}") for n in range(total)))


def short(*accepted: str, stem: str = "Comment se nomme le document qui donne le taux ?") -> Course:
    return with_question(type=QuestionType.SHORT_ANSWER, choices=(), accepted=accepted, text=stem)


def graded(kind: QuestionType, *answers: GradedAnswer) -> Course:
    return with_question(type=kind, choices=(), graded=answers)


def pairs(count: int, *distractors: str) -> Course:
    made = tuple(Pair(left=f"gauche {n}", right=f"droite {n}") for n in range(count))
    return with_question(type=QuestionType.MATCH, choices=(), pairs=made, distractors=distractors)


def with_model(page: str) -> Course:
    asked = replace(QUESTION, type=QuestionType.ESSAY, choices=(), model_answer=MODEL)
    return replace(with_page(page), banks=(Bank(name="banque", questions=(asked,)),))


def absolute(*choices: str, right: int = 0) -> Course:
    return with_choices(*choices, right=right)


NUMERICAL = QuestionType.NUMERICAL
ECHO = "Quel document prouve l'immatriculation d'un employeur saisonnier ?"
ECHOING = (
    Choice(text="L'avis d'immatriculation de l'employeur", correct=True),
    Choice(text="Un badge"),
    Choice(text="Un plan"),
)

BROKEN: Sequence[tuple[str, Course]] = (
    ("QCM-01", graded(QuestionType.SHORT_ANSWER, GradedAnswer(text="bar*me", percent=50.0))),
    ("QCM-01", graded(NUMERICAL, GradedAnswer(text="*", percent=0.0))),
    ("EVA-12", with_model(f"## Page\n\nRetenez : {MODEL}.\n")),
    ("QCM-07", absolute("Vérifier la pièce", "Toujours refuser", "Ne jamais répondre")),
    ("QCM-07", true_false("Le taux change toujours en janvier.", correct=False)),
    ("QCM-08", with_question(text=ECHO, choices=ECHOING)),
    ("QCM-09", with_question(text="Pour connaître le taux de l'année, on ouvre un…")),
    ("QCM-11", numbers("30 jours", "10 jours", "20 jours")),
    ("QCM-12", unshuffled(0, 0, 0, 0, 0, 0, 1, 2)),
    ("QCM-13", with_choices("Le barème", "La fiche", "A et B")),
    ("QCM-13", with_choices("Le barème", "La fiche", "Les réponses 1, 2 et 4")),
    ("QCM-14", with_question(text="Laquelle de ces affirmations est vraie ?")),
    ("QCM-14", with_question(text="Le barème ?")),
    ("QCM-15", with_choices("Le taux de la caisse", "Le taux de la banque", "Le taux de la poste")),
    ("QCM-17", halves(2, 5)),
    ("QCM-18", told_in("Le registre des employeurs actifs est incomplet. Que fait l'agente en premier ?")),
    ("QCM-19", with_question(text="Selon vous, quel document faut-il consulter ?")),
    ("QCM-21", with_question(text="Que faire ? " + "mot " * 60)),
    ("QCM-22", with_question(type=NUMERICAL, choices=(), number=12.5)),
    ("QCM-23", short("barème")),
    ("QCM-24", with_choices("Vérifier la pièce", "Appeler la personne", "Un formulaire")),
    ("QCM-24", with_choices("Un nom", "Un âge", "Une très longue explication que personne ne donnerait au guichet")),
    ("QCM-25", short("x", stem="Le ___ et la ___ et le ___ et la ___ et le ___ comptent.")),
    ("QCM-25", short("x", stem="_____ donne le taux de l'année.")),
    ("QCM-26", pairs(4)),
    ("QCM-26", pairs(9, "leurre")),
    ("QCM-27", replace(true_false(f"{SAID}.", correct=True), texts=with_page(f"## Page\n\n{SAID}.\n").texts)),
)  # fmt: skip

SOUND: Sequence[tuple[str, Course]] = (
    ("QCM-01", graded(QuestionType.SHORT_ANSWER, GradedAnswer(text="bar*me", feedback="Oui."))),
    ("QCM-01", graded(NUMERICAL, GradedAnswer(text="5", percent=50.0), GradedAnswer(text="12", feedback="Oui."))),
    ("EVA-12", with_model("## Page\n\nOn additionne les douze derniers salaires.\n")),
    ("QCM-07", absolute("Toujours vérifier la pièce", "Toujours refuser", "Répondre plus tard")),
    ("QCM-07", absolute("Vérifier la pièce", "Toujours refuser", "Répondre plus tard")),
    ("QCM-07", true_false("Le taux change toujours en janvier.", correct=True)),
    ("QCM-08", with_question(text=ECHO)),
    ("QCM-09", with_question(text="Quel document donne le taux ? Choisissez-en un seul.")),
    ("QCM-11", numbers("10 jours", "20 jours", "30 jours")),
    ("QCM-11", numbers("30 jours", "10 jours", "20 jours", shuffle=True)),
    ("QCM-12", unshuffled(0, 1, 2, 0, 1, 2, 0, 1)),
    ("QCM-13", with_choices("Le barème et la fiche", "La fiche", "Un badge")),
    ("QCM-14", with_question(text="Quelle affirmation sur le barème de 2026 est vraie ?")),
    ("QCM-15", with_choices("Le taux de la caisse", "Le taux du mois", "Un badge")),
    ("QCM-17", halves(1, 5)),
    ("QCM-18", told_in("Un employeur manque au registre. Que fait l'agente en premier ?")),
    ("QCM-19", with_question(type=QuestionType.ESSAY, choices=(), text="Selon vous, quel document manque ?")),
    ("QCM-21", with_question(text="Que faire ? " + "mot " * 60, case_study=True)),
    ("QCM-22", with_question(type=NUMERICAL, choices=(), number=12.5, unit="%")),
    ("QCM-22", with_question(type=NUMERICAL, choices=(), number=12, tolerance=0.0)),
    ("QCM-23", short("barème", "bareme")),
    ("QCM-23", short("bar*me")),
    ("QCM-24", with_choices("Lui répondre", "L'inviter à l'antenne", "Être à l'heure")),
    ("QCM-24", with_choices("Le dossier", "L'ordre des pièces", "Un métier")),
    ("QCM-24", with_choices("De revenir demain", "D'appeler la caisse", "De remplir la fiche")),
    ("QCM-24", with_choices("L'enregistrer au guichet", "Le transmettre à la caisse", "Le classer sans suite")),
    ("QCM-24", with_choices("S’inscrire", "Le rendre", "N'envoyer que la copie")),
    ("QCM-24", with_choices("Le bulletin", "La facture d'eau", "La carte")),
    ("QCM-25", short("x", stem="Le document qui donne le taux se nomme _____.")),
    ("QCM-26", pairs(4, "leurre")),
    ("QCM-26", with_question(type=QuestionType.MATCH, choices=(), pairs=tuple(
        Pair(left=f"cas {n}", right="oui" if n % 2 else "non") for n in range(4)))),
    ("QCM-27", replace(true_false(f"{SAID}.", correct=True), texts=with_page("## Page\n\nLe taux change.\n").texts)),
)  # fmt: skip

"""Each rule speaks on a course that breaks it, and only then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from methodology.activities.quiz import Quiz
from methodology.course import Contact, Course
from methodology.evaluation import EvaluationLevel
from methodology.findings import Severity
from methodology.i18n import speaking
from methodology.lexicon import lexicon
from methodology.questions import Bank, Choice, Pair, QuestionType
from methodology.rules import all_rules, check
from methodology.values import Bloom, Domain, Modality, Purpose
from tests.methodology import (
    cases_agreement,
    cases_delivery,
    cases_design,
    cases_exchange,
    cases_mission,
    cases_publication,
    cases_questions,
    cases_texts,
)
from tests.methodology.factory import (
    QUESTION,
    good_course,
    medium,
    with_assessment,
    with_assignment,
    with_choices,
    with_deck,
    with_evaluation,
    with_identity,
    with_media,
    with_objective,
    with_page,
    with_question,
    with_second_objective,
    with_sequence,
    with_session,
    with_step,
    with_themes,
)


def words(count: int) -> str:
    return " ".join(["mot"] * count)


def rules_found(course: Course) -> set[str]:
    return {finding.rule for finding in check(course)}


def said_in(language: str, course: Course, rule: str) -> str:
    """What that rule says of it in that language."""
    with speaking(language):
        (finding,) = [finding for finding in check(course) if finding.rule == rule]
    return finding.message


@pytest.mark.parametrize(("language", "word"), [("fr", "ou"), ("en", "or"), ("pt", "ou"), ("es", "o")])
def test_the_levels_of_a_verb_are_listed_in_the_language_of_the_messages(language: str, word: str) -> None:
    verb, levels = next((v, found) for v, found in lexicon().levels.items() if len(found) == 2 and 1 not in found)
    course = with_objective(statement=f"{verb.capitalize()} le dossier", verb=verb, bloom=Bloom.REMEMBER)
    first, last = sorted(levels)
    assert f" {first} {word} {last}" in said_in(language, course, "OBJ-04")


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Fête du Travail"), ("en", "Labour Day"), ("pt-BR", "Dia do Trabalhador"), ("es", "Día del Trabajo")],
)
def test_holidays_are_named_in_the_language_of_the_messages(language: str, name: str) -> None:
    assert name in said_in(language, with_session(start=date(2026, 5, 1), end=None), "CAL-06")


def test_the_good_course_has_no_finding() -> None:
    assert check(good_course()) == ()


def all_talk(modality: Modality) -> Course:
    steps = tuple(replace(s, active=False, method="expositive") for _q, s in good_course().sequencing.steps())
    return with_sequence(steps=steps, modality=modality)


def made_to_create() -> Course:
    course = with_objective(bloom=Bloom.CREATE, statement="Concevoir un plan", verb="concevoir")
    return replace(course, evaluation=with_assessment(bloom=Bloom.CREATE).evaluation)


def matching(*pairs: tuple[str, str], distractors: tuple[str, ...] = ()) -> Course:
    written = tuple(Pair(left=left, right=right) for left, right in pairs)
    return with_question(type=QuestionType.MATCH, choices=(), pairs=written, distractors=distractors)


def telling_bank(long_answers: int) -> Course:
    """Eight questions, of which so many have a right answer a little longer than the others."""
    told = (Choice(text="Le barème", correct=True), Choice(text="Un nom"), Choice(text="Un âge"))
    even = (Choice(text="Un an", correct=True), Choice(text="Un nom"), Choice(text="Un âge"))
    made = tuple(replace(QUESTION, id=f"Q{n}", choices=told if n < long_answers else even) for n in range(8))
    return replace(good_course(), banks=(Bank(name="banque", questions=made),))


ALL_WRONG = (Choice(text="a"), Choice(text="b"), Choice(text="c"))
EXPLAINED = tuple(Choice(text=text, correct=text == "a", feedback="Voir le barème") for text in "abc")
NOBODY_IN_CHARGE = tuple(EvaluationLevel(level=n, tool="test", when="fin") for n in (1, 2, 3))
HARD = (
    "La conceptualisation institutionnelle des opérationnalisations administratives conditionne "
    "l'intercompréhension organisationnelle. " * 12
)
ENGLISH = "The trainer is in the room and the participants are with their files for this exercise."
LONG_ALT = "a" * 151

FAMILIES = (
    cases_agreement,
    cases_delivery,
    cases_design,
    cases_exchange,
    cases_mission,
    cases_publication,
    cases_questions,
    cases_texts,
)

BROKEN: Sequence[tuple[str, Course]] = (
    ("OBJ-01", with_objective(statement="Le calcul de la pension")),
    ("OBJ-01", with_objective(statement="À la fin, l'agent sait calculer")),
    ("OBJ-02", with_objective(statement="Connaître le barème", verb="")),
    ("OBJ-02", with_objective(statement="Être capable de maîtriser le barème", verb="")),
    ("OBJ-02", with_objective(statement="Se familiariser avec le barème", verb="")),
    ("OBJ-03", with_objective(statement="Débroussailler un dossier", verb="", bloom=None)),
    ("OBJ-03", with_objective(statement="Choisir une méthode", verb="choisir", bloom=None)),
    ("OBJ-04", with_objective(statement="Citer les étapes", verb="citer", bloom=Bloom.CREATE)),
    ("OBJ-05", with_objective(statement="Calculer et justifier une pension")),
    ("OBJ-05", with_objective(statement="Concevoir, animer et évaluer une séquence", verb="")),
    ("OBJ-06", with_objective(condition="")),
    ("OBJ-07", with_objective(criterion="")),
    ("OBJ-07", with_objective(criterion="correctement")),
    ("OBJ-08", with_objective(statement="Calculer " + words(30))),
    ("OBJ-09", with_objective(statement="Présenter aux participants le barème", verb="", bloom=None)),
    ("OBJ-09", with_objective(statement="Permettre une bonne gestion", verb="", bloom=None)),
    ("ALI-01", with_second_objective()),
    ("ALI-02", with_assessment(objectives=("O9",))),
    ("ALI-03", with_objective(bloom=Bloom.CREATE, statement="Concevoir un plan", verb="concevoir")),
    ("ALI-04", with_assessment(bloom=Bloom.EVALUATE)),
    ("ALI-04", with_question(bloom=Bloom.CREATE)),
    ("ALI-05", all_talk(Modality.ONSITE)),
    ("ALI-06", with_assessment(objectives=())),
    ("ALI-06", with_question(objective="")),
    ("SEQ-01", with_sequence(minutes=90)),
    ("SEQ-01", with_identity(minutes=61)),
    ("SEQ-02", with_step("cas", active=False)),
    ("SEQ-03", with_step("cas", method="expositive", active=False)),
    ("EVA-01", with_assessment(purposes=(Purpose.SUMMATIVE, Purpose.FORMATIVE))),
    ("EVA-02", with_evaluation(success_rule=" ")),
    ("EVA-02", with_evaluation(pass_percent=None)),
    ("EVA-03", with_assessment(weight_percent=90.0)),
    ("EVA-09", with_evaluation(plan=good_course().evaluation.plan[:2])),
    ("EVA-09", with_evaluation(plan=NOBODY_IN_CHARGE)),
    ("QCM-01", with_question(choices=ALL_WRONG)),
    ("QCM-01", with_question(type=QuestionType.TRUE_FALSE)),
    ("QCM-01", matching(("a", "1"))),
    ("QCM-01", with_question(type=QuestionType.NUMERICAL)),
    ("QCM-01", with_question(type=QuestionType.SHORT_ANSWER)),
    ("QCM-01", with_question(type=QuestionType.MULTIPLE, choices=ALL_WRONG)),
    ("QCM-02", with_choices("un", "deux")),
    ("QCM-02", with_choices("un", "deux", "trois", "quatre", "cinq", "six")),
    ("QCM-03", with_choices("Un taux", "Un âge", "Toutes les réponses ci-dessus")),
    ("QCM-03", with_choices("Un taux", "Un âge", "Toutes ces réponses sont justes.")),
    ("QCM-04", with_choices("Un taux", "Un âge", "Aucune de ces réponses")),
    ("QCM-05", with_question(text="Quelle pièce n'est pas demandée ?")),
    ("QCM-05", with_question(text="Tous ces documents servent, sauf un. Lequel ?\n\nLequel sert, sauf exception ?")),
    ("QCM-05", with_question(text="Quelle affirmation est fausse ?")),
    ("QCM-05", with_question(text="Quelle affirmation n'est **pas fausse** ?")),
    ("QCM-06", with_choices("Le barème de l'année en cours, publié au journal officiel", "Un âge", "Un nom")),
    ("QCM-06", telling_bank(long_answers=6)),
    ("QCM-10", with_choices("Un taux.", "un taux", "Un âge")),
    ("QCM-10", with_choices("De 10 à 20 %", "De 15 à 30 %", "De 40 à 50 %")),
    ("QCM-10", with_choices("Moins de 10 jours", "De 5 à 20 jours", "Plus de 20 jours")),
    ("QCM-10", matching(("a", "1"), ("A", "2"))),
    ("QCM-10", matching(("a", "1"), ("b", "2"), distractors=("2.",))),
    ("QCM-16", with_question(feedback="")),
    ("QCM-20", with_question(bloom=None)),
    ("DOC-01", with_page("## Page\n\nTODO : un exemple.\n")),
    ("DOC-01", with_page("## Page\n\nVoir Erreur ! Source du renvoi introuvable.\n")),
    ("DOC-01", with_identity(summary="[à compléter]")),
    ("DOC-01", with_question(text="Lorem ipsum ?")),
    ("DOC-01", with_identity(sponsor="Votre organisme")),
    ("DOC-01", with_identity(title="Título de su curso", version="v2.1")),
    ("DOC-01", with_identity(contact=Contact(name="Someone to write to", email="awa@example.org"))),
    ("LIS-01", with_page("## Page\n\n" + HARD)),
    ("LIS-02", with_page("## Page\n\nUne phrase a " + words(30) + ".\n")),
    ("LIS-06", with_page("## Page\n\n" + ENGLISH + "\n")),
    ("ACC-01", with_page('## Page\n\n![](medias/a.png "Une légende")\n')),
    ("ACC-01", with_page("## Page\n\n![schema_v2.png](medias/a.png)\n")),
    ("ACC-01", with_page(f"## Page\n\n![{LONG_ALT}](medias/a.png)\n")),
    ("ACC-03", with_page("## Page\n\n#### Détail\n")),
    ("ACC-03", with_page("# Page\n\nTexte.\n")),
    ("ACC-04", with_page("## Page\n\n| | | |\n|-|-|-|\n| a | b | c |\n")),
    ("ACC-05", with_media(medium("film.mp4"))),
    ("ACC-05", with_media(medium("voix.mp3"))),
    ("POI-01", replace(with_page("## P\n\n![Une carte](medias/a.png)\n"), media=(medium("a.png", 310),))),
    (
        "POI-10",
        replace(with_page(":::{video} medias/f.mp4\n:::\n"), media=(medium("f.mp4", 21_000), medium("f.vtt"))),
    ),
    ("POI-10", replace(with_page("[La notice](medias/n.pdf)\n"), media=(medium("n.pdf", 20_100),))),
    ("POI-05", with_page('<img src="https://exemple.org/carte.png" alt="Une carte">\n')),
    ("ACC-05", replace(with_page(":::{audio} medias/voix.mp3\n:::\n"), media=(medium("voix.mp3"),))),
    ("POI-02", with_media(medium("a.png", 101))),
    ("POI-02", with_media(medium("a.jpg", 10, width=2000, height=100))),
    ("POI-02", with_media(medium("a.bmp"))),
    ("POI-03", with_media(medium("film.mp4", 10_001), medium("film.vtt"))),
    ("POI-04", with_media(medium("dossier.zip", 31_000))),
    ("POI-05", with_page("## Page\n\n![Une carte](https://exemple.org/a.png)\n")),
    ("SUP-01", with_deck("## Un titre\n\n" + words(41) + "\n")),
    ("SUP-02", with_deck("## Un titre\n\n" + "- un mot\n" * 8)),
    ("SUP-02", with_deck("## Un titre\n\n- " + words(16) + "\n")),
    ("SUP-04", with_deck("Du texte\n\n## Un titre\n")),
    ("SUP-04", with_deck("## Un titre\n\n- a\n\n## Un titre\n\n- b\n")),
    ("MOO-02", with_assessment(steps=("S1/cas",))),
    ("MOO-02", with_assessment(pass_percent=50.0)),
    ("MOO-06", with_step("test", activity=Quiz())),
    ("MOO-06", with_question(mark=0.0)),
    ("MOO-06", with_step("test", activity=Quiz(questions=("Q1", "Q1")))),
    ("TRA-01", with_themes(gender="")),
    ("TRA-01", with_themes(environment="Sans objet")),
    ("MAR-07", with_page("## Page\n\nLa CIRPES et Socieux+.\n")),
    ("MAR-07", with_identity(sponsor="SOCIEUX +")),
    ("DON-01", with_page("## Page\n\nÉcrivez à afi.mensah@caisse.tg.\n")),
    ("DON-01", with_page("## Page\n\nAppelez le +228 90 12 34 56.\n")),
)  # fmt: skip


BROKEN = (*BROKEN, *(case for family in FAMILIES for case in family.BROKEN))


@pytest.mark.parametrize(("rule", "course"), BROKEN, ids=[f"{rule}-{n}" for n, (rule, _c) in enumerate(BROKEN)])
def test_a_broken_course_is_reported(rule: str, course: Course) -> None:
    assert rule in rules_found(course)


def test_every_rule_has_a_course_that_breaks_it() -> None:
    assert {rule.id for rule in all_rules()} == {rule for rule, _course in BROKEN}


SOUND: Sequence[tuple[str, Course]] = (
    ("OBJ-01", with_objective(statement="Être capable d'analyser une demande")),
    ("OBJ-01", with_objective(statement="Se servir du barème")),
    ("OBJ-02", with_objective(statement="Savoir calculer une pension")),
    ("OBJ-02", with_objective(statement="Voiler un nom", verb="")),
    ("OBJ-03", with_objective(statement="Débroussailler un dossier", verb="")),
    ("OBJ-03", with_objective(statement="Respecter la parole", verb="", bloom=None, domain=Domain.ATTITUDE)),
    ("OBJ-04", with_objective(statement="Rédiger une lettre", verb="rédiger")),
    ("OBJ-05", with_objective(statement="Analyser une demande pour séparer les causes et les effets")),
    ("OBJ-05", with_objective(statement="Décomposer un contenu en notions, gestes et attitudes")),
    ("OBJ-07", with_objective(criterion="toutes les rubriques renseignées")),
    ("OBJ-09", with_objective(statement="Présenter un rapport au conseil", verb="", bloom=None)),
    ("OBJ-09", with_objective(statement="Transmettre une consigne claire à un collègue", verb="", bloom=None)),
    ("ALI-03", made_to_create()),
    ("ALI-04", with_assessment(bloom=Bloom.ANALYSE)),
    ("SEQ-03", all_talk(Modality.ASYNCHRONOUS)),
    ("QCM-02", with_choices("un", "deux", "trois", "quatre", "cinq")),
    ("QCM-03", with_choices("Toutes les réponses des usagers sont notées au registre", "Un âge", "Un nom")),
    ("QCM-04", with_choices("Aucune réponse n'est donnée avant la vérification du dossier", "Un âge", "Un nom")),
    ("QCM-05", with_question(text="Quelle pièce n'est **pas** demandée ?")),
    ("QCM-05", with_question(text="Quelle pièce n'est PAS demandée ?")),
    ("QCM-05", with_question(text="L'agent ne répond pas. Que faire d'abord ?")),
    ("QCM-05", with_question(text="Que faire quand l'usager ne répond pas ?")),
    ("QCM-05", with_question(text="Que veut dire « ce n'est pas un besoin » ?")),
    ("QCM-06", with_choices("Le barème annuel", "Un âge", "Un nom")),
    ("QCM-06", telling_bank(long_answers=3)),
    ("QCM-10", with_choices("De 10 à 20 %", "De 20 à 30 %", "De 30 à 40 %")),
    ("QCM-10", with_choices("De 1 à 3 ans", "De 1 à 3 mois", "De 1 à 3 jours")),
    ("QCM-10", with_choices("1,5 point", "15 points", "-15 points")),
    ("QCM-16", with_question(feedback="", choices=EXPLAINED)),
    ("QCM-16", with_question(type=QuestionType.ESSAY, feedback="", model_answer="Le plan.")),
    ("DOC-01", with_page("## Page\n\nAu XXe siècle, et au chapitre XX.\n")),
    ("DOC-01", with_page("## Page\n\n```\nTODO\n```\n")),
    ("DOC-01", with_identity(sponsor="Votre organisme", version="0.9")),
    ("LIS-02", with_page("## Page\n\n" + ("Une phrase a peu de mots. " * 8) + "\n")),
    ("LIS-06", with_page("## Page\n\nLe mot « feedback » se dit retour dans tous les textes de ce cours en ligne.\n")),
    ("ACC-01", with_page("## Page\n\n![](medias/filet.png)\n")),
    ("ACC-03", with_page("## Page\n\n### Détail\n\n## Suite\n")),
    ("ACC-04", with_page("## Page\n\n| | Lundi | Mardi |\n|-|-|-|\n| Salle | a | b |\n")),
    ("ACC-05", with_media(medium("film.mp4"), medium("film.vtt"), medium("voix.mp3"), medium("voix.txt"))),
    (
        "ACC-05",
        replace(
            with_page(':::{video} medias/f.mp4 "Le geste"\n:sous-titres: medias/geste.vtt\n:::\n\n'
                      ':::{audio} medias/voix.mp3 "Le rappel"\nBonjour, ici la caisse.\n:::\n'),
            media=(medium("f.mp4"), medium("geste.vtt"), medium("voix.mp3")),
        ),
    ),
    ("POI-10", replace(with_page("[La notice](medias/n.pdf)\n"), media=(medium("n.pdf", 19_000),))),
    ("POI-05", with_page('<a href="https://exemple.org/">Le site</a>\n\n`<img src="https://x.org/a.png">`\n')),
    ("POI-02", with_media(medium("a.png", 99, width=1280, height=900), medium("guide.pdf", 900))),
    ("SUP-01", with_deck("## Un titre\n\n" + words(30) + "\n\n:::{notes}\n" + words(200) + "\n:::\n")),
    ("SUP-04", with_deck("## Un titre\n\n- a\n\n:::{notes}\n## Un titre\n:::\n")),
    ("MOO-02", with_assignment()),
    ("MOO-06", with_question(mark=3.0)),
    ("TRA-01", with_themes(environment="Sans objet : la session est entièrement à distance")),
    ("MAR-07", with_page("## Page\n\nSOCIEUX+ et la CIPRES : https://Socieux.eu et info@Socieux.eu.\n")),
    ("DON-01", with_page("## Page\n\nÉcrivez à formation@exemple.org avant le 18.03.2026, dossier 2026-0012.\n")),
)  # fmt: skip


SOUND = (*SOUND, *(case for family in FAMILIES for case in family.SOUND))


@pytest.mark.parametrize(("rule", "course"), SOUND, ids=[f"{rule}-{n}" for n, (rule, _c) in enumerate(SOUND)])
def test_a_sound_course_is_left_alone(rule: str, course: Course) -> None:
    assert rule not in rules_found(course)


def test_a_long_talk_is_an_error_when_it_is_very_long() -> None:
    course = all_talk(Modality.ONSITE)
    (talk,) = [finding for finding in check(course) if finding.rule == "SEQ-03"]
    assert talk.severity is Severity.ERROR
    assert "60 min" in talk.message


def test_a_convention_says_that_it_is_one() -> None:
    (finding,) = [f for f in check(with_media(medium("a.png", 101))) if f.rule == "POI-02"]
    assert finding.message.endswith("visez 100 Ko (repère d'usage).")
    (researched,) = [f for f in check(with_objective(condition="")) if f.rule == "OBJ-06"]
    assert "repère" not in researched.message


OWN_WORDS = (
    ("QCM-19", with_question(text="À votre avis, où déposer le dossier ?"), "« À votre avis »"),
    ("QCM-07", with_choices("Vérifier", "Être Obligatoirement absent", "Ne jamais répondre"), "« Obligatoirement »"),
    (
        "TRA-05",
        with_page("## Page\n\nHier, la Secrétaire note, le Directeur décide.\n"),
        "« la Secrétaire note, le Directeur »",
    ),
    ("ACC-06", with_page("## Page\n\nCliquez sur le Bouton Rouge.\n"), "Bouton Rouge"),
)


@pytest.mark.parametrize(("rule", "course", "words"), OWN_WORDS, ids=[case[0] for case in OWN_WORDS])
def test_a_message_quotes_the_author_s_own_words(rule: str, course: Course, words: str) -> None:
    (finding,) = [finding for finding in check(course) if finding.rule == rule]
    assert words in finding.message


def test_findings_come_by_file_and_line() -> None:
    found = check(replace(with_objective(condition="", criterion=""), media=(medium("a.bmp"),)))
    places = [(finding.where.file, finding.where.line) for finding in found]
    assert places == sorted(places)
    assert len(places) == 3


def test_a_finding_points_at_the_line_of_the_text() -> None:
    course = with_page("## Page\n\n:::{exemple} Un cas\n\nÉcrivez à TODO.\n:::\n")
    (finding,) = [f for f in check(course) if f.rule == "DOC-01"]
    assert finding.where.line == 5


def test_every_message_tells_how_to_mend() -> None:
    for rule, course in BROKEN:
        for finding in check(course):
            assert finding.message.strip(), rule
            assert finding.remedy.strip(), rule
            assert "{" not in finding.message.replace("![…]", ""), finding.message


def test_a_picture_is_named_as_people_write_it() -> None:
    course = with_page("## Page\n\n![image.png](medias/photo%20%C3%A9t%C3%A9.png)\n")
    (found,) = (one for one in check(course) if one.rule == "ACC-01")
    assert "« photo été.png »" in found.message

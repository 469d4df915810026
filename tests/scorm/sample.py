"""A course as compose would give it: three modules (one in the room), every kind of question, French text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from coursegen.activities.assignment import AssignActivity
from coursegen.activities.book import BookActivity, Chapter
from coursegen.activities.forum import ForumActivity
from coursegen.activities.label import LabelActivity
from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity, Slot
from coursegen.activities.resource import ResourceActivity
from coursegen.activities.survey import FeedbackActivity
from coursegen.activities.url import UrlActivity
from coursegen.courseware import (
    Activity,
    Choice,
    Courseware,
    Grade,
    Html,
    MediaFile,
    ObjectiveLine,
    Pair,
    Question,
    QuestionKind,
    Section,
)
from coursegen.courseware_questions import TypedAnswer, Unit
from methodology.values import Purpose

CODE = "DEMO-FDF"
SCHEMA = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 220" width="640" height="220">'
    '<rect width="640" height="220" fill="#F3F5FA"/>'
    + "".join(
        f'<rect x="{20 + 124 * n}" y="60" width="104" height="100" rx="12" fill="{colour}"/>'
        f'<text x="{72 + 124 * n}" y="118" fill="#fff" font-family="Arial" font-size="34" text-anchor="middle">{n + 1}</text>'
        for n, colour in enumerate(["#003399", "#C05410", "#04687C", "#B03AA6", "#084C08"])
    )
    + "</svg>"
).encode()

OBJECTIVES = (
    ObjectiveLine(f"{CODE}/O1", "Citer dans l’ordre les cinq étapes de l’ingénierie de la formation", 1),
    ObjectiveLine(f"{CODE}/O2", "Distinguer un besoin de formation d’une autre cause de difficulté", 4),
    ObjectiveLine(f"{CODE}/O3", "Formuler un objectif observable et mesurable", 3),
)


def courseware(**changes: Any) -> Courseware:
    """The sample; `changes` replace fields."""
    fields: dict[str, object] = {
        "key": CODE,
        "title": "Concevoir, animer et évaluer une action de formation en prévoyance sociale",
        "short_title": "Formation de formateurs",
        "language": "fr",
        "version": "1.2",
        "date": datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        "summary": Html(
            "<p>En quatre heures, à votre rythme, préparez les journées en salle : vous saurez analyser une demande et "
            "formuler des objectifs que l’on peut vérifier.</p>"
        ),
        "charter": "socieux",
        "clause": (
            "Clause de non-responsabilité : La responsabilité de cette publication incombe uniquement à ses auteurs. "
            "L’Union européenne et les partenaires de mise en œuvre ne sauraient être tenus pour responsables de "
            "l’utilisation qui pourrait être faite des informations qui y figurent."
        ),
        "funding": "Cofinancé par l’Union européenne",
        "sponsor": "CIPRES, Secrétariat exécutif",
        "authors": ("A. Ngo", "M. Diallo"),
        "licence": "CC BY-SA 4.0",
        "minutes": 240,
        "pass_percent": 60.0,
        "sections": _sections(),
        "questions": QUESTIONS,
        "media": (
            MediaFile("etapes.svg", SCHEMA, "image/svg+xml"),
            MediaFile("fiche-demande.pdf", b"%PDF-1.4 " + b"x" * 34000, "application/pdf"),
            MediaFile("inutile.png", b"x", "image/png"),
        ),
    }
    return Courseware(**{**fields, **changes})


def _key(name: str) -> str:
    return f"{CODE}/{name}"


def _sections() -> tuple[Section, ...]:
    return (
        Section(key=_key("accueil"), number=0, title="Accueil", summary=Html(WELCOME), activities=_welcome()),
        Section(
            key=_key("M0"),
            number=1,
            title="Se situer dans la démarche",
            summary=Html(
                "<p>D’où vient la demande ? Que sait-on du public ? Ce module pose les mots et les étapes.</p>"
            ),
            minutes=90,
            objectives=OBJECTIVES[:2],
            hue=0,
            activities=_first_module(),
        ),
        Section(
            key=_key("M1"),
            number=2,
            title="Jour 1 en salle",
            summary=Html("<p>En salle.</p>"),
            hue=1,
            online=False,
            activities=(
                PageActivity(key=_key("S1.1/salle"), title="En salle", body=Html("<p>Réservé à la salle.</p>")),
            ),
        ),
        Section(
            key=_key("M6"),
            number=3,
            title="Formuler des objectifs",
            summary=Html("<p>Un objectif guide les activités et l’évaluation ; mal écrit, il ne guide rien.</p>"),
            minutes=120,
            objectives=OBJECTIVES[2:],
            hue=2,
            activities=_last_module(),
        ),
    )


def _welcome() -> tuple[Activity, ...]:
    return (
        PageActivity(
            key=_key("S0/mode-emploi"), title="Comprendre comment se déroule le parcours", minutes=5, body=Html(HOW)
        ),
        ForumActivity(
            key=_key("S0/presentation"),
            title="Présentez-vous au groupe",
            minutes=10,
            intro=Html(
                "<p>En cinq lignes : votre organisme, votre fonction, un besoin de formation que vous avez vu de près.</p>"
            ),
        ),
    )


def _first_module() -> tuple[Activity, ...]:
    return (
        QuizActivity(
            key=_key("S0.2/positionnement"),
            title="Situez-vous avant de commencer",
            minutes=10,
            purpose=Purpose.DIAGNOSTIC,
            attempts=1,
            slots=(Slot(_key("Q1")), Slot(_key("Q3"))),
            intro=Html(f'<div class="cg-consigne">{INSTRUCTION}</div>{FACTS}'),
        ),
        LabelActivity(
            key=_key("S0.3/repere"),
            title="Repère",
            body=Html(
                '<div class="alert alert-info cg-astuce" role="note"><p><strong>Astuce</strong></p><p>Gardez sous la main une demande de formation réelle.</p></div>'
            ),
        ),
        LabelActivity(key=_key("S0.3"), title="Voir l’ensemble de la démarche", body=Html(SEQUENCE)),
        PageActivity(key=_key("S0.3/etapes"), title="Parcourir les cinq étapes", minutes=12, body=Html(STEPS)),
        BookActivity(
            key=_key("S0.4/demande"),
            title="Analyser une demande",
            minutes=25,
            chapters=(
                Chapter(key="c1", title="Partir d’un écart, non d’un thème", body=Html(GAP)),
                Chapter(key="c2", title="Chercher les autres causes", body=Html(CAUSES)),
                Chapter(
                    key="c3",
                    title="Rencontrer le demandeur",
                    body=Html(
                        "<p>Trois questions suffisent pour un premier entretien.</p><ol><li>Que font-ils aujourd’hui ?</li><li>Que devraient-ils faire ?</li><li>Qu’est-ce qui les en empêche ?</li></ol>"
                    ),
                ),
            ),
        ),
        QuizActivity(
            key=_key("S0.4/entrainement"),
            title="Vérifiez votre compréhension",
            minutes=10,
            purpose=Purpose.FORMATIVE,
            slots=tuple(Slot(_key(f"Q{n}")) for n in (2, 4, 5)),
        ),
        ResourceActivity(
            key=_key("S0.5/fiche"),
            title="Téléchargez la fiche de demande",
            minutes=5,
            media="fiche-demande.pdf",
            intro=Html("<p>Imprimez-la avant l’entretien.</p>"),
        ),
        AssignActivity(
            key=_key("S0.5/analyse"),
            title="Remettez votre analyse d’une demande",
            minutes=45,
            text=True,
            intro=Html(
                '<p>Une page : l’écart, les causes, ce que la formation peut et ne peut pas faire. Voir <a href="activity:DEMO-FDF/S0.3/etapes">les cinq étapes</a> et <a href="activity:DEMO-FDF/S1.1/salle">la séance en salle</a>.</p>'
            ),
        ),
    )


def _last_module() -> tuple[Activity, ...]:
    return (
        PageActivity(
            key=_key("S6.1/verbe"), title="Choisir un verbe que l’on peut observer", minutes=15, body=Html(VERBS)
        ),
        UrlActivity(
            key=_key("S6.1/lien"),
            title="Consulter la liste de verbes",
            url="https://example.org/verbes?a=1&b=2",
            intro=Html("<p>Une liste plus longue, par niveau.</p>"),
        ),
        QuizActivity(
            key=_key("S6.9/final"),
            title="Évaluation finale",
            minutes=20,
            minutes_limit=30,
            purpose=Purpose.SUMMATIVE,
            attempts=2,
            grade=Grade(20, 60, "final", 100),
            slots=tuple(Slot(_key(f"Q{n}"), 2 if n == 6 else 1) for n in (1, 2, 3, 4, 5, 6, 7)),
            intro=Html("<p>Sept questions sur l’ensemble du parcours.</p>"),
        ),
        FeedbackActivity(key=_key("S6.9/satisfaction"), title="Donnez votre avis", minutes=5, items=()),
    )


INSTRUCTION = "<p>Répondez sans document : ce test sert à adapter les journées en salle.</p>"
FACTS = '<ul class="cg-faits"><li>2 questions</li><li>1 essai</li><li>Ne compte pas dans la note</li></ul>'
SEQUENCE = """<h2 class="h5 mb-0">Voir l’ensemble de la démarche</h2>
<p class="small text-muted mb-0">en ligne, à votre rythme · 1\u00a0h\u00a015</p>"""
WELCOME = "<p>Ce parcours compte deux modules en ligne, avant et après les journées en salle.</p>"
HOW = """<p>Chaque écran porte une idée. Passez au suivant quand vous avez fini de lire ; votre place est gardée.</p>
<h3>Le temps à prévoir</h3><p>Comptez quatre heures, en plusieurs fois. Les tests d’entraînement peuvent être refaits.</p>
<h3>À qui demander</h3><p>À l’équipe pédagogique, dans le forum du cours.</p>"""
STEPS = """<p>L’ingénierie de la formation avance en cinq étapes. Chacune prépare la suivante ; sauter la première se paie à la dernière.</p>
<figure class="figure"><img class="figure-img img-fluid" src="media:etapes.svg" alt="Cinq cases numérotées de 1 à 5, de gauche à droite" loading="lazy"><figcaption class="figure-caption">Les cinq étapes <small>(1 Ko)</small></figcaption></figure>
<div class="table-responsive"><table class="table"><thead><tr><th scope="col">Étape</th><th scope="col">On y répond à</th><th scope="col">On en sort avec</th></tr></thead><tbody>
<tr><td>Analyser</td><td>Quel écart, pour qui ?</td><td>Une note d’analyse</td></tr>
<tr><td>Définir</td><td>Que sauront-ils faire ?</td><td>Des objectifs</td></tr>
<tr><td>Concevoir</td><td>Par quel chemin ?</td><td>Un déroulé</td></tr>
<tr><td>Mettre en œuvre</td><td>Avec qui, où, quand ?</td><td>Une session</td></tr>
<tr><td>Évaluer</td><td>Qu’est-ce qui a changé ?</td><td>Un bilan</td></tr></tbody></table></div>
<div class="alert alert-success cg-a_retenir" role="note"><p><strong>À retenir</strong></p><p>On n’écrit pas de diapositive avant l’étape 3.</p></div>"""
GAP = """<p>« Il faut une formation sur l’accueil » n’est pas un besoin : c’est déjà une solution. Le besoin est l’écart entre ce qui se fait et ce qui devrait se faire.</p>
<div class="alert alert-secondary cg-exemple" role="note"><p><strong>Exemple : au guichet</strong></p><p>Sur dix dossiers de pension déposés, quatre reviennent incomplets. L’écart se mesure : quatre dossiers.</p></div>
<h3>Ce qu’on note</h3><ul><li>la tâche, dans les mots du poste ;</li><li>le niveau actuel et le niveau visé ;</li><li>comment on le sait.</li></ul>"""
CAUSES = """<p>Une difficulté vient rarement d’un manque de savoir seul. Avant de former, on cherche ce qui tient à l’organisation, aux outils, à la motivation.</p>
<div class="alert alert-warning cg-attention" role="note"><p><strong>Attention</strong></p><p>Former quelqu’un à un logiciel qui ne marche pas ne répare pas le logiciel.</p></div>"""
VERBS = """<p>« Comprendre », « connaître », « être sensibilisé à » ne se voient pas. On les remplace par ce que la personne fera quand elle aura compris.</p>
<dl><dt>Verbe</dt><dd>Une action que l’on peut voir ou entendre : <em>classer</em>, <em>calculer</em>, <em>justifier</em>.</dd><dt>Condition</dt><dd>Avec quoi, dans quelle situation.</dd><dt>Critère</dt><dd>À partir de quand c’est réussi.</dd></dl>"""

QUESTIONS = (
    Question(
        key=_key("Q1"),
        kind=QuestionKind.SINGLE,
        name="Première étape",
        text=Html("<p>Par quelle étape commence l’ingénierie de la formation ?</p>"),
        objective=_key("O1"),
        bloom=1,
        feedback=Html("<p>L’analyse vient d’abord : sans elle, on répond à une question que personne n’a posée.</p>"),
        choices=(
            Choice(Html("Choisir les méthodes"), 0, Html("Les méthodes dépendent des objectifs.")),
            Choice(Html("Analyser la demande et le public"), 1, Html("Oui : tout le reste en dépend.")),
            Choice(Html("Rédiger les supports"), 0, Html("C’est la dernière chose à écrire.")),
        ),
    ),
    Question(
        key=_key("Q2"),
        kind=QuestionKind.MULTIPLE,
        name="Causes",
        text=Html("<p>Quelles causes une formation <strong>ne traite pas</strong> ?</p>"),
        objective=_key("O2"),
        bloom=4,
        feedback=Html(
            "<p>La formation agit sur les savoirs et les savoir-faire, non sur les outils ni les effectifs.</p>"
        ),
        choices=(
            Choice(Html("Un logiciel en panne"), 0.5),
            Choice(Html("Un effectif trop faible"), 0.5),
            Choice(Html("Une procédure mal connue"), -0.5, Html("Si : c’est un savoir, une formation y répond.")),
            Choice(Html("Un geste mal maîtrisé"), -0.5),
        ),
    ),
    Question(
        key=_key("Q3"),
        kind=QuestionKind.TRUE_FALSE,
        name="Vrai ou faux",
        text=Html("<p>« Connaître la réglementation » est un objectif observable.</p>"),
        objective=_key("O3"),
        bloom=2,
        feedback=Html("<p>On ne voit pas quelqu’un « connaître ».</p>"),
        choices=(Choice(Html("Vrai"), 0), Choice(Html("Faux"), 1)),
    ),
    Question(
        key=_key("Q4"),
        kind=QuestionKind.MATCH,
        name="Étapes",
        text=Html("<p>Associez chaque question à l’étape qui y répond.</p>"),
        objective=_key("O1"),
        bloom=2,
        feedback=Html("<p>Relisez le tableau des cinq étapes.</p>"),
        pairs=(
            Pair(Html("Quel écart, pour qui ?"), "Analyser"),
            Pair(Html("Par quel chemin ?"), "Concevoir"),
            Pair(Html("Qu’est-ce qui a changé ?"), "Évaluer"),
        ),
        distractors=("Mettre en œuvre",),
    ),
    Question(
        key=_key("Q5"),
        kind=QuestionKind.NUMERICAL,
        name="Calcul",
        text=Html("<p>Sur 250 dossiers, 35 reviennent incomplets. Quel est le taux d’erreur ?</p>"),
        objective=_key("O2"),
        bloom=3,
        feedback=Html("<p>35 ÷ 250 = 0,14, soit 14 %.</p>"),
        answers=(TypedAnswer("14", tolerance=0.1),),
        units=(Unit("%"),),
    ),
    Question(
        key=_key("Q6"),
        kind=QuestionKind.SHORT_ANSWER,
        name="Mot",
        text=Html("<p>Quel mot désigne le seuil à partir duquel un objectif est atteint ?</p>"),
        objective=_key("O3"),
        bloom=1,
        feedback=Html("<p>Verbe, condition, <em>critère</em>.</p>"),
        answers=(TypedAnswer("critère"), TypedAnswer("le critère"), TypedAnswer("critère de réussite")),
    ),
    Question(
        key=_key("Q7"),
        kind=QuestionKind.ESSAY,
        name="Rédiger",
        text=Html("<p>Réécrivez l’objectif « comprendre l’accueil » pour qu’il soit observable.</p>"),
        objective=_key("O3"),
        bloom=5,
        feedback=Html("<p>Vérifiez : un verbe que l’on voit, une condition, un critère.</p>"),
        model_answer=Html("<p>REPONSE-DU-FORMATEUR</p>"),
    ),
)

"""A realistic deck for the tests: module 1 of a trainers' course, in French, every kind of slide, some too long."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PIL import Image, ImageDraw

from coursegen.charter import load_charter
from coursegen.courseware import Courseware, Html, MediaFile
from coursegen.slides_model import (
    BulletList,
    Deck,
    Item,
    Line,
    Paragraph,
    Picture,
    Run,
    Slide,
    SlideKind,
    SlideSection,
    Table,
)


def line(text: str) -> Line:
    """`**bold**` in an otherwise plain text."""
    parts = text.split("**")
    return tuple(Run(part, bold=bool(n % 2)) for n, part in enumerate(parts) if part)


def bullets(*texts: str, ordered: bool = False) -> BulletList:
    """A list; a leading ">" goes one level in."""
    items = (Item(line(text.lstrip(">").strip()), len(text) - len(text.lstrip(">"))) for text in texts)
    return BulletList(tuple(items), ordered)


def table(caption: str, header: Iterable[str], *rows: Iterable[str]) -> Table:
    return Table(tuple(map(line, header)), tuple(tuple(map(line, row)) for row in rows), caption)


def figure_png(width: int = 960, height: int = 540) -> bytes:
    """A plain bar drawing: five needs, two levels each."""
    image = Image.new("RGB", (width, height), "#FFFFFF")
    draw = ImageDraw.Draw(image)
    for n, (now, then) in enumerate(((1, 3), (1, 3), (1, 3), (2, 3), (0, 2))):
        left = 60 + n * (width - 80) // 5
        for offset, level, colour in ((0, now, "#9AA7C7"), (62, then, "#003399")):
            draw.rectangle((left + offset, height - 40 - level * height // 4, left + offset + 54, height - 40), colour)
    draw.line((40, height - 40, width - 20, height - 40), "#1A1A1A", 3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def slide(key: str, kind: SlideKind, title: str, *blocks: Any, **more: Any) -> Slide:
    return Slide(key=key, kind=kind, title=title, blocks=blocks, **more)


OPENING = (
    slide(
        "m1/titre",
        SlideKind.TITLE,
        "Analyser une demande, un public et des besoins",
        subtitle="Deuxième journée du parcours, en salle",
        notes=("Accueillir chaque personne par son prénom. Rappeler les horaires et les issues.",),
    ),
    slide(
        "m1/programme",
        SlideKind.PROGRAMME,
        "Une journée pour passer d'une demande floue à un besoin prouvé",
        table(
            "",
            ("Séquence", "Ce que nous produisons", "Durée"),
            ("De la demande au problème", "Une fiche de demande reformulée", "1 h 30"),
            ("Connaître son public", "La grille d'analyse du participant, renseignée", "1 h 30"),
            ("Mesurer les écarts", "Le tableau des écarts de compétences", "2 h"),
            ("Hiérarchiser les besoins", "Un classement justifié, validé en binôme", "1 h 15"),
        ),
        notes=("Montrer où se placent les deux pauses. Demander si l'horaire convient à tout le monde.",),
    ),
    slide(
        "m1/objectifs",
        SlideKind.OBJECTIVES,
        "À la fin de la journée, vous saurez prouver qu'une formation est utile, ou qu'elle ne l'est pas",
        bullets(
            "Analyser une demande de formation pour séparer ce qui relève de la formation et ce qui relève d'autres leviers",
            "Caractériser le public visé avec la grille d'analyse du participant",
            "Hiérarchiser les besoins avec la grille difficulté-importance-fréquence",
        ),
        notes=("Faire choisir à chacun l'objectif qui compte le plus pour lui.", "Temps : 5 minutes."),
    ),
)

DEMAND = (
    slide(
        "m1/s1",
        SlideKind.SECTION,
        "De la demande au problème",
        subtitle="Que cherche vraiment celui qui demande ?",
    ),
    slide(
        "m1/s1/constat",
        SlideKind.CONTENT,
        "Une demande de formation décrit rarement le problème",
        bullets(
            "Elle nomme une **solution** : « il nous faut un stage Excel »",
            "Elle tait la **cause** : outil absent, consigne contradictoire, effectif insuffisant",
            "Elle oublie souvent le **public** : qui, combien, avec quelle expérience ?",
        ),
        notes=(
            "Raconter la demande « stage d'accueil » de la caisse fictive.",
            "Question : qu'aurait changé un stage ?",
        ),
    ),
    slide(
        "m1/s1/leviers",
        SlideKind.CONTENT,
        "Avant de former, on écarte les causes qu'une formation ne peut pas traiter",
        Paragraph(line("Pour chaque tâche mal réalisée, posez les questions dans cet ordre :")),
        bullets(
            "**La personne sait-elle ce qu'on attend d'elle ?** Une fiche de poste absente, une procédure qui se contredit ou un chef qui change d'avis ne se corrigent pas en salle de formation.",
            "**A-t-elle les moyens de le faire ?** Vérifiez le poste de travail, la connexion, les formulaires, le temps laissé et le nombre de dossiers par agent.",
            "> Demandez à voir le poste un jour d'affluence, pas un jour calme.",
            "> Comptez les dossiers en attente avec le chef de service.",
            "**Est-elle encouragée à bien faire ?** Regardez ce qui arrive à celle qui applique la règle et à celle qui la contourne : la sanction et la récompense parlent plus fort que le cours.",
            "**L'a-t-elle déjà su ?** Si oui, un aide-mémoire et un peu de pratique suffisent souvent. Sinon, il y a un vrai besoin de formation, et la suite de la journée vous concerne.",
            "**Que se passe-t-il si l'on ne fait rien ?** Quand la réponse est « pas grand-chose », la demande peut attendre l'an prochain.",
            ordered=True,
        ),
        notes=("Cette liste est longue à dessein : la lire à deux voix.",),
    ),
    slide(
        "m1/s1/activite",
        SlideKind.ACTIVITY,
        "Reformulez une demande réelle en problème de travail",
        bullets(
            "**Lisez** la fiche de demande distribuée, sans la commenter",
            "**Soulignez** ce qui est un fait et ce qui est une opinion",
            "**Écrivez** trois questions à poser au demandeur",
            "**Reformulez** la demande en une phrase : « Aujourd'hui…, alors que… »",
            ordered=True,
        ),
        minutes=35,
        grouping="sous-groupes de quatre",
        outcome="une phrase de problème et trois questions, sur une feuille de tableau",
        materials="fiches de demande, feuilles de tableau, feutres",
        notes=(
            "Consigne en 3 minutes, travail 20, restitution 12.",
            "Plan B sans tableau : une feuille A3 par groupe.",
        ),
    ),
    slide(
        "m1/s1/question",
        SlideKind.QUESTION,
        "Les agents saisissent les cotisations avec deux mois de retard. Que faites-vous d'abord ?",
        bullets(
            "Je programme un stage sur le logiciel de saisie",
            "J'observe le poste et je compte les dossiers par agent",
            "Je demande une note de service plus ferme",
            "J'attends les résultats du prochain audit",
        ),
        notes=(
            "Réponse : B. On établit les faits avant de choisir un levier.",
            "A suppose la cause ; C aussi.",
        ),
    ),
)

AUDIENCE = (
    slide(
        "m1/s2",
        SlideKind.SECTION,
        "Connaître son public",
        subtitle="On ne forme pas un effectif : on forme des personnes",
    ),
    slide(
        "m1/s2/grille",
        SlideKind.CONTENT,
        "La grille d'analyse du participant tient en six rubriques",
        Paragraph(line("Aucune donnée sensible : on note ce qui change la formation, rien d'autre.")),
        table(
            "Grille d'analyse du participant, version courte.",
            ("Rubrique", "Question à poser", "Ce que cela change"),
            ("Fonction", "Que fait cette personne un mardi ordinaire ?", "Les exemples et les exercices"),
            ("Acquis", "Que sait-elle déjà faire seule ?", "Le point de départ"),
            ("Langue", "Lit-elle vite en français ?", "La longueur des textes"),
            ("Accès", "A-t-elle un poste, un téléphone, du débit ?", "Le choix des supports"),
            (
                "Accessibilité",
                "De quoi a-t-elle besoin pour voir, entendre, se déplacer ?",
                "La salle et les documents",
            ),
            ("Motivation", "Pourquoi viendrait-elle ?", "L'accroche de la première heure"),
        ),
        notes=("Faire remplir la grille pour une personne réelle, sans la nommer.",),
    ),
    slide(
        "m1/s2/figure",
        SlideKind.FIGURE,
        "L'écart le plus grand n'est pas celui dont on parle le plus",
        Picture(
            "ecarts.png",
            "Diagramme en barres : niveaux actuel et visé pour cinq compétences ; l'écart vaut deux points pour quatre d'entre elles.",
            "Niveaux actuel (clair) et visé (foncé) de cinq compétences, chiffres fictifs.",
        ),
        notes=("Laisser trente secondes de silence avant de commenter.",),
    ),
    slide(
        "m1/s2/personas",
        SlideKind.CONTENT,
        "Un portrait aide à choisir mieux qu'une moyenne",
        bullets(
            "**Afi, 41 ans** : organise des stages, n'en conçoit pas ; connexion au bureau seulement",
            "**Carlos, 35 ans** : expert lusophone, lit lentement le français",
            "**Mariam, 52 ans** : malvoyante, anime des restitutions d'audit",
        ),
        Picture("ecarts.png", "Diagramme en barres des cinq compétences.", "Chiffres fictifs."),
        notes=("Demander à qui chacun pense en lisant ces portraits.",),
    ),
    slide(
        "m1/s2/activite",
        SlideKind.ACTIVITY,
        "Dressez le portrait d'une participante de votre prochaine formation",
        bullets(
            "**Choisissez** une personne réelle, sans la nommer",
            "**Renseignez** les six rubriques",
            ordered=True,
        ),
        minutes=20,
        grouping="seul, puis en binôme",
        outcome="une grille remplie et une décision que cette grille a changée",
    ),
)

PRIORITIES = (
    slide("m1/s3", SlideKind.SECTION, "Hiérarchiser les besoins"),
    slide(
        "m1/s3/dif",
        SlideKind.CONTENT,
        "Trois notes suffisent pour classer : difficulté, importance, fréquence",
        table(
            "",
            ("Tâche", "D", "I", "F", "Décision", "Pourquoi"),
            *(
                (f"{task} {n}", str(d), str(i), str(f), decision, why)
                for n in (1, 2, 3)
                for task, d, i, f, decision, why in (
                    (
                        "Analyser une demande",
                        4,
                        5,
                        3,
                        "Former",
                        "L'erreur coûte cher et la tâche revient chaque trimestre",
                    ),
                    ("Éditer une attestation", 2, 3, 5, "Former sur le poste", "Facile, mais quotidienne"),
                    (
                        "Activer le plan de continuité",
                        5,
                        5,
                        1,
                        "Former et s'entraîner",
                        "Rare : on oublie sans pratique",
                    ),
                    ("Mettre à jour l'annuaire", 1, 2, 2, "Aide-mémoire", "Peu important"),
                )
            ),
        ),
        notes=("Le tableau tient sur plusieurs diapositives : lire une ligne par catégorie.",),
    ),
    slide(
        "m1/s3/texte",
        SlideKind.CONTENT,
        "Un classement se justifie par écrit",
        Paragraph(line("Le commanditaire n'était pas dans la salle : il lira votre décision, pas votre discussion.")),
        Paragraph(
            (
                Run("La grille complète est sur "),
                Run("la plateforme", link="https://elearning.socieux.eu"),
                Run("."),
            )
        ),
    ),
    slide(
        "m1/s3/question",
        SlideKind.QUESTION,
        "Une tâche facile, importante et quotidienne : quelle réponse ?",
        bullets("Un stage de deux jours", "Un apprentissage sur le poste, avec aide-mémoire", "Rien", ordered=True),
        notes=("Réponse : B.",),
    ),
)

CLOSING = (
    slide(
        "m1/synthese",
        SlideKind.SYNTHESIS,
        "Un besoin se prouve, un public se rencontre, un classement se justifie",
        bullets(
            "La demande nomme une solution : cherchez le **problème**",
            "Avant de former, écartez les **autres causes**",
            "Une grille par personne change vraiment le **scénario**",
            "Trois notes, une **décision écrite**",
        ),
        notes=("Demander à chacun la phrase qu'il garde.",),
    ),
    slide(
        "m1/credits",
        SlideKind.CREDITS,
        "Ce support est à vous : citez, adaptez, partagez",
        bullets(
            "**Autrices et auteurs** : A. Exemple, B. Modèle",
            "**Licence** : CC BY-SA 4.0",
            "**Sources** : cas fictifs construits pour la formation",
        ),
    ),
)


def sample_deck() -> Deck:
    """About twenty slides as the author thinks them; more once drawn."""
    return Deck(
        key="CIPRES-FDF-01-M1",
        title="Analyser",
        number=1,
        hue=1,
        sections=(
            SlideSection("Ouverture", OPENING),
            SlideSection("De la demande au problème", DEMAND),
            SlideSection("Connaître son public", AUDIENCE),
            SlideSection("Hiérarchiser les besoins", PRIORITIES),
            SlideSection("Clôture", CLOSING),
        ),
    )


SHORT = ("m1/titre", "m1/programme", "m1/s1", "m1/s1/leviers", "m1/s1/activite", "m1/s1/question", "m1/s2/grille",
         "m1/s2/figure", "m1/s2/personas", "m1/credits")  # fmt: skip


def short_deck() -> Deck:
    """The same deck with one slide of each kind."""
    deck = sample_deck()
    kept = (replace(part, slides=tuple(s for s in part.slides if s.key in SHORT)) for part in deck.sections)
    return replace(deck, sections=tuple(part for part in kept if part.slides))


def sample_courseware(**changes: Any) -> Courseware:
    """The course the deck belongs to."""
    charter = load_charter("socieux")
    course = Courseware(
        key="CIPRES-FDF-01",
        title="Formation de formateurs : concevoir, animer et évaluer une action de formation en prévoyance sociale",
        short_title="Formation de formateurs",
        language="fr",
        version="1.2",
        date=datetime(2026, 9, 14, tzinfo=UTC),
        summary=Html("<p>Un parcours hybride.</p>"),
        charter="socieux",
        clause=charter.clause,
        funding=charter.funding,
        sponsor="CIPRES, Secrétariat exécutif, Cellule Appui-Conseil",
        authors=("A. Exemple", "B. Modèle"),
        licence="CC BY-SA 4.0",
        minutes=2280,
        pass_percent=60.0,
        sections=(),
        media=(MediaFile("ecarts.png", figure_png(), "image/png", "Écarts"),),
    )
    return replace(course, **changes)

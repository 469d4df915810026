"""Courses whose texts, slides or people break a rule, and courses whose don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from methodology.course import Course, Term
from methodology.needs import Persona
from methodology.values import Text
from tests.methodology.factory import (
    medium,
    with_assignment,
    with_deck,
    with_evaluation,
    with_identity,
    with_needs,
    with_page,
    with_step,
    with_themes,
)

NOTES = "\n\n:::{notes}\nDemander : où le lit-on ?\n:::\n"
SHOWN = (
    "Barème annuel officiel publié chaque janvier par la direction générale nationale, caisse centrale, assurance,"
    " pension et retraite complémentaire"
)
WIDE = "| a | b | c | d | e | f | g |\n|-|-|-|-|-|-|-|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n"
ELSEWHERE = with_evaluation(success_rule="Le cours est réussi avec 75 % ; reprise possible.")
ABSTRACT = "La notification de la liquidation conditionne la régularisation de la situation. " * 12


def page(body: str) -> Course:
    return with_page(f"## Page\n\n{body}\n")


def slides(count: int, last: str = "") -> Course:
    made = "".join(f"## Idée {n}\n\n- Un mot{NOTES}\n" for n in range(count))
    return with_deck(made + last)


def people(*personas: tuple[str, str]) -> Course:
    return with_needs(personas=tuple(Persona(name=name, sex=sex) for name, sex in personas))


def glossary(*terms: Term) -> Course:
    return with_identity(glossary=terms)


def without_case() -> Course:
    """A course in which nobody the schemes reach least appears, but for the theme."""
    return with_step("cas", title="Calculer la pension d'un cadre")


def marked(brief: str) -> Course:
    return with_assignment(body=Text(markdown=brief))


def pictured(title: str) -> Course:
    return replace(page(f'![Un guichet](medias/guichet.jpg "{title}")'), media=(medium("guichet.jpg"),))


def slow(kilobytes: int) -> Course:
    return replace(page("![Un plan](medias/plan.png)"), media=(medium("plan.png", kilobytes),))


BROKEN: Sequence[tuple[str, Course]] = (
    ("EVA-12", marked("## Corrigé\n\nLe taux est de 2 %.")),
    ("SUP-06", slides(61)),
    ("SUP-06", with_step("cas", minutes=40, method="expositive")),
    ("SUP-07", with_deck("## Le barème\n\n- Un taux\n")),
    ("SUP-09", with_deck("## Le barème\n\n" + WIDE + NOTES)),
    ("SUP-10", pictured("Le guichet de Lomé")),
    ("SUP-11", with_deck(f"## Le barème\n\n{SHOWN}\n\n:::{{notes}}\n{SHOWN}\n:::\n")),
    ("SUP-12", slides(5)),
    ("DOC-05", page("La DPAS vérifie. La DPAS répond.")),
    ("DOC-06", with_identity(summary="Le parcours dure 38 heures.")),
    ("DOC-06", ELSEWHERE),
    ("MET-08", page("Quel est son gain ? Réponse : 30 points.")),
    ("MET-08", page("**Question.** Et après ?\n\n**Réponse.** On mesure.")),
    ("LIS-03", page("Un mot simple. " * 50)),
    ("LIS-04", glossary(Term(term="barème"))),
    ("LIS-04", glossary(Term(term="hypothèque", definition="Une garantie"))),
    ("LIS-05", page("Le coeur du métier.")),
    ("LIS-05", page("A la fin, on signe.")),
    ("LIS-05", page("On dit “barème” ici.")),
    ("LIS-07", page("[Cliquez ici](https://exemple.org) pour lire.")),
    ("LIS-07", page("[https://exemple.org/a/b](https://exemple.org/a/b)")),
    ("LIS-08", page(ABSTRACT)),
    ("LIS-09", page("Vous lisez.\n\nPuis tu signes.")),
    ("ACC-06", page("Cliquez sur le bouton rouge.")),
    ("ACC-06", page("Ouvrez le menu de gauche.")),
    ("ACC-07", page("Glissez chaque carte sur le plan.")),
    ("ACC-10", with_step("ouverture", title="Page 2")),
    ("ACC-10", with_identity(title="Sans titre")),
    ("ACC-12", page("• un\n• deux")),
    ("ACC-13", page('<video src="medias/a.mp4" autoplay></video>')),
    ("POI-07", slow(700)),
    ("TRA-02", people(("Awa", ""), ("Koffi", ""), ("Moussa", ""), ("Ibrahim", ""))),
    ("TRA-02", people(("A", "femme"), ("B", "femme"), ("C", "femme"), ("D", "homme"))),
    ("TRA-03", page("Les participants lisent le barème.")),
    ("TRA-03", page("Chaque formateur prépare une fiche.")),
    ("TRA-04", page("Chaque agent(e) signe.")),
    ("TRA-04", page("Les participant·e·s signent.")),
    ("TRA-05", page("La secrétaire note, le directeur décide.")),
    ("TRA-06", without_case()),
    ("TRA-07", with_themes(environment="On imprime peu.")),
    ("TRA-08", with_identity(gender_marker=3)),
    ("TRA-08", replace(with_themes(gender=""), identity=replace(with_themes(gender="").identity, gender_marker=1))),
)  # fmt: skip

SOUND: Sequence[tuple[str, Course]] = (
    ("EVA-12", page("### Corrigé\n\nVérifiez votre calcul.")),
    ("SUP-06", slides(4)),
    ("SUP-07", slides(2)),
    ("SUP-09", with_deck("## Le barème\n\n| a | b |\n|-|-|\n| 1 | 2 |\n" + NOTES)),
    ("SUP-10", pictured("Le guichet (photo : A. Mensah, CC BY 4.0)")),
    ("SUP-11", with_deck(f"## Le barème\n\n{SHOWN}{NOTES}")),
    ("SUP-11", with_deck(f"## Le barème\n\n:::{{activite}}\n{SHOWN}\n:::\n\n:::{{notes}}\n{SHOWN}\n:::\n")),
    ("SUP-12", slides(5, "## Ce qu'il faut retenir\n\n- Un taux" + NOTES)),
    ("DOC-05", page("La direction de la prévoyance (DPAS) vérifie. La DPAS répond.")),
    ("DOC-05", page("Dites OUI ou non : oui. OUI.")),
    ("DOC-06", with_identity(summary="Le parcours dure 1 heure.")),
    ("MET-08", page("Quel gain ?\n\n<details><summary>Voir la réponse</summary>\n\n30 points.\n\n</details>")),
    ("MET-08", page("Que dit la personne ? Notez sa réponse : elle compte.")),
    ("LIS-03", page("Un mot simple. " * 20)),
    ("LIS-04", glossary(Term(term="barème", definition="Tableau des taux"))),
    ("LIS-05", page("Le cœur du métier. À la fin, on signe. « Vu », dit-elle.")),
    ("LIS-07", page("Lisez [le barème de 2026](https://exemple.org).")),
    ("LIS-08", page("On lit le barème. On trouve le taux. On calcule. " * 12)),
    ("LIS-09", page("Vous lisez : « Tu signes ici. »")),
    ("ACC-06", page("Cliquez sur le bouton « Envoyer », en rouge.")),
    ("ACC-06", page("Il a dit « le bouton vert ».")),
    ("ACC-07", page("Glissez chaque carte sur le plan, ou choisissez-la dans le menu au clavier.")),
    ("ACC-10", with_step("ouverture", title="Page des taux de 2026")),
    ("ACC-12", page("- un\n- deux")),
    ("ACC-13", page("Lancez la vidéo quand vous voulez.")),
    ("POI-07", slow(200)),
    ("TRA-02", people(("Awa", ""), ("Koffi", ""), ("Moussa", ""), ("Mariam", ""))),
    ("TRA-02", people(("Koffi", ""), ("Moussa", ""))),
    ("TRA-03", page("Les participantes et les participants lisent. « Les agents sont prêts », dit-il.")),
    ("TRA-03", page("Une formation de formateurs se prépare.")),
    ("TRA-04", page("Chaque agente ou agent signe (et date).")),
    ("TRA-05", page("Le secrétaire note, la directrice décide.")),
    ("TRA-06", page("Une vendeuse de l'économie informelle arrive.")),
    ("TRA-07", with_themes(environment="Sans objet : tout est en ligne.")),
    ("TRA-08", with_identity(gender_marker=1, disability_marker=0)),
)  # fmt: skip

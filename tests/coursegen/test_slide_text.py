"""A sequence's slide text: what the author writes decides the slide's kind."""

from __future__ import annotations

from coursegen.content.media import MediaPool
from coursegen.content.slide_text import SlideReader
from coursegen.slides_model import Block, BulletList, Chart, Paragraph, Script, Slide, SlideKind, Table
from methodology.course import Course
from methodology.values import Text

DECK = """
## Une demande n'est pas un besoin

- Elle dit un **souhait**.
  - parfois vague
- Le besoin dit un écart.

:::{notes}
Dire : on commence par écouter.

- Demander : pourquoi ?
:::

## Trouvez la cause

:::{activite}
:duree: 50
:groupe: sous-groupes de quatre
:production: une cause argumentée
1. Lisez.
2. Classez.
:::

## Que vérifier d'abord ?

:::{question}
:reponse: B, car tout part du travail
- A. Le budget
- B. Le travail réel
:::

## Les trois causes

| Cause | Levier |
|---|---|
| savoir | former |
"""


def read(course: Course) -> tuple[Slide, ...]:
    return SlideReader("fr", MediaPool(course)).slides(Text(markdown=DECK), "K")


def test_each_heading_opens_a_slide_of_the_kind_it_holds(course: Course) -> None:
    kinds = [slide.kind for slide in read(course)]
    assert kinds == [SlideKind.CONTENT, SlideKind.ACTIVITY, SlideKind.QUESTION, SlideKind.CONTENT]


def test_bullets_keep_their_levels_and_their_bold(course: Course) -> None:
    bullets = read(course)[0].blocks[0]
    assert isinstance(bullets, BulletList)
    assert [item.level for item in bullets.items] == [0, 1, 0]
    assert [run.text for run in bullets.items[0].line if run.bold] == ["souhait"]


def test_notes_are_for_the_trainer_and_leave_the_slide(course: Course) -> None:
    slide = read(course)[0]
    assert slide.notes == ("Dire\u00a0: on commence par écouter.", "– Demander\u00a0: pourquoi\u202f?")
    assert len(slide.blocks) == 1


def test_an_activity_carries_time_group_and_outcome(course: Course) -> None:
    slide = read(course)[1]
    assert (slide.minutes, slide.grouping, slide.outcome) == (50, "sous-groupes de quatre", "une cause argumentée")


def test_the_answer_of_a_question_is_in_the_notes_only(course: Course) -> None:
    slide = read(course)[2]
    assert "tout part du travail" in slide.notes[0]
    assert "tout part" not in str(slide.blocks)


def test_a_table_stays_a_table(course: Course) -> None:
    table = read(course)[3].blocks[0]
    assert isinstance(table, Table)
    assert [line[0].text for line in table.header] == ["Cause", "Levier"]


def test_letters_typed_before_choices_are_left_to_the_layout(course: Course) -> None:
    choices = read(course)[2].blocks[0]
    assert isinstance(choices, BulletList)
    assert [item.line[0].text for item in choices.items] == ["Le budget", "Le travail réel"]


def test_a_text_without_a_heading_gives_no_slide(course: Course) -> None:
    assert SlideReader("fr", MediaPool(course)).slides(Text(markdown="Des notes, pas de titre."), "K") == ()


def one(markdown: str, course: Course) -> Slide:
    (slide,) = SlideReader("fr", MediaPool(course)).slides(Text(markdown=markdown), "K")
    return slide


def test_the_author_may_name_the_layout_of_a_slide_and_it_is_not_shown(course: Course) -> None:
    plain = one("## Un message\n\n:disposition: Deux contenus\n\n- Un\n", course)
    assert plain.layout == "Deux contenus"
    assert len(plain.blocks) == 1
    boxed = one("## Faites\n\n:::{activite}\n:disposition: Atelier\n:duree: 5\n1. Lisez.\n:::\n", course)
    assert (boxed.kind, boxed.layout, boxed.minutes) == (SlideKind.ACTIVITY, "Atelier", 5)


def test_a_chart_alone_makes_a_figure(course: Course) -> None:
    markdown = "## Un écart\n\n:::{graphique} Écarts\n| Qui | Combien |\n| --- | --- |\n| A | 3 |\n:::\n"
    slide = one(markdown, course)
    assert slide.kind is SlideKind.FIGURE
    assert isinstance(slide.blocks[0], Chart) and slide.blocks[0].caption == "Écarts"


EVERYTHING = """
## Rien n'est perdu

### Un sous-titre

> Ce que dit la directrice.

Cotisation
:   La part du salaire qui ouvre des droits.

```
si assuré:
    payer()
```

:::{definition} Assiette
Le salaire **soumis**.
:::

:::{attention}
Pas avant le 15.
:::

<table><caption>Taux</caption><tr><th>Risque</th><th>Taux</th></tr><tr><td rowspan="2">Vieillesse</td><td>8 %</td></tr>
<tr><td>4 %</td></tr></table>

1. Calculez 10<sup>3</sup> et H<sub>2</sub>O.
2. <math><mfrac><mi>S</mi><mn>100</mn></mfrac><mo>×</mo><mi>t</mi></math>

:::
Sans nom.
:::

:::{notes}
Dire 10<sup>3</sup>.

```
payer()
```

<p>En HTML.</p>

:::{exemple} Chez nous
Une caisse.
:::
:::
"""


def test_whatever_a_page_shows_is_on_the_slide_too(course: Course) -> None:
    slide = SlideReader("fr", MediaPool(course)).slides(Text(markdown=EVERYTHING), "K")[0]
    said = [_words(block) for block in slide.blocks]
    assert said[:5] == [
        "Un sous-titre",
        "Ce que dit la directrice.",
        "Cotisation",
        "La part du salaire qui ouvre des droits.",
        "si assuré:\n\u00a0\u00a0\u00a0\u00a0payer()",
    ]
    assert said[5:9] == ["Définition\u00a0: Assiette", "Le salaire soumis.", "Attention", "Pas avant le 15."]
    assert said[9] == "Risque|Taux / Vieillesse|8 % / |4 %"
    assert said[10:] == ["Calculez 103 et H2O.\nS/100\u00a0×\u00a0t", "Sans nom."]
    listed = slide.blocks[10]
    assert isinstance(listed, BulletList)
    raised = [run for item in listed.items for run in item.line if run.script]
    assert [(run.text, run.script) for run in raised] == [("3", Script.SUPER), ("2", Script.SUB)]
    assert slide.notes == ("Dire 10³.", "payer()", "En HTML.", "Exemple\u00a0: Chez nous", "Une caisse.")


def _words(block: Block) -> str:
    """What the block says, a list's lines and a table's rows apart."""
    if isinstance(block, BulletList):
        return "\n".join("".join(run.text for run in item.line) for item in block.items)
    if isinstance(block, Table):
        rows = ("|".join("".join(run.text for run in cell) for cell in row) for row in (block.header, *block.rows))
        return " / ".join(rows)
    assert isinstance(block, Paragraph)
    return "".join(run.text for run in block.line)

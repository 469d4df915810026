"""GIFT as people write it, and as they get it wrong."""

from __future__ import annotations

import time

import pytest

from methodology.question_formats.gift import looks_like_gift, read_gift
from methodology.question_parts import GradedAnswer, OrderingGrading, OrderingSelection, TextFormat
from methodology.questions import Choice, Pair, Question, QuestionType


def one(text: str) -> Question:
    reading = read_gift(text, "questions/b.gift", "b")
    assert reading.faults == ()
    assert reading.bank is not None
    (question,) = reading.bank.questions
    return question


def faults(text: str) -> list[tuple[int, str]]:
    return [(f.where.line, f.message) for f in read_gift(text, "questions/b.gift", "b").faults]


def test_a_name_a_comment_and_tags() -> None:
    question = one(
        "// [id:C-1/A-01] [tag:objectif:O2] [tag:bloom:4] [tag:accueil] [tag:etude_de_cas]\n::Nom \\: vrai::Texte {T}"
    )
    assert (question.id, question.title, question.objective, question.bloom) == ("A-01", "Nom : vrai", "O2", 4)
    assert (question.tags, question.case_study) == (("accueil",), True)


def test_choices_with_weights_feedback_and_escapes() -> None:
    question = one("Q ?{\n=oui \\= \\{a\\} #bien\n~%50%presque\\~#moyen\n~non\n~%-33.33333%jamais\n####Voir \\#3}")
    assert question.type is QuestionType.SINGLE
    assert question.choices == (
        Choice(text="oui = {a}", correct=True, feedback="bien"),
        Choice(text="presque~", percent=50.0, feedback="moyen"),
        Choice(text="non"),
        Choice(text="jamais", percent=-33.33333),
    )
    assert question.feedback == "Voir #3"
    assert [choice.where.line for choice in question.choices] == [2, 3, 4, 5]


def test_no_sign_of_equality_means_several_answers() -> None:
    question = one("Q ? {~%50%un ~%50%deux ~%-100%trois}")
    assert question.type is QuestionType.MULTIPLE
    assert question.choices == (
        Choice(text="un", correct=True), Choice(text="deux", correct=True), Choice(text="trois"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("{TRUE#non#oui}", (True, "oui", "non")),
        ("{F#faux\\: dit-on}", (False, "faux: dit-on", "")),
        ("{T}", (True, "", "")),
    ],
)
def test_true_or_false(answers: str, expected: tuple[bool, str, str]) -> None:
    question = one(f"Q. {answers}")
    assert (question.correct, question.feedback_true, question.feedback_false) == expected


@pytest.mark.parametrize(
    ("answers", "number", "tolerance", "graded"),
    [
        ("{#3}", 3.0, 0.0, ()),
        ("{#3.14:0.01}", 3.14, 0.01, ()),
        ("{#-5..-3}", -4.0, 1.0, ()),
        ("{#=2:1 =%50%4:2#presque ~#non}", 2.0, 1.0,
         (GradedAnswer(text="4", percent=50.0, tolerance=2.0, feedback="presque"),
          GradedAnswer(text="*", percent=0.0, feedback="non"))),
    ],
)  # fmt: skip
def test_numbers(answers: str, number: float, tolerance: float, graded: tuple[GradedAnswer, ...]) -> None:
    question = one(f"Combien ? {answers}")
    assert (question.number, question.tolerance, question.graded) == (number, tolerance, graded)


def test_words_pairs_essay_description_and_order() -> None:
    words = one("Capitale ? {=Lomé =lome =%50%lom*}")
    assert (words.accepted, words.graded) == (("Lomé", "lome"), (GradedAnswer(text="lom*", percent=50.0),))
    match = one("Reliez {=Togo -> Lomé =Gabon -> Libreville = -> Dakar}")
    assert match.pairs == (Pair(left="Togo", right="Lomé"), Pair(left="Gabon", right="Libreville"))
    assert match.distractors == ("Dakar",)
    assert one("Rédigez. {}").type is QuestionType.ESSAY
    assert one("Lisez ceci.").type is QuestionType.DESCRIPTION
    order = one("Ordonnez {>2 RANDOM VERTICAL ALL_OR_NOTHING HIDE abc\nUn\nDeux\nTrois}")
    assert order.items == ("Un", "Deux", "Trois")
    assert order.ordering is not None
    assert (order.ordering.selection, order.ordering.grading) == (
        OrderingSelection.RANDOM, OrderingGrading.ALL_OR_NOTHING,
    )  # fmt: skip


def test_a_gap_in_a_sentence() -> None:
    assert one("La capitale est {=Lomé} depuis longtemps.").text == "La capitale est _____ depuis longtemps."


@pytest.mark.parametrize(
    ("text", "markdown", "form"),
    [
        ("Que vaut 2*3*4 ?", r"Que vaut 2\*3\*4 ?", TextFormat.AUTO),
        ("[markdown]Le **mot**", "Le **mot**", TextFormat.MARKDOWN),
        ("[html]<p>Le <b>mot</b> &amp; l'autre</p>", "Le **mot** & l'autre", TextFormat.HTML),
        ("[plain]a < b & c", "a < b & c", TextFormat.PLAIN),
        ("[note] Lisez", "[note] Lisez", TextFormat.AUTO),
        ("Un\\nDeux", "Un\\\nDeux", TextFormat.AUTO),
    ],
)
def test_formats_of_a_text(text: str, markdown: str, form: TextFormat) -> None:
    question = one(f"{text} {{T}}")
    assert (question.text, question.format) == (markdown, form)


def test_categories_change_on_the_way() -> None:
    text = "$CATEGORY: $course$/top/Droits/Base\n\nA {T}\n\n$CATEGORY: Droits/Suite\nB {F}"
    reading = read_gift(text, "b.gift", "b")
    assert reading.bank is not None
    assert reading.bank.title == "Droits"
    assert [(q.text, q.category, q.where.line) for q in reading.bank.questions] == [("A", "Base", 3), ("B", "Suite", 6)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("A {T}\n\nB {=a ~b\n", 3, "ne se ferme pas"),
        ("A {=a\n\n~b}", 1, "ne se ferme pas avant la ligne vide"),
        ("A =a ~b}", 1, "sans s'être ouverte"),
        ("A }=a{ b", 1, "avant de s'ouvrir"),
        ("A {=a {b} ~c}", 1, "dans une autre"),
        ("A {T} et {F}", 1, "n'a qu'un groupe"),
        ("A\n{#\nonze}", 3, "n'est pas un nombre"),
        ("A {#3,5}", 1, "n'est pas un nombre"),
        ("A {#}", 1, "Aucun nombre"),
        ("A {\n=a\n~%cent%b}", 3, "n'est pas une part"),
        ("A {=a ~}", 1, "choix est vide"),
        ("A {~seul}", 1, "Un seul choix"),
        ("A {=a -> b\n=c}", 2, "« -> » manque"),
        ("A {>2 ALL\nseul}", 1, "au moins deux"),
        ("::Nom::{T}", 1, "pas d'énoncé"),
        ("// rien", 1, "aucune question"),
        ("", 1, "aucune question"),
    ],
)
def test_each_fault_has_its_line(text: str, line: int, said: str) -> None:
    found = faults(text)
    assert found
    assert found[0][0] == line
    assert said in found[0][1]


def test_a_bad_question_does_not_hide_the_others() -> None:
    reading = read_gift("A {T}\n\nB {T\n\nC {F}\n\nD }\n", "b.gift", "b")
    assert reading.bank is not None
    assert [q.text for q in reading.bank.questions] == ["A", "C"]
    assert [f.where.line for f in reading.faults] == [3, 7]


def test_ids_come_from_names_and_stay_apart() -> None:
    reading = read_gift("::Élan vital::A {T}\n\n::Élan vital::B {T}\n\n???? {T}", "b.gift", "b", taken=["elan-vital"])
    assert reading.bank is not None
    assert [q.id for q in reading.bank.questions] == ["elan-vital-2", "elan-vital-3", "b-04"]


def test_an_id_that_had_to_change_is_a_loss() -> None:
    reading = read_gift("// [id:A-1]\nA {T}", "b.gift", "b", taken=["a-1"])
    assert [(loss.question, loss.field) for loss in reading.losses] == [("A-1-2", "identifiant A-1")]


def test_five_thousand_questions_are_read_in_a_few_seconds() -> None:
    answers = "{{=<i>oui</i> {n}#bien ~non ~peut-être}}"
    block = f"// [id:Q-{{n}}] [tag:objectif:O1]\n::Nom {{n}}::[html]<p>Texte <b>{{n}}</b></p>{answers}\n\n"
    text = "".join(block.format(n=n) for n in range(5000))
    start = time.perf_counter()
    reading = read_gift(text, "b.gift", "b")
    assert reading.bank is not None
    assert len(reading.bank.questions) == 5000
    assert reading.bank.questions[-1].where.line == 4999 * 3 + 2
    assert time.perf_counter() - start < 60


@pytest.mark.parametrize(("text", "gift"), [("Bonjour,\nà demain.", False), ("::A::B", True), ("A {", True)])
def test_what_looks_like_gift(text: str, gift: bool) -> None:
    assert looks_like_gift(text) is gift

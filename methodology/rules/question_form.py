"""QCM: questions put in a form that can be answered and marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.lexicon import Lexicon, first_word, lexicon
from methodology.question_formats.markup.codes import CLOZE_CODE
from methodology.questions import Question, QuestionType
from methodology.readability import words
from methodology.rules.material import as_written, folded, plain
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.workings import questions_of_quiz, quizzes

_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
_NUMBER = re.compile(r"-?\d+(?:[\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_COMBINED = re.compile(
    r"^\W*(?:les |uniquement |seulement )?(?:reponses? |propositions? )?"
    r"(?:[a-f]|[1-9])(?:\s*,\s*(?:[a-f]|[1-9]))*\s+et\s+(?:[a-f]|[1-9])\W*$"
)
_EMPTY_STEM = re.compile(
    r"^\W*(?:(?:laquelle|lequel|lesquelles|lesquels)(?: (?:de ces|des|parmi ces|parmi les) \w+)?"
    r"|quelles? (?:affirmations?|propositions?|phrases?|reponses?))(?: suivantes?| ci-dessous)?"
    r" (?:est|sont)(?: la| les)? (?:vraies?|justes?|exactes?|correctes?|bonnes?)\W*$"
)
_OPINION = re.compile(
    r"\b(?:selon vous|a votre avis|d'apres vous|pensez-vous|preferez-vous|aimez-vous|croyez-vous|que vous semble)"
)
_BEFORE_VERB = re.compile(
    r"^(?:(?:(?:ne|pas|plus|lui|leur|le|la|les|se|de|que|y|en|me|te|je|ce|nous|vous)\b|(?:[cdjlmnst]|qu)')\s*)+(?=\w)"
)
_ARTICLES = ("le ", "la ", "les ", "l'")
_GAP = re.compile(r"_{3,}|\[\[\w+\]\]|\{\{?\d*\}?\}|\{\d*:[A-Z_]+:[^}]*\}|\.{5,}|…{2,}")


def _remark(question: Question, message: str, remedy: str, field: str = "text") -> Remark:
    said = _("Question {id} : {message}").format(id=question.id, message=message)
    return Remark(question.where.at(field), said, remedy, question.id)


def _with_choices(course: Course) -> Iterator[Question]:
    return (question for question in course.questions() if question.type in _CHOICES and question.choices)


@rule("QCM-11", Severity.INFO, Source.RESEARCH, N_("Choix chiffrés sans ordre"))
def sorted_numbers(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Numbers and dates are read faster in order, when the platform doesn't shuffle them."""
    for question in _with_choices(course):
        numbers = [_value(plain(choice.text)) for choice in question.choices]
        known = [number for number in numbers if number is not None]
        if not question.shuffle and len(known) == len(numbers) and known not in (sorted(known), sorted(known)[::-1]):
            message = _("ses choix sont des nombres sans ordre.")
            yield _remark(question, message, _("Classez-les du plus petit au plus grand."), "choices")


def _value(text: str) -> float | None:
    found = _NUMBER.match(text.strip())
    return float(re.sub(r"[\s\u00a0\u202f]", "", found[0]).replace(",", ".")) if found else None


@rule("QCM-13", Severity.WARNING, Source.RESEARCH, N_("Choix qui combine d'autres choix"))
def combined_choices(course: Course, _limits: Limits) -> Iterator[Remark]:
    """« A et C »: one partial knowledge is enough to find the rest."""
    for question in _with_choices(course):
        for choice in question.choices:
            if _COMBINED.match(folded(plain(choice.text))):
                message = _("Question {id} : « {text} » combine d'autres choix.").format(
                    id=question.id, text=plain(choice.text)
                )
                remedy = _("Passez à « choix_multiple », un choix par idée.")
                yield Remark(choice.where.at("text"), message, remedy, question.id)


@rule("QCM-14", Severity.WARNING, Source.RESEARCH, N_("Énoncé qui ne pose pas de question"))
def central_idea(course: Course, limits: Limits) -> Iterator[Remark]:
    """The stem alone says what is asked: it can be answered before reading the choices."""
    for question in _with_choices(course):
        stem = plain(question.text)
        if len(words(stem)) < limits.stem_words or _EMPTY_STEM.match(folded(stem)):
            message = _("l'énoncé ne dit pas de quoi il s'agit ; il faut lire les choix pour comprendre.")
            yield _remark(question, message, _("Posez une vraie question, avec son contexte."))


@rule("QCM-17", Severity.WARNING, Source.CONVENTION, N_("Trop de vrai ou faux dans un test"))
def few_true_or_false(course: Course, limits: Limits) -> Iterator[Remark]:
    """One answer in two is right by chance."""
    for subject, _minutes, quiz in quizzes(course):
        asked = list(questions_of_quiz(course, quiz))
        halves = sum(question.type is QuestionType.TRUE_FALSE for question in asked)
        if len(asked) >= limits.true_false_questions and 100 * halves / len(asked) > limits.true_false_percent:
            message = _("Test de {subject} : {count} vrai ou faux sur {total} questions.").format(
                subject=subject, count=halves, total=len(asked)
            )
            yield Remark(quiz.where, message, _("Transformez-en en choix unique, à trois choix."), subject)


@rule("QCM-19", Severity.WARNING, Source.RESEARCH, N_("Question d'opinion notée"))
def opinion(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What somebody thinks has no wrong answer."""
    for question in course.questions():
        asked = plain(question.text)
        found = _OPINION.search(folded(asked)) if question.type is not QuestionType.ESSAY else None
        if found:
            said = as_written(asked, found)
            message = _("« {words} » demande un avis : toute réponse serait juste.").format(words=said)
            yield _remark(question, message, _("Demandez selon une règle, un texte ou une procédure."))


@rule("QCM-21", Severity.WARNING, Source.RESEARCH, N_("Énoncé trop long"))
def long_stem(course: Course, limits: Limits) -> Iterator[Remark]:
    """A long stem measures reading. A case is declared as one."""
    for question in course.questions():
        count = len(words(plain(CLOZE_CODE.sub("…", question.text))))
        if count > limits.stem_words_most and not question.case_study and question.type is not QuestionType.ESSAY:
            message = _("l'énoncé a {count} mots ; au-delà de {most}, on mesure la lecture.").format(
                count=count, most=limits.stem_words_most
            )
            yield _remark(question, message, _("Raccourcissez-le, ou dites « etude_de_cas: oui »."))


@rule("QCM-22", Severity.ERROR, Source.CONVENTION, N_("Réponse numérique sans tolérance ni unité"))
def number_with_margin(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Rounding makes a right answer wrong when nothing says how far it may be, nor in what."""
    for question in course.questions():
        if question.type is QuestionType.NUMERICAL and question.tolerance is None and not question.unit.strip():
            message = _("on ne sait ni en quelle unité répondre, ni à combien près.")
            remedy = _("Ajoutez « tolerance: » (0 pour un compte exact) et « unite: ».")
            yield _remark(question, message, remedy, "number")


@rule("QCM-23", Severity.WARNING, Source.CONVENTION, N_("Réponse courte à une seule graphie"))
def spellings(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Accents, hyphens, plurals: people write the right word otherwise."""
    for question in course.questions():
        if question.type is not QuestionType.SHORT_ANSWER or len(question.accepted) != 1:
            continue
        (only,) = question.accepted
        if "*" not in only and any(letter.isalpha() for letter in only):
            message = _("une seule graphie est acceptée (« {text} »).").format(text=only)
            remedy = _("Ajoutez les variantes : sans accent, au pluriel, en deux mots.")
            yield _remark(question, message, remedy, "accepted")


@rule("QCM-24", Severity.WARNING, Source.RESEARCH, N_("Choix de formes différentes"))
def alike_choices(course: Course, limits: Limits) -> Iterator[Remark]:
    """A choice apart from the others, by its form or its length, draws the eye. Too long a right answer: QCM-06."""
    for question in _with_choices(course):
        texts = [plain(choice.text) for choice in question.choices]
        odd = _odd_form(texts, lexicon(course.identity.language)) or _odd_length(texts, limits)
        if odd:
            message = _("« {text} » n'a pas la forme des autres choix.").format(text=odd)
            yield _remark(question, message, _("Donnez à tous la même construction et une longueur proche."), "choices")


def _odd_form(texts: Sequence[str], known: Lexicon) -> str:
    """The only choice that begins with a verb in the infinitive, or the only one that doesn't."""
    if not known.infinitives_show:
        return ""
    readings = [_begins_with_verb(text, known) for text in texts]
    pronouns = any(verb and _BEFORE_VERB.match(_unelided(text)) for verb, text in zip(readings, texts, strict=True))
    verbs = [pronouns if verb is None else verb for verb in readings]
    if len(texts) > 2 and sum(verbs) == 1:
        return texts[verbs.index(True)]
    return texts[verbs.index(False)] if len(texts) > 2 and sum(verbs) == len(texts) - 1 else ""


def _begins_with_verb(text: str, known: Lexicon) -> bool | None:
    """Whether the first word is an infinitive, what leans on it apart: pronouns, a negation, « de ».

    None when it could be either: « le cadre » and « le transmettre » look alike.
    """
    lowered = _unelided(text)
    word = first_word(_BEFORE_VERB.sub("", lowered))
    if word == "être" or not known.is_infinitive(word):
        return word == "être"
    return None if lowered.startswith(_ARTICLES) and word.endswith("re") else True


def _unelided(text: str) -> str:
    return text.lower().replace("’", "'")


def _odd_length(texts: Sequence[str], limits: Limits) -> str:
    """The longest choice when it is many times the shortest, numbers apart."""
    if any(_value(text) is not None for text in texts) or len(texts) < 2:
        return ""
    shortest, *_between, longest = sorted(texts, key=len)
    far = len(longest) > limits.choice_length_ratio * len(shortest)
    return longest if far and len(words(longest)) > limits.key_length_words else ""


@rule("QCM-25", Severity.WARNING, Source.RESEARCH, N_("Texte à trous difficile à suivre"))
def gaps(course: Course, limits: Limits) -> Iterator[Remark]:
    """Too many gaps, or a gap before one knows what the sentence is about."""
    for question in course.questions():
        stem = plain(question.text).strip()
        found = _GAP.findall(stem)
        if len(found) > limits.gaps_most:
            message = _("{count} trous ; au-delà de {most}, on perd le sens.")
            said = message.format(count=len(found), most=limits.gaps_most)
            yield _remark(question, said, _("Faites-en deux questions."))
        elif found and _GAP.match(stem):
            message = _("le trou est en tête : on ne sait pas encore de quoi parle la phrase.")
            yield _remark(question, message, _("Tournez la phrase pour finir par le trou."))


@rule("QCM-26", Severity.WARNING, Source.RESEARCH, N_("Appariement sans leurre, ou trop long"))
def matching(course: Course, limits: Limits) -> Iterator[Remark]:
    """As many answers as lines: the last one is found without knowing."""
    for question in course.questions():
        if question.type is not QuestionType.MATCH or len(question.pairs) < 2:
            continue
        answers = {folded(pair.right) for pair in question.pairs}
        if len(question.pairs) > limits.pairs_most:
            message = _("{count} paires ; au-delà de {most}, on cherche au lieu de relier.").format(
                count=len(question.pairs), most=limits.pairs_most
            )
            yield _remark(question, message, _("Faites-en deux questions."), "pairs")
        elif len(answers) == len(question.pairs) and not question.distractors:
            message = _("autant de réponses que de lignes : la dernière se trouve sans savoir.")
            yield _remark(question, message, _("Ajoutez un ou deux « leurres »."), "pairs")

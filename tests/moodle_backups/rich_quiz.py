"""A quiz that sets every field the library supports, over questions of every portable type."""

from __future__ import annotations

import struct
import zlib

from moodle_backups import File
from moodle_backups.activities.quiz import (
    AttemptGrade,
    Behaviour,
    FeedbackBand,
    Moment,
    Overdue,
    Quiz,
    QuizSection,
    RandomSlot,
    Review,
    Slot,
)
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade
from moodle_backups.questions.base import Answer, CombinedFeedback, Hint, Question
from moodle_backups.questions.description import Description
from moodle_backups.questions.essay import Essay, ResponseFormat
from moodle_backups.questions.match import Match, Pair
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer, Unit, UnitInput
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse

DAY = 86400
DATE = 1_780_000_000
LATER = 1_999_999_999
HOSTILE = 'Été « l\'œuf » & <b>"x"</b> 😀 日本 $@NULL@$ \x01\x0b 100 % @@PLUGINFILE@@'


def png(red: int, green: int, blue: int) -> bytes:
    """A 16 x 16 image of one colour."""
    rows = zlib.compress((b"\0" + bytes((red, green, blue)) * 16) * 16)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


RED = File("img/l'image rouge.png", png(200, 30, 30))
BLUE = File("bleu.png", png(30, 60, 200))
COMBINED = CombinedFeedback("<p>Juste.</p>", "<p>En partie.</p>", "<p>Faux.</p>", show_number_correct=True)
SHOW_BLUE = '<img src="file:bleu.png" alt="bleu">'


def questions() -> tuple[Question, ...]:
    """One of each type, every field set somewhere, and a pool to draw from."""
    return (
        MultiChoice(
            key="q-one",
            name="Un seul choix",
            text=f"<p>Deux plus deux ? {SHOW_BLUE}</p>",
            general_feedback=f'<p>Voir <a href="activity:page-1">la page</a> {SHOW_BLUE}</p>',
            mark=2.0,
            category="Théorie",
            hints=(Hint(f"<p>Comptez. {SHOW_BLUE}</p>", True, True), Hint("<p>Encore.</p>")),
            tags=("Calcul", "été"),
            files=(BLUE,),
            answers=(
                Answer(f"<p>Quatre {SHOW_BLUE}</p>", 1.0, f"<p>Oui {SHOW_BLUE}</p>"),
                Answer("<p>Trois</p>", -1 / 3, "<p>Non</p>"),
                Answer("<p>Cinq</p>"),
            ),
            shuffle=False,
            numbering="ABCD",
            feedback=COMBINED,
            show_instruction=True,
        ),
        MultiChoice(
            key="q-many",
            name="Plusieurs choix",
            text="<p>Les nombres pairs ?</p>",
            single=False,
            answers=(Answer("2", 0.5), Answer("4", 0.5), Answer("5", -1.0)),
        ),
        TrueFalse(
            key="q-true",
            name="Vrai ou faux",
            text="<p>La terre est ronde.</p>",
            correct=True,
            feedback_true="<p>Oui.</p>",
            feedback_false="<p>Non.</p>",
            show_instruction=True,
        ),
        Match(
            key="q-match",
            name="Appariement",
            text="<p>Capitales</p>",
            mark=3.0,
            pairs=(Pair(f"<p>Togo {SHOW_BLUE}</p>", "Lomé"), Pair("<p>Bénin</p>", "Porto-Novo")),
            distractors=("Paris",),
            files=(BLUE,),
            feedback=COMBINED,
        ),
        Numerical(
            key="q-number",
            name="Nombre",
            text="<p>Pi ?</p>",
            answers=(
                NumericalAnswer(3.14, 0.005, 1.0, "<p>Bien.</p>"),
                NumericalAnswer(3, 0.5, 0.5),
                NumericalAnswer(None, fraction=0.0, feedback="<p>Non.</p>"),
            ),
        ),
        Numerical(
            key="q-unit",
            name="Nombre et unité",
            text="<p>Un mètre ?</p>",
            answers=(NumericalAnswer(1.0),),
            units=(Unit("m"), Unit("cm", 100)),
            unit_input=UnitInput.SELECT,
            unit_penalty=0.2,
            unit_left=True,
        ),
        ShortAnswer(
            key="q-short",
            name="Réponse courte",
            text="<p>Capitale de la France ?</p>",
            answers=(Answer("Paris", 1.0, "<p>Oui.</p>"), Answer("*", 0.0, "<p>Non.</p>")),
            case_sensitive=True,
        ),
        Essay(
            key="q-essay",
            name="Composition",
            text="<p>Racontez.</p>",
            mark=4.0,
            response_format=ResponseFormat.EDITOR_WITH_FILES,
            response_required=False,
            lines=10,
            min_words=2,
            max_words=200,
            attachments=2,
            file_types=".pdf,.docx",
            max_bytes=1048576,
            grader_info=f"<p>Barème {SHOW_BLUE}</p>",
            template="<p>Je pense que…</p>",
            files=(BLUE,),
        ),
        Description(key="q-text", name="Consigne", text=f"<p>Lisez bien. {SHOW_BLUE}</p>", files=(BLUE,)),
        TrueFalse(key="pool-1", name="Vivier 1", text="<p>Vrai.</p>", correct=True, category="Vivier"),
        TrueFalse(key="pool-2", name="Vivier 2", text="<p>Vrai aussi.</p>", correct=True, category="Vivier"),
    )


def rich_quiz() -> Quiz:
    """A quiz over all question types with every setting."""
    return Quiz(
        key="quiz-1",
        name="Évaluation",
        intro=f'<p>Consignes {SHOW_BLUE} <a href="activity:page-1">page</a></p>',
        show_intro=True,
        files=(BLUE,),
        questions=questions(),
        slots=(
            *(Slot(q.key) for q in questions() if not q.category.startswith("Vivier")),
            RandomSlot("Vivier", 1.0),
        ),
        sections=(QuizSection(1), QuizSection(4, "Deuxième partie", shuffle=False)),
        grade=Grade(maximum=20.0, to_pass=10.0, category="exams", weight=3.0),
        opens=DATE - DAY,
        closes=LATER,
        time_limit=3600,
        overdue=Overdue.GRACE,
        grace_period=DAY,
        attempts=3,
        attempt_grade=AttemptGrade.LAST,
        build_on_last=True,
        delays=(60, 120),
        behaviour=Behaviour.DEFERRED,
        review=Review(max_marks=Moment.AFTER_ATTEMPT, right_answer=Moment.IMMEDIATELY | Moment.CLOSED),
        questions_per_page=4,
        shuffle_answers=False,
        decimals=1,
        feedback=(
            FeedbackBand(0, f"<p>À revoir {SHOW_BLUE}</p>"),
            FeedbackBand(80, "<p>Très bien</p>"),
            FeedbackBand(50, "<p>Assez bien</p>"),
        ),
        show_blocks=True,
        completion=Completion(view=True, grade=True, pass_grade=True, expected=DATE + DAY),
        complete_after_attempts=1,
        complete_when_attempts_exhausted=True,
    )

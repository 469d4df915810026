"""How `check` grows with a course: the example, its sequences and questions multiplied, up to 300 and 3,000.

    python -m benchmarks.check_growth

Processor seconds of one check, once read; the last column is the time of a sequence and its questions: flat when growth
is linear.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from methodology.course import Course
from methodology.folder import read_folder
from methodology.objectives import Objective
from methodology.questions import Bank
from methodology.rules import check
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Text

EXAMPLE = Path(__file__).parents[1] / "examples" / "cipres-fdf"
SIZES = ((30, 300), (75, 750), (150, 1_500), (300, 3_000))


def main() -> None:
    """Measure every size and print the table."""
    example = read_folder(EXAMPLE).course
    if example is None:
        sys.exit("l'exemple ne se lit pas : coursegen check examples/cipres-fdf")
    print(f"{'séquences':>10} {'questions':>10} {'objectifs':>10} {'secondes':>9} {'ms par séquence':>16}")
    for sequences, questions in SIZES:
        course = grown(example, sequences, questions)
        seconds = _seconds(course)
        objectives = len(course.objectives.objectives)
        print(f"{sequences:10} {questions:10} {objectives:10} {seconds:9.2f} {1000 * seconds / sequences:16.1f}")


def _seconds(course: Course) -> float:
    start = time.process_time()
    check(course)
    return time.process_time() - start


def grown(example: Course, sequences: int, questions: int) -> Course:
    """The example with that many sequences and questions, each copy with its own ids, objectives and texts."""
    taught, texts, objectives = list[Sequence](), dict[str, Text](), list[Objective]()
    originals = list(example.sequencing.sequences())
    for number in range(sequences):
        copy = number // len(originals)
        taught.append(_copied(originals[number % len(originals)], copy, texts))
    for copy in range(1 + (sequences - 1) // len(originals)):
        objectives += (_objective(objective, copy) for objective in example.objectives.objectives)
    starts = range(0, sequences, 5)
    modules = tuple(Module(id=f"M{n}", title="Traiter un dossier", sequences=tuple(taught[n : n + 5])) for n in starts)
    return replace(
        example,
        objectives=replace(example.objectives, objectives=tuple(objectives)),
        sequencing=replace(example.sequencing, modules=modules),
        banks=tuple(_banks(example, questions)),
        texts=tuple(texts.values()),
    )


def _objective(objective: Objective, copy: int) -> Objective:
    return replace(objective, id=f"{objective.id}-{copy}", statement=f"{objective.statement}, cas {copy}")


def _copied(sequence: Sequence, copy: int, texts: dict[str, Text]) -> Sequence:
    return replace(
        sequence,
        id=f"{sequence.id}-{copy}",
        objectives=tuple(f"{key}-{copy}" for key in sequence.objectives),
        prerequisites=(),
        slides=_text(sequence.slides, copy, texts),
        steps=tuple(_step(step, copy, texts) for step in sequence.steps),
    )


def _step(step: Step, copy: int, texts: dict[str, Text]) -> Step:
    body = step.activity.body if step.activity else None
    activity = replace(step.activity, body=_text(body, copy, texts)) if step.activity and body else step.activity
    return replace(step, objectives=tuple(f"{key}-{copy}" for key in step.objectives), activity=activity)


def _text(text: Text | None, copy: int, texts: dict[str, Text]) -> Text | None:
    if text is None:
        return None
    path = f"{text.path}-{copy}"
    told = text.markdown.replace(".\n", f". Cas {copy}-{len(texts)}.\n")  # no passage is the same twice
    return texts.setdefault(path, replace(text, path=path, markdown=told))


def _banks(example: Course, questions: int) -> Iterator[Bank]:
    """Banks of two hundred questions at most, copies of the example's with a word of their own."""
    originals = list(example.questions())
    made = []
    for number in range(questions):
        copy, question = number // len(originals), originals[number % len(originals)]
        key, aim = f"{question.id}-{copy}", f"{question.objective}-0"
        made.append(replace(question, id=key, objective=aim, text=f"{question.text} (cas {copy})"))
    for start in range(0, questions, 200):
        yield Bank(name=f"banque-{start}", questions=tuple(made[start : start + 200]))


if __name__ == "__main__":
    main()

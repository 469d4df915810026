"""The peer for checking: the design check of slxd-coursekit, which also writes its matrix to an Excel workbook.

    COURSEKIT=/path/to/coursekit python -m benchmarks.check_peer

Its design says what the example says: modules, sequences (its units), steps (its sections), activities, assessments,
objectives with their level and competency. Whole processes on both sides, in turn, so that a busy machine weighs on all
alike; the notes give the processor seconds, which it disturbs less.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from ruamel.yaml import YAML

from benchmarks.timing import RUNS, Measure
from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.folder import read_folder
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Bloom

EXAMPLE = Path(__file__).parents[1] / "examples" / "cipres-fdf"
PROGRAM = (sys.executable, "-m", "coursegen")
PEER = "coursekit design"
ONE = "contrôle et classeur"
"""`build --only xlsx`: it checks the course, then writes the workbook, in one process, as the peer's command does."""

TWO = "check, puis contrôle et classeur"
CODE = "BANC"
# Counted in localdesign.py of slxd-coursekit 0.7.0: the names its findings bear.
PEER_VERSION, PEER_CHECKS = "0.7.0", 18
LEVELS = {
    Bloom.REMEMBER: "remember",
    Bloom.UNDERSTAND: "understand",
    Bloom.APPLY: "apply",
    Bloom.ANALYSE: "analyze",
    Bloom.EVALUATE: "evaluate",
    Bloom.CREATE: "create",
}


@dataclass(frozen=True)
class Contender:
    """Commands run one after the other from `folder`; `out` is removed before, so that nothing is already built."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    environment: dict[str, str]
    out: Path

    def seconds(self) -> tuple[float, float]:
        """One run: wall clock and processor seconds of its processes. Fails when one of them does."""
        shutil.rmtree(self.out, ignore_errors=True)
        started, used = time.perf_counter(), _children_seconds()
        for arguments in self.commands:
            subprocess.run(arguments, check=True, capture_output=True, cwd=self.folder, env=self.environment)
        return time.perf_counter() - started, _children_seconds() - used


def peer_measures() -> Iterator[Measure]:
    """Ours and the peer's; nothing but a printed note where the peer cannot run."""
    peer, missing = _peer()
    if peer is None:
        print(f"slxd-coursekit : {missing} ; la mesure « {PEER} » est sautée.", file=sys.stderr)
        return
    course = read_folder(EXAMPLE).course
    assert course is not None
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_project(course, folder)
        yield from _in_turn(tuple(_contenders(peer, folder)))
    print(f"contrôles : {_rule_count()} règles contre {PEER_CHECKS} (slxd-coursekit {PEER_VERSION})", flush=True)


def _peer() -> tuple[str | None, str]:
    """The peer's command, or why there is none."""
    program = os.environ.get("COURSEKIT") or shutil.which("coursekit")
    if not program:
        return None, "absent ($COURSEKIT, PATH)"
    try:
        told = subprocess.run((program, "--version"), capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        return None, f"ne tourne pas ici ({error})"
    if told.split()[-1:] != [PEER_VERSION]:
        return None, f"version {PEER_VERSION} attendue, « {told} » trouvée"
    return program, ""


def _contenders(peer: str, folder: Path) -> Iterator[Contender]:
    quiet = {**os.environ, "HOME": str(folder), "COURSEKIT_NO_UPDATE_CHECK": "1"}
    # Compiled once, as pip installs both: a checkout run with PYTHONDONTWRITEBYTECODE would compile at every start.
    ours = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    ours["PYTHONPYCACHEPREFIX"] = str(folder / "pyc")
    here, out = EXAMPLE.parents[1], folder / "sortie"
    check = (*PROGRAM, "check", str(EXAMPLE))
    build = (*PROGRAM, "build", str(EXAMPLE), "-o", str(out), "--only", "xlsx")
    yield Contender("contrôle seul", (check,), here, ours, out)
    yield Contender(ONE, (build,), here, ours, out)
    yield Contender(TWO, (check, build), here, ours, out)
    yield Contender(PEER, ((peer, "design", CODE),), folder, quiet, out)


def _in_turn(contenders: tuple[Contender, ...]) -> Iterator[Measure]:
    """The median of each, after one run that is not counted."""
    taken: dict[str, list[tuple[float, float]]] = {contender.name: [] for contender in contenders}
    for number in range(RUNS + 1):
        for contender in contenders:
            seconds = contender.seconds()
            if number:
                taken[contender.name].append(seconds)
    for name, runs in taken.items():
        yield Measure(name, median(wall for wall, _ in runs), f"processeur : {median(cpu for _, cpu in runs):.2f} s")


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _rule_count() -> int:
    listed = subprocess.run((*PROGRAM, "check", "--list-rules", "--json"), check=True, capture_output=True)
    return len(json.loads(listed.stdout)["rules"])


def write_project(course: Course, folder: Path) -> None:
    """A project of the peer in `folder`, with one course whose design says what `course` says."""
    design = folder / "courses" / CODE / "design"
    design.mkdir(parents=True)
    modules = [_module(course, module) for module in course.sequencing.modules]
    hours = sum(section["hours"] for m in modules for unit in m["units"] for section in unit["sections"])
    settings = {"hours": round(hours, 2), "tool": "local", "structure": "con_modulos"}
    framing = {"intro_section": False, "summary_section": False}
    record = {"code": CODE, "title": course.identity.title, "language": "en", "status": "design"}
    _write(folder / "project.yaml", {"content_language": "en"})
    _write(design.parent / "course.yaml", {**record, "design": {**settings, **framing}})
    _write(design / "design.yaml", {**_aims(course), "passing": "all_tests", "modules": modules})


def _write(path: Path, content: dict[str, Any]) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)


def _aims(course: Course) -> dict[str, Any]:
    objectives = course.objectives.objectives
    competencies = sorted({objective.competency for objective in objectives})
    return {
        "competencies": [{"id": key, "text": f"Compétence {key}"} for key in competencies],
        "objectives": [
            {"id": o.id, "text": o.statement, "bloom": LEVELS[o.bloom or Bloom.APPLY], "competencies": [o.competency]}
            for o in objectives
        ],
    }


def _module(course: Course, module: Module) -> dict[str, Any]:
    return {"title": module.title, "units": [_unit(course, module, sequence) for sequence in module.sequences]}


def _unit(course: Course, module: Module, sequence: Sequence) -> dict[str, Any]:
    assessments = [a for a in course.evaluation.assessments if _place(a, module) == sequence.id]
    return {
        "title": sequence.title,
        "sections": [_section(step, sequence) for step in sequence.steps],
        "learning_activities": [_activity(step, sequence) for step in sequence.steps if step.activity],
        "assessment_activities": [_assessment(course, assessment) for assessment in assessments],
    }


def _place(assessment: Assessment, module: Module) -> str:
    """The id of the sequence that carries it: that of its last step, or the last of its module."""
    if assessment.steps:
        return assessment.steps[-1].partition("/")[0]
    return module.sequences[-1].id if assessment.module == module.id else ""


def _section(step: Step, sequence: Sequence) -> dict[str, Any]:
    objectives = step.objectives or sequence.objectives
    return {"title": step.title, "hours": round(step.minutes / 60, 2), "objectives": list(objectives)}


def _activity(step: Step, sequence: Sequence) -> dict[str, Any]:
    kind = "self_assessed" if isinstance(step.activity, Quiz) else "template_practice"
    told = step.instruction or step.participant_activity
    objectives = list(step.objectives or sequence.objectives)
    return {"title": step.title, "type": kind, "description": told, "objectives": objectives}


def _assessment(course: Course, assessment: Assessment) -> dict[str, Any]:
    """A portfolio as soon as one of its objectives is above what the peer lets a quiz show."""
    levels = {o.id: o.bloom or Bloom.APPLY for o in course.objectives.objectives}
    highest = max((levels[key] for key in assessment.objectives), default=Bloom.APPLY)
    return {
        "title": assessment.title,
        "instrument": "quiz" if highest <= Bloom.APPLY else "portfolio",
        "objectives": list(assessment.objectives),
        "weight": round(assessment.weight_percent),
        "passing_score": round(assessment.pass_percent or 0),
    }


def main() -> None:
    """Print the measures and the ratios to the peer."""
    measures = {measure.name: measure for measure in peer_measures()}
    for measure in measures.values():
        print(f"{measure.name:34} {measure.seconds:7.2f} s   {measure.note}   {_ratio(measure, measures)}")


def _ratio(measure: Measure, measures: dict[str, Measure]) -> str:
    return f"{measure.seconds / measures[PEER].seconds:.2f} × {PEER}"


if __name__ == "__main__":
    main()

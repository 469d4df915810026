"""`examples/mauvais-exemple`: each fault it announces is found there, and `docs/controler.md` tells the truth."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.cli.check import examine
from coursegen.reporting.json_document import json_report
from coursegen.reporting.sarif import sarif_report
from coursegen.reporting.text import Plain, text_report
from methodology.findings import Finding
from methodology.rules import all_rules

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "mauvais-exemple"
PAGE = (ROOT / "docs" / "controler.md").read_text("utf-8")

_MARKER = re.compile(r"(?:#|<!--) ((?:[A-Z]{3}-\d\d(?: \([^)]+\))? ?)+)(?:-->)?$")
_ANNOUNCED = re.compile(r"([A-Z]{3}-\d\d)(?: \(([^)]+)\))?")
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_CUT = "…"


@dataclass(frozen=True)
class Planted:
    """A fault that a comment announces. `lines` are those it may be found on; empty for anywhere in the file."""

    rule: str
    file: str
    lines: tuple[int, ...]

    def is_found_as(self, finding: Finding) -> bool:
        """Whether that finding is the fault."""
        on_the_line = not self.lines or finding.where.line in self.lines
        return (self.rule, self.file) == (finding.rule, finding.where.file) and on_the_line


def planted() -> Iterator[Planted]:
    """The comments made of rule ids. Alone on its line, a comment is about the next one too."""
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix not in (".yaml", ".md") or path.name == "README.md":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            marker = _MARKER.search(line)
            alone = marker is not None and not line[: marker.start()].strip()
            for rule, other in _ANNOUNCED.findall(marker[1]) if marker else ():
                lines = () if other else (number, number + 1) if alone else (number,)
                yield Planted(rule, other or str(path.relative_to(FOLDER)), lines)


@cache
def findings() -> tuple[Finding, ...]:
    return examine(FOLDER).findings


def test_it_is_read_without_a_fault_of_writing() -> None:
    assert [finding for finding in findings() if finding.rule.startswith("LIR")] == []
    assert len(findings()) > 1


def test_every_fault_announced_is_found_where_it_is_announced() -> None:
    missed = [fault for fault in planted() if not any(fault.is_found_as(finding) for finding in findings())]
    assert missed == []


def test_every_finding_is_announced() -> None:
    """A false alarm of a new rule would show here; a true one takes a comment in the example."""
    faults = list(planted())
    unannounced = [
        f"{f.where.file}:{f.where.line} {f.rule} {f.message}"
        for f in findings()
        if not any(fault.is_found_as(f) for fault in faults)
    ]
    assert unannounced == []


def test_it_breaks_a_hundred_and_fifty_rules_as_the_page_says_and_every_family() -> None:
    broken = {fault.rule for fault in planted()}
    assert len(broken) >= 150
    assert {rule.family for rule in all_rules()} <= {rule.partition("-")[0] for rule in broken}


def test_the_remark_kept_with_a_reason_is_only_kept_by_it(tmp_path: Path) -> None:
    assert "MET-03" not in {finding.rule for finding in findings()}
    copy = shutil.copytree(FOLDER, tmp_path / "copie")
    identity = copy / "cours.yaml"
    kept = [line for line in identity.read_text("utf-8").splitlines() if "regle: MET-03" not in line]
    identity.write_text("\n".join(kept), "utf-8")
    assert "MET-03" in {finding.rule for finding in examine(copy).findings}


def test_it_is_an_example_to_begin_from_and_cannot_be_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "copie"
    assert run(["new", str(folder), "--example", "mauvais-exemple"]) == 0
    assert Counter(f.rule for f in examine(folder).findings) == Counter(f.rule for f in findings())
    assert run(["build", str(folder), "-o", str(tmp_path / "sorties")]) == 1
    assert not (tmp_path / "sorties").exists()
    capsys.readouterr()


# docs/controler.md


def blocks(kind: str) -> list[str]:
    """The fenced blocks of that kind, in order."""
    return [block["body"] for block in _BLOCK.finditer(PAGE) if block["kind"] == kind]


def is_cut_from(excerpt: list[str], lines: list[str]) -> bool:
    """Whether the excerpt's pieces, between « … » lines, stand in those lines, whole and in that order."""
    start = 0
    for piece in "\n".join(excerpt).split(f"\n{_CUT}\n"):
        wanted = [line for line in piece.splitlines() if line != _CUT]
        places = range(start, len(lines) - len(wanted) + 1)
        at = next((n for n in places if lines[n : n + len(wanted)] == wanted), None)
        if at is None:
            return False
        start = at + len(wanted)
    return True


def test_an_excerpt_that_was_never_printed_is_noticed() -> None:
    assert is_cut_from(["a", _CUT, "c"], ["a", "b", "c"])
    assert not is_cut_from(["c", _CUT, "a"], ["a", "b", "c"])
    assert not is_cut_from(["a", "c"], ["a", "b", "c"])


@pytest.mark.parametrize("excerpt", blocks("text"))
def test_the_page_shows_what_the_program_prints(excerpt: str) -> None:
    assert is_cut_from(excerpt.splitlines(), list(text_report(examine(FOLDER), Plain())))


@pytest.mark.parametrize("session", blocks("console"))
def test_the_page_shows_what_a_command_prints(
    session: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command, *excerpt = session.splitlines()
    run(["--lang", "fr", *command.removeprefix("$ coursegen ").split()])
    assert is_cut_from(excerpt, capsys.readouterr().out.splitlines())


def test_the_page_shows_a_finding_in_json_and_in_sarif(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    in_json, in_sarif = (json.loads(block) for block in blocks("json"))
    report = examine(FOLDER)
    assert in_json in json_report(report)["findings"]
    assert in_sarif in sarif_report(report)["runs"][0]["results"]
    assert in_json["rule"] == in_sarif["ruleId"]


@dataclass(frozen=True)
class Mend:
    """A section of the tour: the rule in its title, the file, the lines before and after, the rules it speaks of."""

    rule: str
    file: str
    before: str
    after: str
    named: frozenset[str]

    def apply(self, folder: Path) -> None:
        """Mends that copy. The lines of before are in the file, once."""
        path = folder / self.file
        text = path.read_text("utf-8")
        assert text.count(self.before) == 1, self.before
        path.write_text(text.replace(self.before, self.after), "utf-8")


def tour() -> list[Mend]:
    """The numbered sections, in order."""
    sections = re.split(r"^### \d+\. ", PAGE, flags=re.MULTILINE)[1:]
    return [_mend(section.partition("\n## ")[0]) for section in sections]


def _mend(section: str) -> Mend:
    title = section.splitlines()[0]
    (body,) = (block["body"] for block in _BLOCK.finditer(section) if block["kind"] == "diff")
    header, *lines = body.splitlines()
    return Mend(
        rule=title.rpartition("(")[2].removesuffix(")"),
        file=header.removeprefix("--- "),
        before="".join(f"{line[1:]}\n" for line in lines if line[:1] in "- "),
        after="".join(f"{line[1:]}\n" for line in lines if line[:1] in "+ "),
        named=frozenset(re.findall(r"[A-Z]{3}-\d\d", section)),
    )


def told(found: tuple[Finding, ...], rule: str = "") -> Counter[tuple[str, str, str]]:
    """The findings without their lines and figures, which a mend elsewhere may change."""
    return Counter((f.rule, f.where.file, re.sub(r"\d+", "0", f.message)) for f in found if rule in ("", f.rule))


def test_the_tour_has_twelve_stops() -> None:
    assert len({mend.rule for mend in tour()}) == 12


@pytest.mark.parametrize("mend", tour(), ids=lambda mend: mend.rule)
def test_a_mend_of_the_tour_mends_and_breaks_nothing_that_it_does_not_name(mend: Mend, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "copie")
    mend.apply(folder)
    after = examine(folder).findings
    assert told(findings(), mend.rule).total() > told(after, mend.rule).total()
    new = {key for key, times in told(after).items() if times > told(findings())[key]}
    assert {key for key in new if key[0] not in mend.named} == set()

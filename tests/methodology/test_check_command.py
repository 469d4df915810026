"""`coursegen check` as a person and a script meet it: words, place, caret, remedy, exit code, JSON, SARIF."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coursegen.cli.app import run
from coursegen.cli.check import examine
from coursegen.reporting.sarif import sarif_report
from coursegen.reporting.text import Coloured, Plain, text_report
from methodology.rules import all_rules
from tests.methodology.folders import edit, good_folder

EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path / "cours")


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["--lang", "fr", "check", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_fault_is_shown_with_its_line_a_caret_and_the_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "cours.yaml", "duree_min: 60", "duree_min: 60 min")
    code, out, err = called(capsys, str(folder))
    lines = out.splitlines()
    assert code == 1
    assert err == ""
    assert lines[0] == "cours.yaml"
    assert lines[1].startswith("  5:12  erreur LIR-11  « duree_min » : un nombre entier")
    assert lines[2] == "    5 │ duree_min: 60 min"
    assert lines[3].index("^") == lines[2].index("60")
    assert lines[4] == "      → Écrivez seulement le nombre, sans unité ni espace : 90."
    assert lines[-1].startswith("« cours » : 1 erreur dans 1 fichier.")


def test_the_exit_code_is_zero_only_without_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, str(EXAMPLE))[0] == 0
    assert called(capsys, str(folder))[0] == 1
    assert called(capsys, str(folder / "rien"))[0] == 1
    assert called(capsys)[0] == 2


def test_the_example_course_has_no_error() -> None:
    found = examine(EXAMPLE).findings
    assert [(f.where.file, f.where.line, f.rule, f.message) for f in found if f.severity == "error"] == []


def test_a_long_line_is_cut_around_the_caret(folder: Path) -> None:
    edit(folder, "cours.yaml", "titre: Pensions", "transversal: {genre: " + "mot " * 60 + ", tire: x}")
    lines = list(text_report(examine(folder), Plain()))
    at = next(n for n, line in enumerate(lines) if "« tire »" in line)
    assert len(lines[at + 1]) < 115
    assert lines[at + 1][lines[at + 2].index("^") :].startswith("tire: x")


def test_colours_are_only_added_for_a_terminal(folder: Path) -> None:
    report = examine(folder)
    plain, painted = ("\n".join(text_report(report, ink)) for ink in (Plain(), Coloured()))
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == plain
    assert "\x1b[" in painted


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "json"]])
def test_json_is_one_document(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    edit(folder, "cours.yaml", "duree_min: 60", "duree_min: 60 min")
    code, out, _err = called(capsys, str(folder), *arguments)
    document = json.loads(out)
    assert code == 1
    assert document["counts"] == {"error": 1, "warning": 0, "info": 0}
    (finding,) = document["findings"]
    assert (finding["file"], finding["line"], finding["column"]) == ("cours.yaml", 5, 12)
    assert finding["rule"] == "LIR-11"
    assert finding["remedy"]


# The parts of SARIF 2.1.0 (OASIS) that a viewer needs, with the standard's own constraints on them.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {"properties": {"driver": {"$ref": "#/$defs/driver"}}, "required": ["driver"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "required": ["name"],
            "properties": {"rules": {"uniqueItems": True, "items": {"required": ["id"]}}},
        },
        "result": {
            "required": ["message", "ruleId"],
            "properties": {
                "level": {"enum": ["none", "note", "warning", "error"]},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "message": {"required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
                "locations": {"items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "properties": {
                "physicalLocation": {
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": "^[^ \\\\]+$"}}},
                        "region": {"properties": {"startLine": {"minimum": 1}, "startColumn": {"minimum": 1}}},
                    },
                }
            }
        },
    },
}


def test_sarif_follows_the_standard(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = called(capsys, str(folder), "--format", "sarif")
    log = json.loads(out)
    jsonschema.validate(log, SARIF)
    run_ = log["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    assert run_["results"]
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_of_a_perfect_course_has_no_result(tmp_path: Path) -> None:
    report = examine(good_folder(tmp_path))
    log = sarif_report(type(report)(report.folder, report.title, ()))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_the_list_of_rules_names_each_with_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = called(capsys, "--list-rules")
    assert code == 0
    listed = {line.split()[0] for line in out.splitlines()}
    assert {rule.id for rule in all_rules()} <= listed
    assert {"LIR-01", "IGN-01"} <= listed
    (line,) = [line for line in out.splitlines() if line.startswith("SUP-01")]
    assert "avertissement" in line
    assert "repère d'usage" in line


def test_messages_come_in_english_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, "cours.yaml", "titre: Pensions", "tittle: Pensions")
    assert run(["--lang", "en", "check", str(folder)]) == 1
    assert "The field “tittle” does not exist here." in capsys.readouterr().out
    run(["--lang", "fr", "check", "--list-rules"])


def test_the_list_of_rules_goes_by_family_and_names_the_profiles(capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = called(capsys, "--list-rules")
    lines = out.splitlines()
    assert lines[0] == "Besoins (BES)"
    assert lines.index("Besoins (BES)") < lines.index("Objectifs (OBJ)") < lines.index("Questions (QCM)")
    (line,) = [line for line in lines if line.startswith("QUA-03")]
    assert line.endswith("[+cipres, iso29993, qualiopi]")


def test_the_list_of_rules_is_one_document_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = called(capsys, "--list-rules", "--json")
    rules = {rule["id"]: rule for rule in json.loads(out)["rules"]}
    assert rules["OBJ-02"]["family"] == "OBJ"
    assert (rules["MAR-05"]["default"], rules["MAR-05"]["profiles"]) == (False, ["socieux_2022"])


def test_the_list_of_rules_takes_the_options_of_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "--list-rules", "--format", "json") == called(capsys, "--list-rules", "--json")
    under = {line.split()[0] for line in called(capsys, "--list-rules", "--profile", "qualiopi")[1].splitlines()}
    assert {"QUA-03", "SUP-01"} <= under and "MAR-05" not in under
    for other in ("--json", "--list-rules"):
        code, _out, err = called(capsys, "--format", "sarif", other, "x")
        assert code == 2 and "« --format sarif »" in err


def test_a_profile_may_be_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "QUA-03" not in called(capsys, str(folder))[1]
    assert "QUA-03" in called(capsys, str(folder), "--profile", "qualiopi")[1]


def test_an_unknown_profile_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _out, err = called(capsys, str(folder), "--profile", "inconnu")
    assert code == 2
    assert "« inconnu »" in err
    assert "qualiopi" in err

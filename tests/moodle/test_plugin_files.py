"""The plugin's files as Moodle's rules want them, as far as it can be seen without a site."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .installation import PLUGIN

_LONGEST = 132
_HEADER = (PLUGIN / "version.php").read_text(encoding="utf-8").split("/**")[0]
_PHP = sorted(PLUGIN.rglob("*.php"))
_DOCUMENTED = ("@package    local_coursedeploy", "@copyright", "@license    https://www.gnu.org/copyleft/gpl.html")
_FUNCTION = re.compile(r"^( *)(?:(?:abstract|final|private|protected|public|static) )*function \w+\(", re.MULTILINE)


def _texts(language: str) -> dict[str, str]:
    text = (PLUGIN / "lang" / language / "local_coursedeploy.php").read_text(encoding="utf-8")
    found = re.findall(r"^\$string\['(.+?)'\] = '(.*)';$", text, re.MULTILINE)
    assert len(found) == text.count("$string["), "a string that cannot be read"
    return dict(found)


def _code(*parts: str) -> str:
    files = [file for file in _PHP if file.relative_to(PLUGIN).parts[0] in parts]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _names(file: Path) -> str:
    return str(file.relative_to(PLUGIN))


def test_every_file_begins_as_moodle_wants() -> None:
    for file in _PHP:
        text = file.read_text(encoding="utf-8")
        assert text.startswith(_HEADER), _names(file)
        assert text.endswith("\n") and not text.endswith("\n\n"), _names(file)
        if not file.is_relative_to(PLUGIN / "lang"):
            missing = [tag for tag in _DOCUMENTED if tag not in text]
            assert not missing, _names(file)


def test_lines_are_short_and_clean() -> None:
    for file in _PHP:
        if file.is_relative_to(PLUGIN / "lang"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            assert len(line) <= _LONGEST and line == line.rstrip() and "\t" not in line, f"{_names(file)}:{number}"


def test_every_function_and_class_is_documented() -> None:
    for file in _PHP:
        text = file.read_text(encoding="utf-8")
        for found in _FUNCTION.finditer(text):
            before = text[: found.start()].rstrip("\n").split("\n")[-1].strip()
            line = text[: found.start()].count("\n") + 1
            assert before == "*/" or before.startswith("#["), f"{_names(file)}:{line}"
        assert not re.search(r"(?<!\*/)\n(?:abstract |final )?class ", text), _names(file)


def test_classes_lie_where_moodle_looks_for_them() -> None:
    for file in sorted((PLUGIN / "classes").rglob("*.php")):
        text = file.read_text(encoding="utf-8")
        space = "\\".join(("local_coursedeploy", *file.relative_to(PLUGIN / "classes").parts[:-1]))
        assert f"\nnamespace {space};\n" in text, _names(file)
        assert re.search(rf"^(?:abstract |final )?class {file.stem}\b", text, re.MULTILINE), _names(file)


def test_the_oldest_php_understands_it() -> None:
    """PHP 7.4 has no match, no union types, no constructor promotion, no enums, no named arguments, no ?->."""
    later = (
        r"\?->|\bmatch \(|\benum \w+|\breadonly \w|function __construct\([^)]*(?:private|public|protected) |: never\b"
    )
    for file in _PHP:
        code = re.sub(r"/\*.*?\*/|//[^\n]*|'(?:[^'\\]|\\.)*'", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(later, code), _names(file)
        assert not re.search(r"\): [\w\\]+\|\w|\bstr_contains\(|\bstr_starts_with\(|\bstr_ends_with\(", code), _names(
            file
        )


@pytest.mark.skipif(shutil.which("php") is None, reason="LIVE: no php (Debian: php-cli)")
def test_php_reads_every_file() -> None:
    command = ["xargs", "-0", "-n", "1", "-P", "2", "php", "-l"]
    names = "\0".join(map(str, _PHP))
    done = subprocess.run(command, check=False, input=names, capture_output=True, text=True)
    wrong = [line for line in done.stdout.splitlines() if line and not line.startswith("No syntax errors")]
    assert (done.returncode, wrong) == (0, [])


def test_both_languages_say_the_same_things_in_order() -> None:
    english, french = _texts("en"), _texts("fr")
    assert list(english) == sorted(english)
    assert list(french) == list(english)
    for key, text in english.items():
        places = re.findall(r"\{\$a.*?\}", text)
        assert sorted(re.findall(r"\{\$a.*?\}", french[key])) == sorted(places), key
        assert text.strip() and french[key].strip(), key


def test_every_text_that_is_used_exists_and_every_one_that_exists_is_used() -> None:
    code = _code("classes", "db")
    used = set(re.findall(r"new refusal\('(\w+)'", code)) | set(re.findall(r"get_string\('(\w+)', 'local_", code))
    used |= set(re.findall(r"'(interrupted\w*)'", code)) | {"pluginname"}
    used |= {f"coursedeploy:{name}" for name in re.findall(r"^    'local/coursedeploy:(\w+)' =>", code, re.MULTILINE)}
    fields = re.search(r"\$fields = \[\];\s+foreach \(\[(.*?)\]", code, re.DOTALL)
    assert fields
    used |= {f"privacy:metadata:job:{name}" for name in re.findall(r"'(\w+)'", fields.group(1))}
    used |= {"privacy:metadata:job", "privacy:metadata:core_files"}
    assert set(_texts("en")) == used


def test_every_function_of_the_service_is_declared_and_there() -> None:
    text = (PLUGIN / "db" / "services.php").read_text(encoding="utf-8")
    functions, services = text.split("$services")
    declared = re.findall(r"^    '(local_coursedeploy_\w+)' =>", functions, re.MULTILINE)
    assert set(declared) == set(re.findall(r"'(local_coursedeploy_\w+)'", services))
    for name in declared:
        file = PLUGIN / "classes" / "external" / f"{name.removeprefix('local_coursedeploy_')}.php"
        assert all(
            f"function execute{part}(" in file.read_text(encoding="utf-8") for part in ("", "_parameters", "_returns")
        )
    kinds = dict(re.findall(r"external\\(\w+)'.*?'type' => '(\w+)'", functions, re.DOTALL))
    reading = {name for name, kind in kinds.items() if kind == "read"}
    assert reading == {"get_info", "get_inventory", "get_results"}, "what settles or changes something is no reading"


def test_the_tables_are_those_that_an_old_site_gets() -> None:
    root = ElementTree.parse(PLUGIN / "db" / "install.xml").getroot()
    assert all(field.get("DEFAULT") != "" for field in root.iter("FIELD")), "Moodle complains of an empty default"
    tables = root.findall(".//TABLE")
    names = {str(table.get("NAME")) for table in tables}
    assert names == {f"local_coursedeploy_{name}" for name in ("job", "base", "snap")}
    assert all(len(name) <= 28 for name in names), "Moodle 4.1 and 4.2"
    upgrade = (PLUGIN / "db" / "upgrade.php").read_text(encoding="utf-8")
    assert all(name in upgrade for name in names)


def test_whatever_a_role_file_grants_is_asked_for_somewhere() -> None:
    code = _code("classes")
    # The other role files are for Moodle's own functions.
    for name in ("acces", "publication", "resultats"):
        file = PLUGIN / "roles" / f"coursedeploy-{name}.xml"
        granted = re.findall(r"<allow>(.+)</allow>", file.read_text(encoding="utf-8"))
        assert granted and len(granted) == len(set(granted)), file.name
        # Moodle's own: to call web services at all, and to enter a course without being enrolled.
        own = {"webservice/rest:use", "moodle/course:view", "moodle/course:viewhiddencourses"}
        assert [right for right in granted if right not in own and f"'{right}'" not in code] == [], file.name

"""The player's scripts with short names do what they did."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from coursegen.outputs.scorm.player_files import player_scripts
from coursegen.outputs.scorm.short_names import with_short_names

SHARED = "const greeting='greeting:';function greet(person,...others){return greeting+person.name+others.length;}"
PROGRAM = """const course={greeting:greeting,title(longer){return longer;}};
const {shared}=({shared:3});
const double=number=>number*2,sum=(first,second=first)=>{const total=first+second;return total;};
function pick([first,second]){try{return missing;}catch(problem){return course[`title`]?second:first;}}
const told=[greet({name:'Awa'},1,2),course.greeting,course.title(7),shared,double(2),sum(3),pick([1,9])];
told.push(/greeting/.test('greeting'),typeof shared==='number'?double(1):sum(2));
console.log(JSON.stringify(told));"""


def said(node: str, *scripts: str) -> str:
    done = subprocess.run([node, "-"], input="\n".join(scripts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_scripts_that_share_names_do_the_same_and_are_shorter(node: str) -> None:
    made = with_short_names({"shared": SHARED, "program": PROGRAM})
    assert said(node, *made.values()) == said(node, SHARED, PROGRAM)
    assert "person" not in made["shared"]
    assert len("".join(made.values())) < 0.9 * len(SHARED + PROGRAM)


@pytest.mark.parametrize("name", ["name", "event", "parent", "status"])
def test_what_a_window_has_keeps_its_name(name: str) -> None:
    """A variable of one function may be the window's own elsewhere."""
    assert name in with_short_names({"one": f"const f=({name})=>{name}.x;"})["one"]


def test_what_files_of_data_call_keeps_its_name() -> None:
    assert "function courseExtras(" in with_short_names({"one": "function courseExtras(words){return words;}"})["one"]


@pytest.mark.parametrize("driver", ["driver_scorm12", "driver_scorm2004"])
def test_the_players_scripts_can_be_read_by_a_browser_together(node: str, driver: str, tmp_path: Path) -> None:
    """Strict, and no name is declared twice in the scope that all of them share."""
    scripts = player_scripts(driver)
    alone = scripts.pop("modules.js")  # the list of modules is a page of its own
    for name, script in (("all.js", "\n".join(scripts.values())), ("modules.js", alone)):
        (tmp_path / name).write_text(script, "utf-8")
        done = subprocess.run([node, "--check", str(tmp_path / name)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

"""Ways to hand in an assignment and to give feedback on it: settings that Moodle keeps for each of its plugins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from moodle_backups.kept import Kept, KeptValue
from moodle_backups.xml import Scalar, Xml, record, scalar

if TYPE_CHECKING:
    from moodle_backups.activities.assign import Assign
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

# Settings that stand alone, by "subtype plugin name".
_FLAGS: Final = {
    "assignsubmission comments enabled": "submission_comments",
    "assignfeedback comments enabled": "feedback_comments",
    "assignfeedback comments commentinline": "inline_comments",
    "assignfeedback editpdf enabled": "feedback_pdf",
    "assignfeedback offline enabled": "grading_sheet",
    "assignfeedback file enabled": "feedback_files",
}
_TEXT: Final = "assignsubmission onlinetext"
_FILE: Final = "assignsubmission file"


@dataclass(frozen=True, slots=True)
class OnlineText:
    """The learner writes in the browser; ``word_limit`` None: no limit."""

    word_limit: int | None = None


@dataclass(frozen=True, slots=True)
class FileUpload:
    """The learner hands in files; ``max_bytes`` 0: the site's limit; ``types``: ``.pdf,.docx`` (empty: any)."""

    max_files: int = 1
    max_bytes: int = 0
    types: str = ""


@dataclass(frozen=True, slots=True)
class Configs:
    """The settings of a record, and the ids of their records, by "subtype plugin name"."""

    found: Mapping[str, str | None]
    ids: Mapping[str, int]

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of an `Assign` that follow."""
        flags = {attribute: self._set(name) for name, attribute in _FLAGS.items()}
        return {"online_text": self._text(), "upload": self._upload(), **flags}

    def kept(self, expected: Mapping[str, Scalar], owner: Owner) -> Kept:
        """What is set otherwise than ``expected``: plugins of others, settings of what isn't in use."""
        kept = []
        for name, value in self.found.items():
            if name not in expected or scalar(expected[name]) != scalar(value):
                owner.note(f"setting {name}: {value}")
                kept.append(KeptValue(name, value, scalar(expected[name]) if name in expected else None))
        return Kept(ids=self.ids, values=tuple(kept))

    def _set(self, name: str) -> bool:
        return self.found.get(name) not in (None, "", "0")

    def _whole(self, name: str) -> int:
        text = self.found.get(name) or "0"
        return int(text) if text.isdigit() else 0

    def _text(self) -> OnlineText | None:
        if not self._set(f"{_TEXT} enabled"):
            return None
        return OnlineText(self._whole(f"{_TEXT} wordlimit") if self._set(f"{_TEXT} wordlimitenabled") else None)

    def _upload(self) -> FileUpload | None:
        if not self._set(f"{_FILE} enabled"):
            return None
        return FileUpload(
            self._whole(f"{_FILE} maxfilesubmissions"),
            self._whole(f"{_FILE} maxsubmissionsizebytes"),
            self.found.get(f"{_FILE} filetypeslist") or "",
        )


def read_configs(node: Node) -> Configs:
    """The settings of an assignment's record."""
    records = {
        f"{one.text_of('subtype')} {one.text_of('plugin')} {one.text_of('name')}": one
        for one in node.path("plugin_configs/plugin_config")
    }
    return Configs(
        {name: one.text_of("value") for name, one in records.items()},
        {name: int(one.attributes.get("id") or 0) for name, one in records.items()},
    )


def expected_configs(assign: Assign) -> dict[str, Scalar]:
    """The settings that say what ``assign`` says, in Moodle's order."""
    return dict(_configs(assign))


def config_records(assign: Assign, scope: ActivityScope) -> Iterator[Xml]:
    """The records of the settings of ``assign``, kept ones among them."""
    kept = assign.kept.part("configs")
    for setting, value in kept.over(expected_configs(assign)).items():
        subtype, plugin, name = setting.split(" ", 2)
        values: dict[str, Scalar] = {"plugin": plugin, "subtype": subtype, "name": name, "value": value}
        yield record("plugin_config", values, id=scope.once(kept, "plugin_config", setting))


def _configs(assign: Assign) -> Iterator[tuple[str, Scalar]]:
    text, upload = assign.online_text, assign.upload
    limit = text.word_limit if text else None
    yield f"{_TEXT} enabled", text is not None
    yield f"{_TEXT} wordlimit", limit or 0
    yield f"{_TEXT} wordlimitenabled", limit is not None
    yield f"{_FILE} enabled", upload is not None
    if upload is not None:
        yield f"{_FILE} maxfilesubmissions", upload.max_files
        yield f"{_FILE} maxsubmissionsizebytes", upload.max_bytes
        yield f"{_FILE} filetypeslist", upload.types
    for name, attribute in _FLAGS.items():
        yield name, getattr(assign, attribute)

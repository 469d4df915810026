"""data: records of a database (mod/data/classes/external.php). Each value travels as JSON of its own.

The marker stands in the first field of long text. A database without one keeps none: a record is then known by its
first value and by our account.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from coursegen.i18n import gettext as _
from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.seeds.model import RAW, Bed, Ground, Place, Planted, resolved_text
from moodle_backups.seeds import DataRecordSeed, SeedContent

_PAGE = 200
_LONG = "textarea"
_LISTS = ("checkbox", "multimenu")
_FILES = ("file", "picture")
_NOT_COMPARED = ("date", *_FILES)  # Moodle keeps a day as a moment of its own time zone
_HTML = "1"
_PARTS = ("content", "content1", "content2", "content3", "content4")


class Plot(Bed):
    """A database."""

    functions = ("mod_data_get_fields", "mod_data_get_entries", "mod_data_add_entry", "mod_data_update_entry")

    def __init__(self, ground: Ground, place: Place) -> None:
        super().__init__(ground, place)
        answer = fields.record(ground.client.ask("mod_data_get_fields", {"databaseid": place.instance}))
        known = fields.records(answer.get("fields"))
        self._names = {fields.number(f, "id"): fields.text(f, "name") for f in known}
        self._ids = {name: number for number, name in self._names.items()}
        self._types = {fields.text(f, "name"): fields.text(f, "type") for f in known}

    def standing(self) -> list[Planted]:
        """Its records."""
        found: list[Planted] = []
        for page in range(1000):
            asked: dict[str, Parameter] = {"databaseid": self.place.instance, "returncontents": 1, "page": page}
            answer = fields.record(self.ground.client.ask("mod_data_get_entries", {**asked, "perpage": _PAGE, **RAW}))
            entries = fields.records(answer.get("entries"))
            found += map(self._planted, entries)
            if len(entries) < _PAGE:
                break
        return sorted(found, key=lambda record: record.id)

    def text_of(self, seed: SeedContent) -> str:
        """The first long text. Raises SiteRefused for a field that the site's database hasn't got."""
        assert isinstance(seed, DataRecordSeed)
        if lacking := [name for name, parts in seed.values.items() if any(parts) and name not in self._ids]:
            message = _("la base de données du site n’a pas le champ « {name} ».").format(name=lacking[0])
            raise SiteRefused("nofield", message)
        name = self._long(seed.values)
        return resolved_text(seed.values[name][0], self.ground) if name else ""

    def differs(self, old: Planted, seed: SeedContent) -> bool:
        """Whether any value, but days and files, isn't what the folder says."""
        assert isinstance(seed, DataRecordSeed)
        said = {
            name: _filled(parts) for name, parts in seed.values.items() if self._types.get(name) not in _NOT_COMPARED
        }
        return any(old.values.get(name, ()) != parts for name, parts in said.items())

    def add(self, seed: SeedContent, text: str) -> None:
        """A new record."""
        assert isinstance(seed, DataRecordSeed)
        group = self.ground.groups.get(seed.group, 0) if seed.group else 0
        asked: dict[str, Parameter] = {"databaseid": self.place.instance, "groupid": group}
        self._send("mod_data_add_entry", {**asked, "data": list(self._values(seed, text))})

    def change(self, old: Planted, seed: SeedContent, text: str) -> None:
        """Other values of a record."""
        assert isinstance(seed, DataRecordSeed)
        self._send("mod_data_update_entry", {"entryid": old.id, "data": list(self._values(seed, text))})

    def _send(self, function: str, asked: Mapping[str, Parameter]) -> None:
        """Moodle says what is wrong with values beside an answer that looks like success."""
        answer = fields.record(self.ground.client.order(function, asked))
        faults = [*answer.get("generalnotifications", [])]
        faults += [str(note.get("notification")) for note in answer.get("fieldnotifications", [])]
        if faults and not (answer.get("newentryid") or answer.get("updated")):
            raise SiteRefused("badrecord", " ; ".join(map(str, faults)))

    def _planted(self, entry: Mapping[str, Any]) -> Planted:
        values = {
            self._names[fields.number(c, "fieldid")]: _held(c)
            for c in fields.records(entry.get("contents", []))
            if fields.number(c, "fieldid") in self._names
        }
        ordered = [values[name] for name in self._ids if values.get(name)]
        long = self._long(values)
        text = values[long][0] if long else ""
        ours = bool(self.ground.me) and fields.number(entry, "userid") == self.ground.me
        name = next((parts[0] for parts in ordered if parts), "")
        return Planted(fields.number(entry, "id"), name, text, bare=ours and not long, values=values)

    def _long(self, values: Mapping[str, tuple[str, ...]]) -> str:
        """The name of the first field of long text that has something in it; empty for none."""
        return next((n for n in self._ids if self._types[n] == _LONG and any(values.get(n, ()))), "")

    def _values(self, seed: DataRecordSeed, text: str) -> Iterator[Parameter]:
        long = self._long(seed.values)
        for name, parts in seed.values.items():
            if name not in self._ids:
                continue  # it says nothing there
            for part, value in self._encoded(name, (text,) if name == long else parts, seed):
                yield {"fieldid": self._ids[name], "subfield": part, "value": json.dumps(value, ensure_ascii=False)}

    def _encoded(self, name: str, parts: tuple[str, ...], seed: DataRecordSeed) -> Iterator[tuple[str, object]]:
        """The parts of a value under the names of Moodle's form fields."""
        first = parts[0] if parts else ""
        kind = self._types[name]
        if kind == _LONG:
            yield "", resolved_text(first, self.ground)
            yield "content1", _HTML
            yield "itemid", self.ground.draft(f for f in seed.files if f.name in first)
        elif kind in _LISTS:
            yield "", [one for one in first.split("##") if one]
        elif kind == "date":
            day = datetime.fromtimestamp(int(first), UTC)
            yield from (("day", day.day), ("month", day.month), ("year", day.year))
        elif kind in ("url", "latlong"):
            yield from ((str(number), part) for number, part in enumerate(parts[:2]))
        elif kind in _FILES:
            yield "file", self.ground.draft(f for f in seed.files if f.name == first)
            yield from (("alttext", part) for part in parts[1:2])
        else:
            yield "", first


def _held(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of a stored value. An empty long text has the number of its format beside it: it holds nothing."""
    return _filled([content.get(part) for part in _PARTS]) if content.get("content") else ()


def _filled(parts: Iterable[object]) -> tuple[str, ...]:
    """The parts of a value without the empty ones at the end."""
    found = ["" if part is None else str(part) for part in parts]
    while found and not found[-1]:
        found.pop()
    return tuple(found)

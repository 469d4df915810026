"""glossary: entries (mod/glossary/classes/external.php)."""

from __future__ import annotations

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.seeds.model import RAW, Bed, Planted
from moodle_backups.seeds import GlossaryEntrySeed, SeedContent

_PAGE = 200


class Plot(Bed):
    """A glossary."""

    functions = (
        "mod_glossary_get_entries_by_letter",
        "mod_glossary_get_categories",
        "mod_glossary_add_entry",
        "mod_glossary_update_entry",
    )

    def standing(self) -> list[Planted]:
        """Its entries."""
        found: list[Planted] = []
        while True:
            asked: dict[str, Parameter] = {
                "id": self.place.instance,
                "letter": "ALL",
                "from": len(found),
                "limit": _PAGE,
            }
            asked |= {"options": {"includenotapproved": 1}, **RAW}
            answer = fields.record(self.ground.client.ask("mod_glossary_get_entries_by_letter", asked))
            entries = fields.records(answer.get("entries"))
            found += [
                Planted(fields.number(e, "id"), fields.text(e, "concept"), fields.text(e, "definition"))
                for e in entries
            ]
            if len(entries) < _PAGE:
                return sorted(found, key=lambda entry: entry.id)

    def add(self, seed: SeedContent, text: str) -> None:
        """A new entry. A concept that is there already, by a learner's hand, stays theirs: the refusal is told."""
        assert isinstance(seed, GlossaryEntrySeed)
        self.ground.client.order(
            "mod_glossary_add_entry", {"glossaryid": self.place.instance, **self._said(seed, text)}
        )

    def change(self, old: Planted, seed: SeedContent, text: str) -> None:
        """Another definition, other aliases."""
        assert isinstance(seed, GlossaryEntrySeed)
        self.ground.client.order("mod_glossary_update_entry", {"entryid": old.id, **self._said(seed, text)})

    def _said(self, seed: GlossaryEntrySeed, text: str) -> dict[str, Parameter]:
        options: dict[str, str | int] = {
            "aliases": ",".join(seed.aliases),
            "categories": ",".join(map(str, self._categories(seed))),
            "usedynalink": int(seed.link),
            "casesensitive": int(seed.case_sensitive),
            "fullmatch": int(seed.whole_words),
            "inlineattachmentsid": self.ground.draft(seed.files),
            "attachmentsid": self.ground.draft(seed.attachments),
        }
        said = [{"name": name, "value": value} for name, value in options.items() if _set(name, value)]
        return {"concept": seed.concept, "definition": text, "definitionformat": 1, "options": said}

    def _categories(self, seed: GlossaryEntrySeed) -> list[int]:
        if not seed.categories:
            return []
        answer = fields.record(
            self.ground.client.ask("mod_glossary_get_categories", {"id": self.place.instance, "limit": 0})
        )
        known = {fields.text(c, "name"): fields.number(c, "id") for c in fields.records(answer.get("categories"))}
        return [known[name] for name in seed.categories if name in known]


def _set(name: str, value: str | int) -> bool:
    """Draft areas of 0 are none; no categories and no aliases are said by saying nothing."""
    return value != "" and (bool(value) or not name.endswith("id"))

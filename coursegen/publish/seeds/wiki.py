"""wiki: pages (mod/wiki/classes/external.php). Learners rewrite them: what they changed is never written over."""

from __future__ import annotations

from dataclasses import replace

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.seeds.model import RAW, Bed, Planted
from moodle_backups.seeds import SeedContent, WikiPageSeed


class Plot(Bed):
    """A wiki that everybody writes together."""

    functions = (
        "mod_wiki_get_subwiki_pages",
        "mod_wiki_get_page_for_editing",
        "mod_wiki_new_page",
        "mod_wiki_edit_page",
    )

    def standing(self) -> list[Planted]:
        """Its pages, prepared for reading: `current` gives one as it is stored."""
        asked: dict[str, Parameter] = {"wikiid": self.place.instance, "groupid": 0, **RAW}
        try:
            answer = fields.record(self.ground.client.ask("mod_wiki_get_subwiki_pages", asked))
        except SiteRefused as refused:
            if refused.code == "incorrectsubwikiid":  # nobody has opened it yet
                return []
            raise
        pages = fields.records(answer.get("pages"))
        found = [_planted(fields.number(p, "id"), fields.text(p, "title"), p.get("cachedcontent")) for p in pages]
        return sorted(found, key=lambda page: page.id)

    def current(self, old: Planted) -> Planted:
        """The page as it is stored. Moodle locks it for us for some seconds, as for a person who edits."""
        answer = fields.record(self.ground.client.ask("mod_wiki_get_page_for_editing", {"pageid": old.id}))
        return replace(
            old, prepared=False, text=fields.text_if_any(fields.record(answer.get("pagesection")), "content")
        )

    def add(self, seed: SeedContent, text: str) -> None:
        """A new page."""
        assert isinstance(seed, WikiPageSeed)
        group = self.ground.groups.get(seed.group, 0) if seed.group else 0
        asked: dict[str, Parameter] = {"title": seed.title, "content": text, "wikiid": self.place.instance}
        self.ground.client.order("mod_wiki_new_page", {**asked, "userid": 0, "groupid": group})

    def change(self, old: Planted, seed: SeedContent, text: str) -> None:
        """A new version of the page; the history keeps the old one."""
        self.ground.client.order("mod_wiki_edit_page", {"pageid": old.id, "content": text})


def _planted(number: int, title: str, shown: object) -> Planted:
    """A page as readers see it. A list of its headings stands before our box."""
    text = str(shown or "")
    start = text.find('<div class="cg-graine')
    return Planted(number, title, text[start:] if start > 0 else text, prepared=True)

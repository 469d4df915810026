"""A pretended site's forum and glossary: what stands in them, and what was asked of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import requests
import responses

from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.seeds.model import Ground, Place

from .replay import ADDRESS, REST, TOKEN

FORUM, GLOSSARY = Place("forum", 11, 1), Place("glossary", 12, 2)


@dataclass
class Garden:
    """Posts and entries by their numbers: name and text."""

    mock: responses.RequestsMock
    posts: dict[int, list[str]] = field(default_factory=dict)
    entries: dict[int, list[str]] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mock.add_callback(responses.POST, REST, callback=self._answer)

    def ground(self) -> Ground:
        client = MoodleClient(ADDRESS, Token(TOKEN), pause=lambda _seconds: None)
        return Ground(client, 5, {"c/forum": FORUM, "c/mots": GLOSSARY})

    def _answer(self, request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        asked = dict(parse_qsl(str(request.body), keep_blank_values=True))
        name = asked["wsfunction"]
        if name.split("_")[2] in ("add", "update"):
            self.writes.append(name)
        return 200, {}, json.dumps(getattr(self, "_" + name)(asked))

    def _mod_forum_get_forum_discussions(self, asked: dict[str, str]) -> Any:
        assert (asked["moodlewssettingraw"], asked["moodlewssettingfileurl"]) == ("1", "0"), "texts as they are stored"
        return {"discussions": [{"id": n, "subject": p[0], "message": p[1]} for n, p in self.posts.items()]}

    def _mod_forum_add_discussion(self, asked: dict[str, str]) -> Any:
        self.posts[len(self.posts) + 1] = [asked["subject"], asked["message"]]
        return {"discussionid": len(self.posts), "warnings": []}

    def _mod_forum_update_discussion_post(self, asked: dict[str, str]) -> Any:
        self.posts[int(asked["postid"])] = [asked["subject"], asked["message"]]
        return {"status": True, "warnings": []}

    def _mod_glossary_get_entries_by_letter(self, _asked: dict[str, str]) -> Any:
        return {"entries": [{"id": n, "concept": e[0], "definition": e[1]} for n, e in self.entries.items()]}

    def _mod_glossary_add_entry(self, asked: dict[str, str]) -> Any:
        if any(entry[0] == asked["concept"] for entry in self.entries.values()):
            return {"exception": "x", "errorcode": "errconceptalreadyexists", "message": "exists"}
        self.entries[len(self.entries) + 1] = [asked["concept"], asked["definition"]]
        return {"entryid": len(self.entries), "warnings": []}

    def _mod_glossary_update_entry(self, asked: dict[str, str]) -> Any:
        self.entries[int(asked["entryid"])] = [asked["concept"], asked["definition"]]
        return {"result": True, "warnings": []}

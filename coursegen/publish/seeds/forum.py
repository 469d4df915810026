"""forum: opening posts (mod/forum/externallib.php; the same in Moodle 4.1 to 5.0)."""

from __future__ import annotations

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.seeds.model import RAW, Bed, Planted
from moodle_backups.seeds import OpeningPost, SeedContent

_PAGE = 100
_NO_GROUP = -1


class Plot(Bed):
    """A forum."""

    functions = (
        "mod_forum_get_forum_discussions",
        "mod_forum_add_discussion",
        "mod_forum_update_discussion_post",
    )

    def standing(self) -> list[Planted]:
        """Its discussions by their first posts."""
        found: list[Planted] = []
        for page in range(1000):
            asked = {"forumid": self.place.instance, "page": page, "perpage": _PAGE, **RAW}
            answer = fields.record(self.ground.client.ask("mod_forum_get_forum_discussions", asked))
            posts = fields.records(answer.get("discussions"))
            found += [
                Planted(fields.number(p, "id"), fields.text(p, "subject"), fields.text(p, "message")) for p in posts
            ]
            if len(posts) < _PAGE:
                break
        return sorted(found, key=lambda post: post.id)

    def add(self, seed: SeedContent, text: str) -> None:
        """A new discussion."""
        assert isinstance(seed, OpeningPost)
        options = [_option("discussionsubscribe", False), _option("discussionpinned", seed.pinned), *self._files(seed)]
        self.ground.client.order(
            "mod_forum_add_discussion",
            {
                "forumid": self.place.instance,
                "subject": seed.subject,
                "message": text,
                "groupid": self.ground.groups.get(seed.group, _NO_GROUP) if seed.group else _NO_GROUP,
                "options": options,
            },
        )

    def change(self, old: Planted, seed: SeedContent, text: str) -> None:
        """Other words in the first post; replies stay where they are."""
        assert isinstance(seed, OpeningPost)
        self.ground.client.order(
            "mod_forum_update_discussion_post",
            {
                "postid": old.id,
                "subject": seed.subject,
                "message": text,
                "messageformat": 1,
                "options": [_option("pinned", seed.pinned), *self._files(seed)],
            },
        )

    def _files(self, seed: OpeningPost) -> list[Parameter]:
        shown, hanging = self.ground.draft(seed.files), self.ground.draft(seed.attachments)
        return [
            *([_option("inlineattachmentsid", shown)] if shown else []),
            *([_option("attachmentsid", hanging)] if hanging else []),
        ]


def _option(name: str, value: int | bool) -> Parameter:
    return {"name": name, "value": int(value)}

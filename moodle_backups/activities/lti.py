"""An external tool (LTI).

Moodle counts submissions as user data: they don't travel. Keys and secrets are never written, and dropped from
packages that are read (Moodle encrypts them for the site that made the package): a tool of the course wants its key
typed in anew. Tools of the whole site don't travel either; an activity finds one by its address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import AUTHOR, Column, Columns, clock, computed, fixed, flag, one_of, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

_CONFIGURED: Final = 1
_SECRETS: Final = ("resourcekey", "password")


class LaunchContainer(IntEnum):
    """Where the tool opens (``LTI_LAUNCH_CONTAINER_*``)."""

    DEFAULT = 1
    EMBED = 2
    EMBED_WITHOUT_BLOCKS = 3
    NEW_WINDOW = 4
    WHOLE_WINDOW = 5


class Visibility(IntEnum):
    """Whether trainers find a tool of the course when they add activities (``LTI_COURSEVISIBLE_*``)."""

    NO = 0
    PRECONFIGURED = 1
    ACTIVITY_CHOOSER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LtiTool:
    """A tool that belongs to the course; it is matched by its name and address on the site.

    ``version``: ``LTI-1p0`` or ``1.3.0``. ``settings``: Moodle's configuration of the tool by name
    (``launchcontainer``, ``customparameters``), without keys and secrets.
    """

    name: str
    url: str
    domain: str = ""
    description: str = ""
    version: str = "LTI-1p0"
    visibility: Visibility = Visibility.PRECONFIGURED
    icon: str = ""
    settings: Mapping[str, str] = field(default_factory=dict, hash=False)
    kept: Kept = NOTHING_KEPT

    @property
    def tool_domain(self) -> str:
        """The host of the address, by which Moodle finds the tool."""
        host = self.url.partition("://")[2].partition("/")[0].partition(":")[0]
        return self.domain or host.removeprefix("www.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lti(Activity):
    """``url`` of the tool; ``tool``: its configuration in the course, where it has one.

    ``send_name``, ``send_email``, ``accept_grades``, ``allow_roster``: None leaves it to the tool's configuration.
    ``parameters``: custom ones, ``name=value`` each. ``height`` in pixels.
    """

    modname: ClassVar[str] = "lti"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "grade"

    url: str = ""
    secure_url: str = ""
    tool: LtiTool | None = None
    container: LaunchContainer = LaunchContainer.DEFAULT
    send_name: bool | None = None
    send_email: bool | None = None
    accept_grades: bool | None = None
    allow_roster: bool | None = None
    parameters: tuple[str, ...] = ()
    show_title: bool = True
    show_description: bool = False
    debug: bool = False
    icon: str = ""
    secure_icon: str = ""

    def to_xml(self, scope: ActivityScope) -> Xml:
        values = self.fields(COLUMNS, scope)
        tool = []
        if self.tool is not None:
            values["typeid"] = tool_id = self.tool.kept.id_of("id") or scope.next_id()  # several may use one
            tool.append(_tool(self.tool, scope, tool_id))
        tool += [kept for kept in self.kept.elements if kept.startswith("<ltitype ")]
        others = [kept for kept in self.kept.elements if not kept.startswith("<ltitype ")]
        return record("lti", values, *tool, element("ltisubmissions"), *others, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        for name in _SECRETS:
            if node.text_of(name):
                owner.shared.dropped["secrets"] = owner.shared.dropped.get("secrets", 0) + 1
        tool = node.child("ltitype")
        own = tool is not None and tool.text_of("course") == str(owner.shared.course)
        # A tool of the site is only named, for a restore on the same site; what else it holds may be secret.
        named = tool is not None and not own and not tool.path("ltitypesconfigs/ltitypesconfigencrypted")
        unread = _SECRETS if named else ("typeid", *_SECRETS)
        return cls.read(
            tuple(column for column in COLUMNS if column.name not in unread),
            node,
            owner,
            common,
            nested=unread if named else ("ltitype", *unread),
            people=("ltisubmissions",),
            tool=_read_tool(tool, owner) if tool is not None and own else None,
        )

    @property
    def points(self) -> int:
        """What it is graded out of."""
        return int(self.grade.maximum) if self.grade else 0

    def problems(self) -> Iterator[str]:
        for url in (self.url, *((self.tool.url,) if self.tool else ())):
            if not url.startswith(("http://", "https://")) and (url or self.tool is None):
                yield f'"{url}" is no http(s) address'
        if any("=" not in parameter for parameter in self.parameters):
            yield "has a custom parameter that isn't name=value"


def _tool(tool: LtiTool, scope: ActivityScope, tool_id: int) -> Xml:
    pairs = []
    for name, value in tool.settings.items():
        pair_id = tool.kept.id_of(f"config {name}") or scope.next_id()
        pairs.append(record("ltitypesconfig", {"name": name, "value": value}, id=pair_id))
    values = dict.fromkeys(_TOOL_ORDER) | written(TOOL_COLUMNS, tool, scope)
    values["course"] = scope.draft.places.course
    return record("ltitype", values, listing("ltitypesconfigs", pairs), *tool.kept.elements, id=tool_id)


def _read_tool(node: Node, owner: Owner) -> LtiTool:
    pairs = node.path("ltitypesconfigs/ltitypesconfig")
    ids = {"id": int(node.attributes.get("id") or 0)}
    ids |= {f"config {pair.text_of('name')}": int(pair.attributes.get("id") or 0) for pair in pairs}
    secrets = node.path("ltitypesconfigs/ltitypesconfigencrypted")
    if secrets:
        owner.shared.dropped["secrets"] = owner.shared.dropped.get("secrets", 0) + len(secrets)
    own = owner.values(TOOL_COLUMNS, node, nested=("course", "ltitypesconfigs", "ltitoolproxy"), ids=ids)
    settings = {pair.text_of("name") or "": pair.text_of("value") or "" for pair in pairs}
    return owner.checked(replace(LtiTool(**own), settings=settings), TOOL_COLUMNS, node)


def _consent(name: str, attribute: str) -> Column:
    return Column(name, attribute, read=lambda text: text == "1")


COLUMNS: Final[Columns] = (
    clock("timecreated"),
    clock("timemodified"),
    fixed("typeid", 0),
    text("toolurl", "url"),
    text("securetoolurl", "secure_url"),
    fixed("preferheight", None),
    one_of("launchcontainer", "container", LaunchContainer),
    _consent("instructorchoicesendname", "send_name"),
    _consent("instructorchoicesendemailaddr", "send_email"),
    _consent("instructorchoiceacceptgrades", "accept_grades"),
    _consent("instructorchoiceallowroster", "allow_roster"),
    fixed("instructorchoiceallowsetting", None),
    computed("grade", "points"),
    Column(
        "instructorcustomparameters",
        "parameters",
        write="\n".join,
        read=lambda text: tuple(line.strip() for line in text.split("\n") if line.strip()),
        null=(),
    ),
    flag("debuglaunch", "debug"),
    flag("showtitlelaunch", "show_title"),
    flag("showdescriptionlaunch", "show_description"),
    text("icon"),
    text("secureicon", "secure_icon"),
    fixed("resourcekey", None),
    fixed("password", None),
)
TOOL_COLUMNS: Final[Columns] = (
    text("name", longest=255),
    text("baseurl", "url"),
    computed("tooldomain", "tool_domain"),
    fixed("state", _CONFIGURED),
    one_of("coursevisible", "visibility", Visibility),
    text("ltiversion", "version", longest=10),
    fixed("clientid", None),
    fixed("toolproxyid", None),
    fixed("enabledcapability", None),
    fixed("parameter", None),
    text("icon"),
    fixed("secureicon", None),
    Column("createdby", fixed=AUTHOR, private=True),
    clock("timecreated"),
    clock("timemodified"),
    text("description"),
)
_TOOL_ORDER: Final = ("name", "baseurl", "tooldomain", "state", "course")

"""The action as its terms of reference give it: the whole of `action.yaml`.

Source: terms of reference 22-27/TGO/1/2/3 (2022) and 17-31/GAB/01.03/2 (2018). Days of work may be halves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from methodology.course import Themes, Waiver
from methodology.delivery import Risk
from methodology.mission.agenda import AgendaItem, MethodTool, PersonToMeet, Responsibility
from methodology.mission.report import ActivityReport, Visibility
from methodology.mission.values import ExpertRole, Party, Progress, Stage, State, Timing, Week
from methodology.values import Modality, Record


@dataclass(frozen=True, kw_only=True)
class Correspondent(Record):
    """Somebody to write to about the action."""

    name: str
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Partner(Record):
    """The institution the action is for. `country` is a two-letter code (ISO 3166-1); `today`: what it became."""

    name: str
    country: str
    acronym: str = ""
    unit: str = ""
    city: str = ""
    today: str = ""
    contacts: tuple[Correspondent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NamedDay(Record):
    """A day and why it is named."""

    date: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PartyCalendar(Record):
    """Which days a party works: its week, the public holidays of its countries, then what is changed by hand.

    `closed` are days off that no calendar knows; `worked` are public holidays on which it works all the same.
    """

    party: Party
    countries: tuple[str, ...] = ()
    week: Week = Week.TO_FRIDAY
    closed: tuple[NamedDay, ...] = ()
    worked: tuple[NamedDay, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Expert(Record):
    """An expert of the team."""

    id: str
    role: ExpertRole = ExpertRole.MEMBER
    name: str = ""
    sex: str = ""
    email: str = ""
    domains: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Workload(Record):
    """Days of work of an expert in an activity. `total` is what the terms say; the parts may be unknown."""

    expert: str
    preparation: float | None = None
    fieldwork: float | None = None
    travel: float | None = None
    reports: float | None = None
    total: float | None = None


@dataclass(frozen=True, kw_only=True)
class WorkloadTotal(Record):
    """The line of totals of a workload table, as the terms of reference print it."""

    preparation: float | None = None
    fieldwork: float | None = None
    travel: float | None = None
    reports: float | None = None
    total: float | None = None


@dataclass(frozen=True, kw_only=True)
class LogEntry(Record):
    """A step of a deliverable's life. `chapters`: digests of a document's chapters in that version (`03=1a2b3c4d`)."""

    date: date
    state: State
    version: str = ""
    by: str = ""
    note: str = ""
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tracked(Record):
    """A deliverable of the catalogue in this activity: when it is planned, what became of it.

    `expert`: whose it is, when each expert hands in their own. `files` of the folder, and `outputs` of the course
    (`pptx`, or `docx:*livret*` for some files of a kind), are what is handed in; without them, what is generated.
    """

    deliverable: str
    expert: str = ""
    planned: date | None = None
    files: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    log: tuple[LogEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Product(Record):
    """What the activity makes beyond the reports: a part of the method, materials. `parts`: products it gathers.

    `files` and `outputs`: what is handed in, as for a deliverable.
    """

    id: str
    title: str
    parts: tuple[str, ...] = ()
    planned: date | None = None
    files: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    log: tuple[LogEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MissionTask(Record):
    """A task of the terms of reference. `note` says why it is partly done or postponed.

    `replaces`: the task of any such activity (`catalogue/mission_tasks.yaml`) that it says in its own words.
    """

    id: str
    title: str
    party: Party = Party.EXPERTS
    stage: Stage = Stage.FIELD
    progress: Progress = Progress.TO_DO
    note: str = ""
    replaces: str = ""


@dataclass(frozen=True, kw_only=True)
class Adjustment(Record):
    """A step of the catalogue that this action counts otherwise: in that many days, or on that day; and who said so."""

    step: str
    days: int | None = None
    date: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliverableChange(Record):
    """A deliverable of the catalogue that this action changes, or one it adds."""

    id: str
    title: str = ""
    timing: Timing | None = None
    most_pages: int | None = None
    dropped: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TemplateWaiver(Record):
    """The written leave to use another template than that of SOCIEUX+ (terms of reference 22-27/TGO §5.1)."""

    date: date
    sender: str
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class MissionActivity(Record):
    """An activity of the action. `departure` and `back` are the experts' journey, when there is one.

    `dates_note` says how sure the dates are; `access_list_given`: the day the partner handed the list in.
    `understanding`, `approach`, `examined`, `tools` and `risks` go into the methodological note.
    """

    id: str
    title: str
    start: date
    end: date
    modality: Modality = Modality.ONSITE
    place: str = ""
    departure: date | None = None
    back: date | None = None
    dates_note: str = ""
    experts: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    fieldwork_label: str = ""
    workload: tuple[Workload, ...] = ()
    workload_total: WorkloadTotal | None = None
    tasks: tuple[MissionTask, ...] = ()
    deliverables: tuple[Tracked, ...] = ()
    products: tuple[Product, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    access_list_given: date | None = None
    logistics: tuple[str, ...] = ()
    understanding: str = ""
    approach: str = ""
    examined: tuple[str, ...] = ()
    tools: tuple[MethodTool, ...] = ()
    risks: tuple[Risk, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    people: tuple[PersonToMeet, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    report: ActivityReport = field(default_factory=ActivityReport)
    visibility: Visibility = field(default_factory=Visibility)


@dataclass(frozen=True, kw_only=True)
class Mission(Record):
    """The whole of `action.yaml`. `catalogue` names the deliverables and their deadlines.

    `call` is the reference of the call for experts, `closing` its last day; `phase` of SOCIEUX+: 2018, 2022 or 2024.
    `version` and `date` are those of the mission's documents, where no log gives them; `notice` stands on each of them.
    """

    code: str
    title: str
    catalogue: str
    partner: Partner
    call: str = ""
    published: date | None = None
    closing: date | None = None
    phase: str = ""
    languages: tuple[str, ...] = ("fr",)
    general_objective: str = ""
    specific_objectives: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    final_products: tuple[str, ...] = ()
    method_stages: tuple[str, ...] = ()
    platform: str = ""
    contacts: tuple[Correspondent, ...] = ()
    experts: tuple[Expert, ...] = ()
    activities: tuple[MissionActivity, ...] = ()
    calendars: tuple[PartyCalendar, ...] = ()
    deliverables: tuple[DeliverableChange, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    themes: Themes = field(default_factory=Themes)
    template_waivers: tuple[TemplateWaiver, ...] = ()
    version: str = ""
    date: date | None = None
    notice: str = ""
    waivers: tuple[Waiver, ...] = ()

    def activity(self, key: str) -> MissionActivity | None:
        """The activity of that id."""
        return next((activity for activity in self.activities if activity.id == key), None)

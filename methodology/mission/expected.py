"""What is expected of a deliverable in an activity: one for the team, or one of each expert; what is known of it."""

from __future__ import annotations

from methodology.mission.catalogues import Deliverable
from methodology.mission.model import Mission, MissionActivity, Tracked


def expected(mission: Mission, activity: MissionActivity, deliverable: Deliverable) -> dict[str, Tracked | None]:
    """Whose it is, and its entry when the author follows it. The key is empty for one of the whole team.

    A personal one that the author follows without naming an expert is handed in together.
    """
    followed = {entry.expert: entry for entry in activity.deliverables if entry.deliverable == deliverable.id}
    if not deliverable.individual or "" in followed:
        return {"": followed.get("")}
    team = activity.experts or tuple(expert.id for expert in mission.experts) or ("",)
    return {expert: followed.get(expert) for expert in team}

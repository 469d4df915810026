"""The welcome section: what, how long, what first, whom to ask; the course guide; a forum for questions."""

from __future__ import annotations

from coursegen.activities.forum import Discussion, ForumActivity
from coursegen.activities.page import PageActivity
from coursegen.compose.pages import Pages
from coursegen.content.render import Renderer
from coursegen.courseware import CompletionRule, Section
from coursegen.i18n import gettext as _
from methodology.course import Course

GUIDE_MINUTES = 10


def welcome_section(course: Course, renderer: Renderer, pages: Pages) -> Section:
    """Section 0 of the course."""
    code = f"{course.identity.code}/accueil"
    guide = PageActivity(
        key=f"{code}/mode-emploi",
        title=renderer.plain(_("Lire le mode d'emploi du cours")),
        minutes=GUIDE_MINUTES,
        body=pages.guide(),
    )
    questions = ForumActivity(
        key=f"{code}/questions",
        title=renderer.plain(_("Poser une question à l'équipe")),
        mode=Discussion.GENERAL,
        completion=CompletionRule.VIEW,
        intro=renderer.fragment(
            _("Une consigne obscure, un problème d'accès, une idée ? Écrivez ici : l'équipe et le groupe répondent.")
        ),
    )
    return Section(
        key=code,
        number=0,
        title=renderer.plain(_("Bienvenue")),
        summary=pages.welcome_summary(),
        activities=(guide, questions),
    )

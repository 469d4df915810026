"""A plan in words, for a terminal: grouped, what matters most first. Each line is one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from coursegen.activity_names import activity_name
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.changes import DELETED, Act, Announcement, Change, Decision, Fact, Missing, Plan
from coursegen.publish.words import (
    about,
    date_word,
    day,
    kept_word,
    named,
    other_word,
    part_word,
    shown_word,
    site_part_word,
    ways_out,
)

_MARKS: Final = {
    Act.CREATE: "+",
    Act.UPDATE: "~",
    Act.RENAME: "~",
    Act.MOVE: ">",
    Act.HIDE: "-",
    Act.DELETE: "-",
    Act.CONFLICT: "!",
    Act.EDITED: "=",
    Act.GONE: "=",
    Act.ORPHAN: "=",
    Act.LEFT: "!",
    Act.HELD: "=",
}
_ROWS_OF_A_NEW_COURSE: Final = 30


def plan_lines(plan: Plan, site: str, more: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a plan. `site`: its name and address, as the person knows it. `more`: what else would be written."""
    yield _("Plan de « {title} » ({key}) sur {site}").format(title=plan.course_title, key=plan.course_key, site=site)
    if plan.url:
        yield f"  {plan.url}"
    if plan.published and plan.label and plan.published != plan.label:
        yield _("  Sur le site : version {old} ; dans le dossier : version {new}").format(
            old=plan.published, new=plan.label
        )
    if plan.is_new:
        yield from _new_course(plan)
        yield from more
        return
    yield from _group(_("À décider"), _decisions(plan))
    yield from _group(_("À savoir"), (f"  • {announcement_words(one)}" for one in plan.announcements))
    for title, acts in _groups(plan):
        changes = [change for act in acts for change in plan.of(act)]
        yield from _group(f"{title} ({len(changes)})", (line for change in changes for line in change_lines(change)))
    yield from more
    yield from _still(plan, quiet=not more)


def change_lines(change: Change) -> Iterator[str]:
    """One change: what, then what is worth knowing of it, a line each."""
    yield f"  {_MARKS[change.act]} {_what(change)}"
    for line in _details(change):
        yield f"      {line}"


def announcement_words(told: Announcement) -> str:
    """One announcement as a sentence."""
    if told.code == "totals":
        words = ngettext(
            "Les poids ou les notes changent : le total d’au moins {n} apprenant sera recalculé (ses notes restent).",
            "Les poids ou les notes changent : les totaux d’au moins {n} apprenants seront recalculés "
            "(leurs notes restent).",
            told.count,
        )
        return words.format(n=told.count)
    if told.code == "regrade":
        return _regrade_words(told)
    if told.code == "leftcriterion":
        return _(
            "« {title} », une fois caché, reste une condition de l’achèvement du cours : qui ne l’a pas fait ne pourra "
            "plus achever le cours. Pour l’ôter, sur le site : dans le cours, Plus > Achèvement de cours > "
            "Déverrouiller, décochez cette activité, enregistrez."
        ).format(title=told.names[0])
    if told.code == "leftweight":
        return _(
            "« {title} », une fois caché, garde son poids ({weight}) dans les totaux de qui y a une note. Pour "
            "l’ôter, sur le site : dans le cours, Notes > Configuration du carnet de notes, mettez son poids à 0."
        ).format(title=told.names[0], weight=told.names[1])
    if told.code == "newer":
        return _(
            "Une version plus récente est en ligne ({online}, publiée le {when}) : ce dossier porte la version {here}, "
            "le publier ferait revenir le cours en arrière."
        ).format(online=told.names[0], here=told.names[1], when=day(str(told.count) if told.count else ""))
    if told.code == "movedcourse":
        return _(
            "Le cours a été déplacé sur le site, dans la catégorie n° {number} : il y est mis à jour et y reste. "
            "Si c’est voulu, redonnez la catégorie : coursegen site add … --category {number}"
        ).format(number=told.count)
    if told.code == "rekeyed":
        title, other, key = told.names
        return _(
            "« {title} » sera créé, mais une activité de ce nom est déjà sur le site, au numéro d’identification "
            "{other}. Si c’est la même, redonnez-lui « {key} » dans ses paramètres avant de publier."
        ).format(title=title, other=f"« {other} »" if other else _("vide"), key=key)
    words_of = {
        "unfinished": _("La publication précédente s’est arrêtée en chemin : celle-ci la termine ({names})."),
        "first": _(
            "Le site ne garde pas encore la mémoire de ce cours : ce qui y a été modifié à la main ne peut pas être "
            "distingué, et sera remplacé. Une copie de sûreté est faite avant."
        ),
        "firstofthese": _(
            "Le site ne garde pas la mémoire de {names} : ce qui y a été modifié à la main ne peut pas être "
            "distingué, et sera remplacé."
        ),
        "sectionorder": _("Des sections ont été déplacées sur le site : leur ordre y reste."),
        "sectionconflict": _(
            "Des sections ont été déplacées sur le site, et autrement dans le dossier : l’ordre du site reste. "
            "Pour le remplacer : --overwrite course"
        ),
        "oldattempts": _("{names} : les tentatives commencées gardent les anciennes questions."),
        "nosnapshot": _("Aucune copie de sûreté ne sera faite : « coursegen rollback » ne pourra pas revenir ici."),
    }
    return words_of.get(told.code, told.code).format(names=named(told.names))


def _regrade_words(told: Announcement) -> str:
    title, learners = told.names
    attempts = ngettext("{n} tentative", "{n} tentatives", told.count).format(n=told.count)
    people = ngettext("{n} apprenant", "{n} apprenants", int(learners)).format(n=learners)
    return _(
        "« {title} » sera renoté ({attempts} de {people}) : les notes et les totaux peuvent changer, et « réussi » "
        "devenir « échoué » ou l’inverse. Un retour en arrière ne reprend pas ces notes."
    ).format(title=title, attempts=attempts, people=people)


def decision_words(asked: Decision) -> tuple[str, str]:
    """What is to be decided, and what happens or how to say it."""
    name = other_word(asked.key) if asked.title == asked.key else named([asked.title])
    if asked.code == "rightanswer":
        words = _("{name} : la bonne réponse change ({questions}), {n} réponses d’apprenants existent.")
        done = _("Les tentatives seront renotées.")
        told = words.format(name=name, questions=named(asked.names), n=asked.count)
        return told, _told(asked, done, "--regrade") + ("" if asked.decided else _waive(asked.key))
    if asked.code == "tracks":
        words = _("{name} : des parties du paquetage disparaissent ({names}), des parcours d’apprenants y sont liés.")
        done = _("Ces parcours seront perdus.")
        return words.format(name=name, names=named(asked.names)), _told(asked, done, "--allow-track-loss")
    if asked.code == "conflict" and asked.names == (DELETED,):
        words = _("{name} : supprimé sur le site, et changé dans le dossier.").format(name=name)
        return words, _("Reste supprimé. Pour le remettre : {option}").format(option=f"--overwrite {asked.key}")
    if asked.code == "conflict":
        where = ", ".join(map(site_part_word, asked.names))
        words = _("{name} : modifié sur le site{where} et dans le dossier.").format(
            name=name, where=f" ({where})" if where else ""
        )
        return words, _told(asked, _("La version du dossier remplacera celle du site."), "--overwrite")
    if asked.code == "editedgone":
        where = ", ".join(map(site_part_word, asked.names))
        words = _("{name} : retiré du dossier, mais modifié sur le site{where}.").format(
            name=name, where=f" ({where})" if where else ""
        )
        return words, _told(asked, "", "--overwrite")
    words = ngettext(
        "{n} activité du site n’est plus dans le dossier : {names}.",
        "{n} activités du site ne sont plus dans le dossier : {names}.",
        asked.count,
    )
    return words.format(n=asked.count, names=named(asked.names)), (
        _("Supprimées, sauf si quelqu’un y a laissé une trace (réponse, note, achèvement, ajout) : alors cachées.")
        if asked.decided
        else _("Cachées, rien n’est perdu. Autrement : --missing garder ou --missing supprimer")
    )


def _told(asked: Decision, done: str, option: str) -> str:
    if asked.decided:
        return done
    as_it_is = {
        "rightanswer": _("Les notes restent. Pour les recalculer : {option}"),
        "tracks": _("L’ancien paquetage reste. Pour le remplacer malgré tout : {option}"),
        "conflict": _("La version du site reste. Pour la remplacer : {option}"),
        "editedgone": _("Reste sur le site, telle quelle. Pour la retirer malgré tout : {option}"),
    }
    return as_it_is[asked.code].format(option=f"{option} {asked.key}")


def _waive(key: str) -> str:
    return _(". Pour les garder, sans plus le demander : {option}").format(option=f"--keep-marks {key}")


def _groups(plan: Plan) -> Iterator[tuple[str, tuple[Act, ...]]]:
    titles = (
        (_("Modifié sur le site et dans le dossier : laissé tel quel"), (Act.CONFLICT,)),
        (_("Laissé tel quel"), (Act.LEFT,)),
        (_("Retiré du dossier : supprimé du site"), (Act.DELETE,)),
        (_("Retiré du dossier : caché sur le site"), (Act.HIDE,)),
        (_("Mis à jour"), (Act.UPDATE, Act.RENAME)),
        (_("Nouveau"), (Act.CREATE,)),
        (_("Déplacé"), (Act.MOVE,)),
        (_("Modifié sur le site seulement : laissé tel quel"), (Act.EDITED,)),
        (_("Supprimé sur le site : n’y est pas remis"), (Act.GONE,)),
        (_("Absent du dossier, laissé sur le site"), (Act.ORPHAN,)),
        (_("Gardé sur le site, des apprenants y ont travaillé"), (Act.HELD,)),
    )
    return ((title, acts) for title, acts in titles if plan.of(*acts))


def _group(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = [*lines]
    if found:
        yield ""
        yield title
        yield from found


def _decisions(plan: Plan) -> Iterator[str]:
    for asked in plan.decisions:
        question, answer = decision_words(asked)
        yield f"  {'✓' if asked.decided else '?'} {question}"
        yield f"      {answer}"


def _what(change: Change) -> str:
    if change.sort == "other":
        return other_word(change.key)
    kind = _("Section") if change.sort == "section" else activity_name(change.kind)
    return f"{kind} « {change.title} »" if change.title else f"{kind} {change.key}"


def _details(change: Change) -> Iterator[str]:
    told_apart = set() if change.edited else {"name", *(fact.name for fact in change.facts)}
    word = site_part_word if change.edited else part_word
    parts = ", ".join(word(part) for part in change.parts if part not in told_apart)
    told = (_("modifié sur le site : {parts}") if change.edited else _("change : {parts}")).format(parts=parts)
    if first := " · ".join(
        text for text in (change.key if change.sort == "activity" else "", told if parts else "") if text
    ):
        yield first
    if change.is_written and change.old_title and change.title and change.old_title != change.title:
        yield _("titre : « {old} » → « {new} »").format(old=change.old_title, new=change.title)
    if change.act is Act.HIDE and change.records:
        yield _("des apprenants y ont travaillé : ce qu’ils ont fait reste")
    if change.questions:
        n = len(change.questions)
        words = ngettext("{n} question modifiée : {names}", "{n} questions modifiées : {names}", n)
        yield words.format(n=n, names=named(change.questions))
    for fact in change.facts:
        yield _fact_words(fact)
    if change.goes_to and change.comes_from:
        yield _("de la section « {old} » vers « {new} »").format(old=change.comes_from, new=change.goes_to)
    elif change.goes_to:
        yield _("dans la section « {new} »").format(new=change.goes_to)
    for code, names in sorted(change.kept.items()):
        yield kept_word(code) + about(code, names)
        if shown := shown_word(code):
            yield shown
    if change.act is Act.HELD:
        yield from ways_out(change.kept, change.key)
    if change.act is Act.GONE:
        yield _("pour le remettre : --overwrite {key}").format(key=change.key)
    if change.overwrites:
        yield _("remplace ce qui a été modifié sur le site")


def _fact_words(fact: Fact) -> str:
    if fact.name.startswith("date:"):
        return f"{date_word(fact.name[5:])} : {day(fact.old)} → {day(fact.new)}"
    if fact.name.startswith("category:"):
        return _("poids de « {name} » : {old} → {new}").format(
            name=fact.name[9:], old=fact.old or "—", new=fact.new or "—"
        )
    words = {"pass_mark": _("note de réussite"), "grade_maximum": _("note maximale")}
    return f"{words.get(fact.name) or part_word(fact.name)} : {fact.old or '—'} → {fact.new or '—'}"


def _still(plan: Plan, *, quiet: bool) -> Iterator[str]:
    """What nothing happens to."""
    yield ""
    activities = len(plan.of(Act.UNCHANGED, sort="activity"))
    sections = len(plan.of(Act.UNCHANGED, sort="section"))
    yield _("Inchangé : {sections}, {activities}.").format(
        sections=ngettext("{n} section", "{n} sections", sections).format(n=sections),
        activities=ngettext("{n} activité", "{n} activités", activities).format(n=activities),
    )
    if plan.foreign:
        words = ngettext(
            "{n} activité ajoutée sur le site par d’autres : jamais touchée.",
            "{n} activités ajoutées sur le site par d’autres : jamais touchées.",
            plan.foreign,
        )
        yield words.format(n=plan.foreign)
    if not plan.writes and plan.of(Act.CONFLICT, Act.LEFT):
        yield _("Rien d’autre à publier : ce qui est dit ci-dessus attend que vous décidiez.")
    elif not plan.writes and plan.of(Act.HELD):
        yield _("Rien d’autre à publier : ce que des apprenants ont commencé reste comme ils l’ont connu.")
    elif not plan.writes and quiet:
        yield _("Rien à publier : le site a déjà tout.")


def _new_course(plan: Plan) -> Iterator[str]:
    sections, activities = (len(plan.of(Act.CREATE, sort=sort)) for sort in ("section", "activity"))
    yield ""
    yield _("Nouveau cours : {sections}, {activities}.").format(
        sections=ngettext("{n} section", "{n} sections", sections).format(n=sections),
        activities=ngettext("{n} activité", "{n} activités", activities).format(n=activities),
    )
    shown = plan.of(Act.CREATE)[:_ROWS_OF_A_NEW_COURSE] if activities <= _ROWS_OF_A_NEW_COURSE else ()
    yield from (f"  + {_what(change)}" for change in shown or plan.of(Act.CREATE, sort="section"))


def missing_named(text: str) -> Missing:
    """What becomes of missing activities, from a word of the command line. Raises KeyError."""
    words = {"cacher": Missing.HIDE, "garder": Missing.KEEP, "supprimer": Missing.DELETE}
    return words[text] if text in words else {one.value: one for one in Missing}[text]

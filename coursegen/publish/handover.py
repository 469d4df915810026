"""Publishing by a person's hands: the package, and one page of instructions with the site's own links.

The page is in French, as HTML to open and as Markdown to send; it loads nothing from the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final

from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.publish.files import write_whole
from coursegen.publish.prepare import Prepared
from coursegen.publish.site import Site
from moodle_backups import write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.scorm import Scorm, ScormSource, ScormUpdate
from moodle_backups.backup import Backup
from moodle_backups.files import File

PAGE: Final = "A-FAIRE"
_LINK: Final = re.compile(r"\[([^]]+)\]\((https?://[^)\s]+)\)")
_STRONG: Final = re.compile(r"\*\*([^*]+)\*\*")
_STYLE: Final = (
    "body{font:1.05rem/1.55 Arial,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:1.6rem}li{margin:.45rem 0}"
    "a{color:#0b4f94}@media print{body{margin:0;font-size:11pt}a{color:inherit}}"
)


@dataclass(frozen=True)
class Handover:
    """What was written for a person. `private`: the package lies in the account's private files on the site too."""

    folder: Path
    paths: tuple[Path, ...]
    private: bool


def hand_over(
    prepared: Prepared, site: Site, out: Path, *, send: Callable[[Path], bool] | None = None, address: str = ""
) -> Handover:
    """Write the package and the page into `out`.

    `send` puts the package into the account's private files and says whether it could. With an `address`, SCORM
    lessons are fetched from there by the site; their packages are written beside. Raises InputError, StorageError.
    """
    package = out / f"{prepared.sources.key}.mbz"
    try:
        out.mkdir(parents=True, exist_ok=True)
        lessons = list(_write_lessons(prepared, out / "paquets")) if address else []
        if address:
            write_backup(_fetching(_backup(prepared), address), package)
        else:
            prepared.write(package)
        private = send(package) if send else False
        text = "\n".join(_text(prepared, site, package.name, private, address)) + "\n"
        pages = (out / f"{PAGE}.html", out / f"{PAGE}.md")
        write_whole(pages[0], _html(text, prepared.sources.title))
        write_whole(pages[1], text)
    except OSError as error:
        raise StorageError(
            _("Impossible d’écrire dans « {folder} » ({reason}).").format(folder=out, reason=reason_of(error))
        ) from error
    return Handover(out, (package, *pages, *lessons), private)


def checked_base(address: str) -> str:
    """The address of a folder of packages, without a slash at the end. Raises InputError."""
    if not re.fullmatch(r"https://[^\s?#]+", address):
        raise InputError(
            _("« {address} » n’est pas l’adresse d’un dossier de paquets.").format(address=address),
            _("Donnez une adresse en https://, que le site Moodle peut lire sans mot de passe."),
        )
    return address.rstrip("/")


def _backup(prepared: Prepared) -> Backup:
    if prepared.backup is None:
        raise InputError(_("Ce cours ne peut pas être écrit pour ce canal."))
    return prepared.backup


def _fetching(backup: Backup, address: str) -> Backup:
    """The course, its SCORM lessons fetched every day from the address; they play at once from what is in it."""

    def fetched(activity: Activity) -> Activity:
        if not isinstance(activity, Scorm) or activity.package is None:
            return activity
        url = f"{checked_base(address)}/{_name(activity)}"
        return replace(activity, source=ScormSource.LOCAL_SYNC, url=url, update=ScormUpdate.EVERY_DAY)

    sections = tuple(
        replace(section, activities=tuple(fetched(activity) for activity in section.activities))
        for section in backup.sections
    )
    return replace(backup, sections=sections)


def has_lessons(prepared: Prepared) -> bool:
    """Whether the course has SCORM packages that a site could fetch. Raises InputError."""
    return any(True for _lesson in _lessons_of(prepared))


def _lessons_of(prepared: Prepared) -> Iterator[tuple[Scorm, File]]:
    for section in _backup(prepared).sections:
        for activity in section.activities:
            if isinstance(activity, Scorm) and activity.package is not None:
                yield activity, activity.package


def _write_lessons(prepared: Prepared, folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for activity, package in _lessons_of(prepared):
        path = folder / _name(activity)
        with package.open() as content:
            path.write_bytes(content.read())
        yield path


def _name(activity: Activity) -> str:
    """The same for ever: made of the key."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", activity.key).strip("-") + ".zip"


def _text(prepared: Prepared, site: Site, package: str, private: bool, address: str) -> Iterator[str]:
    """The page in Markdown."""
    sources = prepared.sources
    number = site.category if site.category.isdecimal() else ""
    where = f"{site.url}/course/index.php" + (f"?categoryid={number}" if number else "")
    yield f"# {_('Mettre « {title} » sur le site').format(title=sources.title)}"
    yield ""
    yield _("Site : {url} · catégorie : {category} · code du cours : **{key}**").format(
        url=f"[{site.url}]({site.url})", category=site.category, key=sources.key
    )
    yield from _first_time(where, package, private, site, sources.key)
    yield from _later(site, sources.key)
    if address:
        yield from _lessons(address)
    yield from _seeds(prepared)


def _first_time(where: str, package: str, private: bool, site: Site, key: str) -> Iterator[str]:
    yield f"\n## {_('Le cours n’est pas encore sur le site')}\n"
    yield "1. " + _("Ouvrez [la catégorie]({where}) ; menu **Plus**, puis **Restaurer un cours**.").format(where=where)
    if private:
        yield "2. " + _(
            "**Choisir un fichier** > **Fichiers personnels** > « {package} » (il y est déjà : [les voir]({files})), "
            "puis **Restaurer**."
        ).format(package=package, files=f"{site.url}/user/files.php")
    else:
        yield "2. " + _("Déposez « {package} » dans **Importer un fichier de sauvegarde**, puis **Restaurer**.").format(
            package=package
        )
    yield "3. " + _("Bas de la page : **Continuer**. Sous **Restaurer dans un nouveau cours**, cochez la catégorie.")
    yield "4. " + _("**Continuer**, **Suivant**, puis vérifiez le nom abrégé : **{key}**. **Suivant**.").format(key=key)
    yield "5. " + _("**Effectuer la restauration**. Attendez la fin sans fermer la page, puis **Continuer**.")
    yield "6. " + _(
        "Dans **Paramètres** du cours : **Numéro d’identification** = **{key}**, et **Visibilité** = Cacher tant "
        "que vous relisez. Sans ce numéro, aucune mise à jour automatique ne retrouvera le cours."
    ).format(key=key)


def _later(site: Site, key: str) -> Iterator[str]:
    yield f"\n## {_('Le cours est déjà sur le site')}\n"
    yield _(
        "**Ne restaurez pas par-dessus** : tout serait en double, et « supprimer le contenu » efface les résultats des "
        "apprenants."
    )
    yield ""
    address = f"{site.url}/course/view.php?idnumber={key}"
    yield "- " + _("Ouvrez [le cours]({address}) et activez le mode édition.").format(address=address)
    yield "- " + _("Une leçon SCORM : ses **Paramètres** > **Paquetage** > remplacez le fichier. Les parcours restent.")
    yield "- " + _("Une page, une étiquette, un livre : corrigez le texte sur place.")
    yield "- " + _("Un test déjà passé : ne retirez pas de question ; modifiez-en le texte seulement.")
    yield "- " + _("Le greffon local_coursedeploy fait tout cela sans risque : parlez-en à l’administrateur.")


def _lessons(address: str) -> Iterator[str]:
    yield f"\n## {_('Les leçons qui se mettent à jour seules')}\n"
    yield "1. " + _(
        "Mettez les fichiers du dossier « paquets » à l’adresse {address}/ (lisible sans mot de passe)."
    ).format(address=address.rstrip("/"))
    yield "2. " + _(
        "L’administrateur coche **Type de paquetage téléchargé** (Administration du site > Plugins > Modules "
        "d’activité > Paquetage SCORM)."
    )
    yield "3. " + _("À chaque correction, remplacez ces fichiers : le site les relit chaque jour, par son cron.")


def _seeds(prepared: Prepared) -> Iterator[str]:
    if not prepared.seeds:
        return
    from coursegen.publish.seeds.texts import name_of

    yield f"\n## {_('À écrire ensuite dans le cours')}\n"
    yield _("Une sauvegarde n’emporte pas ce que des personnes écrivent. Mettez vous-même en place :")
    yield ""
    for seed in prepared.seeds:
        yield f"- {name_of(seed.content)} ({seed.activity})"


def _html(text: str, title: str) -> str:
    body: list[str] = []
    inside = ""
    for line in text.splitlines():
        tag = "ol" if re.match(r"\d+\. ", line) else "ul" if line.startswith("- ") else ""
        if tag != inside:
            body += ([f"</{inside}>"] if inside else []) + ([f"<{tag}>"] if tag else [])
            inside = tag
        body.append(_line(line))
    body += [f"</{inside}>"] if inside else []
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><main>\n'
        + "\n".join(part for part in body if part)
        + "\n</main></body></html>\n"
    )


def _line(line: str) -> str:
    if found := re.match(r"(#{1,2}) (.+)", line):
        level = len(found[1])
        return f"<h{level}>{_inline(found[2])}</h{level}>"
    if found := re.match(r"(?:\d+\.|-) (.+)", line):
        return f"<li>{_inline(found[1])}</li>"
    return f"<p>{_inline(line)}</p>" if line else ""


def _inline(text: str) -> str:
    linked = _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))
    return _STRONG.sub(r"<strong>\1</strong>", linked)

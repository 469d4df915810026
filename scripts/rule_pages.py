"""The pages of the rules, `docs/regles/`: one a family, from the rules themselves and `catalogue/rules/`.

python scripts/rule_pages.py           writes every page
python scripts/rule_pages.py --check   changes nothing; exit code 1 and a line for each page that isn't up to date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from methodology.catalogue_data import catalogue_data
from methodology.findings import Severity
from methodology.rules import all_rules
from methodology.rules.families import FAMILIES, RuleFamily
from methodology.rules.parameters import Threshold, thresholds
from methodology.rules.profiles import load_profile, profile_names, profiles_of
from methodology.rules.registry import Rule
from methodology.rules.sources import SOURCE_NAMES

PAGES = Path(__file__).parents[1] / "docs" / "regles"
SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "information"}
MADE_BY = "<!-- Page faite par scripts/rule_pages.py : changez les règles ou catalogue/rules/, puis relancez-le. -->\n"


def pages() -> dict[str, str]:
    """The text of every page, by its name."""
    made = {f"{family.page}.md": page(family) for family in FAMILIES if family.page}
    return made | {"README.md": index(), "ailleurs.md": elsewhere()}


def page(family: RuleFamily) -> str:
    """The page of one family."""
    rules = [rule for rule in all_rules() if rule.family == family.code]
    told: Mapping[str, Any] = catalogue_data(f"rules/{family.page}")
    parts = [MADE_BY, f"# {family.name} ({family.code})\n", _contents(rules)]
    return "\n".join((*parts, *("\n".join(_section(rule, told[rule.id])) for rule in rules)))


def _contents(rules: list[Rule]) -> str:
    lines = (f"| [{rule.id}](#{rule.id.lower()}) | {SEVERITIES[rule.severity]} | {rule.summary} |" for rule in rules)
    return "\n".join(("| Règle | Gravité | Ce qu'elle trouve |", "| --- | --- | --- |", *lines, ""))


def _section(rule: Rule, told: Mapping[str, str]) -> Iterator[str]:
    yield f"## {rule.id}\n"
    yield f"**{rule.summary}.** Gravité : {SEVERITIES[rule.severity]}. Appui : {SOURCE_NAMES[rule.source]}.\n"
    yield f"{told['pourquoi']}\n"
    if rule.by_profile:
        yield "Cette règle ne tourne que si un profil du cours la demande.\n"
    yield from _numbers(rule)
    yield from _profiles(rule)
    yield f"À éviter :\n\n```\n{told['mauvais'].rstrip()}\n```\n"
    yield f"Mieux :\n\n```\n{told['bon'].rstrip()}\n```\n"
    yield f"Garder le point : `ignorer: [{{regle: {rule.id}, motif: …, ou: …, date: …}}]` dans `cours.yaml`.\n"


def _numbers(rule: Rule) -> Iterator[str]:
    used = [threshold for threshold in thresholds() if rule.id in threshold.rules]
    if used:
        yield "Seuils :\n"
        yield "\n".join(f"- {_number(threshold)}" for threshold in used) + "\n"


def _number(threshold: Threshold) -> str:
    value = f"{threshold.value:g}".replace(".", ",")
    return f"{threshold.label} : **{value}** (`{threshold.name}`, {SOURCE_NAMES[threshold.source]})"


def _profiles(rule: Rule) -> Iterator[str]:
    lines = [f"- `{name}` : {_change(rule, name)}" for name in profiles_of(rule)]
    if lines:
        yield "Profils :\n"
        yield "\n".join(lines) + "\n"


def _change(rule: Rule, name: str) -> str:
    profile = load_profile(name)
    why = catalogue_data(f"profiles/{name}").get("regles", {}).get(rule.id, "")
    said = [f"ajoutée. {why}"] if rule.id in profile.added else []
    if rule.id in profile.severities:
        said.append(f"{SEVERITIES[profile.severities[rule.id]]}")
    used = [t.name for t in thresholds() if rule.id in t.rules and t.name in profile.thresholds]
    said += [f"`{number}` vaut {profile.thresholds[number]:g}".replace(".", ",") for number in used]
    return " ; ".join(said)


def elsewhere() -> str:
    """The rules of the catalogue that a course folder can't be judged by, and what judges them instead."""
    rows: dict[str, list[str]] = {"fait": [], "prevu": []}
    for id_, told in catalogue_data("elsewhere").items():
        rows[told["etat"]].append(f"| {id_} | {told['trouve']} | {told['juge']} | {told['comment']} |")
    header = ("| Règle | Ce qu'elle trouverait | Ce qui la vérifie | Pourquoi |", "| --- | --- | --- | --- |")
    return "\n".join(
        (
            MADE_BY,
            "# Ce que « coursegen check » ne juge pas\n",
            "Ces règles du catalogue ne se lisent pas dans un dossier de cours :",
            "elles portent sur ce que l'on en fait.\n",
            "## Garanti par ce que le programme produit\n",
            *header,
            *rows["fait"],
            "",
            "## En attente d'une sortie à venir\n",
            *header,
            *rows["prevu"],
            "",
        )
    )


def index() -> str:
    """The first page: families, profiles, how to keep a point."""
    count = len(all_rules())
    families = (
        f"| [{family.name}]({family.page}.md) | {family.code} | {sum(r.family == family.code for r in all_rules())} |"
        for family in FAMILIES
        if family.page
    )
    profiles = (f"| `{name}` | {load_profile(name).title} | {load_profile(name).source} |" for name in profile_names())
    return "\n".join(
        (
            MADE_BY,
            "# Les règles de « coursegen check »\n",
            f"{count} règles, rangées par famille. Chacune dit ce qui ne va pas, où, pourquoi, comment le corriger.\n",
            "| Famille | Code | Règles |",
            "| --- | --- | --- |",
            *families,
            "",
            "## Gravités\n",
            "- **erreur** : le cours ne peut pas être construit ainsi ;",
            "- **avertissement** : à corriger, ou à garder avec un motif ;",
            "- **information** : à savoir.\n",
            "## Profils\n",
            "Un profil ajoute des règles, change des gravités ou des seuils. Le cours choisit les siens dans",
            "`cours.yaml` (`profils: [socieux_2022, cipres]`) ; `coursegen check --profile NOM` les remplace.\n",
            "| Profil | Nom | Appui |",
            "| --- | --- | --- |",
            *profiles,
            "",
            "## Garder un point\n",
            "Une règle se met de côté avec un motif et une date, dans `cours.yaml` :\n",
            "```yaml",
            "ignorer:",
            '  - {regle: SEQ-04, ou: S4.2, motif: "Le groupe demande une séance d\'un trait.", date: 2026-11-16}',
            "```\n",
            "« ou » est un identifiant, un fichier, ou « fichier:ligne ».",
            "Sans motif, ou sans date, la règle reste vérifiée.\n",
            "## Ailleurs\n",
            "Ce qui ne se juge pas dans un dossier de cours, et ce qui le vérifie : [ailleurs.md](ailleurs.md).",
            "",
        )
    )


def main(arguments: list[str]) -> int:
    """Writes or checks the pages; the exit code."""
    wanted = pages()
    if "--check" not in arguments:
        PAGES.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (PAGES / name).write_text(text, encoding="utf-8")
    found = outdated(wanted)
    sys.stdout.writelines(f"docs/regles/{name} is not up to date: python scripts/rule_pages.py\n" for name in found)
    return 1 if found else 0


def outdated(wanted: Mapping[str, str]) -> list[str]:
    """The names of the pages that differ from what they should be, and of those that should be gone."""
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

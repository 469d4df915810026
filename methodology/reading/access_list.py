"""`acces.csv` to people: one line a person, headers in French or English, every fault at its line and column.

Messages name places, never people: they travel further than the list may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from methodology.access import ACCESS_LIST, plain
from methodology.delivery import AccessRole, Person
from methodology.field_names import french_name, french_names
from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.reading.delimited import Cell, Row, read_rows
from methodology.reading.faults import ReadingFault, fault, suggestion
from methodology.reading.leaves import shortened
from methodology.reading.source import read_source

REQUIRED = ("last_name", "first_name", "email")
_ALSO_SAID = {"e-mail": "email", "mail": "email", "adresse e-mail": "email", "prenoms": "first_name"}
_ROLES = {plain(role.value): role for role in AccessRole}


def read_access_list(root: Path) -> tuple[tuple[Person, ...], list[Finding]]:
    """The people of the list and its faults; nobody when the folder has no list."""
    path = root / ACCESS_LIST
    if not path.exists() and not path.is_symlink():
        return (), []
    try:
        rows = list(read_rows(read_source(root, path, ACCESS_LIST)))
    except ReadingFault as stop:
        return (), [stop.finding]
    if not rows:
        message = _("« {name} » est vide.").format(name=ACCESS_LIST)
        return (), [fault("LIR-18", Where(ACCESS_LIST), message, _("Remplissez-le, ou retirez-le."))]
    faults: list[Finding] = []
    columns = _columns(rows[0], faults)
    if faults:
        return (), faults
    return tuple(person for row in rows[1:] if (person := _person(row, columns, faults))), faults


def _columns(header: Row, faults: list[Finding]) -> Mapping[int, str]:
    """The field of each column, by its rank."""
    known = {plain(french): name for name, french in french_names(Person).items()}
    known |= {name: name for name in french_names(Person)} | _ALSO_SAID
    columns: dict[int, str] = {}
    if not any(plain(cell.text) in known for cell in header):
        message = _("La première ligne ne nomme aucune colonne de la liste d'accès.")
        remedy = _("Commencez par la ligne « nom;prenom;courriel ».")
        faults.append(fault("LIR-10", header[0].where, message, remedy))
        return columns
    for rank, cell in enumerate(header):
        name = known.get(plain(cell.text))
        if name is None:
            faults.append(_superfluous(cell))
        elif name in columns.values():
            message = _("La colonne « {name} » est donnée deux fois.").format(name=cell.text)
            faults.append(fault("LIR-08", cell.where, message, _("Retirez l'une des deux.")))
        else:
            columns[rank] = name
    faults.extend(_missing(header, columns))
    return columns


def _superfluous(cell: Cell) -> Finding:
    """A column nobody needs is personal data too many (GDPR, article 5.1.c)."""
    names = ", ".join(french_names(Person).values())
    if not cell.text:
        message = _("Une colonne n'a pas de titre.")
        return fault("LIR-09", cell.where, message, _("Donnez-lui l'un de ces titres : {names}.").format(names=names))
    message = _("La colonne « {name} » ne sert pas à ouvrir un accès : c'est une donnée personnelle de trop.")
    remedy = _("Retirez-la. Colonnes admises : {names}.").format(names=names)
    return fault("LIR-09", cell.where, message.format(name=shortened(cell.text)), remedy)


def _missing(header: Row, columns: Mapping[int, str]) -> Iterator[Finding]:
    for name in REQUIRED:
        if name not in columns.values():
            message = _("Il manque la colonne « {name} ».").format(name=french_name(Person, name))
            remedy = _("Ajoutez-la à la première ligne ; séparez les colonnes par « ; » ou « , ».")
            yield fault("LIR-10", header[0].where, message, remedy)


def _person(row: Row, columns: Mapping[int, str], faults: list[Finding]) -> Person | None:
    """Somebody, or None when the line can't be cut into cells. What is empty stays so: the rest is judged with it."""
    if wrong := list(_wrong_count(row, len(columns))):
        faults.extend(wrong)
        return None
    cells = {name: row[rank] for rank, name in columns.items()}
    faults.extend(_blank(cells))
    values: dict[str, Any] = {name: cell.text for name, cell in cells.items() if name != "role"}
    if "role" in cells and cells["role"].text:
        values["role"] = _role(cells["role"], faults)
    first = row[0].where
    places = MappingProxyType({name: (cell.where.line, cell.where.column) for name, cell in cells.items()})
    where = Where(first.file, first.line, first.column, places)
    return Person(where=where, **values)


def _wrong_count(row: Row, expected: int) -> Iterator[Finding]:
    """A line with more or fewer cells than the header: something has slipped. Empty cells at the end don't count."""
    filled = max((rank for rank, cell in enumerate(row, start=1) if cell.text), default=0)
    if len(row) >= expected >= filled:
        return
    where = row[expected].where if filled > expected else row[-1].where
    message = _("Cette ligne a {found} cellules, la première en a {expected}.").format(
        found=max(filled, expected + 1) if filled > expected else len(row), expected=expected
    )
    remedy = _('Une cellule qui contient le séparateur se met entre guillemets : "…".')
    yield fault("LIR-31", where, message, remedy)


def _blank(cells: Mapping[str, Cell]) -> Iterator[Finding]:
    for name in REQUIRED:
        if not cells[name].text:
            message = _("« {name} » est vide sur cette ligne.").format(name=french_name(Person, name))
            yield fault("LIR-10", cells[name].where, message, _("Complétez la ligne, ou retirez-la."))


def _role(cell: Cell, faults: list[Finding]) -> AccessRole:
    role = _ROLES.get(plain(cell.text))
    if role is None:
        message = _("Ce n'est pas un rôle de la liste d'accès.")
        remedy = suggestion(plain(cell.text), [known.value for known in AccessRole])
        faults.append(fault("LIR-13", cell.where, message, remedy))
    return role or AccessRole.PARTICIPANT

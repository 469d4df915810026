"""The end of `make demo`: checks every package that was built, says where they lie and how to look at them."""

from __future__ import annotations

import json
import sys
import tarfile
import zipfile
from pathlib import Path

ARCHIVES = {".mbz", ".zip", ".pptx", ".xlsx", ".docx"}
HOW = {
    "mbz": "Moodle : dans une catégorie de cours, Plus > Restaurer un cours, puis déposez ce fichier.",
    "scorm12": "SCORM : décompressez-le et ouvrez index.html, ou ajoutez-le à Moodle comme activité SCORM.",
    "scorm2004": "SCORM 2004 : pour une plateforme qui le demande ; pour Moodle, préférez le paquet SCORM 1.2.",
    "xlsx": "Classeur : tout le cours hors textes longs, à relire ou à remplir dans Excel ou LibreOffice.",
    "docx": "Documents : programme, guide, livret, fiches, grilles, méthode ; à modifier dans un traitement de texte.",
    "boards": "Tableaux qui calculent : grilles d'évaluation, tableau de bord, temps, mission.",
    "ics": "Calendriers : à ouvrir dans un agenda.",
    "competencies": "Référentiel de compétences : à importer par l'administration du site.",
    "gift": "Questions au format GIFT : à relire, ou à importer dans une banque de questions Moodle.",
    "moodlexml": "Questions au format XML de Moodle : tout ce que la banque sait porter.",
    "pptx": "Diapositives : ouvrez-les avec LibreOffice Impress ou PowerPoint ; les notes disent quoi dire.",
}


def main(out: Path) -> int:
    """Print what there is; 1 when a package is damaged."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    print()
    broken, told = 0, set[str]()
    for entry in manifest["outputs"]:
        path = out / entry["path"]
        fault = _fault(path)
        broken += bool(fault)
        if entry["kind"] not in told:
            told.add(entry["kind"])
            print(f"\n{HOW.get(entry['kind'], entry['kind'])}")
        print(f"  {'✗' if fault else '✓'} {path.resolve()}{f' : {fault}' if fault else ''}")
    if not broken:
        print("\nTout est là. Pour votre propre cours : .venv/bin/coursegen new mon-cours")
    return int(broken > 0)


def _fault(path: Path) -> str:
    """What is wrong with a file: archives (zip, or gzipped tar as Moodle makes them) are read to the end."""
    if path.suffix not in ARCHIVES:
        return "" if path.stat().st_size else "vide"
    try:
        if tarfile.is_tarfile(path):
            with tarfile.open(path) as archive:
                return "" if all(archive) else "vide"
        with zipfile.ZipFile(path) as package:
            damaged = package.testzip()
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile) as error:
        return str(error)
    return f"« {damaged} » est abîmé" if damaged else ""


sys.exit(main(Path(sys.argv[1])))

"""The gate to the partner: reports that lie elsewhere, marks, answers under another name, packages, unsafe members."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coursegen.build.office import office_program
from coursegen.cli.app import run
from coursegen.handin import HandInChoice, hand_in
from coursegen.handin.answers import answered, kept, repeated
from coursegen.handin.confidentiality import answer_keys, secrecy_marks
from coursegen.handin.every_word import Strand, every_word
from coursegen.handin.members import UnreadableError, is_unsafe, members
from methodology.folder import read_folder
from methodology.mission.values import Party
from tests.conform.material import good_deck, good_document, rewritten
from tests.handin.material import ACTION, SECRET, add, refusal, report
from tests.made_once import RunFolder

EXMR = "      - {livrable: ExMR, expert: E1, fichiers: [remise/mission-e1.docx]}\n"
SHORT = "Le directeur général ment aux bailleurs."
NAME = "CONFIDENTIEL-SOCIEUX-2022-27-TOGO-A1-ExMR-{whose}.docx"
EXAMPLE = Path(__file__).parents[2] / "examples" / "one-ael"

needs_office = pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed: nothing is converted")


def _undeclared(mission: Path, where: Path | None = None, whose: str = "E1") -> None:
    """The confidential report is not in `fichiers:` any more, but `where`."""
    (mission / "action.yaml").write_text(ACTION.replace(EXMR, ""), encoding="utf-8")
    source = mission / "remise" / "mission-e1.docx"
    if where is not None:
        where.mkdir(exist_ok=True)
        shutil.copyfile(source, where / NAME.format(whose=whose))
    source.unlink()


@pytest.mark.parametrize("whose", ["E1", "conjoint"])
@pytest.mark.parametrize("beside", [True, False])
def test_a_report_that_was_only_generated_and_filled_in_is_compared_too(
    mission: Path, whose: str, beside: bool
) -> None:
    _undeclared(mission, mission.parent / "mission-mission" if beside else mission / "rapports", whose)
    good_document(mission / "remise" / "rapport.docx", add(SECRET))
    message = refusal(mission, only=("AcR",))
    assert f"CONFIDENTIEL-SOCIEUX-2022-27-TOGO-A1-ExMR-{whose}.docx" in message
    assert "introuvables" not in message


def test_a_shared_report_with_nothing_to_compare_it_with_stays_unless_one_says_so(mission: Path) -> None:
    _undeclared(mission)
    message = refusal(mission, only=("AcR",))
    assert "n'a pu être comparé" in message
    assert "ExMR E1" in message
    assert "--sans-comparaison" in message


def test_what_a_logo_and_the_emblem_are_called_in_an_open_document_is_no_secret(mission: Path) -> None:
    _undeclared(mission)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(mission / "remise" / "CONFIDENTIEL-A1-ExMR-E1.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0" '
            f'xmlns:d="{names}:drawing:1.0" xmlns:s="{names}:svg-compatible:1.0"><o:body><o:text><t:p>{SECRET}</t:p>'
            "<t:p><d:frame><s:desc>Emblème de l'Union européenne</s:desc></d:frame></t:p>"
            "</o:text></o:body></o:document-content>",
        )
    good_document(mission / "remise" / "rapport.docx", add(SECRET))
    message = refusal(mission, only=("AcR",))
    assert "a refusé deux fois" in message
    assert "Emblème" not in message


def test_a_blank_frame_is_no_report(mission: Path) -> None:
    assert run(["mission", "documents", str(mission), "--livrable", "ExMR"]) == 0
    _undeclared(mission)
    assert "ExMR E1" in refusal(mission, only=("AcR",))


@pytest.mark.office
@needs_office
def test_going_without_a_comparison_is_written_in_the_cover_list(
    mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _undeclared(mission)
    out = mission.parent / "r"
    order = ["mission", "dossier", str(mission), "--pour", "partenaire", "--livrable", "AcR", "-o", str(out)]
    assert run(order) == 1
    assert run([*order, "--sans-comparaison"]) == 0
    words = "A1 AcR : remis sans comparaison avec les rapports individuels (ExMR E1), sur demande."
    assert words in (out / "bordereau.txt").read_text("utf-8")
    assert words in capsys.readouterr().out


def test_a_sentence_told_in_action_yaml_is_still_confidential(mission: Path) -> None:
    """What generates the shared report is written by the same hand as the confidential one."""
    told = f'    compte_rendu: {{constats: ["{SHORT}"]}}\n    livrables:\n'
    (mission / "action.yaml").write_text(ACTION.replace("    livrables:\n", told), encoding="utf-8")
    good_document(mission / "remise" / "mission-e1.docx", lambda document: (report(document), add(SHORT)(document)))
    good_document(mission / "remise" / "rapport.docx", add(SHORT))
    assert "Le directeur général ment aux bailleurs" in refusal(mission, only=("AcR",))


@pytest.mark.parametrize(
    "mark",
    [
        "Confidentiel – Interne SOCIEUX+. Ne pas diffuser au partenaire.",
        "Strictement confidentiel",
        "Document confidentiel",
        "Rapport (confidentiel)",
        "Réservé à SOCIEUX+",
        "Document réservé à l'équipe SOCIEUX+",
        "Note destinée exclusivement à SOCIEUX+",
        "Pour SOCIEUX+ seulement",
        "À ne pas diffuser",
        "Merci de ne pas transmettre ce document.",
        "Diffusion restreinte",
        "À usage strictement interne",
        "For internal use only",
        "CONFIDENTIAL – do not distribute",
        "Réservé aux services de SOCIEUX+",
        "CONFIDENCIAL",
        "C O N F I D E N T I E L",
    ],
)
def test_a_mark_of_secrecy_is_seen_in_any_case(mark: str) -> None:
    for words in (mark, mark.upper()):
        assert [*secrecy_marks((Strand((("", words),)),))], mark


def test_a_mark_of_secrecy_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    mark = "Diffusion restreinte"

    def footed(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = mark

    def titled(document: Any) -> None:
        document.core_properties.title = mark

    for change in (add(mark), footed, titled):
        assert [*secrecy_marks(every_word(good_document(tmp_path / "a.docx", change)))], mark


@pytest.mark.parametrize(
    "harmless",
    [
        "Les données confidentielles des assurés restent dans l'application.",
        "La confidentialité des données est l'affaire de tous.",
        "Un entretien confidentiel avec la personne reçue.",
        "Ne pas diffuser de données personnelles par courriel.",
        "Merci de ne pas communiquer votre mot de passe.",
        "Cette formation est destinée aux agents de l'antenne.",
        "Ce contenu est confidentiel ou public, selon le cas.",
        "Une salle réservée à l'équipement.",
    ],
)
def test_words_about_secrecy_are_no_mark(tmp_path: Path, harmless: str) -> None:
    assert [*secrecy_marks(every_word(good_document(tmp_path / "a.docx", add(harmless))))] == []


def test_a_mark_in_the_name_of_the_file_is_seen(tmp_path: Path) -> None:
    assert [*secrecy_marks(every_word(good_document(tmp_path / "Confidentiel - rapport.docx")))]


@pytest.mark.parametrize(
    ("said", "is_answer"),
    [
        ("Bonne réponse : B", True),
        ("Réponses attendues : les trois causes", True),
        ("Corrigé", True),
        ("Éléments de réponse : voir la loi", True),
        ("Correct answer: B", True),
        ("La bonne réponse s'affiche après chaque question.", False),
        ("Le test est corrigé par la plateforme.", False),
        ("Réponse attendue", False),
    ],
)
def test_answers_are_seen_in_the_body(mission: Path, said: str, is_answer: bool) -> None:
    from coursegen.conform.reading import read_piece

    piece = read_piece(good_document(mission / "a.docx", add(said)))
    assert bool([*answer_keys(piece)]) is is_answer


def test_a_trainers_document_is_known_by_what_it_says(once: RunFolder) -> None:
    from coursegen.conform.reading import read_piece

    known = kept(read_folder(EXAMPLE).course)
    made = once.built(EXAMPLE.name, "docx")
    pieces = {output.path: read_piece(made.folder / output.path) for output in made.outputs}
    told = {name: (len(repeated(piece, known)), answered(piece, known)) for name, piece in pieces.items()}
    guide = told.pop("ONE-AEL-01-guide-du-formateur.docx")
    assert guide[0] > 50
    assert guide[1] > 20
    for name, (sentences, keys) in told.items():
        assert sentences < 5, name
        assert keys == 0, name


def test_notes_of_a_deck_may_hold_what_the_trainer_expects(mission: Path) -> None:
    def noted(deck: Any) -> None:
        deck.slides[0].notes_slide.notes_text_frame.text = "Réponse attendue : B"

    from coursegen.conform.reading import read_piece

    assert [*answer_keys(read_piece(good_deck(mission / "a.pptx", noted)))] == []


def test_a_package_of_a_product_is_read(mission: Path) -> None:
    with zipfile.ZipFile(mission / "remise" / "cours.zip", "w") as archive:
        archive.writestr("index.html", f"<p>{SECRET}</p>")
    product = "    produits: [{id: M1, titre: Cours, fichiers: [remise/cours.zip]}]\n    livrables:\n"
    (mission / "action.yaml").write_text(ACTION.replace("    livrables:\n", product), encoding="utf-8")
    message = refusal(mission, only=("M1",))
    assert "cours.zip" in message
    assert "Le secrétaire général a refusé" in message


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "C:/x", "a/../../x", "..\\x"])
@pytest.mark.parametrize("party", [Party.PARTNER, Party.FUNDER])
def test_a_file_whose_members_would_leave_their_folder_is_refused(mission: Path, name: str, party: Party) -> None:
    rewritten(mission / "remise" / "note.docx", lambda _name, data: data, **{name: b"x"})
    message = refusal(mission, party, only=("P1",))
    assert "un nom qui sort du dossier" in message
    assert "note.docx" in message


def test_unsafe_names_are_told_from_safe_ones(tmp_path: Path) -> None:
    assert not any(map(is_unsafe, ("a/b.xml", "a..b", "...", "word/media/x.png", "[Content_Types].xml")))
    path = rewritten(good_document(tmp_path / "a.docx"), lambda _name, data: data, **{"../x": b""})
    with pytest.raises(UnreadableError):
        dict(members(path.read_bytes()))


def test_a_refusal_says_each_cause_once_then_the_files(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("note", "agenda", "rapport"):
        good_document(mission / "remise" / f"{name}.docx", add("[À compléter : les effectifs]"))
    message = refusal(mission, only=("P1", "P2", "AcR"))
    assert "pour 1 cause" in message
    assert message.count("CNF-25") == message.count("→") == 1
    assert "A1 P1, A1 P2, A1 AcR" in message
    order = ["mission", "dossier", str(mission), "--pour", "partenaire", "--livrable", "P1,P2,AcR", "--json"]
    capsys.readouterr()
    assert run(order) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["error"]["code"] == 1
    assert sorted(one["file"] for one in said["obstacles"]) == ["agenda.docx", "note.docx", "rapport.docx"]
    assert all(one["cause"].startswith("CNF-25") and one["remedy"] for one in said["obstacles"])


@pytest.mark.office
@needs_office
def test_an_honest_hand_in_passes_with_its_reports_there(mission: Path) -> None:
    """Both reports bear the title, the dates, the clause and the names of the action."""
    both = ("Une méthode de formation", "Lomé, le 10 février 2023", "SOCIEUX+ 2022-27 TOGO", "Phases préliminaires")

    def shared(document: Any) -> None:
        for text in (*both, "Les ateliers ont eu lieu comme prévu, et la première partie est écrite."):
            document.add_paragraph(text)

    def secret(document: Any) -> None:
        report(document)
        for text in (*both, SHORT):
            document.add_paragraph(text)

    good_document(mission / "remise" / "rapport.docx", shared)
    good_document(mission / "remise" / "mission-e1.docx", secret)
    made = hand_in(mission, mission.parent / "o", HandInChoice(recipient=Party.PARTNER, only=("AcR",)))
    assert made.notes == ()
    assert [item.path for item in made.items if not item.working] == [
        "livrables/A1-AcR-Rapport-d-activite-collectif-v1.0.odt"
    ]

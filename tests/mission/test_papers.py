"""What the reader of a mission's document finds in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coursegen.documents_model import Audience, Heading, Table
from coursegen.outputs.documents.mission import shortcomings, too_long, unkind_sentences
from coursegen.outputs.documents.mission.papers.visibility import word_count
from methodology.findings import Severity
from tests.mission.actions import mission
from tests.mission.papers import EXAMPLES, everything, headings, issued, only, plain, rows, subject_of

MARK = "CONFIDENTIEL – interne SOCIEUX+"


def test_the_methodological_note_has_its_nine_sections_then_the_clause() -> None:
    one, docx = only(subject_of("cipres-fdf", "P1", activity="A1"))
    numbered = [plain(title) for title in headings(docx) if title[:1].isdigit()]
    assert numbered == [
        "1. Compréhension de la demande",
        "2. Objectifs et résultats de l'activité",
        "3. Approche",
        "4. Méthodes et outils",
        "5. Rôles et organisation",
        "6. Questions transversales",
        "7. Analyse des risques",
        "8. Calendrier et livrables",
        "9. Besoins logistiques",
    ]
    assert docx.paragraphs[-1].text.startswith("Clause de non-responsabilité")
    assert one.document.audience is Audience.PARTNER


def test_the_gravest_risk_comes_first_with_its_score() -> None:
    _one, docx = only(subject_of("cipres-fdf", "P1", activity="A1"))
    table = next(table for table in docx.tables if table.rows[0].cells[0].text == "Risque")
    assert [row[3] for row in rows(table)[1:]] == ["9", "6", "4", "2"]


def test_the_note_of_2018_has_its_own_name_and_says_what_is_audited() -> None:
    one, docx = only(subject_of("one-ael", "NM"))
    said = everything(docx)
    assert one.document.title == "Note de méthodologie"
    assert headings(docx) == ["1. Outils examinés", "2. Étapes, outils et méthode", "3. Qui fait quoi", "4. Risques"]
    assert "Application métier des conseillères et conseillers" in said
    assert one.most_pages == 3


def test_more_pages_than_the_terms_allow_are_told() -> None:
    one, _docx = only(subject_of("one-ael", "NM"))
    assert too_long(one, 3) == ""
    assert too_long(one, 4) == "4 pages, pour 3 au plus"


def test_the_deliverables_of_2018_bear_the_names_of_2018() -> None:
    found = {one.id: one.document for one in issued(subject_of("one-ael", "NM", "AS", "RMI", "RC"))}
    names = {key: plain(one.kind if one.cover else one.title) for key, one in found.items()}
    assert names == {
        "NM": "Note de méthodologie",
        "AS": "Agenda du séminaire",
        "RMI": "Rapport de mission individuel",
        "RC": "Rapport collectif",
    }


def test_the_agenda_goes_day_by_day_with_whoever_answers_for_each_session() -> None:
    _one, docx = only(subject_of("cipres-fdf", "P2", activity="A1"))
    overview = rows(docx.tables[0])
    assert overview[0] == ["Jour", "Séances", "Responsables", "Jour férié local"]
    assert overview[1][0] == "lun. 12 déc. 2022"
    days = [one.text for one in docx.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert days[:2] == ["12 décembre 2022", "16 janvier 2023"]
    detail = next(rows(table) for table in docx.tables if table.rows[0].cells[0].text == "Heure")
    assert detail[0][:4] == ["Heure", "Séance", "Objectif", "Méthode"]
    assert detail[1][0] == "14 h 00 – 15 h 30"
    assert detail[1][6] == "Expert(e) 1 (E1), Expert(e) 2 (E2)"


def test_a_local_holiday_stands_in_the_agenda_and_warns_where_people_would_work(tmp_path: Path) -> None:
    change = "    agenda: [{date: 2023-01-13, titre: Atelier, responsables: [E1]}]\n    charge:\n"
    calendar = "\ncalendriers: [{qui: partenaire, pays: [TG], jours_chomes: [{date: 2023-01-13, motif: Fermeture}]}]"
    found = mission(tmp_path, ("    charge:\n", change), ("pays: TG}", "pays: TG}" + calendar))
    _one, docx = only(subject_of(found, "P2"))
    assert rows(docx.tables[0])[1] == ["ven. 13 janv. 2023", "Atelier", "Expert(e) 1 (E1)", "Fermeture"]
    assert "Fermeture : confirmez avec le partenaire que l'on travaille ce jour-là." in everything(docx)


def test_the_agenda_of_2018_gives_each_expert_responsibilities() -> None:
    _one, docx = only(subject_of("one-ael", "AS"))
    table = next(table for table in docx.tables if table.rows[0].cells[0].text == "Qui")
    assert [row[0] for row in rows(table)[1:]] == ["Expert(e) 1 (E1)", "Expert(e) 2 (E2)"]
    assert all(row[1] and int(row[2]) > 0 for row in rows(table)[1:])


def test_the_activity_report_tells_what_became_of_each_task_and_adds_up_who_came() -> None:
    _one, docx = only(subject_of("cipres-fdf", "AcR", activity="A1"))
    tasks = next(table for table in docx.tables if table.rows[0].cells[0].text == "Tâche")
    states = [row[2] for row in rows(tasks)[1:]]
    assert (states.count("fait"), states.count("partiel"), states.count("reporté")) == (8, 1, 1)
    people = next(table for table in docx.tables if table.rows[0].cells[0].text == "Séance")
    assert rows(people)[-1] == ["Présences", "", "29", "33", "62", "2 organismes"]
    assert "Part des femmes dans les présences : 47 %." in everything(docx)


def test_the_agenda_as_it_was_held_has_a_line_a_session_and_no_empty_column() -> None:
    _one, docx = only(subject_of("cipres-fdf", "AcR", activity="A1"))
    (held,) = [table for table in docx.tables if table.rows[0].cells[0].text == "Jour"]
    assert rows(held)[0] == ["Jour", "Séance", "Responsables"]
    assert rows(held)[1] == ["lun. 12 déc. 2022", "14 h 00 – 15 h 30 : Réunion de cadrage à distance", "E1, E2"]
    assert len(held.rows) == 14
    assert all(cell for row in rows(held) for cell in row)


def test_what_is_ticked_of_the_visibility_kit_begins_a_page_of_its_own() -> None:
    (one,) = issued(subject_of("cipres-fdf", "visibilite", activity="A1"))
    begun = [block.text for block in one.document.blocks if isinstance(block, Heading) and block.new_page]
    assert begun == ["À ne pas oublier"]


def test_a_column_with_a_long_name_is_wider() -> None:
    (one,) = issued(subject_of("cipres-fdf", "charge"))
    tables = [block for block in one.document.blocks if isinstance(block, Table)]
    assert [table.widths for table in tables[:2]] == [(5, 3, 3, 3, 3, 2), (5, 3, 6, 3, 3, 2)]


def test_the_most_pressing_recommendation_comes_first() -> None:
    _one, docx = only(subject_of("cipres-fdf", "AcR", activity="A1"))
    table = next(table for table in docx.tables if table.rows[0].cells[0].text == "N°")
    assert [row[2] for row in rows(table)[1:]] == ["haute", "haute", "moyenne", "basse"]
    assert rows(table)[2][3:] == ["Secrétariat exécutif", "20/03/2023"]


def test_an_activity_without_report_asks_for_each_part_of_it(tmp_path: Path) -> None:
    subject = subject_of(mission(tmp_path), "AcR")
    one, docx = only(subject)
    reasons = " ".join(shortcomings(one, subject.charter, subject.mission))
    assert "passages restent à écrire" in reasons
    assert "[À compléter : recommandations, avec priorité, responsable et échéance]" in everything(docx)


@pytest.mark.parametrize(("example", "key"), [("cipres-fdf", "ExMR"), ("one-ael", "RMI")])
def test_the_experts_report_is_marked_on_every_page_and_in_its_name(example: str, key: str) -> None:
    subject = subject_of(example, key, activity="A1")
    both = [*issued(subject)]
    assert [one.expert for one in both] == ["E1", "E2"]
    for one in both:
        assert one.document.audience is Audience.FUNDER
        assert one.document.name.startswith("CONFIDENTIEL-")
    _one, docx = only(subject_of(example, key, joint=True, activity="A1"))
    for section in docx.sections:
        heads = [section.header, *([section.first_page_header] if section.different_first_page_header_footer else [])]
        assert all(MARK in "".join(paragraph.text for paragraph in head.paragraphs) for head in heads)


def test_the_team_may_hand_in_one_report_together() -> None:
    one, docx = only(subject_of("cipres-fdf", "ExMR", joint=True, activity="A1"))
    assert (one.expert, one.document.kind) == ("", "Rapport individuel de mission (conjoint)")
    assert one.document.authors == ("Expert(e) 1 (E1)", "Expert(e) 2 (E2)")
    assert "[À compléter : coopération]" in everything(docx)


def test_no_sentence_of_the_experts_report_is_in_what_the_partner_gets() -> None:
    subject = subject_of("cipres-fdf")
    ours: set[str] = set()
    for one in issued(subject_of("cipres-fdf", "ExMR", joint=True, activity="A1")):
        ours = {text for text in _sentences(one) if text.endswith("?")}
    assert len(ours) >= 8
    for one in issued(subject):
        if one.document.audience is Audience.PARTNER:
            assert not ours & {*_sentences(one)}, one.document.name
            assert not one.document.internal


def _sentences(one: object) -> list[str]:
    import re

    text = re.findall(r"text='((?:[^'\\]|\\.)*)'", repr(one)) + re.findall(r'text="((?:[^"\\]|\\.)*)"', repr(one))
    return [line for line in text if len(line) > 25]


def test_words_of_a_summary_are_counted_as_people_count_them() -> None:
    assert word_count("L'équipe a formé 12 personnes, ceux-ci compris.") == 8
    assert word_count("") == 0


def test_a_photo_without_consent_is_marked_and_a_long_summary_is_told(tmp_path: Path) -> None:
    kit = f"    visibilite: {{resume: '{'mot ' * 151}', photos: [{{fichier: a.jpg, legende: Atelier}}]}}\n    charge:\n"
    subject = subject_of(mission(tmp_path, ("    charge:\n", kit)), "visibilite")
    one, docx = only(subject)
    assert "151 mots sur 150" in everything(docx)
    assert "NON : ne pas diffuser" in everything(docx)
    assert one.remarks == ("le résumé a 151 mots, pour 150 au plus", "la photo « a.jpg » n'a pas d'accord écrit")


def test_the_access_form_is_due_a_week_before_and_holds_no_name() -> None:
    _one, docx = only(subject_of("cipres-fdf", "acces", activity="A1"))
    assert "À remettre à SOCIEUX+ le 5 décembre 2022 au plus tard." in everything(docx)
    table = rows(docx.tables[-1])
    assert table[0][:4] == ["N°", "Nom", "Prénom", "Courriel professionnel"]
    assert all(not "".join(row[1:]) for row in table[1:])
    assert len(table) == 16


def test_the_follow_up_table_tells_state_dates_and_recipients(tmp_path: Path) -> None:
    log = "[{date: 2022-12-01, etat: valide_partenaire}, {date: 2022-12-02, etat: soumis, version: '1.0'}]"
    change = f"    livrables: [{{livrable: P1, prevu_le: 2022-12-02, journal: {log}}}]\n    charge:\n"
    _one, docx = only(subject_of(mission(tmp_path, ("    charge:\n", change)), "suivi"))
    found = {row[0]: row[1:] for row in rows(docx.tables[0])[1:]}
    assert found["P1 – Note méthodologique"][:5] == [
        *("05/12/2022", "02/12/2022", "soumis\nle 02/12/2022", "1.0", "02/12/2022"),
    ]
    confidential = found["ExMR – Rapport individuel de mission, Expert(e) 1 (E1)"][-1]
    assert confidential == "CONFIDENTIEL : Équipe SOCIEUX+ seulement"
    assert "M1 – Première partie" in found


def test_the_follow_up_of_the_example_shows_the_six_states_with_their_dates() -> None:
    one, docx = only(subject_of("cipres-fdf", "suivi"))
    states = [row[3] for table in docx.tables for row in rows(table)[1:]]
    shown = {state.partition("\n")[0] for state in states}
    six = {"brouillon", "validé par le partenaire", "soumis", "commenté", "révisé", "approuvé"}
    assert shown == six | {"pas commencé"}
    assert all(state == "pas commencé" or re.search(r"\nle \d\d/\d\d/2\d{3}$", state) for state in states)
    assert one.document.date == date(2023, 3, 6)


def test_the_sums_of_the_workload_are_those_of_the_terms() -> None:
    _one, docx = only(subject_of("cipres-fdf", "charge"))
    totals = [rows(table)[-1] for table in docx.tables]
    assert totals[0] == ["Total", "7", "20", "4", "6", "37"]
    assert totals[1] == totals[2] == ["Total", "10", "10", "0", "4", "24"]
    assert totals[3] == ["Total", "37", "24", "24", "85"]


def test_a_workload_without_parts_shows_totals_alone() -> None:
    _one, docx = only(subject_of("one-ael", "charge"))
    assert rows(docx.tables[0]) == [
        ["Jours de travail", "Total"],
        ["Expert(e) 1 (E1)", "20"],
        ["Expert(e) 2 (E2)", "18"],
        ["Total", "38"],
    ]


def test_a_wrong_sum_of_the_terms_is_told(tmp_path: Path) -> None:
    _one, docx = only(subject_of(mission(tmp_path, ("rapports: 6, total: 37", "rapports: 6, total: 36")), "charge"))
    assert "Les termes de référence donnent 36 ; la somme fait 37." in everything(docx)


def test_the_deadlines_are_printed_with_the_calendar_they_are_counted_by() -> None:
    _one, docx = only(subject_of("cipres-fdf", "echeances"))
    first = [row[0] for row in rows(docx.tables[0])[1:]]
    assert first == ["05/12/2022", "05/12/2022", "10/12/2022", "17/02/2023", "03/03/2023", "10/03/2023", "27/03/2023"]
    calendar = rows(docx.tables[-1])
    assert ["23 mars 2023", "Ramadan", "Togo", "Institution partenaire"] in calendar
    assert "Belgique, du lundi au vendredi" in everything(docx)
    assert "avant la fin de l'activité A1" in everything(docx)


def test_the_checklist_of_each_party_is_sorted_by_stage_and_dated() -> None:
    _one, docx = only(subject_of("cipres-fdf", "taches", activity="A2"))
    assert [plain(title) for title in headings(docx)] == [
        "Institution partenaire",
        "Équipe d'experts",
        "Équipe SOCIEUX+",
    ]
    assert "une semaine avant le début au moins (au plus tard le 30 janvier 2023)" in everything(docx)


def test_the_list_of_supports_tells_the_leave_to_use_another_template(tmp_path: Path) -> None:
    waiver = "\nderogations: [{date: 2022-12-20, de: Équipe SOCIEUX+, objet: Modèle du partenaire}]"
    subject = subject_of(mission(tmp_path, ("pays: TG}", "pays: TG}" + waiver)), "SUP")
    _one, docx = only(subject)
    assert "Courriel du 20/12/2022, de Équipe SOCIEUX+ : Modèle du partenaire" in everything(docx)
    (report,) = issued(subject_of(subject.mission, "AcR"))
    assert not [why for why in shortcomings(report, subject.charter, subject.mission) if "modèle" in why]


def test_the_notice_of_an_action_stands_on_each_document() -> None:
    for one in issued(subject_of("cipres-fdf")):
        assert "Exemple fictif" in repr(one.document.blocks), one.document.name


def test_every_document_of_the_examples_bears_the_clause_word_for_word() -> None:
    terms = "La responsabilité de cette publication incombe uniquement à ses auteurs. L'Union européenne"
    for example in ("cipres-fdf", "one-ael"):
        assert all(terms in plain(one.document.clause) for one in issued(subject_of(example)))
    assert (EXAMPLES / "one-ael" / "acces.csv").exists()


def test_a_sentence_that_may_hurt_is_told_where_others_read_it_and_only_there(tmp_path: Path) -> None:
    report = "    compte_rendu: {contexte: \"L'atelier a plu. SOCIEUX+ n'a pas répondu à temps.\"}\n    charge:\n"
    found = mission(tmp_path, ("    charge:\n", report))
    (shared,) = issued(subject_of(found, "AcR"))
    assert [plain(one) for one in unkind_sentences(shared.document)] == ["SOCIEUX+ n'a pas répondu à temps."]
    inside = replace(shared.document, audience=Audience.FUNDER)
    assert [*unkind_sentences(inside)] == []
    for example in ("cipres-fdf", "one-ael"):
        assert not [line for one in issued(subject_of(example)) for line in unkind_sentences(one.document)]


def test_each_cross_cutting_theme_is_in_the_note_and_the_one_left_out_is_asked_for(tmp_path: Path) -> None:
    themes = "\ntransversal: {genre: Autant de femmes que d'hommes}"
    _one, docx = only(subject_of(mission(tmp_path, ("pays: TG}", "pays: TG}" + themes)), "P1"))
    table = next(table for table in docx.tables if table.rows[0].cells[0].text == "Question")
    assert [row[0] for row in rows(table)[1:]] == [
        "Égalité de genre",
        "Bonne gouvernance",
        "Durabilité environnementale",
        "Droits humains",
        "Inclusion des groupes vulnérables",
    ]
    assert rows(table)[1][1] == "Autant de femmes que d'hommes"
    assert rows(table)[2][1] == "[À compléter : Bonne gouvernance]"


def test_a_deliverable_that_only_this_action_knows_has_a_frame(tmp_path: Path) -> None:
    added = "\nlivrables: [{id: FILM, titre: Film de présentation, moment: apres}]"
    one, docx = only(subject_of(mission(tmp_path, ("pays: TG}", "pays: TG}" + added)), "FILM"))
    assert one.document.kind == "Film de présentation"
    assert "[À compléter : Film de présentation]" in everything(docx)


def test_the_catalogue_of_2022_admits_editable_formats_and_refuses_pdf() -> None:
    found = subject_of("cipres-fdf").dates.catalogue
    assert set(found.formats["remise"]) == {"odt", "odp", "ods", "doc", "ppt", "xls"}
    assert found.formats["refuses"] == ("pdf",)
    assert found.demands["formats"] is Severity.ERROR


def test_what_2018_does_not_ask_for_is_no_fault() -> None:
    subject = subject_of("one-ael", "RC")
    assert set(subject.dates.catalogue.demands.values()) == {Severity.INFO}
    (report,) = issued(subject)
    plainly = replace(report, document=replace(report.document, clause="", blocks=()))
    bare = replace(subject.charter, logos=())
    assert [*shortcomings(plainly, bare, subject.mission)] == []


def test_the_clause_about_the_call_of_2018_is_in_no_document() -> None:
    for one in issued(subject_of("one-ael")):
        said = plain(repr(one.document))
        assert "Comité" not in said
        assert "soumise à l'évaluation et à l'approbation" not in said

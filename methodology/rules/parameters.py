"""Every number the rules compare with, in one place: what it is, what it rests on, which rules use it.

Sources: [S] terms of reference, [N] norm, [R] research or recognised guideline, [C] convention of ours: a default to
discuss, never a norm, [K] coherence. A profile may change any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, cast

from methodology.i18n import N_
from methodology.rules.sources import Source

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of the catalogue: its name in the code, its default, its tag, its rules, a French msgid saying it."""

    name: str
    value: float
    source: Source
    rules: tuple[str, ...]
    label: str


def _limit(value: Number, source: str, rules: str, label: str) -> Number:
    described = {"source": Source(source), "rules": tuple(rules.split()), "label": label}
    found: Any = field(default=value, metadata=described)
    return cast(Number, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The thresholds. Words, minutes, percent, kilobytes, megabytes, pixels as the name says."""

    # needs and participants
    need_sources: int = _limit(2, "C", "BES-06", N_("sources de recueil par besoin, au moins"))
    scale_most: int = _limit(5, "C", "BES-05", N_("cote la plus haute de difficulté, importance, fréquence"))
    analysis_months: int = _limit(24, "C", "BES-08", N_("mois que vaut une analyse des besoins"))

    # objectives
    statement_words: int = _limit(30, "C", "OBJ-08", N_("mots dans un énoncé d'objectif, au plus"))
    sequence_objectives: int = _limit(3, "C", "OBJ-10", N_("objectifs par séquence, au plus"))
    module_objectives: int = _limit(6, "C", "OBJ-10", N_("objectifs par module, au plus"))
    analysed_objectives: int = _limit(
        4, "C", "OBJ-19 OBJ-20 OBJ-21", N_("objectifs à partir desquels contenu, rangs et connaissances s'écrivent")
    )
    low_levels_percent: float = _limit(60.0, "C", "OBJ-13", N_("% d'objectifs de niveaux 1 et 2, au plus"))
    level_drop: int = _limit(1, "C", "OBJ-16", N_("niveaux perdus du début à la fin d'un module, au plus"))
    twin_words: int = _limit(8, "C", "OBJ-14", N_("mots à partir desquels un seul mot changé fait un doublon"))

    # alignment
    level_above_objective: int = _limit(1, "R", "ALI-04", N_("niveaux au-dessus de l'objectif, au plus"))
    weight_time_gap: float = _limit(15.0, "C", "ALI-08", N_("points entre poids et temps, au plus"))

    # time and methods
    active_percent_course: float = _limit(50.0, "C", "SEQ-02", N_("% de temps actif du cours, au moins"))
    active_percent_sequence: float = _limit(40.0, "C", "SEQ-02", N_("% de temps actif d'une séquence, au moins"))
    talk_minutes: int = _limit(20, "C", "SEQ-03", N_("minutes d'exposé d'affilée, au plus"))
    talk_minutes_most: int = _limit(45, "C", "SEQ-03", N_("minutes d'exposé d'affilée, limite absolue"))
    room_minutes: int = _limit(90, "C", "SEQ-04", N_("minutes sans pause en salle, au plus"))
    virtual_minutes: int = _limit(60, "C", "SEQ-04", N_("minutes sans pause en classe virtuelle, au plus"))
    day_minutes: int = _limit(420, "C", "SEQ-05", N_("minutes effectives par journée, au plus"))
    half_day_minutes: int = _limit(210, "C", "SEQ-05", N_("minutes effectives par demi-journée, au plus"))
    pause_minutes: int = _limit(15, "C", "SEQ-05 SEQ-09", N_("minutes d'une pause comptée par demi-journée"))
    same_method_runs: int = _limit(2, "C", "SEQ-07", N_("fois la même méthode d'affilée, au plus"))
    margin_percent: float = _limit(5.0, "C", "SEQ-09", N_("% de marge dans une journée, au moins"))
    live_share_percent: float = _limit(30.0, "C", "SEQ-12", N_("% du temps en ligne en direct, au plus"))
    weak_line_kbps: int = _limit(512, "C", "SEQ-12 POI-06", N_("kbit/s sous lesquels la connexion est faible"))
    key_messages: int = _limit(3, "N", "SEQ-13", N_("messages clés par séquence, au plus"))
    day_methods: int = _limit(3, "C", "MET-03", N_("méthodes par journée, au moins"))
    day_methods_minutes: int = _limit(180, "C", "MET-03", N_("minutes à partir desquelles on compte une journée"))

    # evaluation
    weight_total_percent: float = _limit(100.0, "K", "EVA-03", N_("total des poids"))
    rubric_criteria: int = _limit(3, "R", "EVA-05", N_("critères par grille, au moins"))
    rubric_levels: int = _limit(3, "R", "EVA-05", N_("niveaux par critère, au moins"))
    questions_per_objective: int = _limit(3, "C", "EVA-06", N_("questions par objectif dans un test final, au moins"))
    question_minutes_least: float = _limit(1.0, "C", "EVA-07", N_("minutes par question fermée, au moins"))
    question_minutes_most: float = _limit(2.0, "C", "EVA-07", N_("minutes par question fermée, au plus"))
    written_minutes_most: float = _limit(15.0, "C", "EVA-07", N_("minutes par composition, au plus"))
    test_setup_minutes: int = _limit(10, "C", "EVA-07", N_("minutes pour lire la consigne et relire, au plus"))
    sitting_questions: int = _limit(60, "C", "EVA-07", N_("questions d'un test, au plus en une séance"))
    follow_up_months_least: float = _limit(2.0, "C", "EVA-10", N_("mois avant l'évaluation à froid, au moins"))
    follow_up_months_most: float = _limit(6.0, "C", "EVA-10", N_("mois avant l'évaluation à froid, au plus"))
    survey_items: int = _limit(20, "C", "EVA-11", N_("questions d'un questionnaire à chaud, au plus"))
    copied_key_words: int = _limit(12, "C", "EVA-12", N_("mots d'un corrigé recopiés qui le trahissent"))

    # questions: Haladyna, Downing & Rodriguez 2002
    choices_least: int = _limit(3, "R", "QCM-02", N_("choix par question, au moins"))
    choices_most: int = _limit(5, "R", "QCM-02", N_("choix par question, au plus"))
    key_length_ratio: float = _limit(1.5, "R", "QCM-06", N_("longueur de la bonne réponse sur la moyenne des autres"))
    key_length_words: int = _limit(5, "C", "QCM-06", N_("mots sous lesquels une longueur ne trahit rien"))
    bias_questions: int = _limit(8, "C", "QCM-06 QCM-12", N_("questions à partir desquelles une habitude se voit"))
    bias_percent: float = _limit(60.0, "C", "QCM-06", N_("% de bonnes réponses les plus longues, au plus"))
    bias_margin: float = _limit(1.1, "C", "QCM-06", N_("fois la longueur suivante qui font « la plus longue »"))
    clue_letters: int = _limit(7, "C", "QCM-08", N_("lettres d'un mot de l'énoncé qui peut trahir la réponse"))
    clue_words: int = _limit(2, "C", "QCM-08", N_("mots de l'énoncé repris dans la seule bonne réponse"))
    position_percent: float = _limit(50.0, "R", "QCM-12", N_("% de bonnes réponses à la même place, au plus"))
    stem_words: int = _limit(5, "R", "QCM-14", N_("mots dans un énoncé, au moins"))
    repeated_words: int = _limit(3, "R", "QCM-15", N_("mots répétés au début de chaque choix"))
    true_false_percent: float = _limit(30.0, "C", "QCM-17", N_("% de vrai ou faux dans un test, au plus"))
    true_false_questions: int = _limit(5, "C", "QCM-17", N_("questions à partir desquelles on compte les vrai ou faux"))
    told_words: int = _limit(4, "C", "QCM-18", N_("mots d'une réponse retrouvée dans une autre question"))
    stem_words_most: int = _limit(60, "R", "QCM-21", N_("mots dans un énoncé qui n'est pas un cas, au plus"))
    choice_length_ratio: float = _limit(4.0, "C", "QCM-24", N_("longueur d'un choix sur celle du plus court, au plus"))
    gaps_most: int = _limit(4, "R", "QCM-25", N_("trous dans un texte, au plus"))
    pairs_most: int = _limit(8, "R", "QCM-26", N_("paires d'un appariement, au plus"))
    copied_words: int = _limit(9, "R", "QCM-27", N_("mots d'un énoncé recopiés du cours"))

    # slides
    slide_words: int = _limit(40, "C", "SUP-01", N_("mots par diapositive, au plus"))
    slide_words_most: int = _limit(75, "C", "SUP-01", N_("mots par diapositive, limite absolue"))
    slide_bullets: int = _limit(7, "C", "SUP-02", N_("puces par diapositive, au plus"))
    bullet_words: int = _limit(15, "C", "SUP-02", N_("mots par puce, au plus"))
    slides_per_minute: float = _limit(1.0, "C", "SUP-06", N_("diapositives par minute de séquence, au plus"))
    talk_minutes_per_slide: float = _limit(5.0, "C", "SUP-06", N_("minutes d'exposé par diapositive, au plus"))
    slide_table_columns: int = _limit(6, "C", "SUP-09", N_("colonnes d'un tableau projeté, au plus"))
    slide_table_rows: int = _limit(8, "C", "SUP-09", N_("lignes d'un tableau projeté, au plus"))
    read_aloud_percent: float = _limit(80.0, "R", "SUP-11", N_("% des mots projetés repris dans les notes, au plus"))
    read_aloud_words: int = _limit(12, "C", "SUP-11", N_("mots projetés sous lesquels on ne compare pas"))
    synthesis_slides: int = _limit(5, "C", "SUP-12", N_("diapositives à partir desquelles il faut une synthèse"))

    # language: Kandel & Moles
    ease: float = _limit(50.0, "C", "LIS-01", N_("score de lisibilité, au moins"))
    ease_least: float = _limit(30.0, "C", "LIS-01", N_("score de lisibilité, limite absolue"))
    ease_margin: float = _limit(5.0, "C", "LIS-01", N_("points d'incertitude du score"))
    ease_words: int = _limit(100, "C", "LIS-01 LIS-08", N_("mots sous lesquels un texte n'a pas de score"))
    sentence_words: int = _limit(25, "C", "LIS-02", N_("mots par phrase, au plus"))
    sentence_words_most: int = _limit(40, "C", "LIS-02", N_("mots par phrase, limite absolue"))
    paragraph_words: int = _limit(120, "C", "LIS-03", N_("mots par paragraphe, au plus"))
    foreign_words: int = _limit(12, "C", "LIS-06", N_("mots sous lesquels un passage est un titre ou un nom"))
    foreign_share: float = _limit(0.2, "C", "LIS-06", N_("part de petits mots d'une autre langue"))
    foreign_ratio: float = _limit(3.0, "C", "LIS-06", N_("fois les petits mots de la langue du cours"))
    abstract_percent: float = _limit(12.0, "C", "LIS-08", N_("% de noms abstraits dans un texte, au plus"))
    acronym_uses: int = _limit(2, "C", "DOC-05", N_("emplois à partir desquels un sigle doit être développé"))

    # accessibility: WCAG 2.2
    alternative_characters: int = _limit(150, "C", "ACC-01", N_("caractères d'un texte de remplacement, au plus"))

    # weight
    page_kb_most: int = _limit(1_000, "C", "POI-01", N_("Ko par page, limite absolue"))
    image_kb: int = _limit(100, "C", "POI-02", N_("Ko par image, au plus"))
    image_pixels: int = _limit(1_280, "C", "POI-02", N_("pixels de côté d'une image, au plus"))
    video_mb: int = _limit(10, "C", "POI-03", N_("Mo par vidéo, au plus"))
    lesson_mb_most: int = _limit(80, "C", "POI-10", N_("Mo par leçon, limite absolue"))
    course_mb_most: int = _limit(100, "C", "POI-04", N_("Mo par cours, limite absolue"))
    line_kbps: int = _limit(256, "C", "POI-07", N_("kbit/s quand le débit n'est pas déclaré"))
    loading_seconds: int = _limit(15, "C", "POI-07", N_("secondes pour ouvrir une page, au plus"))

    # the platform
    mark_tolerance: float = _limit(0.01, "K", "EVA-03 MOO-02 MOO-06", N_("écart sous lequel deux nombres se valent"))
    section_items: int = _limit(10, "C", "MOO-07", N_("éléments par séquence en ligne, au plus"))
    group_for_anonymity: int = _limit(5, "C", "DON-04", N_("personnes sous lesquelles rien n'est anonyme"))
    group_for_items: int = _limit(30, "C", "SUI-02", N_("personnes sous lesquelles une analyse d'items est indicative"))
    review_months: int = _limit(12, "N", "QUA-02", N_("mois que vaut une version"))

    # people
    women_points: float = _limit(5.0, "C", "PUB-08", N_("points sous la cible de femmes, au plus"))
    parity_least: float = _limit(40.0, "C", "TRA-02", N_("% de femmes parmi les portraits, au moins"))
    parity_most: float = _limit(60.0, "C", "TRA-02", N_("% de femmes parmi les portraits, au plus"))
    parity_names: int = _limit(4, "C", "TRA-02", N_("prénoms sous lesquels une part ne dit rien"))
    access_days: int = _limit(7, "S", "CAL-03", N_("jours entre la liste des accès et le début, au moins"))
    id_characters: int = _limit(100, "N", "MOO-05", N_("caractères d'un identifiant ou nom de compétence, au plus"))
    account_characters: int = _limit(100, "N", "MOO-12", N_("caractères d'un nom ou d'une adresse de compte, au plus"))


def thresholds() -> Iterator[Threshold]:
    """Every number of the catalogue, in order."""
    default = Limits()
    for spec in fields(Limits):
        about = spec.metadata
        yield Threshold(spec.name, getattr(default, spec.name), about["source"], about["rules"], about["label"])

"""Every number the rules compare with, in one place, with what it rests on.

[S] terms of reference, [N] norm, [R] research or recognised guideline, [C] convention of ours: a default to
discuss, never a norm.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The thresholds. Words, minutes, percent, kilobytes, megabytes, pixels as the name says."""

    # objectives
    statement_words: int = 30  # [C] OBJ-08

    # time and methods
    active_percent_course: float = 50.0  # [C] SEQ-02
    active_percent_sequence: float = 40.0  # [C] SEQ-02
    talk_minutes: int = 20  # [C] SEQ-03: attention in an uninterrupted talk
    talk_minutes_most: int = 45  # [C] SEQ-03

    # alignment
    level_above_objective: int = 1  # [R] ALI-04

    # evaluation
    weight_total_percent: float = 100.0  # EVA-03: the whole

    # questions: Haladyna, Downing & Rodriguez 2002
    choices_least: int = 3  # [R] QCM-02
    choices_most: int = 5  # [R] QCM-02
    key_length_ratio: float = 1.5  # [R] QCM-06
    key_length_words: int = 5  # [C] QCM-06: below, a difference of length tells nothing
    bias_questions: int = 8  # [C] QCM-06: a bank needs so many questions before a habit shows
    bias_percent: float = 60.0  # [C] QCM-06: right answers that are the longest; chance makes 25 to 33
    bias_margin: float = 1.1  # [C] QCM-06: longest means that many times the next one

    # slides
    slide_words: int = 40  # [C] SUP-01
    slide_words_most: int = 75  # [C] SUP-01
    slide_bullets: int = 7  # [C] SUP-02
    bullet_words: int = 15  # [C] SUP-02

    # language: Kandel & Moles
    ease: float = 50.0  # [C] LIS-01
    ease_least: float = 30.0  # [C] LIS-01
    ease_margin: float = 5.0  # [C] LIS-01: the syllable count is right to about that much
    ease_words: int = 100  # [C] LIS-01: a shorter text has no meaningful score
    sentence_words: int = 25  # [C] LIS-02
    sentence_words_most: int = 40  # [C] LIS-02
    foreign_words: int = 12  # [C] LIS-06: a shorter passage is a title or a name
    foreign_share: float = 0.2  # [C] LIS-06: small words of the other language among all words
    foreign_ratio: float = 3.0  # [C] LIS-06: and so many times those of the course's language

    # accessibility: WCAG 2.2
    alternative_characters: int = 150  # [C] ACC-01

    # weight
    page_kb_most: int = 1_000  # [C] POI-01; the warning's threshold is the author's weight budget
    image_kb: int = 100  # [C] POI-02
    image_pixels: int = 1_280  # [C] POI-02
    video_mb: int = 10  # [C] POI-03
    course_mb_most: int = 100  # [C] POI-04; the warning's threshold is the author's weight budget

    # the platform
    mark_tolerance: float = 0.01  # EVA-03, MOO-02, MOO-06: figures that far apart are the same

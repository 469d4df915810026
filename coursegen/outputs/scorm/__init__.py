"""SCORM packages, 1.2 and 2004: one book that a learner can finish, on any LMS or from a folder.

What the package holds: the welcome section, every section with `online`, as one SCO with inner navigation; a `Shape`
makes it one SCO a module, or one package a module. Pages and chapters become screens, quizzes become tests, what needs
the platform becomes a screen that says where to go.

How it is tracked (`player/tracker.js` does it):

- bookmark and work are saved at each screen and each answer, in `cmi.suspend_data` under 2 000 characters, by
  identifiers made from the stable keys, so that an older or newer package of the same course still reads them;
- `completed` when every screen has been read to its end and every test handed in. With `Courseware.pass_percent` and a
  test that counts: `passed` or `failed` instead, by the score. `failed` can become `passed`; nothing is ever lowered;
- the score is the percent over the tests that count (`outline.counted_tests`: summative, else formative, never
  diagnostic), by gradebook weight, best attempt of each. With a mastery score it is sent when all of them are taken,
  because Moodle compares by itself on leaving and would fail who has done half of them;
- what is done elsewhere (hand in, discuss, in the room) counts once its screen is seen, for the package cannot know
  more; it is never ticked as done;
- a time limit is shown as advice: nothing stops (WCAG 2.2.1);
- each answer of a test is an interaction, but not those of practice that does not count; objectives get their percent
  from everything but diagnostics;
- SCORM 2004 has two statuses: completion by the screens, success by the score once every test that counts is taken;
- exit is always `suspend`, so that no LMS drops the answers of a finished course.
"""

from __future__ import annotations

from coursegen.outputs.scorm.package import module_shapes, write_scorm12, write_scorm2004
from coursegen.outputs.scorm.units import Shape, module_names

__all__ = ["Shape", "module_names", "module_shapes", "write_scorm12", "write_scorm2004"]

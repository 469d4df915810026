"""Building: the outputs of a course folder, only when something changed, all of them or none."""

from coursegen.build.course import BuildOptions, BuildResult, build_course
from coursegen.build.kinds import kind_names
from coursegen.build.ledger import Output
from coursegen.build.loading import load_course
from coursegen.build.scorm import ScormChoice

__all__ = ["BuildOptions", "BuildResult", "Output", "ScormChoice", "build_course", "kind_names", "load_course"]

"""coursegen: one course folder becomes Moodle, SCORM, slides and documents, and goes to a site by REST."""

__version__ = "0.1.0"

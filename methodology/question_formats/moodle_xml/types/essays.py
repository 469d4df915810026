"""essay."""

from __future__ import annotations

from typing import Any

from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.types.names import ESSAY_INPUT_NAMES, ESSAY_INPUTS
from methodology.question_formats.moodle_xml.writing import QuestionWriter
from methodology.question_parts import EssayForm, EssayInput


def read_essay(source: QuestionReader) -> dict[str, Any]:
    """What may be handed in, and what the marker reads."""
    form = EssayForm(
        input=source.member(None, "responseformat", source.value("responseformat"), ESSAY_INPUTS, EssayInput.EDITOR),
        required=source.flag("responserequired", True),
        lines=source.integer("responsefieldlines", 15),
        min_words=source.integer("minwordlimit", 0),
        max_words=source.integer("maxwordlimit", 0),
        attachments=source.integer("attachments", 0),
        attachments_required=source.integer("attachmentsrequired", 0),
        max_bytes=source.integer("maxbytes", 0),
        file_types=source.value("filetypeslist"),
        template=source.text_of("responsetemplate"),
    )
    return {"model_answer": source.text_of("graderinfo"), "essay": form if form != EssayForm() else None}


def write_essay(out: QuestionWriter) -> None:
    """The same."""
    form = out.question.essay or EssayForm()
    out.tag("responseformat", ESSAY_INPUT_NAMES[form.input])
    out.tag("responserequired", int(form.required))
    out.tag("responsefieldlines", form.lines)
    out.tag("minwordlimit", form.min_words or "")
    out.tag("maxwordlimit", form.max_words or "")
    out.tag("attachments", form.attachments)
    out.tag("attachmentsrequired", form.attachments_required)
    out.tag("maxbytes", form.max_bytes)
    out.tag("filetypeslist", form.file_types)
    out.text("graderinfo", out.question.model_answer)
    out.text("responsetemplate", form.template)

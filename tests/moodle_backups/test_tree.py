"""Documents become trees; what is unsound, hostile or too large is refused with its place."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest

from moodle_backups import BackupError
from moodle_backups.tree import DocumentError, Node, TreeLimits, iter_records, parse

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
QUIZ = (
    DECLARATION
    + "\n".join(
        [
            '<activity id="7" moduleid="8">',
            '  <quiz id="7">',
            "    <name>L’été &amp; l’&lt;hiver&gt;</name>",
            "    <intro></intro>",
            "    <timeclose>$@NULL@$</timeclose>",
            "    <slots>",
            '      <slot id="1"><page>1</page></slot>',
            '      <slot id="2"><page> 2 </page></slot>',
            "    </slots>",
            "  </quiz>",
            "</activity>",
        ]
    ).encode()
)


def refusal(data: bytes, limits: TreeLimits | None = None) -> str:
    with pytest.raises(DocumentError) as raised:
        parse(data, "quiz.xml", limits or TreeLimits())
    assert isinstance(raised.value, BackupError)
    assert raised.value.problems[0].where == "quiz.xml"
    return str(raised.value)


def test_texts_are_exact_and_null_is_told_from_empty() -> None:
    quiz = parse(QUIZ, "quiz.xml").child("quiz")
    assert quiz is not None
    assert quiz.text_of("name") == "L’été & l’<hiver>"
    assert quiz.text_of("intro") == ""
    assert quiz.text_of("timeclose") is None
    assert quiz.text_of("absent") is None
    assert quiz.fields() == {"name": "L’été & l’<hiver>", "intro": "", "timeclose": None}


def test_elements_are_found_by_tag_and_by_path() -> None:
    root = parse(QUIZ, "quiz.xml")
    assert root.attributes == {"id": "7", "moduleid": "8"}
    assert [slot.attributes["id"] for slot in root.path("quiz/slots/slot")] == ["1", "2"]
    assert [page.text for page in root.path("quiz/slots/slot/page")] == ["1", " 2 "]
    assert root.text_of("quiz/slots/slot/page") == "1"
    assert len(root.children[0].children[-1].named("slot")) == 2
    assert root.child("slot") is None
    assert root.find("quiz/nowhere") is None


def test_trees_cannot_be_changed() -> None:
    node = parse(b"<a/>", "a.xml")
    with pytest.raises(AttributeError):
        node.tag = "b"  # type: ignore[misc]  # what is tried here
    assert node == Node("a", {}, "", ())


def test_long_texts_come_whole() -> None:
    text = "é" * 300_001
    assert parse(f"<a><b>{text}</b></a>".encode(), "a.xml").text_of("b") == text


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
        b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost/p">%p;]><a/>',
    ],
)
def test_document_types_and_so_entities_are_refused(document: bytes) -> None:
    assert "document type" in refusal(document)


def test_unknown_entities_are_refused() -> None:
    assert "undefined entity" in refusal(b"<a>&nbsp;</a>")


@pytest.mark.parametrize(
    "document", [b"", b"<a>", b"<a></b>", b"<a/><b/>", b"text", b"<a>\x01</a>", b"<a b='1' b='2'/>"]
)
def test_unsound_xml_is_refused_with_its_line(document: bytes) -> None:
    assert "not sound XML" in refusal(document)
    assert "line 1" in refusal(document)


@pytest.mark.parametrize("document", [b"<a>\xff</a>", b"<a>\xc3", b"<a>\xed\xa0\x80</a>", "<a/>".encode("utf-16")])
def test_invalid_utf8_is_refused(document: bytes) -> None:
    assert "UTF-8" in refusal(document)


def test_another_declared_encoding_changes_nothing() -> None:
    document = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode()
    assert parse(document, "a.xml").text == "é"


def test_deep_documents_are_refused() -> None:
    assert "deeper than 100" in refusal(b"<a>" * 100_000)
    assert parse(b"<a>" * 100 + b"</a>" * 100, "a.xml").tag == "a"


def test_sizes_and_counts_are_bounded() -> None:
    assert "1,001 bytes" in refusal(b"x" * 1001, TreeLimits(size=1000))
    assert "100 elements" in refusal(b"<a>" + b"<b/>" * 101 + b"</a>", TreeLimits(nodes=100))
    many_names = b"<a>" + b"".join(b"<b%d/>" % n for n in range(20_001)) + b"</a>"
    assert "20,000 different tags" in refusal(many_names)


@pytest.mark.parametrize("head", [b"<a>" + b"<!--", b'<a b="', b"<a><?x ", b"<a"])
def test_endless_tags_are_refused_before_they_fill_memory(head: bytes) -> None:
    assert "tag or comment" in refusal(head + b"x" * 2_000_000)


class Endless(io.RawIOBase):
    """A document that goes on and on, and counts what was read of it."""

    def __init__(self, head: bytes, again: bytes) -> None:
        self.head, self.again, self.given = head, again, 0

    def read(self, size: int = -1, /) -> bytes:
        block = self.head + self.again * ((size - len(self.head)) // len(self.again))
        self.head = b""
        self.given += len(block)
        return block


def records(stream: io.RawIOBase, tag: str, limits: TreeLimits) -> Iterator[Node]:
    return iter_records(cast(BinaryIO, stream), tag, "users.xml", limits)


def test_records_come_one_at_a_time() -> None:
    stream = Endless(b"<users>", b'<user id="5"><name>A</name><mark><user>inner</user></mark></user>')
    found = records(stream, "user", TreeLimits())
    first = next(found)
    assert (first.text_of("name"), first.text_of("mark/user")) == ("A", "inner")
    assert stream.given < 1 << 20
    tracemalloc.start()
    for _ in range(10_000):
        next(found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stream.given > 1 << 19
    assert peak < 3 << 20  # all of them would take 6 MB


def test_records_at_any_depth_are_found_and_the_rest_is_dropped() -> None:
    assert [node.text for node in iter_records(io.BytesIO(QUIZ), "page")] == ["1", " 2 "]
    assert list(iter_records(io.BytesIO(QUIZ), "absent")) == []
    assert [node.tag for node in iter_records(io.BytesIO(QUIZ), "activity")] == ["activity"]


@pytest.mark.parametrize(
    ("head", "again", "said"),
    [
        (b"<users><user>", b"<x>text</x>", "10,000 elements"),
        (b"<users><user>", b"text", "1,048,576 bytes"),
        (b"<users>", b"<x>", "deeper"),
        (b"<users><user><!--", b"text", "tag or comment"),
    ],
)
def test_endless_records_are_refused(head: bytes, again: bytes, said: str) -> None:
    stream = Endless(head, again)
    with pytest.raises(DocumentError, match=said):
        list(records(stream, "user", TreeLimits(size=1 << 20, nodes=10_000)))
    assert stream.given < 4 << 20


def test_a_document_that_breaks_off_gives_its_records_and_then_says_so() -> None:
    found = iter_records(io.BytesIO(b"<users><user><n>1</n></user>" + b" " * 100_000 + b"<user>"), "user", "users.xml")
    assert next(found).text_of("n") == "1"
    with pytest.raises(DocumentError, match=r"users\.xml: not sound XML"):
        next(found)

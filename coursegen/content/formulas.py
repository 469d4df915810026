"""Formulas (MathML) in one line of text, for outputs that hold no formula: S/100 × t, x², √(a + b).

What is read aloud or typed by hand is the model: nothing of the formula's sense may be lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from coursegen.slides_model import Run, Script

_SUPER = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUB = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BETWEEN = frozenset("+-−±×÷·*=≠≈<>≤≥→⇒⇔∈∪∩")
_UNSEEN = str.maketrans("", "", "\u2061\u2062\u2063\u2064")  # invisible operators: apply, times, comma, plus
_SILENT = ("annotation", "annotation-xml", "mphantom", "none", "mprescripts")
_GAP = "\u00a0"


def formula_text(math: HtmlElement) -> str:
    """The formula of a `<math>` element as text; its alternative text when it shows nothing."""
    return _row(list(math)).strip() or (math.text or math.get("alttext") or "").strip()


def plain_words(run: Run) -> str:
    """The words of a run where letters have no place above or below the line: 10³, H₂O, x^(a+b)."""
    if run.script is Script.SUPER:
        return _raised(run.text, _SUPER, "^")
    return _raised(run.text, _SUB, "_") if run.script is Script.SUB else run.text


def _row(nodes: list[HtmlElement]) -> str:
    return "".join(_joined(nodes)).strip()


def _joined(nodes: list[HtmlElement]) -> Iterator[str]:
    """The parts side by side; an operator between two of them has a space on each side."""
    said = ""
    for node in nodes:
        text = _text(node)
        if node.tag == "mo" and text in _BETWEEN and said.strip() and said[-1:] != "(":
            text = f"{_GAP}{text}{_GAP}"
        yield text
        said += text


def _text(node: HtmlElement) -> str:
    if not isinstance(node.tag, str) or node.tag in _SILENT:
        return ""
    make = _MAKERS.get(node.tag)
    if make is not None:
        return make(list(node))
    if node.tag == "mfenced":
        return _fenced(node)
    return _row(list(node)) or " ".join((node.text or "").translate(_UNSEEN).split())


def _part(nodes: list[HtmlElement], at: int) -> str:
    return _text(nodes[at]) if at < len(nodes) else ""


def _held(text: str) -> str:
    """In brackets when it is more than one word: the end of a fraction must be seen."""
    return f"({text})" if any(sign in text for sign in (*_BETWEEN, "/", _GAP)) else text


def _fraction(nodes: list[HtmlElement]) -> str:
    return f"{_held(_part(nodes, 0))}/{_held(_part(nodes, 1))}"


def _raised(text: str, signs: dict[int, int], mark: str) -> str:
    """Small figures where letters have them, else a mark that everybody reads."""
    if not text:
        return ""
    small = text.replace(_GAP, "").translate(signs)
    if all(after != before for before, after in zip(text.replace(_GAP, ""), small, strict=True)):
        return small
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _with_scripts(below: int, above: int) -> Callable[[list[HtmlElement]], str]:
    """A base with what stands under and over it: their places among the children, 0 for none."""

    def made(nodes: list[HtmlElement]) -> str:
        under = _raised(_part(nodes, below), _SUB, "_") if below else ""
        over = _raised(_part(nodes, above), _SUPER, "^") if above else ""
        return _held(_part(nodes, 0)) + under + over

    return made


def _root(nodes: list[HtmlElement]) -> str:
    inside = _row(nodes)
    return f"√{inside}" if inside.isalnum() else f"√({inside})"


def _any_root(nodes: list[HtmlElement]) -> str:
    return _raised(_part(nodes, 1), _SUPER, "^") + _root(nodes[:1])


def _fenced(node: HtmlElement) -> str:
    between = (node.get("separators") or ",").strip()[:1]
    inside = f"{between} ".join(map(_text, node))
    return f"{node.get('open', '(')}{inside}{node.get('close', ')')}"


def _table(nodes: list[HtmlElement]) -> str:
    return "[" + " ; ".join(", ".join(map(_text, row)) for row in nodes) + "]"


_MAKERS: dict[str, Callable[[list[HtmlElement]], str]] = {
    "mfrac": _fraction,
    "msup": _with_scripts(0, 1),
    "msub": _with_scripts(1, 0),
    "msubsup": _with_scripts(1, 2),
    "munder": _with_scripts(1, 0),
    "mover": _with_scripts(0, 1),
    "munderover": _with_scripts(1, 2),
    "msqrt": _root,
    "mroot": _any_root,
    "mtable": _table,
    "semantics": lambda nodes: _part(nodes, 0),
}

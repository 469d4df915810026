"""Short names for the player's variables, the same in all its scripts: a quarter less for a slow line to carry.

No scopes are told apart. A name that the scripts declare gets one short name, and every variable of that name takes it,
wherever it stands; two names never share one. So whatever a name meant, its short name means. Left as they are:
properties, keys, what is written `{name}` for `{name: name}`, what a browser's window already has, names in strings,
what the files of data call.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, product
from string import ascii_letters

# A string or a regular expression literal (what follows an opening sign); a word; signs that belong together; one sign.
_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|"""
    r"""(?<=[(,=:\[!&|?{};\s])/(?![*/ ])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n])+/[a-z]*|"""
    r"""[A-Za-z_$][\w$]*|\d[\w.]*|\.\.\.|=>|\s+|."""
)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_CALLED_BY_DATA = re.compile(r"course[A-Z]\w*")  # `courseContent(…)`, `courseTests(…)`: what files of data begin with
_DECLARING = frozenset({"const", "let", "var", "function", "class"})
_BEFORE_BLOCK = frozenset({"", ")", "=>", ";", "{", "}", "else", "try", "finally", "do"})
_SHORT = 2  # letters: as short as a name will be
_OPENING, _CLOSING = "([{", ")]}"
# Words of the language, and what code may take from the window without saying so.
_KEPT = frozenset(
    "as async await break case catch class const continue debugger default delete do else export extends false "
    "finally for from function get if import in instanceof let new null of return set static super switch this throw "
    "true try typeof undefined var void while with yield arguments "
    "window document navigator name event parent top self status location history screen length origin opener frames "
    "open close print stop find focus blur scroll performance localStorage sessionStorage crypto caches fetch alert "
    "confirm prompt external menubar toolbar parseInt parseFloat isNaN isFinite escape unescape".split()
)


@dataclass(frozen=True, slots=True)
class _Scanned:
    """The tokens of a script that are no spaces; what each is inside of: `object` for a literal's braces, else a sign.

    `places`: where each stands among all the tokens.
    """

    tokens: list[str]
    places: list[int]
    signs: list[str]
    inside: list[str]


def with_short_names(scripts: Mapping[str, str]) -> dict[str, str]:
    """The scripts, by the same keys, with short names. They must be all that will ever run together."""
    scanned = {key: _scan(script) for key, script in scripts.items()}
    variables = {key: list(_variables(one)) for key, one in scanned.items()}
    uses = Counter(scanned[key].signs[n] for key, places in variables.items() for n in places)
    names = _short_names(scanned.values(), uses)
    return {key: _renamed(one, variables[key], names) for key, one in scanned.items()}


def _short_names(scripts: Iterable[_Scanned], uses: Counter[str]) -> dict[str, str]:
    """A short name for each name that one of the scripts declares, the shortest for those that take most room."""
    declared, kept = set[str](), set(_KEPT)
    for scanned in scripts:
        declared.update(_declared(scanned))
        kept.update(_shorthands(scanned))
    kept.update(filter(_CALLED_BY_DATA.fullmatch, declared))
    renamed = [name for name in declared & uses.keys() if name not in kept and len(name) > _SHORT]
    renamed.sort(key=lambda name: (-uses[name] * len(name), name))
    free = (short for short in _shortest() if short not in kept and short not in uses)
    return dict(zip(renamed, free, strict=False))


def _renamed(scanned: _Scanned, variables: Iterable[int], names: Mapping[str, str]) -> str:
    tokens = list(scanned.tokens)
    for n in variables:
        tokens[scanned.places[n]] = names.get(scanned.signs[n], scanned.signs[n])
    return "".join(tokens)


def _scan(script: str) -> _Scanned:
    tokens = _TOKEN.findall(script)
    places = [n for n, token in enumerate(tokens) if not token.isspace()]
    signs = [tokens[n] for n in places]
    inside, open_signs, before = list[str](), [""], ""
    for sign in signs:
        if sign in _CLOSING and len(open_signs) > 1:
            open_signs.pop()
        inside.append(open_signs[-1])
        if sign in _OPENING:
            open_signs.append("object" if sign == "{" and before not in _BEFORE_BLOCK else sign)
        before = sign
    return _Scanned(tokens, places, signs, inside)


def _variables(scanned: _Scanned) -> Iterator[int]:
    """Where a word is a variable: no property, no key of an object."""
    for n, sign in enumerate(scanned.signs):
        if _WORD.fullmatch(sign) and _at(scanned, n - 1) not in (".", "?.") and not _is_key(scanned, n):
            yield n


def _is_key(scanned: _Scanned, n: int) -> bool:
    return _begins_entry(scanned, n) and _at(scanned, n + 1) in (":", "(")


def _begins_entry(scanned: _Scanned, n: int) -> bool:
    return scanned.inside[n] == "object" and _at(scanned, n - 1) in ("{", ",")


def _shorthands(scanned: _Scanned) -> Iterator[str]:
    for n, sign in enumerate(scanned.signs):
        if _begins_entry(scanned, n) and _at(scanned, n + 1) in (",", "}", "="):
            yield sign


def _declared(scanned: _Scanned) -> Iterator[str]:
    """The names after `const`, `let`, `function`, in lists of parameters, in `catch`."""
    for n, sign in enumerate(scanned.signs):
        if sign in _DECLARING:
            yield from _declarators(scanned, n + 1)
        elif sign == "=>":
            yield from [scanned.signs[n - 1]] if _at(scanned, n - 1) != ")" else _parameters(scanned, n - 1)
        elif sign == ")" and _at(scanned, n + 1) == "{":
            yield from _parameters(scanned, n)


def _declarators(scanned: _Scanned, start: int) -> Iterator[str]:
    """The name at `start`, and those after commas up to the end of the statement."""
    if _is_name(_at(scanned, start)):
        yield scanned.signs[start]
    if scanned.signs[start - 1] in ("function", "class"):
        return
    depth = 0
    for n in range(start, len(scanned.signs)):
        sign = scanned.signs[n]
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0 or (depth == 0 and sign in (";", "of", "in")):
            return
        if depth == 0 and _at(scanned, n - 1) == "," and _is_name(sign):
            yield sign


def _parameters(scanned: _Scanned, end: int) -> Iterator[str]:
    """The names between the closing parenthesis at `end` and its opening one, when a function or `catch` has them."""
    depth, start = 0, end
    while start >= 0:
        depth += (scanned.signs[start] in _CLOSING) - (scanned.signs[start] in _OPENING)
        if not depth:
            break
        start -= 1
    leads = {_at(scanned, start - 1), _at(scanned, start - 2)}
    if _at(scanned, end + 1) == "=>" or leads & {"function", "catch"}:
        for n in range(start + 1, end):
            if _is_name(scanned.signs[n]) and _at(scanned, n - 1) in ("(", ",", "...", "["):
                yield scanned.signs[n]


def _is_name(sign: str) -> bool:
    return bool(_WORD.fullmatch(sign))


def _at(scanned: _Scanned, n: int) -> str:
    return scanned.signs[n] if 0 <= n < len(scanned.signs) else ""


def _shortest() -> Iterator[str]:
    """From `a` to `Z`, then `aa` and so on."""
    for length in count(1):
        yield from map("".join, product(ascii_letters, repeat=length))

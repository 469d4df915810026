"""Works out the formulas of calculated questions: `{a} + sqrt({b})`, with Moodle's functions and nothing else.

Operators and functions: Moodle, `qtype_calculated_find_formula_errors`. A formula is a stranger's text: it is read as a
tree of which only known nodes count, with floating numbers alone, so that it can neither reach anything nor go on.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

LONGEST = 1000
_DEEPEST = 60
_VARIABLE = re.compile(r"\{([A-Za-z][^{}<>\s*/]*)\}")
_CONDITION = re.compile(r"[?!&|]")
_EXPRESSION = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})*)\}")


class FormulaError(ValueError):
    """A formula that gives no number; the text says why, in English, for whoever catches it."""


def work_out(formula: str, values: Mapping[str, float]) -> float:
    """The value of a formula. Raises FormulaError: no formula, a variable without value, no finite number."""
    tree = _tree(formula)
    try:
        result = float(_value(tree.body, {f"v{n}": values[name] for n, name in enumerate(names_in(formula))}, 0))
    except KeyError as error:
        raise FormulaError(f"no value for {error}") from error
    except (ArithmeticError, ValueError, TypeError) as error:
        raise FormulaError(str(error)) from error
    if not math.isfinite(result):
        raise FormulaError("no finite number")
    return result


def formula_problem(formula: str) -> str:
    """What a formula holds that is no operator or function of Moodle; empty when there is nothing of the kind.

    Conditions (`?:`, `!`) pass: Moodle knows them, though `work_out` doesn't.
    """
    try:
        for node in ast.walk(_tree(formula)):
            if isinstance(node, ast.Call) and not _known_call(node):
                return ast.unparse(node.func)
            if not isinstance(node, _KNOWN):
                return type(node).__name__.lower()
    except FormulaError:
        return "" if _CONDITION.search(formula) else formula[:40]
    return ""


def _known_call(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id.lower() in _FUNCTIONS


def names_in(text: str) -> tuple[str, ...]:
    """The variables of a formula or a text, each once, in order."""
    return tuple(dict.fromkeys(_VARIABLE.findall(text)))


def expressions_in(text: str) -> Iterator[str]:
    """The formulas that a text shows the value of, `{={a} * 2}`."""
    return (match[1] for match in _EXPRESSION.finditer(text))


def with_expressions(text: str, shown: Callable[[str], str]) -> str:
    """The text with what `shown` makes of each of them in its place."""
    return _EXPRESSION.sub(lambda match: shown(match[1]), text)


def _tree(formula: str) -> ast.Expression:
    if len(formula) > LONGEST:
        raise FormulaError("too long")
    numbers = {name: n for n, name in enumerate(names_in(formula))}
    plain = _VARIABLE.sub(lambda match: f" v{numbers[match[1]]} ", formula)
    try:
        return ast.parse(" ".join(plain.split()), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("no formula") from error


def _value(node: ast.expr, values: Mapping[str, float], depth: int) -> float:
    if depth > _DEEPEST:
        raise FormulaError("too deep")
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name):
            return float(values[name])
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _SIGNS:
            return _SIGNS[type(op)](_value(operand, values, depth + 1))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left, values, depth + 1), _value(right, values, depth + 1))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return float(_COMPARISONS[type(op)](_value(left, values, depth + 1), _value(right, values, depth + 1)))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name.lower() in _FUNCTIONS:
            return float(_FUNCTIONS[name.lower()](*(_value(one, values, depth + 1) for one in args)))
    raise FormulaError(f"{type(node).__name__} isn't part of formulas")


def _power(base: float, exponent: float) -> float:
    """`math.pow` has no complex results, and no numbers that grow for ever."""
    return math.pow(base, exponent)


def _remainder(left: float, right: float) -> float:
    """PHP's `%`: of whole numbers, with the sign of the first."""
    return float(math.fmod(int(left), int(right)))


def _round(value: float, digits: float = 0.0) -> float:
    """PHP's: a half goes away from zero."""
    scale = math.pow(10.0, int(digits))
    return math.copysign(math.floor(abs(value) * scale + 0.5) / scale, value)


def _smallest(first: float, second: float, *others: float) -> float:
    return min(first, second, *others)


def _largest(first: float, second: float, *others: float) -> float:
    return max(first, second, *others)


def _log(value: float, base: float = math.e) -> float:
    return math.log(value, base)


def _read_in(base: int) -> Callable[[float], float]:
    return lambda value: float(int(str(int(value)), base))


def _written_in(letter: str) -> Callable[[float], float]:
    return lambda value: float(format(int(value), letter))


_SIGNS: Mapping[type[ast.AST], Callable[[float], float]] = MappingProxyType(
    {ast.UAdd: operator.pos, ast.USub: operator.neg}
)
_OPERATORS: Mapping[type[ast.AST], Callable[[float, float], float]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.Mod: _remainder,
        ast.Pow: _power,
    }
)
_COMPARISONS: Mapping[type[ast.AST], Callable[[float, float], bool]] = MappingProxyType(
    {
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
    }
)
_ONE_NUMBER = (
    *("acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "exp", "expm1", "floor", "log10"),
    *("log1p", "sin", "sinh", "sqrt", "tan", "tanh"),
)
_FUNCTIONS: Mapping[str, Callable[..., float]] = MappingProxyType(
    {name: getattr(math, name) for name in _ONE_NUMBER}
    | {
        "abs": abs,
        "atan2": math.atan2,
        "bindec": _read_in(2),
        "decbin": _written_in("b"),
        "decoct": _written_in("o"),
        "deg2rad": math.radians,
        "fmod": math.fmod,
        "is_finite": math.isfinite,
        "is_infinite": math.isinf,
        "is_nan": math.isnan,
        "log": _log,
        "max": _largest,
        "min": _smallest,
        "octdec": _read_in(8),
        "pi": lambda: math.pi,
        "pow": _power,
        "rad2deg": math.degrees,
        "round": _round,
    }
)
_KNOWN = (
    *(ast.Expression, ast.Constant, ast.Name, ast.Load, ast.UnaryOp, ast.BinOp, ast.Compare, ast.Call),
    *(*_SIGNS, *_OPERATORS, *_COMPARISONS),
)

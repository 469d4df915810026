"""Parameters of a web service call in the form that PHP reads: `options[0][name]=...`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Parameter = str | int | float | bool | None | Sequence["Parameter"] | Mapping[str, "Parameter"]
"""What a parameter may be; None and empty lists are left out, as Moodle wants it."""

# PHP's own limit is 1000 variables, and what is over it is dropped without a word.
MOST_VARIABLES = 900


class TooManyVariables(ValueError):
    """A call holds more variables than PHP takes; it must be split."""


def php_variables(parameters: Mapping[str, Parameter]) -> list[tuple[str, str]]:
    """The parameters as form fields, in their order. Raises TooManyVariables."""
    pairs = [pair for name, value in parameters.items() for pair in _flat(name, value)]
    if len(pairs) > MOST_VARIABLES:
        raise TooManyVariables(f"{len(pairs)} variables in one call, at most {MOST_VARIABLES} arrive")
    return pairs


def _flat(name: str, value: Parameter) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if isinstance(value, bool):
        yield name, "1" if value else "0"  # "true" is refused as invalidparameter
    elif isinstance(value, (str, int, float)):
        yield name, str(value)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _flat(f"{name}[{key}]", member)
    else:
        for position, member in enumerate(value):
            yield from _flat(f"{name}[{position}]", member)

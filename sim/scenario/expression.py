"""Expressions: sums of other inputs, such as `{assumptions.hours of a core assessment} * 0.5`.

Numbers, + - * /, brackets, `min(...)`, `max(...)`, and inputs by their paths in braces. Value and
unit come out of one walk.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

from sim.scenario.paths import Path, UnreadablePathError, path_of
from sim.scenario.units import Unit, clash, over, scaled, times

LONGEST = 1_000
"""Characters that an expression may have."""
_DEEPEST = 100
"""Brackets and signs inside each other."""
_DIGITS = 12
"""Decimals that a sum is good for."""
_INPUT = re.compile(r'\{((?:"(?:[^"\\]|\\.)*"|[^{}"])*)\}')
_ALLOWED = "use numbers, + - * /, brackets, min(...), max(...) and inputs as paths in braces"


class ExpressionError(ValueError):
    """What keeps an expression from being read or worked out, in words."""


class Quantity(NamedTuple):
    """A number and what one of it is."""

    value: float
    unit: Unit | None = None
    """None: not known."""
    is_bare: bool = False
    """Whether it is made of numbers alone, which may stand for anything."""


class Expression(NamedTuple):
    """An expression that was read."""

    body: ast.expr
    inputs: tuple[Path, ...]
    """The inputs in it, in their order."""


@lru_cache(maxsize=2_000)
def expression_of(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionError: if it is none.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"is longer than {LONGEST:,} characters; derive a part of it apart")
    inputs: list[Path] = []

    def numbered(found: re.Match[str]) -> str:
        # As a set with a number in it: nothing else that is written can become one.
        inputs.append(path_of(found[1].strip()))
        return f"{{{len(inputs) - 1}}}"

    try:
        pieces = _INPUT.sub(numbered, text)
        body = ast.parse(" ".join(pieces.split()), mode="eval").body
    except UnreadablePathError as error:
        raise ExpressionError(str(error)) from None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"'{text}' cannot be read; {_ALLOWED}") from None
    if set(_INPUT.sub("", text)) & set("{}"):
        raise ExpressionError(f"'{text}' cannot be read; {_ALLOWED}")
    _check(body, len(inputs), text)
    return Expression(body, tuple(inputs))


def _check(node: ast.expr, inputs: int, text: str, depth: int = 0) -> None:
    """Refuse whatever is no sum of numbers and inputs.

    Raises:
        ExpressionError: naming what it is.
    """
    if depth > _DEEPEST:
        raise ExpressionError(f"has more than {_DEEPEST} levels; derive a part of it apart")
    inner: list[ast.expr]
    match node:
        case ast.Set(elts=[ast.Constant(value=int(place))]) if place < inputs:
            inner = []
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            inner = []
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right):
            inner = [left, right]
        case ast.UnaryOp(ast.USub() | ast.UAdd(), operand):
            inner = [operand]
        case ast.Call(func=ast.Name(id="min" | "max"), args=[_, *_] as args, keywords=[]):
            inner = args
        case ast.Name(id=name):
            raise ExpressionError(f"'{name}' is no number; write an input's path in braces")
        case _:
            raise ExpressionError(f"'{text}' cannot be worked out; {_ALLOWED}")
    for each in inner:
        _check(each, inputs, text, depth + 1)


def worked_out(expression: Expression, inputs: Sequence[Quantity]) -> Quantity:
    """The value and the unit of an expression.

    Args:
        expression: what is worked out.
        inputs: each of its inputs, in their order.

    Raises:
        ExpressionError: if it divides by 0, grows beyond all numbers, or its units clash.
    """
    found = _walk(expression.body, inputs)
    if not isinstance(expression.body, ast.Set):
        # 1 - .7 - .3 is 0, and no share below it
        found = found._replace(value=round(found.value, _DIGITS) + 0.0)
    if not math.isfinite(found.value):
        raise ExpressionError("comes to no number; keep its parts within bounds")
    return found


def _walk(node: ast.expr, inputs: Sequence[Quantity]) -> Quantity:
    match node:
        case ast.Set(elts=[ast.Constant(value=int(place))]):
            return inputs[place]
        case ast.Constant(value=int() | float() as number):
            return Quantity(_float(number), is_bare=True)
        case ast.UnaryOp(sign, operand):
            of = _walk(operand, inputs)
            return of._replace(value=-of.value) if isinstance(sign, ast.USub) else of
        case ast.BinOp(left, operator, right):
            return _joined(operator, _walk(left, inputs), _walk(right, inputs))
        case ast.Call(func=ast.Name(id=name), args=args):
            parts = [_walk(each, inputs) for each in args]
            pick: Callable[[Iterator[float]], float] = min if name == "min" else max
            alike = reduce(lambda a, b: _alike(a, b, "compares"), parts)
            return alike._replace(value=pick(each.value for each in parts))
    raise AssertionError(ast.dump(node))  # `expression_of` lets nothing else through


def _joined(operator: ast.operator, a: Quantity, b: Quantity) -> Quantity:
    match operator:
        case ast.Add():
            return _alike(a, b, "adds")._replace(value=a.value + b.value)
        case ast.Sub():
            return _alike(a, b, "subtracts")._replace(value=a.value - b.value)
        case ast.Mult():
            unit = scaled(b.unit) if a.is_bare else scaled(a.unit) if b.is_bare else None
            unit = unit if a.is_bare or b.is_bare else times(a.unit, b.unit)
            return Quantity(a.value * b.value, unit, a.is_bare and b.is_bare)
        case _:
            if b.value == 0:
                raise ExpressionError("divides by 0; write a divisor that cannot become 0")
            unit = scaled(a.unit) if b.is_bare else None if a.is_bare else over(a.unit, b.unit)
            return Quantity(a.value / b.value, unit, a.is_bare and b.is_bare)


def _alike(a: Quantity, b: Quantity, does: str) -> Quantity:
    """Two parts of which one unit is that of both.

    Raises:
        ExpressionError: if they are in units that clash.
    """
    if a.unit and b.unit and clash(a.unit, b.unit):
        raise ExpressionError(
            f"{does} {a.unit.text} and {b.unit.text}; multiply one of them by an assumption that "
            "turns it into the other, as hours a day"
        )
    known = a.unit or b.unit if a.is_bare or b.is_bare or (a.unit and b.unit) else None
    return Quantity(a.value, known, a.is_bare and b.is_bare)


def _float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf

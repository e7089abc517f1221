"""Makes the simple mutants of a Python module: one small change of its syntax tree each."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}
# What documentation of the interface says is not behaviour that a test has to pin.
DOCUMENTATION = {"responses", "summary", "description", "tags", "title", "examples"}

Put = Callable[[ast.AST], None]
Change = tuple[str, ast.AST]


@dataclass(frozen=True)
class Mutant:
    """One change of one module; `index` is its place among the changes of that module."""

    path: str
    line: int
    what: str
    index: int


def mutants(project: Path, path: str) -> list[Mutant]:
    """Every simple mutant of the module at `path` of `project`, in the order of its source."""
    tree = ast.parse((project / path).read_text(encoding="utf-8"))
    return [
        Mutant(path, line, what, index)
        for index, (line, what, _, _) in enumerate(_changes(tree))
    ]


def source(project: Path, mutant: Mutant) -> str:
    """The text of the changed module."""
    tree = ast.parse((project / mutant.path).read_text(encoding="utf-8"))
    _, _, put, changed = list(_changes(tree))[mutant.index]
    put(changed)
    return ast.unparse(ast.fix_missing_locations(tree))


def _changes(tree: ast.AST) -> Iterator[tuple[int, str, Put, ast.AST]]:
    for node, put in _behaviour(tree):
        if isinstance(node, ast.expr):
            found = _of_expression(node)
        elif isinstance(node, ast.stmt):
            found = _of_statement(node)
        else:
            continue
        for what, changed in found:
            yield node.lineno, what, put, changed


def _behaviour(node: ast.AST, *, typing: bool = False) -> Iterator[tuple[ast.AST, Put]]:
    """Walks what runs: no types (but calls in them), docstrings, imports or documentation."""
    for field, value in ast.iter_fields(node):
        types = typing or field in {"annotation", "returns", "type_params"}
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or isinstance(child, ast.Import | ast.ImportFrom):
                continue
            if isinstance(child, ast.keyword) and child.arg in DOCUMENTATION:
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            inner = types and not isinstance(child, ast.Call)
            if not inner:
                yield child, _putter(node, field, index if isinstance(value, list) else None)
            yield from _behaviour(child, typing=inner)


def _putter(parent: ast.AST, field: str, index: int | None) -> Put:
    def put(node: ast.AST) -> None:
        if index is None:
            setattr(parent, field, node)
        else:
            getattr(parent, field)[index] = node

    return put


def _of_expression(node: ast.expr) -> Iterator[Change]:
    match node:
        case ast.Compare(left=left, ops=[op, *rest], comparators=comparators):
            if type(op) in COMPARISONS:
                other = COMPARISONS[type(op)]
                what = f"{type(op).__name__} -> {other.__name__}"
                yield what, ast.Compare(left, [other(), *rest], comparators)
        case ast.BoolOp(op=ast.And(), values=values):
            yield "and -> or", ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(op=ast.Or(), values=values):
            yield "or -> and", ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not removed", operand
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in ARITHMETIC:
            swapped = ARITHMETIC[type(sign)]
            what = f"{type(sign).__name__} -> {swapped.__name__}"
            yield what, ast.BinOp(left, swapped(), right)
        case ast.Constant(value=bool(value)):
            yield f"{value} -> {not value}", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield f"{value} -> {value + 1}", ast.Constant(value + 1)
            yield f"{value} -> {value - 1}", ast.Constant(value - 1)
        case ast.Attribute(value=value, attr=attr) if attr.startswith("HTTP_"):
            other_code = "HTTP_200_OK" if attr == "HTTP_202_ACCEPTED" else "HTTP_202_ACCEPTED"
            yield f"{attr} -> {other_code}", ast.Attribute(value, other_code, ast.Load())
        case _:
            return


def _of_statement(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield "return None", ast.Return(ast.Constant(None))
        case ast.Raise():
            yield "raise removed", ast.Pass()
        case ast.Expr(value=ast.Call(func=func)) if not _logs(func):
            yield f"{ast.unparse(func)}() removed", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript() as target]):
            yield f"{ast.unparse(target)} = … removed", ast.Pass()
        case ast.AugAssign(target=target):
            yield f"{ast.unparse(target)} … removed", ast.Pass()
        case ast.If(test=test, body=body, orelse=orelse) if not isinstance(
            test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield "if negated", ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case _:
            return


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _logs(func: ast.expr) -> bool:
    return isinstance(func, ast.Attribute) and ast.unparse(func.value) in {"logger", "log"}

"""Refuses a rule whose function does more than compute: FILE FUNCTION, 0 or 1 and the reason."""

import ast
import io
import sys
import tokenize

MODULES = {
    "calendar", "collections", "datetime", "decimal", "fractions", "functools", "itertools", "math",
    "re", "statistics", "string", "unicodedata",
}  # fmt: skip
NAMES = {
    "__import__", "breakpoint", "classmethod", "compile", "delattr", "dir", "eval", "exec", "exit",
    "getattr", "globals", "help", "id", "input", "locals", "memoryview", "object", "open", "print",
    "property", "quit", "setattr", "staticmethod", "super", "type", "vars",
}  # fmt: skip
STATEMENTS = (
    ast.AsyncFor, ast.AsyncFunctionDef, ast.AsyncWith, ast.Await, ast.ClassDef, ast.Delete,
    ast.Global, ast.Import, ast.ImportFrom, ast.Nonlocal, ast.With, ast.Yield, ast.YieldFrom,
)  # fmt: skip
MARKS = ("noqa", "type:", "mypy:", "ruff:", "pragma", "pylint", "fmt:")


def faults(text: str, function: str) -> list[tuple[int, str]]:
    """Return what the function may not do, with its line."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return [(getattr(error, "lineno", None) or 1, f"it is no Python: {error}")]
    found = []
    for node in tree.body:
        if isinstance(node, ast.Import):
            found += [(node.lineno, f"the module {a.name}") for a in node.names if a.name not in MODULES]
        elif isinstance(node, ast.ImportFrom):
            if node.module not in MODULES:
                found.append((node.lineno, f"the module {node.module}"))
        elif isinstance(node, ast.FunctionDef) and node.name == function:
            found += inside(node)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            found.append((node.lineno, "something beside the function"))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and any(mark in token.string for mark in MARKS):
            found.append((token.start[0], "a comment that silences a checker"))
    return found


def inside(function: ast.FunctionDef) -> list[tuple[int, str]]:
    """Return what the body of the function may not do."""
    found = []
    for node in (part for statement in function.body for part in ast.walk(statement)):
        line = getattr(node, "lineno", function.lineno)
        if isinstance(node, STATEMENTS):
            found.append((line, f"a statement of the kind {type(node).__name__}"))
        elif isinstance(node, ast.Name) and (node.id in NAMES or node.id.startswith("__")):
            found.append((line, f"the name {node.id}"))
        elif isinstance(node, ast.Attribute):
            if node.attr.startswith("_"):
                found.append((line, f"the attribute {node.attr}"))
            if not isinstance(node.ctx, ast.Load):
                found.append((line, f"a change of the attribute {node.attr}"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value:
            found.append((line, "a text with two underscores"))
    return found


def main() -> int:
    """Print what is refused."""
    path, function = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        found = faults(file.read(), function)
    for line, what in found:
        sys.stdout.write(f"line {line}: the function may not use {what}\n")
    return 1 if found else 0


sys.exit(main())

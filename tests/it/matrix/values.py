"""Makes valid values for the fields of a model, and says whether two answers mean the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
START = dt.datetime(2031, 3, 3, 9, 0, tzinfo=dt.UTC)
SCALE = {"decimal": Decimal("0.0001"), "money": Decimal("0.01"), "percent": Decimal("0.01")}


def fields_of(model: Json, entity: Json, row: int) -> Json:
    """A complete, valid set of the entity's own fields; differs from row to row where it can."""
    ranks = _ranks(model, entity["name"])
    values: Json = {}
    for field in entity["fields"]:
        name = field["name"]
        if name in stepped(model, entity["name"]) and field.get("default") is not None:
            continue
        values[name] = value(field, row, ranks.get(name, 0))
    return values


def stepped(model: Json, entity: str) -> dict[str, list[list[str]]]:
    """The fields that move only along steps, with those steps."""
    return {
        rule["field"]: rule["steps"]
        for rule in model.get("rules", [])
        if rule["kind"] == "transition" and rule["entity"] == entity
    }


def _ranks(model: Json, entity: str) -> dict[str, int]:
    """How late each field of an ordered pair has to be."""
    pairs = []
    for rule in model.get("rules", []):
        if rule["entity"] == entity and rule["kind"] == "order":
            pairs.append((rule["earlier"], rule["later"]))
        elif rule["entity"] == entity and rule["kind"] == "no_overlap":
            pairs.append((rule["start"], rule["end"]))
    ranks: dict[str, int] = {}
    for _ in range(len(pairs) + 1):
        for earlier, later in pairs:
            ranks[later] = max(ranks.get(later, 0), ranks.get(earlier, 0) + 1)
    return ranks


def value(field: Json, row: int, rank: int = 0) -> Any:
    """The value of one field in row `row`; `rank` makes it greater."""
    kind = field["type"]
    low, high = field.get("min"), field.get("max")
    match kind:
        case "string" | "text" | "email" | "url" | "phone" | "slug":
            return _text(kind, field["name"], row, int(low or 0), int(high or 200))
        case "int" | "float" | "decimal" | "money" | "percent":
            return _number(kind, row + rank, low, high)
        case "bool":
            return row % 2 == 0
        case "date":
            return (START.date() + dt.timedelta(days=10 * row + rank)).isoformat()
        case "datetime":
            return (START + dt.timedelta(days=10 * row, hours=rank)).isoformat()
        case "time":
            return (START + dt.timedelta(minutes=row + 60 * rank)).time().isoformat()
        case "enum":
            return field["values"][row % len(field["values"])]
    raise ValueError(f"unknown type {kind}")


def _text(kind: str, name: str, row: int, low: int, high: int) -> str:
    match kind:
        case "email":
            return f"{name.replace('_', '.')}.{row}@example.com"
        case "url":
            return f"https://example.com/{name}/{row}"
        case "phone":
            return f"+4930{1000000 + row}"
        case "slug":
            text = f"{name.replace('_', '-')}-{row}"
        case _:
            text = f"{name.replace('_', ' ').capitalize()} {row}"
    if len(text) > high:
        digits = ""
        while row or not digits:
            row, digit = divmod(row, 26)
            digits = chr(ord("a") + digit) + digits
        text = digits.rjust(max(low, 1), "a")[-high:]
    return text.ljust(low, "x")


def _number(kind: str, step: int, low: str | None, high: str | None) -> int | float:
    if kind == "percent":
        low, high = low or "0", high or "100"
    least = Decimal(low) if low is not None else Decimal(1)
    if high is not None and low is None and Decimal(high) < 1:
        least = Decimal(high) - 5
    number = least + 1 + step if high is None or least + 1 + step <= Decimal(high) else least
    if kind == "int":
        return int(number)
    return float(number if kind == "float" else number.quantize(SCALE[kind]))


def same(kind: str, sent: Any, answered: Any) -> bool:
    """True when an answer holds what was sent, whatever its notation."""
    if sent is None or answered is None:
        return sent is answered
    match kind:
        case "int" | "float" | "decimal" | "money" | "percent":
            return abs(Decimal(str(sent)) - Decimal(str(answered))) < Decimal("0.00001")
        case "datetime":
            return _instant(sent) == _instant(answered)
        case "time":
            return dt.time.fromisoformat(sent) == dt.time.fromisoformat(answered)
        case "url":
            return str(sent).rstrip("/") == str(answered).rstrip("/")
        case _:
            return bool(sent == answered)


def _instant(text: str) -> dt.datetime:
    instant = dt.datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)

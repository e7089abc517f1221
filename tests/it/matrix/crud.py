"""Uses a running generated application as an outside client would, led by its model.

    python crud.py BASE_URL vibecober.yaml

Creates, reads, lists, changes and deletes rows of every entity, tries what has to be refused, and
ends with exit code 1 and the list of everything that went otherwise.
"""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import httpx2 as httpx
import yaml
from values import Json, fields_of, same, stepped, value

PASSWORD = "correct horse battery 7 Staple"
ROWS = 2


class Outside:
    """One person at a keyboard: a client, perhaps signed in."""

    def __init__(self, base: str, problems: list[str]) -> None:
        self.http = httpx.Client(base_url=base, timeout=20.0)
        self.problems = problems
        self.user: Json = {}
        self.requests = 0

    def sign_in(self, email: str) -> None:
        """Registers and logs in."""
        body = {"email": email, "password": PASSWORD}
        self.call("POST", "/auth/register", 201, json=body)
        tokens = self.call("POST", "/auth/login", 200, json=body)
        self.http.headers["Authorization"] = f"Bearer {tokens.get('access_token')}"
        self.user = self.call("GET", "/auth/me", 200)

    def call(self, method: str, path: str, expected: int, **more: Any) -> Json:
        """Sends a request and notes an unexpected status; the body as a mapping."""
        self.requests += 1
        answer = self.http.request(method, path, **more)
        if answer.status_code != expected:
            sent = f" with {more['json']}" if "json" in more else ""
            self.note(
                f"{method} {path}{sent}: {answer.status_code} instead of {expected}: "
                f"{answer.text[:300]}"
            )
            return {}
        if "X-Request-ID" not in answer.headers:
            self.note(f"{method} {path}: no X-Request-ID in the answer")
        if answer.status_code == 204:
            return {}
        body = answer.json()
        if answer.status_code >= 400 and set(body.get("error", {})) != {
            "code",
            "message",
            "details",
            "request_id",
        }:
            self.note(f"{method} {path}: an error of another shape: {answer.text[:300]}")
        return body if isinstance(body, dict) else {"items": body}

    def note(self, problem: str) -> None:
        self.problems.append(problem)


def make_admin(email: str) -> None:
    """Makes an account an administrator, with the command that the project documents."""
    command = [sys.executable, "-m", "app.auth.create_admin", email]
    done = subprocess.run(command, cwd="backend", capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise SystemExit(f"create_admin {email} failed:\n{done.stdout}{done.stderr}")


class Journey:
    """Everything that is done to one application."""

    def __init__(self, base: str, model: Json) -> None:
        self.base = base
        self.model = model
        self.problems: list[str] = []
        self.rows: dict[str, list[Json]] = {}
        self.auth = "auth" in model.get("capabilities", [])
        self.owner = Outside(base, self.problems)
        self.other = Outside(base, self.problems)
        self.nobody = Outside(base, self.problems)

    def run(self) -> int:
        """The number of requests made."""
        self.nobody.call("GET", "/health", 200)
        paths = self.nobody.call("GET", "/openapi.json", 200).get("paths", {})
        if self.auth:
            self.owner.sign_in("ada@example.com")
            self.other.sign_in("grace@example.com")
            if "roles" in self.model["capabilities"]:
                make_admin("ada@example.com")
        order = self.order()
        for entity in order:
            self.described(entity, paths)
            self.rows[entity["name"]] = [self.create(entity, row) for row in range(ROWS)]
        for entity in order:
            if all(self.rows[entity["name"]]):
                self.refusals(entity)
                self.lists(entity)
                self.strangers(entity)
                self.update(entity)
        for relation in self.model.get("relations", []):
            if relation["kind"] == "many_to_many":
                self.links(relation, paths)
        for entity in reversed(order):
            self.delete(entity)
        return sum(person.requests for person in (self.owner, self.other, self.nobody))

    def order(self) -> list[Json]:
        """The entities, those that others need first."""
        waiting = list(self.model["entities"])
        done: list[Json] = []
        while waiting:
            names = {entity["name"] for entity in waiting}
            ready = [
                entity
                for entity in waiting
                if not any(
                    relation["from"] in names and relation["from"] != entity["name"]
                    for relation in self.references(entity)
                    if not relation.get("optional")
                )
            ]
            if not ready:
                raise SystemExit(f"entities need each other in a circle: {sorted(names)}")
            done += ready
            waiting = [entity for entity in waiting if entity not in ready]
        return done

    def references(self, entity: Json) -> list[Json]:
        """The one-to-many relations whose many side is `entity`."""
        return [
            relation
            for relation in self.model.get("relations", [])
            if relation["kind"] == "one_to_many" and relation["to"] == entity["name"]
        ]

    def body(self, entity: Json, row: int) -> Json:
        """A valid body for a new row."""
        body = fields_of(self.model, entity, row)
        for relation in self.references(entity):
            key = f"{relation['name']}_id"
            if relation["from"] == "User":
                body[key] = self.owner.user.get("id")
            elif relation["from"] != entity["name"] and relation["from"] in self.rows:
                body[key] = self.rows[relation["from"]][row % ROWS].get("id")
        return body

    def path(self, entity: Json, row: Json | None = None) -> str:
        place = "/" + entity["plural"].replace("_", "-")
        return f"{place}/{row['id']}" if row else place

    def described(self, entity: Json, paths: Json) -> None:
        place = self.path(entity)
        items = [path for path in paths if path.startswith(f"{place}/{{") and path.count("/") == 2]
        if {"get", "post"} - set(paths.get(place, {})):
            self.problems.append(f"/openapi.json: GET and POST of {place} are not both there")
        if not any({"get", "patch", "delete"} <= set(paths[path]) for path in items):
            self.problems.append(f"/openapi.json: GET, PATCH and DELETE of {place}/{{id}} missing")

    def create(self, entity: Json, row: int) -> Json:
        body = self.body(entity, row)
        made = self.owner.call("POST", self.path(entity), 201, json=body)
        if made:
            self.compare(entity, body, made)
            self.compare(entity, body, self.owner.call("GET", self.path(entity, made), 200))
        return made

    def compare(self, entity: Json, sent: Json, answered: Json) -> None:
        kinds = {field["name"]: field["type"] for field in entity["fields"]}
        for name, expected in sent.items():
            if not same(kinds.get(name, "reference"), expected, answered.get(name)):
                self.problems.append(
                    f"{entity['name']}.{name}: sent {expected!r}, answered {answered.get(name)!r}"
                )

    def refusals(self, entity: Json) -> None:
        place = self.path(entity)
        body = self.body(entity, ROWS + 1)
        missing = {"id": str(uuid.UUID(int=0))}
        self.owner.call("POST", place, 422, json={**body, "no_such_key": 1})
        self.owner.call("GET", self.path(entity, missing), 404)
        self.owner.call("PATCH", self.path(entity, missing), 404, json={})
        self.owner.call("DELETE", self.path(entity, missing), 404)
        self.owner.call("GET", f"{place}/not-an-id", 422)
        self.owner.call("PUT", place, 405, json=body)
        for field in entity["fields"]:
            if not field.get("optional") and field.get("default") is None:
                short = {name: item for name, item in body.items() if name != field["name"]}
                self.owner.call("POST", place, 422, json=short)
                self.owner.call("POST", place, 422, json={**body, field["name"]: None})
            if field.get("unique"):
                taken = self.rows[entity["name"]][0][field["name"]]
                self.owner.call("POST", place, 409, json={**body, field["name"]: taken})
            if field["type"] == "enum":
                self.owner.call("POST", place, 422, json={**body, field["name"]: "no_such_value"})
        for rule in self.model.get("rules", []):
            if rule["entity"] == entity["name"] and rule["kind"] == "order":
                earlier, later = rule["earlier"], rule["later"]
                turned = {**body, earlier: body[later], later: body[earlier]}
                # A body that fits its schema but breaks a rule across fields is a conflict.
                self.owner.call("POST", place, 409, json=turned)

    def lists(self, entity: Json) -> None:
        place = self.path(entity)
        ids = {row["id"] for row in self.rows[entity["name"]]}
        page = self.owner.call("GET", place, 200, params={"limit": 100})
        if not ids <= {item["id"] for item in page.get("items", [])} or page.get("total", 0) < ROWS:
            self.problems.append(f"GET {place}: the list does not hold the rows that were made")
        seen: set[str] = set()
        for offset in range(page.get("total", 0)):
            part = self.owner.call("GET", place, 200, params={"limit": 1, "offset": offset})
            seen |= {item["id"] for item in part.get("items", [])}
        if not ids <= seen:
            self.problems.append(f"GET {place}: pages of one do not cover the list")
        for query in ({"limit": 0}, {"limit": 101}, {"offset": -1}, {"sort": "no_such_field"}):
            self.owner.call("GET", place, 422, params=query)
        up = self.owner.call("GET", place, 200, params={"sort": "created_at", "limit": 100})
        down = self.owner.call("GET", place, 200, params={"sort": "-created_at", "limit": 100})
        stamps = [item["created_at"] for item in up.get("items", [])]
        fall = [item["created_at"] for item in down.get("items", [])]
        if stamps != sorted(stamps) or fall != sorted(fall, reverse=True):
            self.problems.append(f"GET {place}: not sorted by created_at")
        for field in entity["fields"]:
            if field["type"] in {"enum", "bool"}:
                wanted = self.rows[entity["name"]][0][field["name"]]
                query = {field["name"]: str(wanted).lower(), "limit": 100}
                found = self.owner.call("GET", place, 200, params=query).get("items", [])
                if not found or any(item[field["name"]] != wanted for item in found):
                    self.problems.append(f"GET {place}: the filter {field['name']} does not hold")

    def strangers(self, entity: Json) -> None:
        if not self.auth:
            return
        row = self.rows[entity["name"]][0]
        item, place = self.path(entity, row), self.path(entity)
        access = entity.get("access", "open")
        if access != "open":
            self.nobody.call("GET", place, 401)
            self.nobody.call("POST", place, 401, json=self.body(entity, ROWS + 2))
            self.nobody.call("GET", item, 401)
            self.nobody.call("DELETE", item, 401)
        reads = 404 if access == "owned" else 200
        writes = {"owned": 404, "authored": 404, "managed": 403}.get(access)
        self.other.call("GET", item, reads)
        if writes:
            self.other.call("PATCH", item, writes, json={})
            self.other.call("DELETE", item, writes)
        if access == "owned":
            page = self.other.call("GET", place, 200)
            if page.get("total") != 0 or page.get("items"):
                self.problems.append(f"GET {place}: shows rows of somebody else")

    def update(self, entity: Json) -> None:
        row = self.rows[entity["name"]][0]
        ruled = {
            rule.get(key)
            for rule in self.model.get("rules", [])
            if rule["entity"] == entity["name"]
            for key in ("earlier", "later", "start", "end", "field")
        }
        changes = {
            field["name"]: value(field, ROWS + 3)
            for field in entity["fields"]
            if field["name"] not in ruled
        }
        for name, changed in changes.items():
            answer = self.owner.call("PATCH", self.path(entity, row), 200, json={name: changed})
            if answer:
                self.compare(entity, {name: changed}, answer)
        if changes:
            now = self.owner.call("GET", self.path(entity, row), 200)
            self.compare(entity, changes, now)
        self.owner.call("PATCH", self.path(entity, row), 422, json={"no_such_key": 1})
        for name, steps in stepped(self.model, entity["name"]).items():
            self.steps(entity, name, steps)

    def steps(self, entity: Json, name: str, steps: list[list[str]]) -> None:
        """Walks one legal step and tries an illegal one."""
        row = self.rows[entity["name"]][1]
        now = self.owner.call("GET", self.path(entity, row), 200).get(name)
        values = next(field["values"] for field in entity["fields"] if field["name"] == name)
        legal = [to for start, to in steps if start == now]
        illegal = [other for other in values if other != now and other not in legal]
        for target in illegal[:1]:
            self.owner.call("PATCH", self.path(entity, row), 409, json={name: target})
        for target in legal[:1]:
            answer = self.owner.call("PATCH", self.path(entity, row), 200, json={name: target})
            self.compare(entity, {name: target}, answer)

    def links(self, relation: Json, paths: Json) -> None:
        """Joins two rows and parts them again, from each side that has a route for it."""
        sides = [
            (relation["from"], relation["inverse"], relation["to"]),
            (relation["to"], relation["name"], relation["from"]),
        ]
        described = 0
        for here, collection, there in sides:
            entity = next((item for item in self.model["entities"] if item["name"] == here), None)
            if entity is None:
                continue
            route = collection.replace("_", "-")
            prefix = f"{self.path(entity)}/{{"
            if not any(path.startswith(prefix) and f"}}/{route}/{{" in path for path in paths):
                continue
            described += 1
            row = self.rows[here][0]
            other = self.owner.user if there == "User" else self.rows[there][1]
            if not row or not other:
                continue
            links = f"{self.path(entity, row)}/{route}"
            one = f"{links}/{other['id']}"
            before = self.owner.call("GET", links, 200).get("total")
            self.owner.call("PUT", one, 204)
            self.owner.call("PUT", one, 204)
            page = self.owner.call("GET", links, 200)
            if page.get("total") != 1 + (before or 0):
                self.problems.append(f"PUT {one}: {page.get('total')} links instead of one more")
            self.owner.call("PUT", f"{links}/{uuid.UUID(int=0)}", 404)
            self.owner.call("DELETE", one, 204)
            if self.owner.call("GET", links, 200).get("total") != before:
                self.problems.append(f"DELETE {one}: the link is still there")
        if not described and relation["from"] == relation["to"] == "User":
            # Links between users have routes of their own, which the project's own tests drive.
            ends = [relation[side].replace("_", "-") for side in ("inverse", "name")]
            described = sum(f"/{end}" in path for end in ends for path in paths)
        if not described:
            names = f"{relation['from']}.{relation['inverse']}, {relation['to']}.{relation['name']}"
            self.problems.append(f"/openapi.json: no routes that link {names}")

    def delete(self, entity: Json) -> None:
        for row in self.rows[entity["name"]]:
            if row:
                self.owner.call("DELETE", self.path(entity, row), 204)
                self.owner.call("GET", self.path(entity, row), 404)
                self.owner.call("DELETE", self.path(entity, row), 404)


def main() -> None:
    base, path = sys.argv[1:3]
    model = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    journey = Journey(base, model)
    try:
        requests = journey.run()
    except httpx.TransportError as error:
        print("\n".join(journey.problems))
        sys.exit(f"the application does not answer: {error!r}")
    for problem in journey.problems:
        print(problem)
    count = len(model["entities"])
    print(f"{count} entities, {requests} requests, {len(journey.problems)} problems")
    if journey.problems:
        sys.exit(1)


if __name__ == "__main__":
    main()

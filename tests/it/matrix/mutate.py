"""Says how many simple mutants of a generated project its own tests catch.

    python mutate.py PROJECT [--sample N] [--seed N] [--at-least PERCENT] [--only GLOB]…

Mutants are drawn from the project's routes and services. Each one runs in a fork of a process
that has loaded the libraries already, through an import hook: no file of the project changes.
A mutant that makes the tests run out of time counts as caught, because its limit is far above
the time that the unchanged project takes.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.machinery
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from mutants import Mutant, mutants, source

GLOBS = ["backend/app/routes/*.py", "backend/app/services/*.py", "backend/app/auth/routes.py"]
LIBRARIES = [
    "alembic.command",
    "email_validator",
    "fastapi.testclient",
    "httpx",
    "jwt",
    "pwdlib.hashers.argon2",
    "pydantic_settings",
    "pytest",
    "_pytest.assertion.rewrite",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.sqlite",
    "uvicorn",
]
# Plugins of pytest that the environment holds but the project does not know, and the cache.
UNWANTED = ["schemathesis", "hypothesispytest", "cacheprovider"]
LEAST_LIMIT = 30.0
SLACK = 6.0


class MutantFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves one module from changed source."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name = name
        self.path = path
        self.source = source

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        package = self.path.name == "__init__.py"
        spec = importlib.machinery.ModuleSpec(
            fullname, self, origin=str(self.path), is_package=package
        )
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def all_mutants(project: Path, globs: list[str]) -> list[Mutant]:
    """Every mutant of the project, in a stable order."""
    paths = sorted({path for glob in globs for path in project.glob(glob)})
    names = [path.relative_to(project).as_posix() for path in paths]
    return [mutant for name in names for mutant in mutants(project, name)]


class Bench:
    """A copy of the project on which one mutant is run at a time."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.place = folder / "project"
        self.output = folder / "output"
        ignored = shutil.ignore_patterns("*.db*", "__pycache__", ".*_cache")
        shutil.copytree(project, self.place, ignore=ignored)

    def start(self, mutant: Mutant | None) -> int:
        """Forks a process that runs the tests; its id."""
        child = os.fork()
        if child == 0:
            self._in_child(mutant)
        return child

    def _in_child(self, mutant: Mutant | None) -> None:
        code = 70
        try:
            os.setsid()
            os.chdir(self.place)
            os.environ["TMPDIR"] = str(self.place.parent)
            tempfile.tempdir = None
            output = os.open(self.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            here = str(Path(__file__).parent)
            sys.path[:] = [entry for entry in sys.path if entry not in ("", here)]
            options = ["-x", "-q", "--no-header"]
            options += [option for name in UNWANTED for option in ("-p", f"no:{name}")]
            if mutant is not None:
                relative = Path(mutant.path).relative_to("backend").with_suffix("")
                name = ".".join(relative.parts).removesuffix(".__init__")
                text = source(self.place, mutant)
                finder = MutantFinder(name, self.place / mutant.path, text)
                sys.meta_path.insert(0, finder)
                options += self._nearest_first(Path(mutant.path).stem)
            code = int(importlib.import_module("pytest").main(options))
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _nearest_first(self, stem: str) -> list[str]:
        """The test files, those that are named like the changed module first."""
        tests = sorted(
            path.relative_to(self.place) for path in (self.place / "tests").rglob("test_*.py")
        )
        tests.sort(key=lambda path: stem.rstrip("sy") not in path.stem)
        return [str(path) for path in tests]


@dataclass(frozen=True)
class Running:
    """A mutant under test."""

    bench: Bench
    mutant: Mutant
    child: int
    deadline: float

    def caught(self) -> bool | None:
        """Whether the tests failed or ran out of time; nothing while they run."""
        done, status = os.waitpid(self.child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        if time.monotonic() < self.deadline:
            return None
        os.killpg(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        return True


def unchanged(bench: Bench) -> float:
    """The seconds that the tests of the unchanged project take; they have to pass."""
    started = time.monotonic()
    _, status = os.waitpid(bench.start(None), 0)
    if (code := os.waitstatus_to_exitcode(status)) != 0:
        output = bench.output.read_text(encoding="utf-8", errors="replace")
        sys.exit(f"the unchanged project does not pass its tests (exit {code}):\n{output}")
    return time.monotonic() - started


def survivors(benches: list[Bench], sample: list[Mutant], limit: float) -> list[Mutant]:
    """The mutants of the sample that no test catches."""
    waiting = list(reversed(sample))
    free = list(benches)
    running: list[Running] = []
    alive: list[Mutant] = []
    while waiting or running:
        while waiting and free:
            bench, mutant = free.pop(), waiting.pop()
            deadline = time.monotonic() + limit
            running.append(Running(bench, mutant, bench.start(mutant), deadline))
        time.sleep(0.02)
        for job in list(running):
            if (caught := job.caught()) is None:
                continue
            running.remove(job)
            free.append(job.bench)
            if not caught:
                alive.append(job.mutant)
    return sorted(alive, key=lambda mutant: (mutant.path, mutant.line, mutant.index))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=80.0)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()

    project = arguments.project.resolve()
    everything = all_mutants(project, arguments.only or GLOBS)
    if not everything:
        sys.exit("no mutants: the project has no routes or services")
    count = min(arguments.sample, len(everything))
    sample = random.Random(arguments.seed).sample(everything, count)
    for library in LIBRARIES:
        try:
            importlib.import_module(library)
        except ModuleNotFoundError:
            continue

    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        places = [Path(folder, str(worker)) for worker in range(arguments.workers)]
        benches = [Bench(project, place) for place in places]
        took = unchanged(benches[0])
        limit = max(LEAST_LIMIT, took * SLACK)
        print(f"unchanged: {took:.1f} s; limit for a mutant: {limit:.0f} s", flush=True)
        alive = survivors(benches, sample, limit)
    for mutant in alive:
        print(f"survived: {mutant.path}:{mutant.line}: {mutant.what}")
    score = 100.0 * (count - len(alive)) / count
    print(f"caught {count - len(alive)} of {count} ({score:.0f}%), drawn from {len(everything)}")
    if score < arguments.at_least:
        sys.exit(f"fewer than {arguments.at_least:.0f}% of the mutants are caught")


if __name__ == "__main__":
    main()

"""Runs schemathesis against a running generated application, signed in where it asks for that.

    python fuzz.py BASE_URL vibecober.yaml
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import yaml
from crud import Outside


def main() -> None:
    base, path = sys.argv[1:3]
    model = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    options = [
        "--checks=all",
        "--max-examples=25",
        # A busy machine makes examples slowly; that is no fault of the application.
        "--suppress-health-check=too_slow",
        "--seed=1",
        "--phases=examples,coverage,fuzzing,stateful",
        "--continue-on-failure",
        "--warnings=off",
    ]
    if "auth" in model.get("capabilities", []):
        problems: list[str] = []
        person = Outside(base, problems)
        person.sign_in("ada@example.com")
        if problems:
            sys.exit("\n".join(problems))
        options.append(f"--header=Authorization:{person.http.headers['Authorization']}")
    program = Path(sys.executable).with_name("schemathesis")
    os.execv(program, [str(program), "run", f"{base}/openapi.json", *options])


if __name__ == "__main__":
    main()

"""Setting a published paper in type, in a process of its own that ends with it: the memory this takes is not that of the web server.

`python -m wederhoor.frontdoor.publishing.typesetting SHEET` reads the words as JSON and writes a PDF/UA-1; `fillable` adds the fields.
All words come in as data and are only ever shown as text, so nothing in them can become typst code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SHEETS = Path(__file__).resolve().parent / "sheets"
LONGEST = 60
"""Seconds."""


class NotMadeError(RuntimeError):
    """A paper could not be made; the words of typst say why."""


def made(sheet: str, words: str, *, fillable: bool = False) -> bytes:
    """The PDF of these words. Raises NotMadeError."""
    command = [sys.executable, "-m", __name__, sheet, "fillable" if fillable else "printed"]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, input=words.encode(), capture_output=True, timeout=LONGEST, env=environment)
    if done.returncode:
        raise NotMadeError(done.stderr.decode("utf-8", "replace")[-500:])
    return done.stdout


def main() -> None:
    """In the child."""
    import typst

    from wederhoor.correspondence import pdf
    from wederhoor.frontdoor.publishing.fillable import with_fields

    sheet, how = sys.argv[1:]
    words = sys.stdin.buffer.read().decode()
    given = {"words": words, "fonts": json.dumps(pdf.families())}
    setter = typst.Compiler(SHEETS / f"{sheet}.typ", root=SHEETS, font_paths=pdf.fonts(), sys_inputs=given)
    printed = setter.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(printed, bytes):
        raise TypeError("typst gave no single PDF")
    if how == "fillable":
        places: list[dict[str, Any]] = json.loads(setter.query("<field>", field="value"))
        printed = with_fields(printed, places, asked(json.loads(words)))
    sys.stdout.buffer.write(printed)


def asked(words: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each question by its name, with the words of its answers."""
    questions = [question for section in words["sections"] for question in section["questions"]]
    return {
        q["name"]: {"label": q["label"], "options": {o["code"]: o["label"] for o in q["options"]}} for q in questions
    }


if __name__ == "__main__":
    main()

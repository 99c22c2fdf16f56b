"""Letters as Word documents, from the same blocks as the PDF."""

from __future__ import annotations

from wederhoor.correspondence import press
from wederhoor.correspondence.letters import Letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(letter: Letter, *, large: bool = False) -> bytes:
    """The letter as .docx; `large` is 18 points instead of 11."""
    return press.made("word", {"large": large}, letter.words)

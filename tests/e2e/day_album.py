"""The pictures of a day, kept when asked, with a page on which a person can look through them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from playwright.sync_api import Page

STYLE = "body{font:16px/1.5 sans-serif;margin:2rem;max-width:75rem}img{max-width:100%;border:1px solid #ccc}figure{margin:0 0 2.5rem}"


class Album:
    """The pictures of one role at one organisation."""

    def __init__(self, root: Path | None, organisation: str, role: str) -> None:
        self.folder = root / organisation / role.replace(" ", "-") if root else None
        self.title = f"{organisation}: {role}"
        self.kept: list[tuple[str, str]] = []

    def add(self, page: Page, what: str) -> None:
        """Keep what is on the screen."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{len(self.kept) + 1:03}.png"
        page.screenshot(path=self.folder / name, full_page=True)
        self.kept.append((name, what))

    def bound(self) -> None:
        """Write the page on which all pictures stand, each with what it is."""
        if self.folder is None or not self.kept:
            return
        figures = "".join(
            f'<figure><figcaption>{nth}. {escape(what)}</figcaption><img src="{name}" alt="" loading="lazy"></figure>'
            for nth, (name, what) in enumerate(self.kept, 1)
        )
        head = f'<!doctype html><meta charset="utf-8"><title>{escape(self.title)}</title><style>{STYLE}</style>'
        (self.folder / "index.html").write_text(f"{head}<h1>{escape(self.title)}</h1>{figures}", "utf-8")

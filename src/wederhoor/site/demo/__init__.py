"""Demo data: invented organisations, people and complaints, made by playing scenarios through the one door."""

from wederhoor.site.demo.making import build

__all__ = ["build"]

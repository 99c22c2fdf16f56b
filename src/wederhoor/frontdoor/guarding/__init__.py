"""The guard of the front door: nothing is refused or lost, and what looks like a flood does not reach the desk unseen."""

from wederhoor.frontdoor.guarding.guessing import WaitFirst, open_by_code
from wederhoor.frontdoor.guarding.weighing import Weight, fields, weigh

__all__ = ["WaitFirst", "Weight", "fields", "open_by_code", "weigh"]

"""The guard of the front door: nothing is refused or lost, and what looks like a flood does not reach the desk unseen."""

from wederhoor.frontdoor.guarding.weighing import Weight, fields, weigh

__all__ = ["Weight", "fields", "weigh"]

"""A publication as the world outside sees it: each number, or in what range it lies. The page, the files and the JSON are made of this."""

from __future__ import annotations

from itertools import product
from typing import Any

from wederhoor.insight.disclosure.releases import TOTAL, Key, Release, Why, key_of


def shown(release: Release, key: Key) -> dict[str, Any]:
    """One number: ``count``, or only the range that it is in, with why."""
    why = release.hidden.get(key)
    if why is None:
        return {"count": release.cells.get(key, 0)}
    limit = release.threshold
    return {"why": why.value} | ({"at_least": 1, "under": limit} if why is Why.SMALL else {"at_least": limit})


def outside(release: Release) -> dict[str, Any]:
    """All of it as plain data: nothing that is hidden stands in it."""
    return {
        "quarters": sorted(release.scope.quarters), "only": dict(release.scope.only), "counts": release.basis,
        "threshold": release.threshold, "total": release.cells[TOTAL],
        "tables": [
            {
                "code": table.name,
                "divided_by": [
                    {"name": one.name, "codes": list(one.codes), "groups": {name: list(c) for name, c in one.groups}}
                    for one in table.dimensions
                ],
                "cells": [
                    {"of": {one.name: node for one, node in zip(table.dimensions, nodes, strict=True) if node}}
                    | shown(release, key_of([(one.name, n) for one, n in zip(table.dimensions, nodes, strict=True)]))
                    for nodes in product(*(one.nodes for one in table.dimensions))
                ],
            }
            for table in release.tables
        ],
    }  # fmt: skip

"""Which action of the policy every address of the desk asks for. A test fails on an address that is not here.

An address about one dossier passes the gate with this action (``dossier/opening.py``); ``list`` is over many. The words in
``OPEN`` mean: no dossier at all, only the account itself, or a right that is not a role (administrator, privacy officer).
"""

from __future__ import annotations

from collections.abc import Mapping

NOBODY = "nobody"
"""Before signing in, or about signing in."""
SELF = "self"
"""Only about the account itself."""
ADMINISTRATOR = "administrator"
PRIVACY_OFFICER = "privacy officer"
DEMO = "demo"
"""Only in a demo; elsewhere the page is not there."""
RECEIVE = "receive"
"""Takes in something new: what the regulation lets the role receive."""
FIGURES = "figures"
"""Figures of the organisation without a person, for who sees them (``insight.rights``)."""
LEARNING = "learning"
"""Of the organisation and of no dossier; somebody who sees no figures sees what is their own (``insight.rights``)."""
OPEN = frozenset({NOBODY, SELF, ADMINISTRATOR, PRIVACY_OFFICER, DEMO, RECEIVE, FIGURES, LEARNING})

ACTIONS: Mapping[str, str] = {
    "sign in": NOBODY, "sign out": NOBODY, "become": DEMO, "take a role": SELF, "account": SELF, "end sessions": SELF, "agree": SELF,
    "search": "list", "selection": "list", "undo": "assign", "kept views": SELF, "keep view": SELF, "change view": SELF,
    "worklist": "list", "letters": "list", "new": RECEIVE, "notices": SELF, "notices read": SELF, "notices how": SELF,
    "away": SELF, "invited": NOBODY, "agenda": "list", "agenda renew": SELF, "agenda revoke": SELF,
    "manage": ADMINISTRATOR, "manage choose": ADMINISTRATOR, "manage new": ADMINISTRATOR, "manage organisation": ADMINISTRATOR,
    "manage regulation": ADMINISTRATOR, "manage places": ADMINISTRATOR, "manage team": ADMINISTRATOR, "manage location": ADMINISTRATOR,
    "manage people": ADMINISTRATOR, "manage person": ADMINISTRATOR, "manage change": ADMINISTRATOR, "manage roles": ADMINISTRATOR,
    "manage contact": ADMINISTRATOR, "manage contact point": ADMINISTRATOR, "manage outside": ADMINISTRATOR, "manage mail": ADMINISTRATOR,
    "manage privacy": ADMINISTRATOR, "manage factor": ADMINISTRATOR,
    "manage letters": ADMINISTRATOR,
    "taken in": RECEIVE, "signal": RECEIVE, "coming in": "read", "contacts": RECEIVE, "contact follows": RECEIVE,
    "to call": "list", "calls": "attach",
    "asking": "read", "asking revoke": "read",
    "outbox": "list", "to print": "list", "print all": "list", "to check": "list", "letters together": "list", "letter verify": "document",
    "letter keep": "act", "letter word": "read", "letter large": "act", "letter stop": "act",
    "quarantine": "quarantine", "quarantine one": "quarantine", "quarantine decide": "quarantine",
    "post": "list", "post one": "list", "post filing": "act", "post aside": "list", "post back": "list", "post original": "list",
    "post file": "list", "draft": "act", "people": "read", "person": "act", "place": "act",
    "invite": "act", "compartment": "read", "linked": "read", "whole": "export",
    "papers": "read", "paper": "document", "paper original": "document", "redact": "document", "paper file": "document",
    "paper sheet": "document", "inspection": "document", "give inspection": "attach",
    "mail": DEMO, "mail one": DEMO, "mail attachment": DEMO,
    "dossier": "read", "not yet": "read", "act": "act", "letter": "read", "document": "document",
    "why": "read", "looked": "log", "destroy": "destroy", "hold": "hold", "retention": "destroy", "certificate": "destroy",
    "persons data": "inspect", "person data": "inspect",
    "reports": LEARNING, "report": LEARNING, "start report": LEARNING, "keep report": LEARNING, "move report": LEARNING,
    "sent report": LEARNING,
    "report pdf": LEARNING, "report workbook": LEARNING, "report meetings": LEARNING, "report meeting file": LEARNING,
    "case notes": FIGURES, "case note": FIGURES, "case note pdf": FIGURES, "make case note": "read", "alike": FIGURES,
    "governance": FIGURES, "governed": FIGURES, "propose regulation": FIGURES, "regulation change": FIGURES,
    "dashboard": FIGURES,
    "publish report": LEARNING, "publishing rule": LEARNING, "publication": LEARNING,
    "signals": FIGURES, "signals look": FIGURES, "learning signal": FIGURES,
    "measures": LEARNING, "measures csv": LEARNING, "measure": LEARNING, "measure new": LEARNING, "measure report": LEARNING,
    "improvement": LEARNING,
    "register entry": "register", "register": FIGURES, "register export": FIGURES, "register gaps": FIGURES,
    "register words": FIGURES, "register imports": FIGURES, "register columns": FIGURES, "register values": FIGURES,
    "register preview": FIGURES, "register undo": FIGURES,
    "access log": PRIVACY_OFFICER, "access log csv": PRIVACY_OFFICER, "access log check": PRIVACY_OFFICER,
}  # fmt: skip

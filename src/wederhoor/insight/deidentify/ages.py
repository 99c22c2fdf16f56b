"""Ages that a text says: of children and of the very old a number alone tells much, so every said age goes. Pure."""

from __future__ import annotations

import re

from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.vocabulary import section

MONTHS = tuple(
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)
_ONES = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TEENS = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
BELOW = rf"(?:(?:(?:{_ONES})(?:en|ën)?)?(?:{_TENS})|{_TEENS}|{_ONES})"
_SMALL = rf"(?:1[0-7]|[0-9]|een(?= ?jaar)|{_ONES.removeprefix('een|')}|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien)"
_GREAT = rf"(?:9\d|1[01]\d|(?:(?:{_ONES}|twee)(?:en|ën))?negentig|honderd(?:{_ONES}|en\w+)?)"
_ADULT = rf"(?:1[89]|[2-8]\d|achttien|negentien|(?:(?:{_ONES})(?:en|ën))?(?:{_TENS}))"
_STOPS = r"(?=[ ]?(?:[.,;!?()\n]|$| en | maar ))"
_SOON = (
    r"(?: (?:over|in|op|volgend\w*|deze|dit) (?:\w+ ){0,2}?"
    rf"(?:dag|dagen|week|weken|maand|maanden|jaar|\d{{1,2}} \w+|\w*dag|{'|'.join(MONTHS)}))?"
)
_UNIT = r"(?: ?(?:jaar|jr\.?|jaartjes)(?: oud)?| ?½ ?jaar)"
_WHO = rf"(?:{'|'.join(sorted(section('children')))})"
_NOT_AGE = (
    rf"(?! ?(?:{'|'.join(MONTHS)})\b)"
    r"(?! ?(?:kwartier|minuten|min\b|uur|uren|dagen|dag\b|weken|week|maanden|maand|keer|x\b|%|euro|kilo|kg|cm"
    r"|mg|ml|stuks?|pil|tablet|klap|boterham"
    r"|meter|mensen|personen|procent|man\b|bewoners|kinderen|geleden|lang\b|jaar (?:geleden|lang"
    r"|later|bij|in dienst|hier)|[.,:/\-]\d|-\w+e\b|e\b))"
)
_FIRST = (
    rule(rf"\b(?:{_SMALL}|{_GREAT})[ \-]?jarige?\b", re.I),
    rule(rf"\b(?:{_SMALL}|{_GREAT}) ?(?:jaar|jr\.?) oud\b", re.I),
    rule(rf"\b{_WHO}(?: \w+)? \(?(?:van )?(?!\d ?:)(?!\d \d{{5}})((?:{_SMALL}|{_GREAT}){_UNIT}?)\b{_NOT_AGE}", re.I),
    rule(rf"(?<=\()(?:{_SMALL}|{_GREAT}){_UNIT}(?=[),;])|(?<=\w \()(?:{_SMALL}|{_GREAT})(?=\))", re.I),
    rule(
        rf"\b(?:ik ben|hij is|zij is|ze is|is hij|is ze|is zij|ben ik|ik word|hij wordt|ze wordt|zij wordt"
        rf"|wordt ze|wordt hij)(?: net| nu| pas| al| nog maar| bijna| inmiddels| toch| ook"
        rf"| morgen)* ((?:{_SMALL}|{_GREAT})(?: ?(?:jaar|jr\.?))?)\b{_NOT_AGE}", re.I),
    rule(rf"\b{_ADULT}(?:[ \-]jarige?\b(?! (?:huwelijk|jubileum|bestaan|dienst))| ?(?:jaar|jr\.?) oud\b)", re.I),
    rule(rf"\b(?:ik ben|hij is|zij is|ze is|ben ik|is hij|is zij|is ze|(?:ik |hij |zij |ze |en )wordt?)"
        rf"(?: net| nu| pas| al| bijna| inmiddels| ook)*{_SOON} ((?:{_SMALL}|{_GREAT}|{_ADULT})(?: ?jaar)?){_STOPS}", re.I),
    rule(rf"\b(?:man|vrouw|meneer|mevrouw|heer|dame|weduwe|weduwnaar|iemand|moeder|vader|{_WHO}) van"
        rf"(?: bijna| ruim| al)? ({_ADULT}(?: ?jaar)?)\b{_NOT_AGE}", re.I),
    rule(rf"(?<=\w \()(?:{_ADULT})(?: ?(?:jaar|jr\.?))?(?=[),])(?!,\d)|(?<=, ){_ADULT} ?(?:jaar|jr\.?)(?=[.,;)]|\s*$)", re.I),
    rule(rf"(?<!is )(?<!was )(?<!het )\bbijna ((?:{_SMALL}|{_ADULT})){_STOPS}", re.I),
    rule(rf"\b(?:(?:hij|zij|ze|{_WHO}) is(?: nu| pas| bijna)?|{_WHO} van) (\d{{1,2}} (?:maanden|weken|mnd))(?: oud)?{_STOPS}"
        r"|\b\d{1,2} (?:maanden|weken|mnd) oud\b", re.I),
    rule(rf"\b(?:leeftijd|lft|leeft\.)[ :.]*(?:is |van )?({_SMALL}|{_GREAT}|{_ADULT})\b", re.I),
    rule(rf"(?<!al )(?<!sinds )\b{_GREAT} ?(?:jaar|jr\.?)\b(?! (?:geleden|lang))", re.I),
    rule(
        rf"\b(?:al|bijna|ruim|is|van|de) ((?:9[0-9]|(?:(?:{_ONES}|twee)(?:en|ën))?negentig))(?=[\s.,!?)]"
        rf"|$){_NOT_AGE}", re.I),
)  # fmt: skip
_KIN = rf"(?:{'|'.join(sorted(section('elders')))}|{_WHO})"
_ANY_AGE = rf"(?:{_GREAT}|{_ADULT}|{_SMALL})"
_SAID = r"(?: (?:net|nu|pas|al|bijna|inmiddels|ook|toen|dan|vandaag|gisteren|morgen|zelf|nog maar))*"
_MORE = (
    rule(
        rf"(?:(?<=[.,!?] )|^|\b(?:ik|toen ik|toen hij|toen ze|toen zij|nota bene|jarig en) )({_ANY_AGE})"
        rf"(?: ?(?:jaar|jr\b\.?)(?: oud)?(?! (?:geleden|lang|later|in dienst|getrouwd|hier|bij))|(?= (?:werd|was"
        rf"|ben)\b)|(?=!))",
        re.I | re.M,
    ),
    rule(
        rf"\b{_KIN} \(({_ANY_AGE})(?=,)|\b(?:ben|is) ({_GREAT}|{_ADULT})(?= (?:ik|hij|ze|zij)\b)|\bbene ({_GREAT}|{_ADULT})\b",
        re.I,
    ),
    rule(
        rf"\b{_KIN}(?: \(?[A-Z]\w+\)?)?\)? (?:is|was|werd|wordt|word){_SAID} ({_ANY_AGE}(?: ?(?:jaar|jr\.?))?)\b{_NOT_AGE}",
        re.I,
    ),
    rule(
        rf"(?<=\w, )({_ANY_AGE})(?=\))|(?<=\b[vmVM], )({_ANY_AGE})(?=[,.;)])|(?<=\()({_ANY_AGE})(?= en {_ANY_AGE}\))|\(\d\d? en ({_ANY_AGE})\)"
    ),
    rule(
        rf"\bi?kb?e?n? ({_ANY_AGE})(?: ben| dus| en\b|,(?!\d)|\.(?!\d))|\bik ({_ANY_AGE}) ben\b|\bkben ({_ANY_AGE})\b",
        re.I,
    ),
    rule(rf"\b(?:is|ben|werd|wordt|word|was)(?: dus)?{_SAID} ({_GREAT}|{_ADULT})(?=[!.;,]| nu\b|$)", re.I),
    rule(rf"\b(?:wordt|werd|word)(?: dan| nu| morgen| vandaag) ({_ANY_AGE})(?=[!.;,\s])", re.I),
    rule(
        rf"(?<=[,(.] )({_ANY_AGE} ?(?:jaar|jr\b\.?|jaren))(?=[ ,.;)])(?! (?:geleden|lang|later|bij|in dienst|hier|getrouwd|wonen|woon))",
        re.I,
    ),
    rule(rf"\b(?:zelf|is pas|(?:terwijl|dat) (?:zij|ze|hij)) ({_ANY_AGE})(?= is\b|[,.;](?!\d)| en\b){_NOT_AGE}", re.I),
    rule(rf"\bdus ({_GREAT}|{_ADULT}|1[0-7])(?= nu\b|[.;,!]|\s*$)", re.I),
)
AGE_BEHIND = rule(
    rf",? (?:is|wordt|van|was)(?: net| nu| pas| al| nog maar| bijna)* ((?:{_SMALL}|{_GREAT})(?: ?(?:jaar|jr\.?))?)\b{_NOT_AGE}",
    re.I,
)
AGES = (*_FIRST, *_MORE)

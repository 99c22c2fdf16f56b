"""How plain the words are that a complainant can meet: every sentence of the public pages, and every one made from a regulation.

    python -m tools.readability              everything that is not plain yet
    python -m tools.readability complaining  only what comes from files or regulations with this in their name

A sentence is plain when it has at most 12 words, says who does what (no form of `worden`), addresses people in one way, and uses
words that are among the 5,000 most common of Dutch, are made of such words, or are explained in a glossary.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyphen
import yaml
from wordfreq import top_n_list

from wederhoor.correspondence.letters import load_letter
from wederhoor.frontdoor.sentences import ADDRESSES, HOME, leaves
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_regulation, providers, versions
from wederhoor.procedure.model import Act, Regulation

LONGEST, COMMON = 12, 5000
PASSIVE = {"word", "wordt", "worden", "werd", "werden", "geworden"}
FORMAL, FAMILIAR = {"u", "uw", "uzelf"}, {"je", "jij", "jou", "jouw", "jezelf"}
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
END = re.compile(r"(?<=[.!?:;])\s+|\n+")
SILENT = re.compile(r"\{[^{}]*\}|\S+@\S+|https?://\S+|www\.\S+|‘[^’]*’")
CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
MARKS = re.compile(r"\{\{[^}]*\}\}|^#+ |^[-*] |\*\*", re.M)
LINKS = ("", "s", "en", "e", "n", "-")
APART = ("in", "op", "af", "uit", "aan", "door", "mee", "weg", "terug", "voor")
HARD = {"v": "f", "z": "s"}
ENDINGS = (
    "en",
    "e",
    "s",
    "t",
    "n",
    "je",
    "tje",
    "jes",
    "tjes",
    "de",
    "te",
    "den",
    "ten",
    "er",
    "ers",
    "st",
    "ste",
    "'s",
    "d",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that somebody can meet: where it stands, and how it addresses people ('' when it should do neither)."""

    where: str
    text: str
    address: str = ""
    explained: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not plain."""

    where: str
    sentence: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.sentence}"


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The most common words."""
    return frozenset(top_n_list("nl", COMMON))


@lru_cache(maxsize=1)
def syllables() -> pyphen.Pyphen:
    """Where a Dutch word can be split."""
    return pyphen.Pyphen(lang="nl_NL")


@lru_cache(maxsize=1)
def shared_glossary() -> frozenset[str]:
    """The words that `texts/nl/glossary.yaml` explains."""
    listed = yaml.safe_load((HOME / "nl" / "glossary.yaml").read_text(encoding="utf-8"))
    return frozenset(word for name in listed for word in words_of(name))


def words_of(text: str) -> list[str]:
    """The words in small letters."""
    return [word.lower() for word in WORD.findall(text)]


def sentences_of(text: str) -> list[str]:
    """The sentences; what stands before a colon is one by itself."""
    return [part.strip() for part in END.split(text) if WORD.search(part)]


@lru_cache(maxsize=100_000)
def known(word: str, explained: frozenset[str] = frozenset()) -> bool:
    """Whether it is common, explained, a form of such a word, or made of two."""
    return _base(word, explained) or any(_base(form, explained) for form in forms(word)) or _made_of(word, explained)


def _base(word: str, explained: frozenset[str]) -> bool:
    return word in common() or word in shared_glossary() or word in explained


def forms(word: str) -> Iterator[str]:
    """What a word can be a form of: 'regels' of 'regel', 'vul' of 'vullen', 'namen' of 'naam', 'ingevuld' of 'invullen'."""
    for stem in dict.fromkeys(
        (word, *(word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 1))
    ):
        yield from (stem, *_verbs(stem), _doubled(stem))
        if len(stem) > 2 and stem[-1] == stem[-2]:
            yield stem[:-1]
        if stem[-1] in HARD:
            yield from (stem[:-1] + HARD[stem[-1]], _doubled(stem)[:-1] + HARD[stem[-1]])
    if "ge" in word[:6]:
        bare = word.replace("ge", "", 1)
        yield from (bare, *_verbs(bare), *(verb for verb in _verbs(bare[:-1]) if bare[-1:] in "dt"))


def _verbs(stem: str) -> Iterator[str]:
    """The infinitives of 'vul' and 'bewaar', also with what goes apart in a sentence: 'vul ... in' is 'invullen'."""
    single = re.sub(r"([aeou])\1([bcdfghklmnprstvwz])$", r"\1\2", stem)
    for verb in (f"{stem}en", f"{stem}{stem[-1:]}en", f"{single}en", f"{stem}e"):
        yield from (verb, *(f"{part}{verb}" for part in APART))


def _doubled(stem: str) -> str:
    """'nam' becomes 'naam'."""
    return re.sub(r"([aeou])([bcdfghklmnprstvwz])$", r"\1\1\2", stem)


def _made_of(word: str, explained: frozenset[str]) -> bool:
    """Whether it can be split into two known parts at a syllable."""
    parts = word.split("-")
    if len(parts) > 1:
        return all(len(part) < 3 or known(part, explained) for part in parts)
    for at in syllables().positions(word):
        for link in LINKS:
            first, second = word[:at], word[at:]
            if link and not first.endswith(link):
                continue
            first = first[: len(first) - len(link)] if link else first
            if len(first) >= 3 and len(second) >= 3 and _plain(first, explained) and _plain(second, explained):
                return True
    return False


def _plain(word: str, explained: frozenset[str]) -> bool:
    return _base(word, explained) or any(_base(form, explained) for form in forms(word))


def check(said: Said) -> Iterator[Finding]:
    """Everything that is not plain in a text."""
    for sentence in sentences_of(SILENT.sub(" x ", said.text)):
        yield from _sentence(said, sentence)


def _sentence(said: Said, sentence: str) -> Iterator[Finding]:
    found = WORD.findall(sentence)
    words = [word.lower() for word in found]
    if len(words) > LONGEST:
        yield Finding(said.where, sentence, f"{len(words)} words")
    if PASSIVE & set(words):
        yield Finding(said.where, sentence, f"passive '{min(PASSIVE & set(words))}'")
    other = (FAMILIAR if said.address == "u" else FORMAL if said.address == "je" else FORMAL | FAMILIAR) & set(words)
    if other:
        yield Finding(
            said.where, sentence, f"'{min(other)}' where people are addressed with '{said.address or 'both'}'"
        )
    for place, word in enumerate(found):
        name = place and word[0].isupper()
        if not name and len(word) > 1 and not word.isupper() and not known(word.lower(), said.explained):
            yield Finding(said.where, sentence, f"uncommon '{word}'")


def of_files(folder: Path = HOME / "nl") -> Iterator[Said]:
    """Every sentence of the public pages."""
    for path in sorted(folder.glob("*.yaml")):
        for key, value in leaves(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")) or {}):
            if isinstance(value, str):
                yield Said(f"texts/{key}", value)
            else:
                yield from (Said(f"texts/{key}.{address}", value[address], address) for address in sorted(ADDRESSES))


def of_regulations() -> Iterator[Said]:
    """Every text of the newest version of each regulation that a complainant can meet."""
    for provider in providers():
        rules = load_regulation(versions(provider)[-1])
        explained = frozenset(word for term in rules.glossary for word in words_of(term))
        names = frozenset(words_of(f"{rules.name} {rules.title}"))
        for where, text in _texts(rules):
            yield Said(f"{provider}/{where}", text, rules.address, explained | names)


def _texts(rules: Regulation) -> Iterator[tuple[str, str]]:
    for part in ("laws", "kinds", "capacities", "channels", "routes", "steps", "consents", "hopes", "outcomes", "admissibility",
                 "phases", "external_bodies", "contact_points", "letters"):  # fmt: skip
        yield from ((f"{part} › {code}", option.label) for code, option in getattr(rules, part).items())
    for code, question in rules.applicability.items():
        yield f"applicability › {code}", question.question
        for answer in question.answers.values():
            yield f"applicability › {code}", answer.label
            yield f"applicability › {code}", "" if answer.leads_to == "here" else answer.leads_to
    for code, act in rules.acts.items():
        yield from _act_texts(rules, code, act)
    yield from (
        (f"duties › {c}", d.label) for c, d in rules.duties.items() if "complainant" in d.owed_to and not d.internal
    )
    yield from ((f"facts › {code}", words) for code, words in rules.facts.items())
    yield from (
        (f"principles › {code}", one.says) for code, one in (*rules.principles.items(), *rules.inspection.items())
    )
    yield from ((f"glossary › {word}", term.says) for word, term in rules.glossary.items())
    yield from _letter_texts(rules)


def _act_texts(rules: Regulation, code: str, act: Act) -> Iterator[tuple[str, str]]:
    yield f"acts › {code} › done", act.done
    if "complainant" not in act.by:
        return
    if act.when and act.when.because:
        yield f"acts › {code} › because", act.when.because
    if not act.opens:
        yield f"acts › {code}", act.label
    for name, field in act.fields.items():
        if not getattr(field, "inside", False):
            yield f"acts › {code} › {name}", field.label
            yield f"acts › {code} › {name}", field.help
            yield from ((f"acts › {code} › {name}", label) for label in choices_of(rules, field).values())


def _letter_texts(rules: Regulation) -> Iterator[tuple[str, str]]:
    which = 0 if rules.address == "u" else 1
    for code, letter in rules.letters.items():
        if "complainant" in letter.to:
            template = load_letter(rules.provider, letter.template, root=root())
            body = CHOICE.sub(lambda m: m[1 + which], f"{template.front.title}\n{template.body}")
            yield f"letters › {code}", MARKS.sub("", body)


def findings(texts: Iterable[Said]) -> list[Finding]:
    """Everything that is not plain, each thing once."""
    return list(dict.fromkeys(finding for said in texts for finding in check(said)))


def main() -> int:
    """List them; 1 when there are any."""
    wanted = sys.argv[1:] or [""]
    found = [f for f in findings((*of_files(), *of_regulations())) if any(word in f.where for word in wanted)]
    print("\n".join([*map(str, found), f"{len(found)} thing(s) that could be plainer"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""The words behind an amount: which of them belong to its noun phrase, and which is the head of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from atau.facts.amounts.phrase import Kind, head_of, is_plural, kind_of
from atau.facts.cases import case_by_ending
from atau.facts.tables import amount_words, words_of
from atau.facts.view import FactDoc
from atau.morphology.numerals_words import word_class

_MAX_PHRASE: Final = 6
#: A noun with the possessive of the third person, bare or in a case.
POSSESSED: Final = re.compile(r".{2,}(?:[ыі]|[ыі]н|[ыі]нан|[ыі]нен|[ыі]на|[ыі]не|[ыі]мен|[ыі]ның|[ыі]нің)$")
_CONVERB: Final = ("а", "е", "й")
_AGENT: Final = re.compile(r".{2,}(?:ушы|уші)(?:л[ае]р)?(?:[нтд][ыі]|[нтд][ыі]ң|[ғг][ае]|д[ае]н?|м[ае]н)?$")
_ACTION: Final = re.compile(r".{3,}у(?:д[ае]н|[ғгд][ае])$")
_SHARES: Final = frozenset(("жұп", "дана", "бас", "түйір", "табақ", "қасық", "уыс", "тал", "түп", "кесе", "стақан"))
_EACH: Final = ("дан", "ден", "тан", "тен", "нан", "нен")
_WHOLE: Final = "бүтін"  # a number in fractions only: екі бүтін құмыра


def noun_words(view: FactDoc, start: int, last: int) -> list[int]:
    """The tokens from `start` on that can be the noun phrase behind an amount, without the verb at their end."""
    tokens = run(view, start, last)
    if tokens and _is_aorist(view, tokens[-1], last):
        tokens.pop()  # 17 шақырымға дейін жақындар еді
    if len(tokens) > 1 and _is_helped(view, tokens[-1], last):
        tokens.pop()  # жүк қабылдай алады, пойыз өте алады
    if len(tokens) > 1 and view.norm(view.after(tokens[-1] + 1)) in amount_words()["must"]:
        _drop_action(view, tokens)
    return tokens


def run(view: FactDoc, token: int, last: int) -> list[int]:
    """The tokens of the words behind an amount, up to a name, a number, a sign or a word that is in no noun phrase."""
    stops = amount_words()["no_noun"]
    found: list[int] = []
    while token < last and len(found) < _MAX_PHRASE:
        word = view.words[token]
        if view.owner[token] >= 0 or not word.alpha or word.digit:
            break
        if word.norm in stops:
            joined = _adjective_behind(view, token, last) if found else -1
            if joined < 0 or not _is_adjective(view.norms[found[-1]]):
                break
            found.append(token)
            token = joined
            continue
        if (word.title and not word.upper) or (word_class(word.norm) is not None and word.norm != _WHOLE):
            break
        found.append(token)
        token = view.after(token + 1)
    return found


def _adjective_behind(view: FactDoc, token: int, last: int) -> int:
    """The token of the adjective that a conjunction at `token` joins: заңды және жеке тұлға; -1 for none."""
    following = view.after(token + 1)
    if view.norms[token] not in amount_words()["and"] or following >= last or view.owner[following] >= 0:
        return -1
    return following if _is_adjective(view.norms[following]) else -1


def _is_adjective(norm: str) -> bool:
    return kind_of(norm) in (Kind.ADJECTIVE, Kind.WITH) or norm in amount_words()["adjective"]


def closes_clause(view: FactDoc, token: int, last: int) -> bool:
    """Whether a sign, the end of the sentence or a word behind a verb follows: `… бәсеңдейді деп`, `… салды да,`."""
    token = view.after(token)
    if token >= last or view.words[token].punct or view.norms[token] in words_of()["that"]:
        return True
    return view.norms[token] in amount_words()["particle"] and view.norm(view.after(token + 1)) == ","


def head_behind(norms: Sequence[str], known: str, *, closed: bool) -> int:
    """The index of the head of the words behind an amount, -1 for none. known: the noun that the normalizer read."""
    head = _known_head(norms, known) if known else -1
    if head < 0 or (head < len(norms) - 1 and norms[head + 1] in amount_words()["and"]):
        head = head_of(norms, closed=closed)
    elif head < len(norms) - 1 and (
        norms[head] in amount_words()["adjective"] or _is_first(norms[head], norms[head + 1])
    ):
        head = max(head, head_of(norms, closed=closed))  # 3 жер телімін, он шақты қарт балықшы
    if 0 <= head < len(norms) - 1 and _AGENT.match(norms[head + 1]):
        head += 1  # 94 заң бұзушыны
    if 0 <= head < len(norms) - 1 and _is_classifier(norms, head):
        thing = head_of(norms[head + 1 :], closed=closed)
        acted = thing >= 0 and _ACTION.match(norms[head + 1 + thing])  # 1 200 вагон күрделі жөндеуден өтеді
        head += 0 if acted else thing + 1
    elif head == 0 and len(norms) > 1 and norms[0].endswith(_EACH) and norms[0][:-3] in _SHARES:
        head = 1 + max(0, head_of(norms[1:], closed=closed))  # әрқайсысына 2 жұптан байпақ
    if 0 <= head < len(norms) - 1 and is_plural(norms[head]) and kind_of(norms[head + 1]) is not Kind.VERB:
        head += 1  # no plural follows a number: 2 мүгедектер арбасы
    return head


def _known_head(norms: Sequence[str], known: str) -> int:
    """The index of the last word of the noun that the normalizer has read, -1 where it does not stand there."""
    words = known.split()
    stems = [word if len(word) < 4 else word[:-1] for word in words]
    for i in range(len(norms) - len(words) + 1):
        if all(norm.startswith(stem) for norm, stem in zip(norms[i:], stems, strict=False)):
            head = i + len(words) - 1
            return head
    return -1


def _is_classifier(norms: Sequence[str], head: int) -> bool:
    """Whether a word counts the thing behind it: 240 бас сиыр; not екі вагон орнында тұр."""
    aside = kind_of(norms[head + 1]) is Kind.CASE and case_by_ending(norms[head + 1]) in ("loc", "ins")
    return norms[head] in amount_words()["classifier"] and not aside


def _is_first(norm: str, following: str) -> bool:
    """Whether a word is an adjective, or the first part of a compound with the possessed noun behind it."""
    compound = kind_of(norm) is Kind.NOUN and POSSESSED.match(following) is not None
    return compound or norm in amount_words()["adjective"]


def _is_helped(view: FactDoc, token: int, last: int) -> bool:
    """Whether a word is a verb in -а, -е, -й before a helping verb."""
    following = view.after(token + 1)
    helper = following < last and view.norms[following].startswith(tuple(amount_words()["helper"]))
    return helper and view.norms[token].endswith(_CONVERB)


def _is_aorist(view: FactDoc, token: int, last: int) -> bool:
    """Whether a word that looks like a plural is a verb, before `еді`."""
    following = view.after(token + 1)
    return following < last and view.norms[following] == "еді" and view.norms[token].endswith(("ар", "ер"))


def _drop_action(view: FactDoc, tokens: list[int]) -> None:
    """Take away the noun of action at the end: `450 миллилитр қан құю керек`, `жаңбыр жаууы мүмкін`."""
    norm = view.norms[tokens[-1]]
    if norm in amount_words()["doing"] or norm.endswith(("уы", "уі")):
        tokens.pop()

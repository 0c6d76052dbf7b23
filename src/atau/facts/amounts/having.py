"""Whether an organisation before an amount is the subject of its clause, and has, gives, gets or makes the amount."""

from __future__ import annotations

import re
from typing import Final

from atau.facts.amounts.clauses import is_adverb, is_amount, is_converb, sets_off
from atau.facts.amounts.phrase import Kind, is_finite, is_spell, kind_of
from atau.facts.tables import amount_words
from atau.facts.view import DASHES, LINE, FactDoc
from atau.morphology.numerals_words import word_class

#: What opens an aside or a title, and what closes it.
_ASIDES: Final = {"(": ")", "«": "»", "“": "”"}
_NEAR: Final = 6
_EMBEDDED: Final = re.compile(r".{2,}(?:[ғгқк][ае]н|[аей]т[ыі]н)[ыі](?:н|н[ае]|нан|нен)?$")
#: The object of a verb of telling, whose subject is another: шыққанын тапты.
_REPORTED: Final = re.compile(r".{2,}(?:[ғгқк][ае]н|[аей]т[ыі]н)[ыі]н$")
_MONEY: Final = "money"
_ACTIVE: Final = re.compile(
    r".{2,}(?:[дт][ыі]|[ыі]?пт[ыі]|[ғгқк][ае]н|[ыіауй]п|м[ае]й|[аей]д[ыі]|уда|уде|[мбп][ае][қк]|с[ыі]н)$"
)
#: Behind the stem of a verb that is neither passive nor longer: бөл-ді, not бөл-інді, тап-сырды.
_INFLECTED: Final = re.compile(
    r"(?:[ыі]?п(?:т[ыі])?|[дт][ыі]\w*|[ғгқк][ае]н\w*|[аей](?:д[ыі]|т[ыі]н)\w*|м[ае]\w*|у(?:[ыі]|[дғг][ыіае])|с[ае]|с[ыі]н|[ае]р|[аей]|[бп][ае][қк])?"
)
_PASSIVE: Final = re.compile(
    r".{2,}(?:[ыіаәе]л|[ыіаәе]н|йыл|йіл)(?:[дт][ыі]|[ае]д[ыі]|[ғг][ае]н|[ыі]п|[ыі]пт[ыі]|уда|уде|м[ае]й|[мбп][ае][қк])$"
)


def has(view: FactDoc, end: int, kind: str | None) -> bool:
    """Whether the clause behind the amount says that its subject has, gives, gets or makes it, and is no report."""
    words = amount_words()
    for token in range(end, view.sentence_bounds(end - 1)[1]):
        norm = view.norms[token]
        if view.owner[token] >= 0 or not norm or norm == LINE:
            continue
        if any(norm.startswith(word) for word in words["report"]):
            return False
        if is_verb_of(norm, "own"):
            return True
        if _REPORTED.match(norm):
            return False
        if norm in (";", ".") or (norm == "," and kind != _MONEY and not _leads_on(view, token)):
            return False
    return False


def is_verb_of(norm: str, name: str) -> bool:
    """Whether a word is a form of a verb of which the class `name` has the stem, neither passive nor longer."""
    return any(norm.startswith(word) and _INFLECTED.fullmatch(norm, len(word)) for word in amount_words()[name])


def can_be_subject(view: FactDoc, start: int, before: int) -> bool:
    """Whether nothing between an organisation and the amount can be the subject in its place, or end its clause."""
    aside = ""
    for token in range(start, before):
        norm, owner = view.norms[token], view.owner[token]
        if aside or norm in _ASIDES:  # (бұдан әрі – Сот), «Кілем тілі» атты көрмеге
            aside = "" if norm == aside else aside or _ASIDES[norm]
            continue
        if owner >= 0:
            if view.flat[owner].label in ("PERSON", "ORG", "POSITION") and view.case(view.flat[owner]) == "nom":
                return False
            continue
        if not norm or norm == LINE or view.words[token].digit:
            continue
        if norm == "," and sets_off(view, token):
            continue
        if not view.words[token].alpha:
            return False
        if norm in amount_words()["aside"] | amount_words()["and"]:
            continue
        if is_converb(norm) or is_converb(view.norm(view.after(token + 1))):
            continue  # тексеріс тағайындап
        if norm in amount_words()["no_verb"] or norm in amount_words()["when"] or is_spell(norm) or word_class(norm):
            continue
        if not is_adverb(norm) and (is_finite(norm) or kind_of(norm) in (Kind.NOUN, Kind.OWNED, Kind.VERB)):
            return False
    return True


def is_embedded(view: FactDoc, end: int) -> bool:
    """Whether the verb behind the amount is a noun of its clause, whose subject is in the genitive: `… төлемегенін`."""
    for token in range(end, min(end + _NEAR, view.sentence_bounds(end - 1)[1])):
        norm = view.norms[token]
        if view.owner[token] >= 0 or (norm and norm != LINE and not view.words[token].alpha):
            return False
        if _EMBEDDED.match(norm):
            return True
    return False


def acts(view: FactDoc, end: int) -> bool:
    """Whether the clause behind the amount ends in an active verb of the third person that is no report."""
    said: list[str] = []
    for token in range(end, view.sentence_bounds(end - 1)[1]):
        norm = view.norms[token]
        if view.owner[token] >= 0:
            named = view.flat[view.owner[token]]
            acting = named.label in ("PERSON", "ORG", "POSITION") and view.case(named) == "nom"
            if acting and named.start == token and not _is_gapped(view, token):
                return False  # another one does it
            continue
        if any(norm.startswith(word) for word in amount_words()["report"]):
            return False
        if norm in (";", ".") or (norm == "," and not _leads_on(view, token)) or (said and norm in DASHES):
            break
        if _REPORTED.match(norm) and not is_verb_of(norm, "own"):
            return False
        if norm.isalpha():
            said.append(norm)
    if len(said) == 2 and said[1] in amount_words()["lasting"]:
        return is_converb(said[0]) and not is_passive(said[0])  # бағаны 17 пайызға көтеріп отыр
    return bool(said) and is_active(said[-1])


def is_active(norm: str) -> bool:
    """Whether a word is a verb of the third person that is not passive."""
    return bool(_ACTIVE.match(norm)) and not is_passive(norm)


def is_passive(norm: str) -> bool:
    """Whether a word is a verb in the passive: азайтылды."""
    return _PASSIVE.match(norm) is not None


def _leads_on(view: FactDoc, comma: int) -> bool:
    """Whether another amount follows a comma directly: бір алтын, үш күміс еншіледі."""
    following = view.after(comma + 1)
    return following < len(view.owner) and (is_amount(view, following) or _is_gapped(view, following))


def _is_gapped(view: FactDoc, token: int) -> bool:
    """Whether a name with its own amount shares the verb: `«Арай» 3 тонна ұн, «Тұлпар» 40 көрпе берді`."""
    owner = view.owner[token]
    if owner >= 0 and view.flat[owner].label == "LOC" and view.case(view.flat[owner]) == "attr":
        following = view.after(view.flat[owner].end)
        return (
            following < len(view.owner)
            and view.owner[following] >= 0
            and is_amount(view, view.flat[view.owner[following]].end)
        )
    if view.norm(token) in _ASIDES:
        owner = view.owner[view.after(token + 1)]
    if owner < 0 or view.norm(view.before(view.flat[owner].start)) not in (",", *_ASIDES):
        return False
    behind = view.after(view.flat[owner].end)
    return is_amount(view, view.after(behind + 1) if view.norm(behind) in _ASIDES.values() else behind)

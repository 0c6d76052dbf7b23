"""Known names, abbreviations, short forms with a capital, Latin names and sites."""

from __future__ import annotations

import re

from atau.components.organisation.lexicon import OrgLexicon, attributive
from atau.components.organisation.view import Scene
from atau.lang.text import normalize

_Found = tuple[int, int, str]
_ROMAN = re.compile("[ivxlcdmхі]+")
_SITE = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|org|net|ru|info)", re.IGNORECASE)
_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_MAX_ABBREVIATION = 6
_LATIN_JOINS = frozenset(("&", "of", "and", "for", "the", "de"))
# Kazakhstan and the states that stand before an organ's abbreviation: ҚР ІІМ, КСРО МҚК.
_SOVIET = frozenset({"әскер", "армия", "одақ", "одағы", "өкімет", "үкімет"})


class Names:
    """Finds bodies without a head."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def known(self, scene: Scene, i: int) -> _Found | None:
        """The longest name of the lexicon at token `i`."""
        tokens = scene.tokens
        for hit in self._lexicon.names.at(tokens, i):
            if hit.analysis.number != "sg" and not hit.analysis.stem.endswith("күштер"):
                continue
            if hit.end - hit.start == 1:
                base = tokens[i].form.partition("-")[0]
                # An abbreviation is written in capitals, a word that is a name is not.
                if hit.entry.isupper() != base.isupper():
                    continue
                if i in scene.in_place and not hit.entry.isupper():
                    continue
            elif not tokens[hit.end - 1].title and hit.end - hit.start == 2 and not tokens[i].title:
                continue
            if not tokens[i].title and hit.entry.count(" ") < 2:
                continue
            if tokens[hit.end - 1].latin and hit.end < len(tokens):
                after = tokens[hit.end]
                if after.latin and after.title and "." not in after.form:
                    # A product: Google Chrome.
                    continue
            return hit.start, hit.end, "org.known"
        return None

    def capital(self, scene: Scene, i: int) -> _Found | None:
        """`Департамент`, `Комитеттің`: a short form that stands for the body it was named as."""
        word = scene.tokens[i]
        headline = i in scene.shouted
        if word.upper and not headline:
            return None
        for analysis in self._lexicon.short.forms(word.norm):
            if analysis.number == "sg" and not analysis.possessive:
                begins = headline or scene.begins(i)
                if analysis.stem in self._lexicon.always or not begins:
                    after = scene.tokens[i + 1].norm if i + 1 < len(scene.tokens) else ""
                    if analysis.stem == "кеңес" and after.startswith(tuple(_SOVIET)):
                        return None
                    if analysis.stem == "орталық" and i + 1 < len(scene.tokens) and scene.tokens[i + 1].title:
                        return None
                    return i, i + 1, "org.capital_start" if begins else "org.capital"
                break
        return None

    def abbreviation(self, scene: Scene, i: int) -> _Found | None:
        """`БЖЗҚ`, and with the parent or place before it: `ҚР ІІМ`, `Бостандық ауданы ІІБ`."""
        tokens = scene.tokens
        word = tokens[i]
        base = word.form.partition("-")[0]
        if not (1 < len(base) <= _MAX_ABBREVIATION and base.isupper() and base.isalpha()):
            return None
        norm = normalize(base)
        lexicon = self._lexicon
        if norm in lexicon.not_abbreviations or norm in lexicon.legal or _ROMAN.fullmatch(norm):
            return None
        if i in scene.in_place or i in scene.in_person:
            return None
        # A headline in capitals holds no abbreviations.
        near = [tokens[k] for k in range(max(0, i - 2), min(len(tokens), i + 3)) if k != i]
        if any(t.upper and len(t.form) > 4 and not t.latin and not lexicon.names.forms(t.norm) for t in near):
            return None
        start = self._parent(scene, i)
        known = bool(lexicon.names.forms(norm))
        if start < i and not word.latin and (len(base) > 2 or known):
            return start, i + 1, "org.abbreviation_of"
        if known:
            return None
        if len(base) < 3:
            return None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and after.form == "(":
            inner = tokens[i + 2] if i + 2 < len(tokens) else None
            if inner is not None and inner.alpha and not inner.title:
                return None
        if (after is not None and after.form in (":", "_", "№")) or (after is not None and after.digit):
            return None
        if word.latin:
            return i, i + 1, "org.abbreviation_latin"
        vowels = sum(c in _VOWELS for c in norm)
        if vowels * 2 > len(norm) or (len(norm) > 4 and vowels * 5 >= len(norm) * 2):
            return None
        if lexicon.roles.listed(norm):
            return None
        return i, i + 1, "org.abbreviation"

    def _parent(self, scene: Scene, i: int) -> int:
        """Where the country, place or person that the abbreviation at token `i` belongs to begins; `i` without."""
        tokens = scene.tokens
        k = scene.before(i)
        if k < 0 or i in scene.starts:
            return i
        roles = self._lexicon.roles
        if tokens[k].norm in self._lexicon.local:
            j = scene.before(k)
            if j >= 0 and j + 1 in scene.places and not attributive(tokens[j].norm):
                return scene.places[j + 1]
            return i
        role = roles.role(tokens[k].norm)
        unit = tokens[k].norm.startswith(("облыс", "аудан", "қала", "республика"))
        if unit and role.kind == "owner" and role.owned and role.case in ("nom", "gen") and k + 1 not in scene.places:
            j = scene.before(k)
            if j >= 0 and j + 1 in scene.places:
                return scene.places[j + 1]
            return i
        if k + 1 in scene.places and not attributive(tokens[k].norm) and not roles.oblique(tokens[k].norm):
            whole = tokens[k].upper or tokens[k].norm.startswith(("облыс", "республика"))
            return scene.places[k + 1] if whole else i
        return i

    def defined(self, scene: Scene, found: list[_Found]) -> list[_Found]:
        """Abbreviations that the text explains, `… ұйымы (ЖҚБО)` and `… (бұдан әрі – ЖҚБО)`, wherever they stand."""
        tokens = scene.tokens
        short: set[str] = set()
        for start, end, rule in found:
            if end - start < 2 or end >= len(tokens) or tokens[end].form not in ("(", "(") or rule == "org.capital":
                continue
            for k in range(end + 1, min(len(tokens), end + 7)):
                form = tokens[k].form
                if form == ")":
                    break
                if 1 < len(form) < 9 and form.isupper() and form.isalpha():
                    norm = normalize(form)
                    if norm not in self._lexicon.not_abbreviations and norm not in self._lexicon.legal:
                        short.add(norm)
        if not short:
            return []
        taken = {k for start, end, rule in found if rule != "org.abbreviation" for k in range(start, end)}
        result: list[_Found] = []
        for i, word in enumerate(tokens):
            shaped = word.title and word.form[:2].isupper() and i not in taken
            if shaped and normalize(word.form.partition("-")[0]) in short:
                result.append((i, i + 1, "org.abbreviation_defined"))
        return result

    def latin(self, scene: Scene, i: int) -> _Found | None:
        """`Deutsche Bank`, `Associated Press`, `Goldwind компаниясы`, `Primeminister.kz`."""
        tokens = scene.tokens
        word = tokens[i]
        base = word.form.partition("-")[0]
        if _SITE.fullmatch(base) or _SITE.fullmatch(word.form):
            name = base.lower()
            if name in self._lexicon.sites:
                return i, i + 1, "org.site"
            if name.startswith("www.") or ".gov" in name or (i and tokens[i - 1].form in ("/", "@", "//")):
                return None
            return i, i + 1, "org.site_title" if word.title else "org.site_other"
        if not word.title or (i and tokens[i - 1].latin and tokens[i - 1].title):
            return None
        end = i + 1
        while end < len(tokens) and (
            (tokens[end].latin and tokens[end].title)
            or (tokens[end].form in _LATIN_JOINS and end + 1 < len(tokens) and tokens[end + 1].latin)
        ):
            end += 1
        if any(t.norm.partition("-")[0] in self._lexicon.latin for t in tokens[i:end]) and (end - i > 1):
            return i, end, "org.latin_word"
        head = self._lexicon.head(tokens[end].norm) if end < len(tokens) else None
        if head is not None and head.possessed and head.kind in ("company", "descriptor"):
            return i, end, "org.latin"
        return None

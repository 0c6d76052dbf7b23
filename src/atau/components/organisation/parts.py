"""Parts of a body's name that are more than words: places, numbers, quotations, the person it is named after."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word
from atau.components.organisation.lexicon import Head, OrgLexicon, attributive, genitive
from atau.components.organisation.view import Scene
from atau.lexicon import is_given_name, surname_like

_MAX_GAP = 7
_MAX_PERSON = 4
_MAX_DESCRIBED = 9
# «…» жауапкершілігі шектеулі серіктестігі, «…» акционерлік қоғамы
_LEGAL_WORDS = ("жауапкершілігі", "шектеулі", "акционерлік", "құқығындағы", "жүргізу", "шаруашылық")
_NUMBERED = re.compile(r"\d+-?(?:[шс]?[ыі]|інші|ншы|нші)?")
_INITIAL = re.compile(r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮІҺ][a-zа-яёәғқңөұүіһ]?\.)+")
_PARTICLES = frozenset({"әл", "әл-", "аль", "-", "–", "хан", "би", "ата", "батыр", "қажы", "бек", "сұлтан"})
# Organs that a quoted name alone makes a named body: «Нұр Отан» фракциясы, but not «Мемлекеттік қызмет» бөлімі.
_ORGANS = frozenset({"филиал", "фракция", "өкілдік", "аппарат", "кеңес", "бюро", "штаб", "бөлімше", "дирекция"})
# Bodies abroad: Қазақстанның Қытайдағы елшілігі.
_ABROAD = frozenset({"елшілік", "консулдық", "өкілдік"})
_UNITS = frozenset({"бригада", "полк", "дивизия", "батальон", "мектеп", "гимназия", "лицей", "емхана", "аурухана"})


@dataclass(slots=True)
class Scan:
    """The state of one scan. start: first token of the name so far. solid: something in it names the body.

    mode: name (nothing special passed), title (a capital passed), place (a place passed), purpose (жөніндегі passed).
    """

    start: int
    head: Head
    solid: bool = False
    mode: str = "name"
    purpose: int = 0
    gap: int = 0
    parent: bool = False
    rule: str = ""
    quoted: tuple[int, int] | None = None
    fields: int = 0


class Parts:
    """Takes a part into a scan. Each answer is the token to go on from, or -1 where the name ends."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def place(self, scene: Scene, j: int, right: int, i: int, scan: Scan) -> int:
        """0 where the place is to be treated as a word."""
        tokens = scene.tokens
        norm = tokens[j].norm
        start = scene.places[j + 1]
        left = scene.before(start)
        parent = self._lexicon.head(tokens[left].norm) if left >= 0 and start not in scene.starts else None
        owned = parent is not None and parent.owns and (parent.possessed or genitive(tokens[left].norm))
        if attributive(norm):
            abroad = scan.head.stem in _ABROAD and scan.start in (i, right) and left + 1 in scene.places
            if not owned and not abroad:
                return -1
        elif self._lexicon.roles.oblique(norm):
            if self._lexicon.is_object_of(tokens[right].norm) and scan.mode in ("name", "purpose"):
                scan.start, scan.solid = start, True
                return start
            return -1
        elif tokens[right].norm in ("және", "мен", "пен", "бен") or not (
            scan.head.possessed or scan.solid or scan.mode == "purpose"
        ):
            return -1
        elif tokens[right].upper and scan.start == right and not genitive(norm) and not self._whole(tokens[j]):
            # «Қазақстан ШЫҰ Кеңесіне төраға болады», but ҚР ІІМ.
            return -1
        scan.start, scan.solid, scan.mode, scan.gap = start, True, "place", 0
        return start

    @staticmethod
    def _whole(word: Word) -> bool:
        return word.upper or word.norm.startswith(("облыс", "республика", "федерация"))

    def after_place(self, scene: Scene, j: int) -> bool:
        """Token `j` follows a place or its descriptor."""
        k = scene.before(j)
        if k >= 0 and k + 1 in scene.places:
            return True
        m = scene.before(k) if k > 0 else -1
        return m >= 0 and m + 1 in scene.places

    @staticmethod
    def number(scene: Scene, j: int, right: int, scan: Scan) -> int:
        word = scene.tokens[j]
        if scan.mode not in ("name", "title", "place"):
            return -1
        k = scene.before(j)
        if word.form.startswith("№") and (len(word.form) > 1 or scene.tokens[right].digit):
            start = j
        elif k >= 0 and scene.tokens[k].form == "№" and word.digit:
            start = k
        elif _NUMBERED.fullmatch(word.norm) and "-" in word.norm and scan.head.stem in _UNITS:
            start = j
        else:
            return -1
        scan.start, scan.solid, scan.mode, scan.rule = start, True, "place", scan.rule or "org.numbered"
        return start

    def quotation(self, scene: Scene, j: int, right: int, i: int, scan: Scan) -> int:
        tokens = scene.tokens
        opening = scene.opening(j)
        if opening is None or opening + 1 >= j:
            return -1
        # A second mark closes the quotation around the legal form: «ҚТЖ» ҰК» АҚ.
        first = tokens[opening + 1]
        if not (first.title or first.digit or first.punct or (scan.head.kind != "service" and first.alpha)):
            return -1
        if scan.parent or scan.mode == "legal":
            scan.start, scan.solid, scan.mode, scan.parent = opening, True, "place", True
            scan.rule = scan.rule or "org.branch"
            return opening if self._owned(scene, opening) else -1
        if scan.mode == "place":
            return -1
        if scan.head.kind == "branch" and scan.mode == "name" and scan.gap < 4:
            scan.start, scan.mode, scan.rule = opening, "place", "org.branch"
            scan.solid = scan.head.stem in _ORGANS and first.title
            return opening if self._owned(scene, opening) else -1
        inner = self._lexicon.head(scene.norm_before(j))
        near = scan.gap < _MAX_GAP and (j - opening <= _MAX_DESCRIBED or (inner is not None and inner.possessed))
        near = near and scan.head.kind != "service" and (first.title or first.digit or first.punct)
        if near and self._describes(scene, j + 1, i):
            scan.quoted = (opening, j)
        return -1

    def _describes(self, scene: Scene, first: int, i: int) -> bool:
        """The words from `first` to the head at `i` say what the quoted name before them is."""
        plain = 0
        for k in range(first, i):
            word = scene.tokens[k]
            fit = self._lexicon.fit(word.norm)
            if word.space or fit == "adj" or word.norm in self._lexicon.naming or word.norm in self._lexicon.verbal:
                continue
            if word.norm.startswith(_LEGAL_WORDS):
                continue
            owned = self._lexicon.roles.role(word.norm).owned and not word.norm.endswith(("ды", "ді", "ты", "ті"))
            if (owned and fit != "object") or (word.title and self._lexicon.fit(word.norm) == "stop"):
                return False
            plain += 1
        return plain <= 2

    def _owned(self, scene: Scene, start: int) -> bool:
        """A body in the nominative or genitive stands before token `start`."""
        k = scene.before(start)
        if k < 0 or start in scene.starts:
            return False
        head = self._lexicon.head(scene.tokens[k].norm)
        return head is not None and head.possessed and head.owns and head.kind != "never"

    def person_before(self, scene: Scene, j: int) -> int:
        """The first token of the name before атындағы, `j` where there is none."""
        tokens = scene.tokens
        start = j
        names = 0
        while True:
            if start in scene.starts:
                break
            k = scene.before(start)
            if k < 0:
                break
            word = tokens[k]
            form = word.form
            if form in CLOSING_QUOTES and names == 0 and start == j:
                opening = scene.opening(k)
                return j if opening is None else opening
            if form in OPENING_QUOTES and start < j:
                break
            if _INITIAL.fullmatch(form) or (form == "." and start < j):
                start = k
                continue
            if word.norm in _PARTICLES:
                if form in "-–" and not (start < j and tokens[k - 1].norm in _PARTICLES):
                    break
                start = k
                continue
            if not word.title or not word.alpha or names >= _MAX_PERSON:
                break
            if names and (attributive(word.norm) or genitive(word.norm) or self._lexicon.head(word.norm)):
                break
            initials = start < j and bool(_INITIAL.fullmatch(tokens[start].form))
            if initials or (names and (k + 1 in scene.places or word.upper)):
                break
            if names and scene.begins(k) and not (is_given_name(word.norm) or surname_like(word.norm)):
                role = self._lexicon.roles.role(word.norm)
                unknown = role.kind == "unknown" and role.case == "nom" and surname_like(tokens[start].norm)
                if not unknown:
                    break
            names += 1
            start = k
        return start

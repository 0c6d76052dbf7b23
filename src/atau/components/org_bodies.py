"""Bodies with a head: where the name that ends at ``министрлігі`` begins.

Kazakh puts all of a name before its head, so the scan goes leftwards over words that fit inside a name, and the name
begins at the last capital, place, number or quotation it can reach. What may come next depends on what was passed:
after a capital only the parent (a head in the nominative or genitive, a place, a quotation) may stand, after жөніндегі
the field of work.
Without a capital or a place the body is generic and no mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atau.components.org_lexicon import Head, OrgLexicon, attributive, genitive
from atau.components.org_scene import Scene
from atau.components.words import CLOSING_QUOTES, OPENING_QUOTES, Word
from atau.lexicon import is_given_name, surname_like

_MAX_NAME = 34
_MAX_GAP = 7
_MAX_PURPOSE = 9
_MAX_PERSON = 4
_MAX_DESCRIBED = 9
_WORLDWIDE = frozenset({"ұйым", "одақ", "достастық", "банк", "қор", "ассамблея", "кеңес", "комитет"})
# «…» жауапкершілігі шектеулі серіктестігі, «…» акционерлік қоғамы
_LEGAL_WORDS = ("жауапкершілігі", "шектеулі", "акционерлік", "құқығындағы", "жүргізу", "шаруашылық")
_NUMBERED = re.compile(r"\d+-?(?:[шс]?[ыі]|інші|ншы|нші)?")
_INITIAL = re.compile(r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮІҺ][a-zа-яёәғқңөұүіһ]?\.)+")
_PARTICLES = frozenset({"әл", "әл-", "аль", "-", "–", "хан", "би", "ата", "батыр", "қажы", "бек", "сұлтан"})
# Organs that a quoted name alone makes a named body: «Нұр Отан» фракциясы, but not «Мемлекеттік қызмет» бөлімі.
_ORGANS = frozenset({"филиал", "фракция", "өкілдік", "аппарат", "кеңес", "бюро", "штаб", "бөлімше", "дирекция"})
# With nothing but a place these are no bodies: Ақсу ауданының орталығы, Қазақстан қоғамы.
_NOT_OF_PLACE = frozenset({"орталық", "қоғам", "топ", "майдан", "қозғалыс"})
# Bodies that may bear the name of a person or a village and no more: Жамбыл орта мектебі.
_NAMED_AFTER = frozenset(
    {"мектеп", "университет", "колледж", "лицей", "гимназия", "институт", "техникум", "аурухана", "академия", "театр",
     "мектеп-интернат", "мектеп-гимназия", "мектеп-лицей", "балабақша", "кітапхана", "музей", "мұражай"}
)  # fmt: skip
_FIELD_HEADS = frozenset({"министрлік"})
# Ұлттық банк names a body, but with these an adjective and a bare head are a kind of thing: Халықаралық музей.
_NEVER_BARE = frozenset(
    {"алқа", "ұйым", "қоғам", "музей", "қор", "мектеп", "диспансер", "бөлім", "кәсіподақ"}
)  # fmt: skip
# Bodies abroad: Қазақстанның Қытайдағы елшілігі.
_ABROAD = frozenset({"елшілік", "консулдық", "өкілдік"})


@dataclass(slots=True)
class _Scan:
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
    generic: bool = False
    fields: int = 0


class Bodies:
    """Finds bodies by their heads."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def at(self, scene: Scene, i: int, head: Head) -> list[tuple[int, int, str]]:
        """(start, end, rule) of the body whose head is token `i`; of the quoted name before it, without the head."""
        tokens = scene.tokens
        kind = head.kind
        if kind == "never" or (head.plural and head.stem != "күштер") or (i in scene.in_place and kind != "title"):
            return []
        if kind == "service" and (i == 0 or tokens[scene.before(i)].norm not in self._lexicon.services):
            return []
        scan = _Scan(i, head)
        self._left(scene, i, scan)
        if scan.quoted:
            opening, closing = scan.quoted
            return [(opening + 1, closing, "org.quoted_descriptor")]
        if kind == "descriptor" or scan.start == i:
            return []
        if kind == "company" and head.possessed:
            bare = self._bare_name(scene, scan.start, i)
            if bare:
                return [(scan.start, bare, "org.bare_descriptor")]
        if not scan.solid:
            if scan.fields and head.stem in _FIELD_HEADS and head.possessed:
                return [(scan.start, i + 1, "org.field")]
            return []
        if kind == "title" and not tokens[i].title and not scan.parent:
            return []
        if not head.possessed and not scan.rule and self._is_kind(scene, scan.start, i, head):
            return []
        known = scene.known.get(i + 1)
        if known is not None and known > scan.start and head.stem in _WORLDWIDE and known - 1 in scene.in_place:
            # «Қазақстанның Біріккен Ұлттар Ұйымына мүше болуы»
            return []
        if head.stem in _NOT_OF_PLACE and self._only_place(scene, scan.start, i):
            return []
        return [(scan.start, i + 1, self._rule(scene, scan, i))]

    def abbreviation_named_after(self, scene: Scene, i: int) -> tuple[int, int, str] | None:
        """«Л.Н. Гумилев атындағы ЕҰУ»: the abbreviation at token `i` with the person before it."""
        k = scene.before(i)
        if k < 0 or scene.tokens[k].norm != "атындағы" or scene.tokens[i].latin:
            return None
        first = self.person_before(scene, k)
        return (first, i + 1, "org.named_after") if first < k else None

    @staticmethod
    def _is_kind(scene: Scene, start: int, i: int, head: Head) -> bool:
        """An adjective and a bare head that name a kind of body, no body."""
        if head.stem == "орталық":
            return scene.tokens[i].title or start in scene.in_place
        return head.stem in _NEVER_BARE

    @staticmethod
    def _rule(scene: Scene, scan: _Scan, i: int) -> str:
        if scan.rule:
            return scan.rule
        if scan.parent:
            return "org.chain"
        if not scan.head.possessed:
            return "org.head_bare"
        first = scene.tokens[scan.start]
        if scan.start in scene.in_place:
            return "org.head_place"
        return "org.head_start" if scene.begins(scan.start) and not first.upper else "org.head"

    def _left(self, scene: Scene, i: int, scan: _Scan) -> None:
        j = i
        while j > 0 and i - j < _MAX_NAME and j not in scene.starts:
            k = scene.before(j)
            if k < 0:
                break
            j = self._step(scene, k, j, i, scan)
            if j < 0:
                break

    def _step(self, scene: Scene, j: int, right: int, i: int, scan: _Scan) -> int:
        """Takes token `j`, left of `right`, into the name; the token to go on from, or -1 where the name ends."""
        tokens = scene.tokens
        word = tokens[j]
        norm = word.norm
        lexicon = self._lexicon
        possessed = scan.head.possessed
        if norm == "атындағы":
            first = self.person_before(scene, j)
            if first == j:
                return -1
            scan.start, scan.solid, scan.mode, scan.rule = first, True, "place", scan.rule or "org.named_after"
            scan.gap = 0
            return first
        if word.form in CLOSING_QUOTES and (possessed or scan.mode == "named"):
            return self._quotation(scene, j, right, i, scan)
        if norm in lexicon.naming and not scan.parent and tokens[j - 1].form in CLOSING_QUOTES and j:
            scan.mode = "named"
            return j
        if word.punct:
            if norm == "," and scan.mode in ("name", "purpose") and self._in_list(scene, j, right, i):
                return j
            return -1
        if word.digit or word.form.startswith("№"):
            return self._number(scene, j, right, scan)
        if j + 1 in scene.places and norm not in lexicon.generic:
            step = self._place(scene, j, right, i, scan)
            if step:
                return step
        elif j in scene.in_person:
            # «Жамбыл орта мектебі»
            single = scene.people.get(j + 1) == j and scan.start == i and scan.mode == "name"
            if single and possessed and scan.head.stem in _NAMED_AFTER and not genitive(norm):
                scan.start, scan.solid, scan.mode, scan.rule = j, True, "place", "org.name_school"
                return j
            return -1
        head = lexicon.head(norm)
        if head is not None and self._is_inner_head(word, head, scan):
            return self._inner_head(scene, j, right, head, scan)
        if word.upper and lexicon.is_legal(norm):
            if not possessed:
                return -1
            scan.start, scan.solid, scan.parent, scan.mode = j, True, True, "legal"
            return j
        if scan.mode == "purpose":
            return self._purpose(scene, j, word, scan)
        if norm in lexicon.purpose:
            if scan.mode not in ("name", "title"):
                return -1
            if scan.mode == "title" and norm == "бойынша":
                return -1
            if norm == "бойынша":
                return j if self._after_place(scene, j) else -1
            scan.mode, scan.purpose, scan.rule = "purpose", 1, "org.purpose"
            return j
        if norm in ("жанындағы", "құрамындағы"):
            k = scene.before(j)
            owner = lexicon.head(tokens[k].norm) if k >= 0 else None
            if k >= 0 and (owner or tokens[k].title or lexicon.roles.heads.forms(tokens[k].norm)):
                scan.mode, scan.gap = "name", 0
                return j
            return -1
        if scan.mode in ("title", "place", "legal"):
            return self._before_name(scene, j, right, word, scan)
        if not self._fits(scene, j, right, word):
            return -1
        return self._take(scene, j, right, i, word, scan)

    @staticmethod
    def _is_inner_head(word: Word, head: Head, scan: _Scan) -> bool:
        if head.kind in ("never", "service", "descriptor"):
            return False
        parent = head.owns and (head.possessed or genitive(word.norm))
        if scan.mode == "purpose":
            return parent
        if head.stem == "орталық" and not parent and head.owns:
            return False
        # The name of a field, not of a body: «бірлестіктермен жұмыс бөлімі».
        return not (head.plural and not head.possessed)

    def _take(self, scene: Scene, j: int, right: int, i: int, word: Word, scan: _Scan) -> int:
        """A word that fits, with nothing special passed so far."""
        lexicon = self._lexicon
        possessed = scan.head.possessed
        fit = lexicon.fit(word.norm)
        if word.upper:
            scan.start, scan.solid, scan.mode, scan.gap = j, True, "title", 0
            return j
        if word.title:
            begins = scene.begins(j)
            generic = word.norm in lexicon.generic
            if not (possessed or fit == "adj" or generic or word.norm in lexicon.verbal or scan.rule):
                return -1
            if begins and not self._opens(scene, j, right, word, scan):
                return -1
            scan.start, scan.mode, scan.gap = j, "title", 0
            if generic:
                scan.solid = scan.solid or (possessed and scan.fields > 0 and word.norm in lexicon.inside)
            elif possessed or not begins:
                scan.solid = True
            return j
        scan.gap += 1
        service = scan.head.kind == "service"
        if scan.gap > _MAX_GAP or not (possessed or service or fit == "adj" or word.norm in lexicon.generic):
            return -1
        if fit != "conj" and word.norm not in lexicon.generic:
            scan.fields += 1
            if scan.head.stem in _FIELD_HEADS and not scan.solid:
                scan.start = j
        return j

    def _opens(self, scene: Scene, j: int, right: int, word: Word, scan: _Scan) -> bool:
        """The word that begins a sentence belongs to the name: «Діни бірлестіктермен байланыс жөніндегі …»."""
        lexicon = self._lexicon
        if word.norm in lexicon.generic:
            return True
        if genitive(word.norm):
            return False
        role = lexicon.roles.role(word.norm)
        if role.kind in ("adj", "noun", "owner") or word.norm in lexicon.inside or word.norm in lexicon.verbal:
            return True
        if role.kind == "unknown" and role.case == "nom" and not scene.tokens[right].title:
            return not word.norm.endswith(("лап", "леп", "рде", "рда", "п"))
        return False

    # What may stand before a capital or a place

    def _before_name(self, scene: Scene, j: int, right: int, word: Word, scan: _Scan) -> int:
        lexicon = self._lexicon
        norm = word.norm
        mode = scan.mode
        role = lexicon.roles.role(norm)
        if mode == "place" and norm == "қазақ" and scan.start == right and scene.tokens[right].upper:
            # «Қазақ КСР Министрлер Кеңесі»
            scan.start = j
            return j
        if mode == "title" and word.title and not word.upper:
            if scene.tokens[right].upper and role.kind != "adj" and norm not in lexicon.inside:
                return -1
            if scene.begins(j) and not (role.kind == "adj" or norm in lexicon.inside):
                return -1
            if not self._fits(scene, j, right, word) or lexicon.fit(norm) == "conj":
                return -1
            scan.start = j
            scan.solid = scan.solid or (norm not in lexicon.generic and not scene.begins(j))
            return j
        if mode == "title" and not word.upper and scene.tokens[right].title and lexicon.fit(norm) == "conj":
            return self._conjunction(scene, j, scan)
        if mode == "title" and not word.title and lexicon.fit(norm) == "adj" and norm not in lexicon.local:
            # «Қазақ мемлекеттік Басқару Академиясы»
            k = scene.before(j)
            named = k >= 0 and scene.tokens[k].title and not scene.begins(k) and not scene.tokens[k].upper
            return j if named and lexicon.fit(scene.tokens[k].norm) == "adj" and scene.tokens[right].title else -1
        if word.upper and mode != "legal" and norm not in lexicon.legal:
            scan.start, scan.solid = j, True
            return j
        if mode == "legal" and word.title and scan.start == right:
            scan.start = j
            return j
        if word.title and mode == "place" and genitive(norm) and not scene.begins(j) and lexicon.names.forms(norm):
            scan.start = j
            return j
        if role.kind == "owner" and role.owned and role.case in ("nom", "gen"):
            # Descriptor of a place: «Павлодар облысының Ақсу қаласы …».
            return j if scene.before(j) >= 0 and scene.before(j) + 1 in scene.places else -1
        if norm in lexicon.local:
            return j if scene.before(j) >= 0 and scene.before(j) + 1 in scene.places else -1
        if role.kind == "noun" and role.owned and lexicon.roles.heads.forms(norm) and mode == "place":
            return j
        return -1

    def _conjunction(self, scene: Scene, j: int, scan: _Scan) -> int:
        """«Экология және Табиғи ресурстар министрлігі» goes on; «Қытай мен Ресей Үкіметі» does not."""
        k = scene.before(j)
        if k < 0 or k + 1 in scene.places or scene.tokens[k].punct or scene.tokens[k].upper:
            return -1
        before = scene.tokens[k]
        if self._lexicon.head(before.norm) or genitive(before.norm) or not before.title:
            return -1
        if scan.head.stem not in ("министрлік", "басқарма", "комитет", "департамент", "агенттік"):
            return -1
        scan.mode = "name"
        return j

    def _inner_head(self, scene: Scene, j: int, right: int, head: Head, scan: _Scan) -> int:
        word = scene.tokens[j]
        tokens = scene.tokens
        if not head.owns or (not head.possessed and scan.mode in ("title", "place") and not genitive(word.norm)):
            return -1
        if not scan.head.possessed and (head.possessed or genitive(word.norm)) and not scan.rule and not scan.solid:
            return -1
        bare = not head.possessed and not genitive(word.norm)
        if bare and ((not scan.head.possessed and word.title != tokens[right].title) or scan.rule == "org.named_after"):
            return -1
        short = tokens[right].title or scan.start == right or (scan.start == right + 1 and right + 1 >= scan.start)
        if word.title and bare and scene.begins(j) and short and head.stem not in self._lexicon.always:
            return -1
        if word.title and not scene.begins(j):
            scan.start, scan.solid = j, True
            scan.mode = "name"
        elif word.title and not bare:
            if scan.mode == "title" or (not head.possessed and head.stem not in self._lexicon.always):
                return -1 if head.stem not in self._lexicon.always else j
            scan.start = j
            scan.solid = scan.solid or head.stem in self._lexicon.always
        if not bare:
            scan.parent = True
            scan.mode, scan.gap, scan.purpose = "name", 0, 0
        return j

    # Places, numbers, quotations, persons

    def _place(self, scene: Scene, j: int, right: int, i: int, scan: _Scan) -> int:
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

    def _after_place(self, scene: Scene, j: int) -> bool:
        """Token `j` follows a place or its descriptor."""
        k = scene.before(j)
        if k >= 0 and k + 1 in scene.places:
            return True
        m = scene.before(k) if k > 0 else -1
        return m >= 0 and m + 1 in scene.places

    @staticmethod
    def _number(scene: Scene, j: int, right: int, scan: _Scan) -> int:
        word = scene.tokens[j]
        if scan.mode not in ("name", "title"):
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

    def _quotation(self, scene: Scene, j: int, right: int, i: int, scan: _Scan) -> int:
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
        inner = self._lexicon.head(tokens[scene.before(j)].norm)
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

    # Words

    def _purpose(self, scene: Scene, j: int, word: Word, scan: _Scan) -> int:
        """A word of the field of work, before жөніндегі."""
        lexicon = self._lexicon
        scan.purpose += 1
        role = lexicon.roles.role(word.norm)
        if scan.purpose > _MAX_PURPOSE or (role.case == "verb" and word.norm not in lexicon.inside):
            return -1
        if role.kind == "stop" and word.norm not in lexicon.inside and word.norm not in lexicon.verbal:
            return -1
        if word.title:
            begins = scene.begins(j)
            if begins and word.norm in lexicon.generic:
                return -1
            scan.start, scan.solid = j, True
            if not begins or word.upper:
                scan.mode, scan.gap = "title", 0
                return j
            return -1
        return j

    def _fits(self, scene: Scene, j: int, right: int, word: Word) -> bool:
        """The word may stand inside the name of a body, before the word `right`."""
        fit = self._lexicon.fit(word.norm)
        if fit == "stop":
            return False
        if fit == "object":
            # The verbal noun may have another object before it: «қызметке ақы төлеу».
            after = [t.norm for t in scene.tokens[right : right + 3]]
            return self._lexicon.is_object_of(after[0]) or (
                len(after) > 1 and self._lexicon.is_object_of(after[1]) and self._lexicon.fit(after[0]) == "plain"
            )
        if fit == "conj":
            k = scene.before(j)
            before = scene.tokens[k].norm
            if k < 0 or scene.tokens[k].punct or self._lexicon.is_legal(before) or genitive(before):
                return False
            head = self._lexicon.head(before)
            return head is None or (not head.possessed and not scene.tokens[k].title)
        return True

    def _in_list(self, scene: Scene, comma: int, right: int, i: int) -> bool:
        """The comma stands in a list of fields of work: «мәдениет, ақпарат және спорт министрлігі»."""
        k = scene.before(comma)
        if k < 0 or k + 1 in scene.places:
            return False
        before = scene.tokens[k]
        head = self._lexicon.head(before.norm)
        if before.punct or genitive(before.norm) or (head is not None and (head.possessed or before.title)):
            return False
        if not any(scene.tokens[m].norm in ("және", "мен", "пен", "бен") for m in range(comma + 1, i)):
            return False
        role = self._lexicon.roles.role(before.norm)
        return role.kind in ("noun", "adj", "unknown", "owner") and (
            role.case != "verb" and (role.case != "other" or before.norm in self._lexicon.verbal)
        )

    def _only_place(self, scene: Scene, start: int, i: int) -> bool:
        """Between `start` and the head there is a place with its descriptors and no more."""
        if start not in scene.in_place:
            first = scene.tokens[start]
            return genitive(first.norm) and start + 1 == i and not first.upper
        for k in range(start, i):
            if k in scene.in_place or scene.tokens[k].space:
                continue
            role = self._lexicon.roles.role(scene.tokens[k].norm)
            if role.kind not in ("owner", "noun"):
                return False
        return True

    def _bare_name(self, scene: Scene, start: int, i: int) -> int:
        """The end of a proper name that stands alone before the head at `i` («ТНТ телеарнасы»), or 0."""
        end = start
        while end < i and scene.tokens[end].title and (
            scene.tokens[end].latin
            or scene.tokens[end].upper
            or (self._lexicon.fit(scene.tokens[end].norm) not in ("adj", "conj")
            and not self._lexicon.roles.listed(scene.tokens[end].norm))
        ):
            if end in scene.in_place or genitive(scene.tokens[end].norm):
                return 0
            end += 1
        if end == start or scene.tokens[start].norm in self._lexicon.not_abbreviations:
            return 0
        if any(self._lexicon.fit(scene.tokens[k].norm) != "adj" or scene.tokens[k].title for k in range(end, i)):
            return 0
        return end


_UNITS = frozenset({"бригада", "полк", "дивизия", "батальон", "мектеп", "гимназия", "лицей", "емхана", "аурухана"})

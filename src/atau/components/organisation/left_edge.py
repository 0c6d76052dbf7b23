"""Where the name of a body begins: a scan leftwards from its head.

Kazakh puts all of a name before its head, so the scan goes over words that fit inside a name, and the name begins at
the last capital, place, number or quotation it can reach. What may come next depends on what was passed: after a
capital only the parent (a head in the nominative or genitive, a place, a quotation) may stand, after жөніндегі the
field of work.
"""

from __future__ import annotations

from atau.components.common.token_facts import CLOSING_QUOTES, Word
from atau.components.organisation.lexicon import Head, OrgLexicon, genitive
from atau.components.organisation.parts import Parts, Scan
from atau.components.organisation.view import Scene

_MAX_NAME = 34
_MAX_GAP = 7
_MAX_PURPOSE = 9
# Bodies that may bear the name of a person or a village and no more: Жамбыл орта мектебі.
_NAMED_AFTER = frozenset(
    {"мектеп", "университет", "колледж", "лицей", "гимназия", "институт", "техникум", "аурухана", "академия", "театр",
     "мектеп-интернат", "мектеп-гимназия", "мектеп-лицей", "балабақша", "кітапхана", "музей", "мұражай"}
)  # fmt: skip
_SHORT_DESCRIPTORS = frozenset({"қ.", "обл.", "ауд.", "а."})
FIELD_HEADS = frozenset({"министрлік"})


class LeftScan:
    """Moves the start of a scan leftwards, word by word."""

    def __init__(self, lexicon: OrgLexicon, parts: Parts) -> None:
        self._lexicon = lexicon
        self._parts = parts

    def left(self, scene: Scene, i: int, scan: Scan) -> None:
        j = i
        while j > 0 and i - j < _MAX_NAME and j not in scene.starts:
            k = scene.before(j)
            if k < 0:
                break
            j = self._step(scene, k, j, i, scan)
            if j < 0:
                break

    def _step(self, scene: Scene, j: int, right: int, i: int, scan: Scan) -> int:
        """Takes token `j`, left of `right`, into the name; the token to go on from, or -1 where the name ends."""
        tokens = scene.tokens
        word = tokens[j]
        norm = word.norm
        lexicon = self._lexicon
        possessed = scan.head.possessed
        if norm == "атындағы":
            first = self._parts.person_before(scene, j)
            if first == j:
                return -1
            scan.start, scan.solid, scan.mode, scan.rule = first, True, "place", scan.rule or "org.named_after"
            scan.gap = 0
            return first
        if word.form in CLOSING_QUOTES and (possessed or scan.mode == "named"):
            return self._parts.quotation(scene, j, right, i, scan)
        if norm in lexicon.naming and not scan.parent and tokens[j - 1].form in CLOSING_QUOTES and j:
            scan.mode = "named"
            return j
        if word.punct:
            if word.form == "-" and self._hyphen(scene, j, right, scan):
                return j
            if norm == "," and scan.mode in ("name", "purpose") and self._in_list(scene, j, right, i):
                return j
            return -1
        if word.digit or word.form.startswith("№"):
            return self._parts.number(scene, j, right, scan)
        if j + 1 in scene.places and norm not in lexicon.generic:
            step = self._parts.place(scene, j, right, i, scan)
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
        if norm in _SHORT_DESCRIPTORS and scene.before(j) + 1 in scene.places:
            return j
        if scan.mode == "purpose":
            return self._purpose(scene, j, word, scan)
        if norm in lexicon.purpose:
            if scan.mode not in ("name", "title"):
                return -1
            if norm == "бойынша" and self._parts.after_place(scene, j):
                scan.mode = "name"
                return j
            if norm == "бойынша" and not lexicon.is_object_of(scene.norm_before(j)):
                return -1
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
    def _is_inner_head(word: Word, head: Head, scan: Scan) -> bool:
        if head.kind in ("never", "service", "descriptor"):
            return False
        parent = head.owns and (head.possessed or genitive(word.norm))
        if scan.mode == "purpose":
            return parent
        if head.stem == "орталық" and not parent and head.owns:
            return False
        # The name of a field, not of a body: «бірлестіктермен жұмыс бөлімі».
        return not (head.plural and not head.possessed)

    def _take(self, scene: Scene, j: int, right: int, i: int, word: Word, scan: Scan) -> int:
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
            if scan.head.stem in FIELD_HEADS and not scan.solid:
                scan.start = j
        return j

    def _opens(self, scene: Scene, j: int, right: int, word: Word, scan: Scan) -> bool:
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

    def _before_name(self, scene: Scene, j: int, right: int, word: Word, scan: Scan) -> int:
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

    def _conjunction(self, scene: Scene, j: int, scan: Scan) -> int:
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

    def _inner_head(self, scene: Scene, j: int, right: int, head: Head, scan: Scan) -> int:
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

    def _purpose(self, scene: Scene, j: int, word: Word, scan: Scan) -> int:
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
            if self._lexicon.is_object_of(after[0]):
                return True
            between = self._lexicon.fit(after[0]) in ("plain", "adj")
            return between and len(after) > 1 and self._lexicon.is_object_of(after[1])
        if fit == "conj":
            k = scene.before(j)
            before = scene.tokens[k].norm
            if k < 0 or scene.tokens[k].punct or self._lexicon.is_legal(before) or genitive(before):
                return False
            head = self._lexicon.head(before)
            return head is None or (not head.possessed and not scene.tokens[k].title)
        return True

    def _hyphen(self, scene: Scene, j: int, right: int, scan: Scan) -> bool:
        """A hyphen set off by blanks: «ғылыми - зерттеу институты»."""
        k = scene.before(j)
        if k < 0 or scan.mode != "name" or scene.tokens[right].title or not scene.tokens[k].alpha:
            return False
        before = scene.tokens[k]
        return self._lexicon.fit(before.norm) == "adj" or (not before.title and self._fits(scene, k, right, before))

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

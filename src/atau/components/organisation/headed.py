"""Bodies with a head, `министрлігі`: which of them are mentions, under which rule.

Without a capital, a place, a number or a quotation the body is generic and no mention; `org_scan` looks for them.
"""

from __future__ import annotations

from atau.components.organisation.left_edge import FIELD_HEADS, LeftScan
from atau.components.organisation.lexicon import Head, OrgLexicon, genitive
from atau.components.organisation.parts import Parts, Scan
from atau.components.organisation.view import Scene

_WORLDWIDE = frozenset({"ұйым", "одақ", "достастық"})
# With nothing but a place these are no bodies: Ақсу ауданының орталығы, Қазақстан қоғамы.
_NOT_OF_PLACE = frozenset({"орталық", "қоғам", "топ", "майдан", "қозғалыс"})
# Ұлттық банк names a body, but with these an adjective and a bare head are a kind of thing: Халықаралық музей.
_NEVER_BARE = frozenset(
    {"алқа", "ұйым", "қоғам", "музей", "қор", "мектеп", "диспансер", "бөлім", "кәсіподақ"}
)  # fmt: skip


class Bodies:
    """Finds bodies by their heads."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon
        self._parts = Parts(lexicon)
        self._scan = LeftScan(lexicon, self._parts)

    def at(self, scene: Scene, i: int, head: Head) -> list[tuple[int, int, str]]:
        """(start, end, rule) of the body whose head is token `i`; of the quoted name before it, without the head."""
        tokens = scene.tokens
        kind = head.kind
        if kind == "never" or (head.plural and head.stem != "күштер") or (i in scene.in_place and kind != "title"):
            return []
        if kind == "service" and (i == 0 or scene.norm_before(i) not in self._lexicon.services):
            return []
        scan = Scan(i, head)
        self._scan.left(scene, i, scan)
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
            if scan.fields and head.stem in FIELD_HEADS and head.possessed:
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
        first = self._parts.person_before(scene, k)
        return (first, i + 1, "org.named_after") if first < k else None

    @staticmethod
    def _is_kind(scene: Scene, start: int, i: int, head: Head) -> bool:
        """An adjective and a bare head that name a kind of body, no body."""
        if head.stem == "орталық":
            return scene.tokens[i].title or start in scene.in_place
        return head.stem in _NEVER_BARE

    @staticmethod
    def _rule(scene: Scene, scan: Scan, i: int) -> str:
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
        while (
            end < i
            and scene.tokens[end].title
            and (
                scene.tokens[end].latin
                or scene.tokens[end].upper
                or (
                    self._lexicon.fit(scene.tokens[end].norm) not in ("adj", "conj")
                    and not self._lexicon.roles.listed(scene.tokens[end].norm)
                )
            )
        ):
            if end in scene.in_place or genitive(scene.tokens[end].norm):
                return 0
            end += 1
        if end == start or scene.tokens[start].norm in self._lexicon.not_abbreviations:
            return 0
        if any(self._lexicon.fit(scene.tokens[k].norm) != "adj" or scene.tokens[k].title for k in range(end, i)):
            return 0
        return end

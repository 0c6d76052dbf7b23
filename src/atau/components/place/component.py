"""Places: names of the lexicon in every case form, and unknown names beside a word that says what they are."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates
from atau.components.common.gazetteer import place_names
from atau.components.common.noun_roles import shared_noun_roles
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word, words
from atau.components.place.tables import PLACE_DESCRIPTORS
from atau.lexicon import is_given_name, patronymic_like, surname_like
from atau.morphology import match

_MAX_CACHED = 200_000
_MAX_LIST = 24
_JOINS = frozenset((",", "және", "мен", "пен", "бен"))
# Ranks inside the name of a street.
_RANKS = frozenset({"хан", "батыр", "жырау", "би", "ата", "ишан", "қажы", "ақын", "академик", "ак.", "генерал", "әл"})
_STREETS = ("көше", "көш", "даңғыл", "бульвар", "к-сі", "алаң")
# Never the first word of a place named before a descriptor: «Біздің қала», «Жаңа аудан».
_NO_NAME = frozenset(
    "осы бұл сол біздің бүкіл барлық әр бір екі үш жаңа ескі үлкен кіші орталық сондай кейін бүгін қазіргі облыс қала "
    "аудан ауыл ел республика мемлекеттік өз ірі бас негізгі және мен тұрғын батыс шығыс оңтүстік солтүстік аталған "
    "қазақ ұлттық халықаралық туған алғашқы көп тәуелсіз".split()
)
_OBLIQUE = frozenset({"loc", "abl", "dat"})
# The adjective after a place's name says that a name it is: Жамбыл облыстық, Сырым аудандық.
_RELATIONAL = frozenset({"облыстық", "аудандық", "қалалық", "ауылдық", "кенттік"})


def _personal(norm: str) -> bool:
    return is_given_name(norm) or surname_like(norm) or patronymic_like(norm)


class Places:
    """Writes LOC candidates to ``doc.spans["rules"]``."""

    def __init__(self) -> None:
        self._gazetteer = place_names()
        self._descriptors = {word: kind for word, kind in PLACE_DESCRIPTORS.read()}  # noqa: C416
        self._stems = dict.fromkeys(self._descriptors, "")
        self._kinds: dict[str, str] = {}
        self._roles = shared_noun_roles()

    def __call__(self, doc: Doc) -> Doc:
        found = self._find(words(doc))
        if found:
            add_candidates(doc, ((start, end, "LOC", rule) for start, end, rule in found))
        return doc

    def _descriptor(self, norm: str) -> str:
        """inside, outside or nothing, for a possessed descriptor (`қаласында`) or its abbreviation."""
        kind = self._kinds.get(norm)
        if kind is None:
            if len(self._kinds) > _MAX_CACHED:
                self._kinds.clear()
            kind = ""
            if norm in self._descriptors and norm.endswith("."):
                kind = self._descriptors[norm]
            else:
                for analysis in match(norm, self._stems):
                    if analysis.possessive == "3":
                        kind = self._descriptors[analysis.stem]
                        break
            self._kinds[norm] = kind
        return kind

    def _find(self, tokens: Sequence[Word]) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        i, count = 0, len(tokens)
        while i < count:
            word = tokens[i]
            if word.form in OPENING_QUOTES:
                end = self._quoted(tokens, i)
                if end:
                    found.append((i + 1, end, "place.quoted"))
            if not word.title or not word.alpha:
                i += 1
                continue
            end, rule = self._listed(tokens, i)
            if rule != "place.gazetteer":
                street, named = self._street(tokens, i)
                end, rule = (street, named) if street > end else (end, rule)
            if not end:
                end, rule = self._described(tokens, i)
            if not end and self._relational(tokens, i):
                end, rule = i + 1, "place.relational"
            if not end:
                end, rule = self._in_list(tokens, i)
            if end and not self._is_other(tokens, i, end):
                found.append((i, end, rule))
                i = end
            else:
                i += 1
        return found

    def _listed(self, tokens: Sequence[Word], i: int) -> tuple[int, str]:
        """A place of the lexicon that starts at token `i`: its end and the rule."""
        for hit in self._gazetteer.at(tokens, i):
            analysis, place = hit.analysis, hit.entry
            if analysis.number == "pl" or analysis.possessive not in ("", "1pl"):
                continue
            if not all(t.title or t.space or not t.alpha or j for j, t in enumerate(tokens[i : hit.end])):
                continue
            end = hit.end
            if end - i > 1 and self._descriptor(tokens[end - 1].norm) == "outside":
                # The lexicon has «Каспий теңізі» whole; the sea stands outside.
                return end - 1, "place.descriptor"
            after = tokens[end] if end < len(tokens) else None
            kind = self._descriptor(after.norm) if after is not None else ""
            bare = analysis.case == "nom" and not analysis.attributive
            if kind == "inside" and bare and " " not in place.name:
                return end + 1, "place.descriptor"
            if kind == "outside" and bare:
                return end, "place.descriptor"
            if bare and after is not None and after.norm in _RELATIONAL:
                return end, "place.relational"
            if not place.weak:
                return end, "place.gazetteer"
            large = place.kind in ("city", "country", "region", "area")
            if large and analysis.case in _OBLIQUE and not tokens[i].upper:
                return end, "place.weak_case"
        return 0, ""

    def _in_list(self, tokens: Sequence[Word], i: int) -> tuple[int, str]:
        """The first of some names before a plural: `Абай, Теректі және Жайық аудандары`."""
        end = 0
        j = i
        if not any(word.norm in _JOINS for word in tokens[i + 1 : i + 4]) or self._only_begins(tokens, i):
            return 0, ""
        while j < len(tokens) and j - i < _MAX_LIST:
            start = j
            while j < len(tokens) and j - start < 3 and tokens[j].title and not tokens[j].latin and not tokens[j].upper:
                if j > start and self._descriptor(tokens[j].norm):
                    break
                j += 1
            if j == start or j >= len(tokens):
                break
            end = end or j
            if tokens[j].norm in _JOINS:
                j += 1
            elif j > end and self._plural(tokens[j].norm):
                return (end, "place.list") if tokens[i].norm not in _NO_NAME else (0, "")
            else:
                break
        return 0, ""

    def _only_begins(self, tokens: Sequence[Word], i: int) -> bool:
        """The capital of token `i` is that of a sentence, and a name begins after it: «Су Абай, Теректі …»."""
        begins = i == 0 or tokens[i - 1].form[-1:] in ".!?…" or tokens[i - 1].space
        if not begins or i + 1 >= len(tokens) or not tokens[i + 1].title:
            return False
        norm = tokens[i].norm
        return not (_personal(norm) or norm in _RANKS or norm.endswith(".") or bool(self._gazetteer.at(tokens, i)))

    def _plural(self, norm: str) -> bool:
        """A descriptor in the plural: `аудандарында`."""
        return bool(self._descriptor(norm)) and any(a.number == "pl" for a in match(norm, self._stems))

    def _quoted(self, tokens: Sequence[Word], opening: int) -> int:
        """The closing mark of a name that the word after it makes a place: «Нұр» мешіті; 0 without."""
        for j in range(opening + 1, min(len(tokens) - 1, opening + 6)):
            if tokens[j].form in CLOSING_QUOTES:
                named = j > opening + 1 and tokens[opening + 1].title
                return j if named and self._descriptor(tokens[j + 1].norm) == "quoted" else 0
        return 0

    def _street(self, tokens: Sequence[Word], i: int) -> tuple[int, str]:
        """What bears a person's name: `М.Әуезов көшесі`, `Тәуке хан даңғылы`, `академик Марғұлан көшесі`."""
        j = i
        names = 0
        while j < len(tokens) and j - i < 6:
            word = tokens[j]
            initial = word.title and len(word.form) <= 3 and word.form.endswith(".")
            if not initial and word.norm not in _RANKS:
                if not word.title or not word.alpha or word.latin or self._descriptor(word.norm):
                    break
                names += 1
            j += 1
        if j >= len(tokens) or not 0 < names < 3 or j - i < 2 or self._descriptor(tokens[j].norm) != "inside":
            return 0, ""
        if names == j - i or not tokens[j].norm.startswith(_STREETS) or self._only_begins(tokens, i):
            return 0, ""
        return j + 1, "place.street"

    def _described(self, tokens: Sequence[Word], i: int) -> tuple[int, str]:
        """Capitalised words no list knows, in front of a descriptor: `Бесарық ауылында`."""
        end = i
        while end < len(tokens) and end - i < 3 and tokens[end].title and tokens[end].alpha and not tokens[end].upper:
            if end > i and self._descriptor(tokens[end].norm) and not tokens[end].form.endswith("."):
                break
            end += 1
        if end == i or end >= len(tokens):
            return 0, ""
        kind = self._descriptor(tokens[end].norm) if not (tokens[end].title and tokens[end].form.endswith(".")) else ""
        if any(_personal(tokens[j].norm) for j in range(i, end - 1)) and not _personal(tokens[end - 1].norm):
            # «Гүлнар Серікқызы Жем өзенінде»
            return 0, ""
        # «Қанат Серіков Ақсу қаласында»: the place is the last word alone.
        if any(self._gazetteer.forms(tokens[j].norm) for j in range(i + 1, end)):
            return 0, ""
        if not kind or tokens[i].norm in _NO_NAME or any(tokens[j].latin for j in range(i, end)):
            return 0, ""
        return (end + 1, "place.unknown_inside") if kind == "inside" else (end, "place.unknown")

    def _relational(self, tokens: Sequence[Word], i: int) -> bool:
        """A word no list knows before an adjective of rank, inside a sentence: `Сырым аудандық мәслихаты`."""
        word = tokens[i]
        if i == 0 or i + 1 >= len(tokens) or tokens[i + 1].norm not in _RELATIONAL or word.upper or word.latin:
            return False
        before = tokens[i - 1]
        inside = before.alpha or before.form in ("«", ",", ")")
        return inside and word.form.isalpha() and word.norm not in _NO_NAME and not self._roles.listed(word.norm)

    def _is_other(self, tokens: Sequence[Word], start: int, end: int) -> bool:
        """The name belongs to a person («Абай Құнанбаев») or to what is named after one («… атындағы»)."""
        after = tokens[end].norm if end < len(tokens) else ""
        if after == "атындағы" or after == "атында":
            return True
        last = tokens[end - 1]
        if end - start == 1 and end < len(tokens) and tokens[end].title and is_given_name(last.norm):
            return surname_like(tokens[end].norm)
        if start and tokens[start - 1].form.endswith(".") and len(tokens[start - 1].form) == 2:
            # An initial stands before it: «М. Әуезов», but not «қ. Астана».
            return tokens[start - 1].title
        return False


@Language.factory("kk_places", assigns=["doc.spans"])
def make_places(nlp: Language, name: str) -> Places:
    """The place matcher; it needs no settings."""
    return Places()

"""Places: names of the lexicon in every case form, and unknown names beside a word that says what they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.candidates import add_candidates
from atau.components.gazetteer import Gazetteer
from atau.components.noun_roles import noun_roles
from atau.components.words import Word, words
from atau.lexicon import Place, is_given_name, places, surname_like
from atau.lexicon.table import read_table
from atau.morphology import match

_DATA = Path(__file__).parent / "data"
_MAX_CACHED = 200_000
# Never the first word of a place named before a descriptor: «Біздің қала», «Жаңа аудан».
_NO_NAME = frozenset(
    "осы бұл сол біздің бүкіл барлық әр бір екі үш жаңа ескі үлкен кіші орталық сондай кейін бүгін қазіргі облыс қала "
    "аудан ауыл ел республика мемлекеттік өз ірі бас негізгі және мен тұрғын батыс шығыс оңтүстік солтүстік аталған "
    "қазақ ұлттық халықаралық туған алғашқы көп тәуелсіз".split()
)
_OBLIQUE = frozenset({"loc", "abl", "dat"})
# The adjective after a place's name says that a name it is: Жамбыл облыстық, Сырым аудандық.
_RELATIONAL = frozenset({"облыстық", "аудандық", "қалалық", "ауылдық", "кенттік"})


class Places:
    """Writes LOC candidates to ``doc.spans["rules"]``."""

    def __init__(self) -> None:
        self._gazetteer: Gazetteer[Place] = Gazetteer((p.name, p.cls, p) for p in places())
        table = read_table(
            _DATA / "place_descriptors.tsv", ("word", "kind"), unique=("word",), values={"kind": ("inside", "outside")}
        )
        self._descriptors = {word: kind for word, kind in table}  # noqa: C416
        self._stems = dict.fromkeys(self._descriptors, "")
        self._kinds: dict[str, str] = {}
        self._roles = noun_roles()

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
            if not word.title or not word.alpha:
                i += 1
                continue
            end, rule = self._listed(tokens, i)
            if not end:
                end, rule = self._described(tokens, i)
            if not end and self._relational(tokens, i):
                end, rule = i + 1, "place.relational"
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
        return inside and word.norm not in _NO_NAME and not self._roles.listed(word.norm)

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

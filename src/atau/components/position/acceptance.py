"""The last step of the position grammar: which noun phrases are the position of one person, and by which rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from atau.components.position.heads import PositionHead
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.view import PhraseView

_DASHES: Final = frozenset("–—-:")
# Kinds of nouns that a name alone does not make a position: инженер Дина Ким.
_NEVER_BARE: Final = frozenset({"profession", "bound"})
# Kinds of nouns that need no more than `my` or `our`: бастығым, директорымыз.
_OURS: Final = frozenset({"modified", "named"})
_MAX_MARKS: Final = 3
_MAX_DASHES: Final = 2


class Phrase(NamedTuple):
    """A head with the phrase before it, from token `left` on; named: it contains an organisation or place."""

    left: int
    named: bool
    head: PositionHead


class Acceptance:
    """Decides by the phrase and its neighbours; the first rule that accepts the phrase gives the id."""

    def __init__(self, lexicon: PositionLexicon) -> None:
        self._roles = lexicon.roles
        self._words = lexicon.words
        self.rules: tuple[tuple[str, Callable[[PhraseView, Phrase], bool]], ...] = (
            ("position.named_body", self._is_named),
            ("position.beside_person", self._is_beside_person),
            ("position.phrase", self._is_modified),
            ("position.head", self._is_complete),
            ("position.career", self._is_career),
            ("position.capital", self._is_capital),
        )

    def rule(self, view: PhraseView, phrase: Phrase) -> str:
        """The id of the rule that accepts the phrase, or an empty string."""
        if self._is_class(view, phrase):
            return ""
        if phrase.head.kind == "title":
            return "position.title" if self._is_honour(view, phrase) else ""
        if self._is_organ(view, phrase) or self._is_contestant(view, phrase):
            return ""
        return next((rule for rule, accepts in self.rules if accepts(view, phrase)), "")

    def _is_class(self, view: PhraseView, phrase: Phrase) -> bool:
        """Any holder of the position is meant, not one person.

        >>> found("POSITION", "Кеше әр аудан әкімі есеп берді.")
        []
        >>> found("POSITION", "Мұны кез келген министр айтады.")
        []
        """
        before = [word.norm for word in view.tokens[max(0, phrase.left - 2) : phrase.left]]
        return any(" ".join(before[k:]) in self._words["class"] for k in range(len(before)))

    def _is_honour(self, view: PhraseView, phrase: Phrase) -> bool:
        """A word of honour makes the noun a title.

        >>> found("POSITION", "Ол Қазақстанның халық жазушысы атанды.")
        ['Қазақстанның халық жазушысы (position.title)']
        >>> found("POSITION", "Ол жас жазушы болатын.")
        []
        """
        return any(word.norm in self._words["honour"] for word in view.tokens[phrase.left : phrase.head.start])

    def _is_organ(self, view: PhraseView, phrase: Phrase) -> bool:
        """The word after it makes the phrase the name of an organisation.

        >>> found("POSITION", "Кеше аудан әкімі аппараты жиналды.")
        []
        """
        end = phrase.head.end
        if phrase.head.genitive or end >= len(view.tokens):
            return False
        norm = view.tokens[end].norm
        return self._roles.role(norm).owned and self._roles.stem(norm) in self._words["organ"]

    def _is_contestant(self, view: PhraseView, phrase: Phrase) -> bool:
        """A place alone before `өкілі`: an athlete from there, not an envoy.

        >>> found("POSITION", "Финалда Ресей өкілі жеңді.")
        []
        >>> found("POSITION", "Жиында Ресейдің тұрақты өкілі сөйледі.")
        ['Ресейдің тұрақты өкілі (position.named_body)']
        """
        start = phrase.head.start
        bare = view.names.get(start) == phrase.left and start in view.place_ends and not view.tokens[start - 1].upper
        if not bare or self._roles.role(view.tokens[start - 1].norm).case == "gen":
            return False
        return any(form.stem in self._words["contestant"] for form in self._roles.heads.forms(view.tokens[start].norm))

    @staticmethod
    def _is_named(view: PhraseView, phrase: Phrase) -> bool:
        """The phrase contains an organisation or place.

        >>> found("POSITION", "Кеше Атырау қаласының әкімі келді.")
        ['Атырау қаласының әкімі (position.named_body)']
        """
        return phrase.named

    def _is_beside_person(self, view: PhraseView, phrase: Phrase) -> bool:
        """A person's name stands next to it, or is set off by a comma, dash or colon.

        >>> found("POSITION", "Жиынды тергеуші Асқар Омаров ашты.")
        ['тергеуші (position.beside_person)']
        >>> found("POSITION", "Жиынды Асқар Омаров – тергеуші.")
        ['тергеуші (position.beside_person)']
        >>> found("POSITION", "Жиынды инженер Асқар Омаров ашты.")
        []
        """
        end, left = phrase.head.end, phrase.left
        if left == phrase.head.start and phrase.head.kind in _NEVER_BARE:
            return False
        if end in view.people_starts or left in view.people_ends:
            return True
        tokens = view.tokens
        back = left - 1
        while back >= 0 and (tokens[back].punct or tokens[back].space) and left - back <= _MAX_MARKS:
            back -= 1
        after = end
        while (
            after < len(tokens) and (tokens[after].space or tokens[after].form in _DASHES) and after - end < _MAX_DASHES
        ):
            after += 1
        return (back >= 0 and back + 1 in view.people_ends) or after in view.people_starts

    @staticmethod
    def _is_modified(view: PhraseView, phrase: Phrase) -> bool:
        """Something stands before the head that makes it a position.

        >>> found("POSITION", "Кеше аға инженер келді.")
        ['аға инженер (position.phrase)']
        >>> found("POSITION", "Кеше инженер келді.")
        []
        """
        return phrase.left < phrase.head.start and phrase.head.kind != "bound"

    @staticmethod
    def _is_complete(view: PhraseView, phrase: Phrase) -> bool:
        """The noun is a position by itself, or the office of somebody that the speaker is under.

        >>> found("POSITION", "Кеше министр келді.")
        ['министр (position.head)']
        >>> found("POSITION", "Кеше бастығым демалысқа кетті.")
        ['бастығым (position.head)']
        """
        return phrase.head.kind == "full" or (phrase.head.ours and phrase.head.kind in _OURS)

    def _is_career(self, view: PhraseView, phrase: Phrase) -> bool:
        """A step of a career.

        >>> found("POSITION", "Ол алғашында мұғалім болып істеді.")
        ['мұғалім (position.career)']
        """
        end = phrase.head.end
        career = end < len(view.tokens) and view.tokens[end].norm in self._words["career"]
        return career and phrase.head.kind != "bound"

    @staticmethod
    def _is_capital(view: PhraseView, phrase: Phrase) -> bool:
        """A capital inside a sentence, after a word: not in a list, in quotation marks or after a dash.

        >>> found("POSITION", "Құжатқа кеше Басқарушы қол қойды.")
        ['Басқарушы (position.capital)']
        >>> found("POSITION", "Басқарушы қол қойды.")
        []
        """
        start = phrase.head.start
        if phrase.head.kind == "bound" or start == 0 or start in view.starts:
            return False
        before, head = view.tokens[start - 1], view.tokens[start]
        return head.title and not head.upper and before.alpha and before.form[-1] != "."

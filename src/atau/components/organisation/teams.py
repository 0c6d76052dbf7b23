"""Teams that bear the name of a place, a person or an animal: told by a score, a word of sport, or their town.

A quoted name in a sentence with such evidence is a team; without quotation marks only a club of org_words.tsv is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView, Found
from atau.morphology import analyses

_DASHES: Final = frozenset("-–—")
_MAX_QUOTED: Final = 3
_MAX_POINTS: Final = 3
# From one mark to the other with a single word between them.
_ONE_WORD: Final = 2
#: The cases of one who plays; in the others a club's name is that of its town (Астанада, Астанадан, Астанаға).
_PLAYING: Final = frozenset({"nom", "acc", "gen", "ins"})
_ARENA: Final = "арена"
_MATCH: Final = ("кездес", "ойын", "матч", "дерби", "жұп", "арасы")
# What does not say what the quoted name before it is: «Ақтөбе» құрамын жариялады, «Тұран» соңғы орында.
_OF_TEAMS: Final = (*_MATCH, "құрам", "соңғы")
# What plays or is sung at a final and in a season too.
_ARTS: Final = ("ән", "күй", "опера", "спектакл", "театр", "фильм", "кітап", "байқау", "концерт")


class Quote(NamedTuple):
    """The marks of a quotation."""

    opening: int
    closing: int


class TeamNames:
    """Finds teams by their context."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def all_in(self, view: DocView) -> list[Found]:
        """The teams of every sentence that has the evidence for it.

        >>> found("ORG", "«Атырау» қонақта «Таразды» 2:1 есебімен ұтты. «Атырау» мектебі жабылды.")
        ['Атырау (org.quoted_descriptor)', 'Атырау (org.team)', 'Таразды (org.team)']
        >>> found("ORG", "Астана 2:1 есебімен жеңді. Кеше Астанада Қайрат Ордабасыны 0:1 есебімен ұтты.")
        ['Астана (org.team)', 'Қайрат (org.team_unquoted)', 'Ордабасыны (org.team)']
        """
        opening = [i for i in view.signs if view.tokens[i].form in OPENING_QUOTES]
        scores = [i for i in view.signs if _is_score(view, i)]
        if not opening and not (scores and self._has_score_or_sport(view)):
            return []
        found: list[Found] = []
        for start, end in _sentences_with(view, sorted(opening + scores)):
            found += self._in_sentence(view, start, end, [i for i in scores if start <= i < end])
        return found

    def _has_score_or_sport(self, view: DocView) -> bool:
        """What looks like a score may be a time of day where the text is not about sport."""
        return any(word.form == ":" or word.norm.startswith(self._lexicon.sport) for word in view.tokens)

    def _in_sentence(self, view: DocView, start: int, end: int, scores: Sequence[int]) -> list[Found]:
        quotes = list(self._quotes(view, start, end))
        norms = [word.norm for word in view.tokens[start:end]] if quotes else []
        sport = any(norm.startswith(self._lexicon.sport) for norm in norms)
        played = len(quotes) > 1 and any(norm.startswith(self._lexicon.plays) for norm in norms)
        of_places = self._has_sport_of_places(view, start, end) if quotes else False
        others = self._other_things(view, quotes)
        found: list[Found] = []
        for quote in quotes:
            name = (quote.opening + 1, quote.closing)
            if self._is_of_place(view, quote):
                found.append(Found(*name, "org.team_of_place"))
            elif quote not in others:
                if scores or played or self._is_pair(view, quote):
                    found.append(Found(*name, "org.team"))
                elif sport or (of_places and self._is_place_or_club(view, quote)):
                    found.append(Found(*name, "org.team_quoted"))
        if scores:
            found += self._clubs(view, start, end, scores)
        return found

    @staticmethod
    def _quotes(view: DocView, start: int, end: int) -> Iterator[Quote]:
        """The quotations of a name of up to three words."""
        for i in range(start, end):
            if view.tokens[i].form in OPENING_QUOTES and i + 1 < end and view.tokens[i + 1].title:
                closing = view.closing(i)
                named = 1 < closing - i <= _MAX_QUOTED + 1 and not view.tokens[closing - 1].norm.startswith(_ARENA)
                if named and all(w.alpha or w.form == "-" for w in view.tokens[i + 1 : closing]):
                    yield Quote(i, closing)

    def _is_of_place(self, view: DocView, quote: Quote) -> bool:
        """A place in the genitive owns it, and the possessive stands inside the quotation marks.

        >>> found("ORG", "Қарағандының «Шахтері» келді. Оралдың «Сәуле» мейрамханасы ашылды.")
        ['Шахтері (org.team_of_place)']
        """
        if not view.follows_place(quote.opening) or not self._lexicon.genitive(view.norm_before(quote.opening)):
            return False
        if quote.closing - quote.opening != _ONE_WORD or self._is_other_thing(view, quote):
            return False
        last = view.tokens[quote.closing - 1]
        return quote.closing - 1 not in view.in_place and any(a.possessive == "3" for a in analyses(last.norm))

    @staticmethod
    def _is_pair(view: DocView, quote: Quote) -> bool:
        """Two quotations joined by a dash, and the word for a match after them.

        >>> found("ORG", "«Жетісу» – «Қайсар» кездесуі аяқталды. «Көктем» – «Күз» жинағы шықты.")
        ['Жетісу (org.team)', 'Қайсар (org.team)']
        """
        tokens = view.tokens
        before, after = quote.opening - 1, quote.closing + 1
        if after + 1 < len(tokens) and tokens[after].form in _DASHES and tokens[after + 1].form in OPENING_QUOTES:
            closing = view.closing(after + 1)
            return closing > 0 and view.norm_after(closing).startswith(_MATCH)
        second = before > 0 and tokens[before].form in _DASHES and tokens[before - 1].form in CLOSING_QUOTES
        return second and after < len(tokens) and tokens[after].norm.startswith(_MATCH)

    def _has_sport_of_places(self, view: DocView, start: int, end: int) -> bool:
        """A word of sport that has other meanings stands in the sentence: no date («5 маусым»), nothing of the arts.

        >>> found("ORG", "Маусымда «Астана» үздік болды. Биыл 5 маусымда «Алатау» ашылды.")
        ['Астана (org.team_quoted)']
        """
        seen = False
        for i in range(start, end):
            norm = view.tokens[i].norm
            if norm.startswith(_ARTS):
                return False
            if norm.startswith(self._lexicon.sport_of_places):
                seen = seen or not (i > start and view.tokens[i - 1].digit)
        return seen

    def _is_place_or_club(self, view: DocView, quote: Quote) -> bool:
        """One word that is the name of a place or a club.

        >>> found("ORG", "Финалға «Атырау» мен «Қайрат» шықты. Финалда «Көктем» айтылды.")
        ['Атырау (org.team_quoted)', 'Қайрат (org.team_quoted)']
        """
        i = quote.opening + 1
        if quote.closing - quote.opening != _ONE_WORD or view.norm_after(quote.closing) in self._lexicon.naming:
            return False
        return i in view.in_place or bool(self._lexicon.clubs.forms(view.tokens[i].norm))

    def _other_things(self, view: DocView, quotes: Sequence[Quote]) -> set[Quote]:
        """The quotations that are no teams; in a list, the word after the last says it of all.

        >>> found("ORG", "Футболшылар «Шапақ» пен «Бұлақ» ықшамаудандарында «Арман», «Дала» әндерін айтты.")
        []
        """
        found: set[Quote] = set()
        following: Quote | None = None
        for quote in reversed(quotes):
            joined = following is not None and self._joins(view, quote.closing + 1, following.opening)
            if (joined and following in found) or self._is_other_thing(view, quote):
                found.add(quote)
            following = quote
        return found

    def _joins(self, view: DocView, start: int, end: int) -> bool:
        """Nothing but commas and words for "and" stands between two quotations."""
        between = [word for word in view.tokens[start:end] if not word.space]
        return bool(between) and all(word.form == "," or word.norm in self._lexicon.joins for word in between)

    def _is_other_thing(self, view: DocView, quote: Quote) -> bool:
        """The next word says what the name is the name of, or a capital goes on with it («Астана» Арена)."""
        j = view.after(quote.closing + 1)
        if j >= len(view.tokens) or view.tokens[j].norm.startswith(_OF_TEAMS):
            return False
        word = view.tokens[j]
        if word.norm.startswith(self._lexicon.players):
            return False
        if (
            (word.title and j not in view.in_place)
            or self._lexicon.roles.role(word.norm).owned
            or self._lexicon.head(word.norm) is not None
        ):
            return True
        if self._lexicon.genitive(view.tokens[quote.closing - 1].norm):
            return False
        if self._lexicon.roles.role(word.norm).kind == "adj":
            return False
        return word.alpha and any(a.possessive == "3" for a in analyses(word.norm)[:1])

    def _clubs(self, view: DocView, start: int, end: int, scores: Sequence[int]) -> Iterator[Found]:
        """Clubs without quotation marks in a sentence with a score; one beside the score is surely a team."""
        for i in range(start, end):
            word = view.tokens[i]
            if not word.title or (i and view.tokens[i - 1].form in OPENING_QUOTES):
                continue
            if any(a.case in _PLAYING and not a.attributive for a in self._lexicon.clubs.forms(word.norm)):
                after = view.after(i + 1)
                if after < end and view.tokens[after].form in _DASHES:
                    after = view.after(after + 1)
                yield Found(i, i + 1, "org.team" if after in scores else "org.team_unquoted")


def _is_score(view: DocView, i: int) -> bool:
    """A score begins at token `i`: 2:1, 77:78.

    A time of day is one token too: «сағат 12:30», «12.05».
    """
    tokens = view.tokens
    word = tokens[i]
    if not word.digit or len(word.form) > 2 * _MAX_POINTS + 1:
        return False
    if i + 2 < len(tokens) and tokens[i + 1].form == ":" and tokens[i + 2].digit:
        return len(word.form) <= _MAX_POINTS and len(tokens[i + 2].form) < _MAX_POINTS
    return word.form.count(":") == 1 and view.norm_after(i).startswith("есеб")


def _sentences_with(view: DocView, marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First token and end of every sentence that holds one of `marks`, in order; lines are sentences of their own."""
    end = 0
    for mark in marks:
        if mark < end:
            continue
        start = mark
        while start and not _begins_sentence(view, start):
            start -= 1
        end = mark + 1
        while end < len(view.tokens) and not _begins_sentence(view, end):
            end += 1
        yield start, end


def _begins_sentence(view: DocView, i: int) -> bool:
    return i in view.starts or "\n" in view.tokens[i].form

"""What the quantity grammar reads instead of tokens: numbers, units, cue words, signs.

A token may hold several elements (`млрд.теңге`, `31,5%`, `4км`), so it makes no difference to the grammar how the
tokenizer splits numbers and signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from atau.morphology.numerals_words import NumCase, NumWord

NO_CLASSES: Final[frozenset[str]] = frozenset()
#: Forms of an element that holds digits.
DIGIT_FORMS: Final = frozenset(("number", "id"))


# A tuple: one is made of every new word, and a frozen dataclass takes several times as long to make.
class Element(NamedTuple):
    """One piece of text.

    text: lower case. num: its numeral, None for anything else. classes: its classes in quantity_words.tsv. senses:
    what it says as an approximator, per class. form: word, number, id (a code, an ordinal, a date: holds digits but is
    no amount), ending (a suffix written apart: -тан), sign, break (an empty line, a tab, a sentence without its space).
    """

    text: str
    form: str
    num: NumWord | None = None
    classes: frozenset[str] = NO_CLASSES
    senses: tuple[tuple[str, str], ...] = ()
    case: NumCase = "nom"

    def sense(self, kind: str) -> str:
        """What it says as a word of class `kind`."""
        return dict(self.senses).get(kind, "")


@dataclass(slots=True)
class Elements:
    """The elements of a text in parallel lists.

    token: index of the element's token. glued: nothing stands between the element and the one before it. capital: its
    token begins with a capital. first: it is the first one of its line. forms: the strings of the tokens.
    """

    items: list[Element]
    token: list[int]
    glued: list[bool]
    capital: list[bool]
    first: list[bool]
    forms: Sequence[str]

    def form(self, i: int) -> str:
        """The string of the token of element `i`, an empty one outside the text."""
        return self.forms[self.token[i]] if 0 <= i < len(self.token) else ""


# 300 050 000 мың
_LONGEST_GROUPS: Final = 4
#: What no number goes on beyond: the end of a paragraph, of a cell.
BREAK: Final = Element("\n\n", "break")
TAB: Final = Element("\t", "break")


def sequence(pieces: Sequence[tuple[Element, ...]], spaced: Sequence[bool], forms: Sequence[str]) -> Elements:
    """Elements of tokens. pieces: per token, () for white space; spaced: white space follows."""
    result = Elements([], [], [], [], [], forms)
    items, token, glued = result.items, result.token, result.glued
    capital, first = result.capital, result.first
    space, line = True, True
    for i, group in enumerate(pieces):
        if not group:
            form = forms[i]
            space = True
            line = line or "\n" in form
            if form.count("\n") > 1:
                _put_break(result, i)
            elif "\t" in form:
                _put_break(result, i, TAB)
            continue
        upper = forms[i][:1].isupper()
        # млнЕкі жүз, млн5: a space is missing, so this number does not go on with the one before it.
        if not space and group[0].num is not None and forms[i - 1][-1:].isalpha() and (upper or items[-1].num):
            _put_break(result, i)
        elif items and group[0].num is not None and _ends_sentence(items[-1]):
            capital_word = upper and not forms[i].isupper()
            if capital_word or (group[0].form == "number" and not _goes_on(items, pieces, i)):
                _put_break(result, i)
        for element in group:
            items.append(element)
            token.append(i)
            glued.append(not space)
            capital.append(upper)
            first.append(line)
            space = line = False
        space = spaced[i]
    return result


def _ends_sentence(last: Element) -> bool:
    """Whether an element is an abbreviated scale, whose point may end a sentence as well: `млн.`."""
    return last.num is not None and last.num.role == "scale" and last.text.endswith(".")


def _goes_on(items: Sequence[Element], pieces: Sequence[tuple[Element, ...]], i: int) -> bool:
    """Whether the digits of token `i` go on with the number before `млн.`: `5 млн. 300 мың`, not `5 млн. 300 үй`.

    A smaller scale says so, but for decimals, which nothing smaller follows: `1,5 млн. 200 мың адам көшті`.
    """
    before = items[-2].num if len(items) > 1 else None
    if before is not None and before.value.denominator > 1:
        return False
    for element in (element for group in pieces[i : i + _LONGEST_GROUPS] for element in group):
        if element.num is None:
            return False
        if element.num.role == "scale":
            return True
    return False


def _put_break(elements: Elements, token: int, element: Element = BREAK) -> None:
    elements.items.append(element)
    elements.token.append(token)
    elements.glued.append(False)
    elements.capital.append(False)
    elements.first.append(True)

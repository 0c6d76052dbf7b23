"""Context that shows that a name is not a place, or that it begins later."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.sentence_start import begins, is_common_noun, stands_apart
from atau.components.common.token_facts import Word
from atau.components.place.lexicon import PlaceLexicon


def only_begins(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> bool:
    """Token `i` has its capital from the start of the sentence, and the name begins after it.

    >>> found("LOC", "Су Абай, Теректі және Жайық аудандарына жетті.")
    ['Абай (place.list)', 'Теректі (place.gazetteer)', 'Жайық (place.descriptor)']
    """
    if not begins(tokens, i) or i + 1 >= len(tokens) or not tokens[i + 1].title:
        return False
    norm = tokens[i].norm
    named = lexicon.personal(norm) or norm in lexicon.ranks or norm.endswith(".")
    return not (named or lexicon.gazetteer.at(tokens, i))


def has_common_start(lexicon: PlaceLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """The first of several words is a common one, with the capital of the sentence.

    >>> found("LOC", "Мектеп Тасөткелсай ауылында тұр.")
    ['Тасөткелсай (place.unknown)']
    >>> found("LOC", "Көпір Ақбелсай өзенінде салынды. Тас Бұлақ ауылы. Қос Бүйрек ауылы.")
    ['Ақбелсай (place.unknown)', 'Тас Бұлақ (place.unknown)', 'Қос Бүйрек (place.unknown)']
    """
    if end - start == 1 or not begins(tokens, start):
        return False
    norm = tokens[start].norm
    if norm.endswith(lexicon.roles.endings.ordinal):
        return False
    if lexicon.roles.listed(norm) or stands_apart(norm):
        return True
    # Of two common nouns the first belongs to the name: Тас Бұлақ.
    following = tokens[start + 1].norm
    name = following.endswith(lexicon.roles.endings.ordinal) or not is_common_noun(following)
    # «Дүкен Сағынбай көшесінде»: a given name that is a common noun, too, has a surname after it where it is one.
    own = lexicon.names.given_names.get(norm)
    common = is_common_noun(norm) if own is None else own.weak and not lexicon.names.surname_like(following)
    return name and common and norm not in lexicon.opens


def is_other(lexicon: PlaceLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """The name belongs to a person or to something named after one.

    >>> found("LOC", "Абай атындағы мектеп ашылды.")
    []
    """
    if end < len(tokens) and tokens[end].norm in lexicon.named_after:
        return True
    if end - start == 1 and _is_first_name(lexicon, tokens, start):
        return lexicon.names.surname_like(tokens[end].norm)
    return _after_initial(tokens, start)


def _is_first_name(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> bool:
    """A given name before a word with a capital, which may be its surname.

    >>> found("LOC", "Кеше Махамбет Сейітов келді.")
    []
    """
    return i + 1 < len(tokens) and tokens[i + 1].title and lexicon.names.is_given_name(tokens[i].norm)


def _after_initial(tokens: Sequence[Word], i: int) -> bool:
    """The initial of a person stands before it, not the abbreviation of a descriptor.

    >>> found("LOC", "Кеше М. Алматыны көрді."), found("LOC", "Бүгін олар қ. Алматыны көрді.")
    ([], ['Алматыны (place.gazetteer)'])
    """
    if not i or not tokens[i - 1].form.endswith(".") or len(tokens[i - 1].form) != 2:
        return False
    return tokens[i - 1].title

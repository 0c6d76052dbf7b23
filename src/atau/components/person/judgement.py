"""Decides whether what was read is a name, and by which rule: two known parts, or one that is not a common word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from atau.components.common.sentence_start import begins
from atau.components.common.token_facts import Word
from atau.components.person.before_name import is_unheard_of
from atau.components.person.growing import Name
from atau.components.person.nobles import is_noble
from atau.components.person.roles import Part, PersonLexicon

# A shorter surname in capitals may be an abbreviation.
_SHORTEST_IN_CAPITALS = 6
# How the surnames of foreigners end that no Kazakh bears.
_FOREIGN = ("вич", "швили", "дзе", "енко", "ский", "цкий", "ян", "сен", "ссон")
_OPENING = '«“"„'
_NO_NAME = ""


def judge(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str:
    """The rule by which `name` is one, or an empty string.

    >>> found("PERSON", "Бұл сурет. Айгүл Бекова. Ол Тілеуовке, Назымға берді.")
    ['Айгүл Бекова (person.full)', 'Тілеуовке (person.surname)']
    """
    for verdict in _VERDICTS:
        rule = verdict(lexicon, tokens, name)
        if rule is not None:
            return rule
    return _NO_NAME


def _complete(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """Two parts that are known, or initials.

    >>> found("PERSON", "Тізімде Айгүл Бекова мен Громов С.И. бар.")
    ['Айгүл Бекова (person.full)', 'Громов С.И. (person.initials_after)']
    """
    if name.whole:
        return "person.initials"
    if Part.INITIALS in name.parts:
        return "person.initials_after"
    if name.particles:
        between = {word.norm for word in tokens[name.start + 1 : name.end] if not word.title}
        return "person.particle" if lexicon.sure_particles.isdisjoint(between) else "person.particle_sure"
    return "person.full" if len(name.parts) - name.parts.count(Part.UNKNOWN) > 1 else None


def _given_and_unknown(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A given name and an unknown surname.

    >>> found("PERSON", "Кеше Айгүл Зорг келді.")
    ['Айгүл Зорг (person.given_unknown)']
    """
    if len(name.parts) < 2 or name.parts[0] is not Part.GIVEN:
        return None
    return _NO_NAME if name.weak else "person.given_unknown"


def _unknown(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """An unknown word before an honorific, or before a surname, unless it begins the sentence.

    >>> found("PERSON", "Ауылда Қатира апай мен Қанайым Бақтығұлова тұрады. Миодраг Вукичевич келді.")
    ['Қатира (person.titled)', 'Қанайым Бақтығұлова (person.unknown_given)',
     'Миодраг Вукичевич (person.unknown_given)']
    """
    if name.parts[0] is not Part.UNKNOWN:
        return None
    word = tokens[name.start]
    if word.upper:
        return _NO_NAME
    if len(name.parts) == 1:
        after = _norm_after(tokens, name)
        titled = after in lexicon.honorifics or (
            after in lexicon.rulers and is_noble(lexicon, tokens, name.start, name.end)
        )
        return "person.titled" if titled and name.first.bare else _NO_NAME
    if name.parts[1] not in (Part.SURNAME, Part.PATRONYMIC):
        return _NO_NAME
    # The capital of a sentence says nothing, the surname of a foreigner after a word of no language does.
    foreign = len(name.parts) == 2 and _ends_foreign(lexicon, tokens[name.start + 1].norm)
    sure = not begins(tokens, name.start) or (foreign and is_unheard_of(lexicon, word.norm))
    return "person.unknown_given" if sure else _NO_NAME


def _ends_foreign(lexicon: PersonLexicon, norm: str) -> bool:
    """A surname that ends as those of other peoples do: Вукичевич, Кобиашвилидің.

    >>> from atau.components.person.roles import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PersonLexicon(TableSet(TABLES))
    >>> [_ends_foreign(lexicon, norm) for norm in ("вукичевичке", "кобиашвили", "омаровқа")]
    [True, True, False]
    """
    return any(stem.endswith(_FOREIGN) for stem in lexicon.stems(norm))


def _titled(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A known part before a title.

    >>> found("PERSON", "Сөз кезегі Айгүл ханымға берілді.")
    ['Айгүл (person.titled)']
    """
    return "person.titled" if _norm_after(tokens, name).startswith(lexicon.titles) else None


def _nickname(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A respectful short name.

    >>> found("PERSON", "Тойды Сәкең бастады. Нұреке, төрге шығыңыз!")
    ['Сәкең (person.nickname)', 'Нұреке (person.nickname)']
    """
    if name.parts[0] is not Part.NICKNAME:
        return None
    return _NO_NAME if tokens[name.start].upper else "person.nickname"


def _noble(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A known name before the title of a judge, a ruler or a hero.

    >>> found("PERSON", "Кезінде Төле би дауды шешкен. Төле би көшесінде жиын өтті.")
    ['Төле (person.titled)']
    """
    return "person.titled" if len(name.parts) == 1 and is_noble(lexicon, tokens, name.start, name.end) else None


def _vouched(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A given name that may be a common word too: after a relative or a verb of saying, or before `есімді`.

    >>> found("PERSON", "– Кеш болды, – деді Сәуле. Қызы Шолпан мен Арман есімді жігіт келді.")
    ['Сәуле (person.said)', 'Шолпан (person.kin)', 'Арман (person.named)']
    """
    word = tokens[name.start]
    if len(name.parts) != 1 or name.parts[0] is not Part.GIVEN or word.upper or word.latin:
        return None
    if _norm_after(tokens, name) in lexicon.named:
        return "person.named" if name.first.bare else None
    if name.start == 0:
        return None
    before = tokens[name.start - 1].norm
    if before in lexicon.kin and not _ends_patronymic(lexicon, tokens, name.start - 1):
        return "person.kin"
    ends = name.end >= len(tokens) or tokens[name.end].punct or tokens[name.end].space
    return "person.said" if before in lexicon.says and ends and name.first.bare else None


def _ends_patronymic(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> bool:
    """Token `i` is the end of a patronymic, written apart: Серік қызы.

    >>> from atau.components.common.token_facts import make_word
    >>> from atau.components.person.component import Persons
    >>> lexicon = PersonLexicon(Persons().tables)
    >>> [_ends_patronymic(lexicon, [make_word(form), make_word("қызы")], 1) for form in ("Мұрат", "Оның")]
    [True, False]
    """
    return i > 0 and tokens[i].norm in lexicon.patronymics and lexicon.role(tokens[i - 1].norm).part is Part.GIVEN


def _patronymic(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A patronymic alone.

    >>> found("PERSON", "Сөз кезегі Жолдасғалиұлына берілді.")
    ['Жолдасғалиұлына (person.patronymic)']
    """
    return "person.patronymic" if name.parts[0] is Part.PATRONYMIC else None


def _doubtful(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """One part that is a common word too, begins a quotation or stands in an address.

    >>> found("PERSON", "Кеше Арман келді. Ол «Айгүл» әнін айтты. Алматы, Мақатаев, 34.")
    []
    """
    quoted = name.start > 0 and tokens[name.start - 1].form in _OPENING
    if name.weak or quoted or name.first.weak or _in_address(tokens, name.end):
        return _NO_NAME
    return None


def _in_address(tokens: Sequence[Word], end: int) -> bool:
    """A comma and a number follow: «Алматы, Мақатаев, 34».

    >>> from atau.components.common.token_facts import make_word
    >>> _in_address([make_word(form) for form in ("Мақатаев", ",", "34")], 1)
    True
    """
    return end + 1 < len(tokens) and tokens[end].form == "," and tokens[end + 1].digit


def _alone(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name) -> str | None:
    """A surname or a given name alone.

    >>> found("PERSON", "Айгүл келді. Кеше Айгүл мен Тілеуов келді.")
    ['Айгүл (person.given_start)', 'Айгүл (person.given)', 'Тілеуов (person.surname)']
    """
    word = tokens[name.start]
    if name.parts[0] is Part.SURNAME:
        return "person.surname" if not word.upper or len(word.norm) >= _SHORTEST_IN_CAPITALS else _NO_NAME
    if word.upper:
        return _NO_NAME
    return "person.given_start" if begins(tokens, name.start) else "person.given"


def _norm_after(tokens: Sequence[Word], name: Name) -> str:
    return tokens[name.end].norm if name.end < len(tokens) else ""


# Asked in this order; the first that has an answer decides.
_VERDICTS: tuple[Callable[[PersonLexicon, Sequence[Word], Name], str | None], ...] = (
    _complete,
    _given_and_unknown,
    _unknown,
    _titled,
    _noble,
    _nickname,
    _vouched,
    _patronymic,
    _doubtful,
    _alone,
)

"""Foreign names, nicknames, people side by side, words before a name; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import found, given_and_expected
from spacy.tokens import Span

import atau
from atau.components.common.candidates import MODEL

SENTENCES = [
    # Particles of one name.
    "Кеше ⟦PERSON Урсула фон дер Ляйен⟧ келді.",
    "Сөзді ⟦PERSON Янник ван дер Хеймге⟧ берді.",
    "Бүгін ⟦PERSON Мохаммед бин Салман Әл Сауд⟧ келді.",
    "Толық аты – ⟦PERSON Әбу Наср Ахмед ибн Юсуф⟧.",
    "Елші ⟦PERSON Хасан әл-Масриді⟧ қабылдады.",
    "Еңбекті ⟦PERSON Халид ибн Рашид әл-Мазруи⟧ жазған.",
    "⟦PERSON Әл-Кинди⟧ еңбектері аударылды.",
    "Атақты ⟦PERSON Ибн Зейд⟧ саяхатқа шықты.",
    "Жиында ⟦PERSON Элизабет да Кошта⟧ сөйледі.",
    "Кеше ⟦PERSON Реджеп Тайип Ердоған⟧ келді.",
    "Клубты «Әл-Хилал» сатып алды.",
    "Бүгін ⟦PERSON Айгүл⟧ да Астанаға кетті.",
    # East Asian names.
    "Кеше ⟦PERSON Ким Дэ Рён⟧ келді.",
    "Алтынды ⟦PERSON Ли Ха Нам⟧ алды.",
    "Ұстаз ⟦PERSON Юн Сок Хёнді⟧ мақтады.",
    "Құжатқа ⟦PERSON Чжан Вэй⟧ қол қойды.",
    "Күмісті ⟦PERSON Нгуен Ван Тхань⟧ еншіледі.",
    # Two unknown words after a trade, a people or an office.
    "Шабуылшы ⟦PERSON Бала Адебайо⟧ алаңға шықты.",
    "Жапон ⟦PERSON Харуки Мори⟧ жеңді.",
    "Дене жарақатын бразилиялық ⟦PERSON Жуниньо Пейшоту⟧ алды.",
    "Қақпашы ⟦PERSON Младен Вучкич⟧ допты ұстап қалды.",
    "Елге инвестор ⟦PERSON Чинеду Окафор⟧ келді.",
    "Ұйымның бас хатшысы ⟦PERSON Тоиво Клаарме⟧ сөйледі.",
    "Жапон Мотор Индастри компаниясы зауыт ашты.",
    # Respectful short names.
    "Сол кеште ⟦PERSON Сәкең⟧ ән айтты.",
    "⟦PERSON Нұреке⟧, қайда барасыз?",
    "Театрда ⟦PERSON Серағаң⟧ ойнады.",
    "⟦PERSON Жәкеңнің⟧ айтуынша, жол жабық.",
    "Ауылда ⟦PERSON Тоқаңды⟧ бәрі біледі.",
    "Бұл сөзді ⟦PERSON Мұхаң⟧ айтқан.",
    "Ертең Мереке күні. Әкең келді ме? Береке болсын.",
    # What stands before a name is not part of it.
    "Ағам ⟦PERSON Серік Тілеуов⟧ келді.",
    "Марқұм ⟦PERSON Серік Тілеуов⟧ ұстаз еді.",
    "Әншіңіз ⟦PERSON Серік Тілеуов⟧ осында.",
    "– Ұстазым ⟦PERSON Қанат Бекенов⟧ еді.",
    "Әкім ⟦PERSON Қанат Бекенов⟧ есеп берді.",
    "Әкім ⟦PERSON Қанат Бекенұлы⟧ есеп берді.",
    "Қақпашы ⟦PERSON Серік Тілеуов⟧ ауысты.",
    # A given name that is a common word too.
    "«Келдім», – деді ⟦PERSON Сәуле⟧.",
    "– Кеш болды, – дейді ⟦PERSON Арман⟧.",
    "Артында ұлы ⟦PERSON Арман⟧, қызы ⟦PERSON Шолпан⟧ қалды.",
    "Көлікте ⟦PERSON Арман⟧ есімді жігіт болған.",
    "Ол арман мен сәуле туралы айтты, деді жігіт.",
    # Judges and rulers, and what bears their names.
    "⟦PERSON Төле⟧ би айтқандай, бірлік керек.",
    "⟦PERSON Әйтеке⟧ би ел бірлігін ойлады.",
    "Сол жылы ⟦PERSON Қазыбек⟧ би келіссөз жүргізді.",
    "Төле би көшесі мен Қазыбек би ауданы жөнделді.",
    # Two people side by side.
    "Кеше ⟦PERSON Сейітов⟧ ⟦PERSON Омаровпен⟧ сөйлесті.",
    "⟦PERSON Тоқаев⟧ ⟦PERSON Путинді⟧ қарсы алды.",
    "⟦PERSON ТОҚАЕВ⟧ ⟦PERSON ПУТИНДІ⟧ ҚАБЫЛДАДЫ",
    "⟦PERSON Асқар Омаров⟧ ⟦PERSON Серік Тілеуовпен⟧ кездесіп, кетті.",
    "Кеше ⟦PERSON Асқар Омаров⟧ ⟦PERSON Тілеуовтің⟧ орнын басты.",
    "Бүгін ⟦PERSON Тілеуов⟧ ⟦PERSON Асқар Омаровты⟧ қабылдады.",
    "⟦PERSON Рыбакина⟧ ⟦PERSON Соболенконы⟧ ұтты.",
    "⟦PERSON Си Цзиньпин⟧ ⟦PERSON Тоқаевпен⟧ кездесті.",
    "Министр ⟦PERSON Тілеуов⟧ ⟦PERSON Омаровқа⟧ тапсырма берді.",
    "Ән авторы – ⟦PERSON Асқар Омаров⟧ ⟦PERSON Ерлан Тілеуов⟧ сазын жазды.",
    # One person.
    "Кеше ⟦PERSON Асқар Омаровпен⟧ кездесті.",
    "Кеше ⟦PERSON Омаров Асқарды⟧ шақырды.",
    "Кеше ⟦PERSON Омаров Асқар Серікұлын⟧ шақырды.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_marked(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "PERSON")
    assert given == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Кеше Сейітов Омаровпен сөйлесті.", ["Сейітов (person.neighbour)", "Омаровпен (person.neighbour)"]),
        # Not certain: two names in the nominative, a double surname, initials that belong to either.
        ("Кеше Сейітов Омаров келді.", ["Сейітов (person.surname)", "Омаров (person.surname)"]),
        ("Кеше Сейітов Қ.Е. Омаровты шақырды.", ["Сейітов (person.surname)", "Қ.Е. Омаровты (person.initials)"]),
    ],
)
def test_what_is_certain_of_neighbours(text: str, candidates: list[str]) -> None:
    assert found("PERSON", text) == candidates


@pytest.mark.parametrize(
    ("text", "wrong", "label"),
    [
        ("Кеше Сейітов Омаровпен сөйлесті.", "Сейітов Омаровпен", "PERSON"),
        ("Әкім Қанат Бекенов есеп берді.", "Әкім Қанат Бекенов", "PERSON"),
        ("Жапон Кэндзи Морита жеңілді.", "Жапон Кэндзи Морита", "PERSON"),
        ("Дауды Әйтеке би шешкен екен.", "Әйтеке би", "LOC"),
    ],
)
def test_a_model_cannot_join_them(text: str, wrong: str, label: str) -> None:
    rules = atau.load("rules")
    doc = rules(text)
    start = text.index(wrong)
    guess = doc.char_span(start, start + len(wrong), label=label)
    assert isinstance(guess, Span)
    doc.spans[MODEL] = [guess]
    doc.spans[MODEL].attrs.update(scores=[0.99], best=[True])
    doc.ents = ()
    rules.get_pipe("kk_resolver")(doc)
    assert wrong not in [ent.text for ent in doc.ents]

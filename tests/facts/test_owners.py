"""The organisation and the place of an office: where they stand when not in the office itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atau.facts import Holding
from atau.facts.records import Fact

FactsOf = Callable[[str], list[Fact]]

E = "⟦PERSON Ермек Тоқсан⟧"
CASES = [
    # the line of a register begins with the organisation
    (f"1. ⟦ORG «Арай» ЖШС⟧, БСН 120340005677. ⟦POSITION Басшысы⟧ – {E}.", "«Арай» ЖШС"),
    (f"Тізім\n\n1. ⟦ORG «Бұлақ» ЖШС⟧. Тоқтатылған.\n2. ⟦ORG «Арай» ЖШС⟧. ⟦POSITION Директоры⟧ {E}.", "«Арай» ЖШС"),
    (f"3) «⟦ORG Арай⟧» шаруа қожалығы – ⟦POSITION бас есепші⟧ {E}", "Арай"),
    (f"4. ⟦ORG «Арай» ЖШС⟧. Құрылтайшысы ⟦ORG «Бұлақ» ЖШС⟧. ⟦POSITION Басшысы⟧ – {E}.", None),
    (f"⟦ORG «Арай» ЖШС⟧ (бұдан әрі – Тапсырыс беруші) атынан ⟦POSITION директор⟧ {E}, екінші тараптан", "«Арай» ЖШС"),
    (f"⟦ORG «Арай» ЖШС⟧. Кеше емханада ⟦POSITION меңгеруші⟧ {E} жұмыс істеді.", None),
    # the composition of a court or board
    (f"⟦ORG Бескөл қалалық соты⟧, құрамында: ⟦POSITION судья⟧ {E}, қарап,", "Бескөл қалалық соты"),
    (f"⟦ORG Бескөл қалалық соты⟧ құрамында: ⟦POSITION адвокат⟧ {E}, қарап,", None),
    (f"⟦ORG Бескөл қалалық соты⟧ хабарлады: ⟦POSITION судья⟧ {E} ауырып қалған.", None),
    # directly before it
    (f"⟦ORG «Арай» ЖШС⟧ ⟦POSITION директоры⟧ {E} келді.", "«Арай» ЖШС"),
    (f"«⟦ORG Арай⟧» компаниясының ⟦POSITION директоры⟧ {E} келді.", "Арай"),
    (f"⟦ORG Арай⟧ ашылды. ⟦POSITION Директор⟧ {E} келді.", None),
    (f"{E} ⟦ORG №2 мектепте⟧ отыз жеті жыл ⟦POSITION физика мұғалімі⟧ болды.", "№2 мектеп"),
    (f"{E} ⟦ORG №2 мектепте⟧ 1990 жылдан бері ⟦POSITION директор⟧ болып істейді.", "№2 мектеп"),
    (f"{E} ⟦ORG №2 мектепте⟧ оқып, кейін ⟦POSITION директор⟧ болды.", None),
    # a general noun
    (f"⟦ORG Политехникалық колледж⟧ ашылды. ⟦POSITION Колледж директоры⟧ {E} келді.", "Политехникалық колледж"),
    (f"«⟦ORG Мейірім⟧» қоғамдық қоры ашылды. ⟦POSITION Қор төрағасы⟧ {E} келді.", "Мейірім"),
    (f"«⟦ORG Мейірім⟧» қорғау тобы құрылды. ⟦POSITION Қор төрағасы⟧ {E} келді.", None),
    (f"«⟦ORG Мейірім⟧» қоры мен «⟦ORG Асар⟧» қоры келді. ⟦POSITION Қор төрағасы⟧ {E} сөйледі.", None),
    (f"«⟦ORG Жаңа дән⟧» колхозы таралды. ⟦POSITION Колхоз төрағасы⟧ {E} кетпеді.", "Жаңа дән"),
    (f"«⟦ORG Бақыт⟧» дағдарыс орталығы ашылды. ⟦POSITION Орталық директоры⟧ {E} келді.", "Бақыт"),
    (f"⟦ORG Бескөлдің №2 мектебі КММ⟧ ашылды. ⟦POSITION Мектеп директоры⟧ {E} келді.", "Бескөлдің №2 мектебі КММ"),
    (f"⟦ORG «Бескөл мұражайы» КММ⟧ ашылды. ⟦POSITION Мекеме басшысы⟧ {E} келді.", "«Бескөл мұражайы» КММ"),
    (f"⟦ORG ЖШС «Арай»⟧ тоқтады. ⟦POSITION Компания директоры⟧ {E} келді.", "ЖШС «Арай»"),
    # words that tell a general noun from others of its kind
    (f"⟦ORG Бескөл сайлау комиссиясы⟧ жиналды. ⟦POSITION Медициналық комиссия төрағасы⟧ {E} келді.", None),
    (
        f"⟦ORG Бескөл облысының білім басқармасы⟧ пен ⟦ORG Бескөл облысының қаржы басқармасы⟧ жиналды. "
        f"⟦POSITION Облыстық білім басқармасының басшысы⟧ {E} келді.",
        "Бескөл облысының білім басқармасы",
    ),
    (f"⟦ORG Арал білім бөлімі⟧ жабық. ⟦POSITION Облыстық департаменттің бөлім басшысы⟧ {E} келді.", None),
    (f"⟦ORG Арал әкімдігі⟧ ашық. ⟦POSITION Қала әкімінің кеңесшісі⟧ {E} келді.", None),
    # a rank is of no organisation
    (f"⟦ORG Бескөл полициясы⟧ келді, – дейді ⟦POSITION полиция капитаны⟧ {E}.", None),
    # what a text defines
    (
        f"⟦ORG «Арай» ЖШС⟧ (бұдан әрі – Серіктестік) ⟦ORG «Бұлақ» ЖШС-ға⟧ қарсы. "
        f"⟦POSITION Серіктестік директоры⟧ {E} қол қойды.",
        "«Арай» ЖШС",
    ),
    (
        f"⟦ORG «Арай» ЖШС-ның⟧ (бұдан әрі – Орындаушы) атынан сенімхат бойынша ⟦POSITION бас инженер⟧ {E} қол қойды.",
        "«Арай» ЖШС",
    ),
    (f"⟦POSITION компанияның ⟦LOC Еуропадағы⟧ бас заңгері⟧ {E} келді.", None),
    (
        f"«⟦ORG Арай⟧» компаниясы тоқтады. ⟦POSITION Компанияның ⟦LOC Еуропадағы⟧ бас заңгері⟧ {E} келді.",
        "Арай",
    ),
    # the heading of a list is a line of its own
    (f"⟦ORG Бескөл мұражайы⟧\n\n⟦POSITION Директор⟧ – {E}", "Бескөл мұражайы"),
    (f"Тіркелу: ⟦ORG Бескөл кітапханасы⟧\n⟦POSITION Хатшы⟧: {E}", None),
    (f"«⟦ORG Арай⟧» серіктестігінің\nХАТТАМАСЫ\n\n⟦POSITION Жиналыс төрағасы⟧ – {E}", None),
    (f"Төраға – Омар (⟦ORG Арай⟧)\n⟦POSITION хатшы⟧ – {E}", None),
    # a shorter name is no other organisation, unless it is that of two
    (
        f"⟦ORG Арал облысының Қаржы комитеті⟧ көшті. ⟦ORG Қаржы комитеті⟧ ашық. ⟦POSITION Комитет маманы⟧ {E} келді.",
        "Қаржы комитеті",
    ),
    (
        f"⟦ORG Арал салық департаменті⟧ көшті. ⟦ORG Департамент⟧ ашық. ⟦POSITION Департамент басшысы⟧ {E} келді.",
        "Департамент",
    ),
    (
        "⟦ORG Арал салық департаменті⟧ мен ⟦ORG Шиелі салық департаменті⟧ көшті. ⟦ORG Департамент⟧ ашық. "
        f"⟦POSITION Департамент басшысы⟧ {E} келді.",
        None,
    ),
    # of several names alone, a club is the one in quotation marks
    (f"«⟦ORG Толқын⟧» ⟦ORG FIFA-ға⟧ шағымданды. ⟦POSITION Клуб директоры⟧ {E} келді.", "Толқын"),
    (f"«⟦ORG Толқын⟧» «⟦ORG Дауылды⟧» жеңді. ⟦POSITION Клуб директоры⟧ {E} келді.", None),
    (f"«⟦ORG Толқын⟧» командасы «⟦ORG Дауылды⟧» жеңді. ⟦POSITION Команда менеджері⟧ {E} келді.", None),
    (f"«⟦ORG Толқын⟧» командасы жеңді. ⟦POSITION Команда менеджері⟧ {E} келді.", "Толқын"),
    # where somebody comes from or works
    (f"⟦ORG Бескөл⟧ ауруханасынан келген ⟦POSITION профессор⟧ {E} көмектесті.", "Бескөл"),
    (f"⟦ORG №2 мектепте⟧ істейтін ⟦POSITION мұғалім⟧ {E} келді.", "№2 мектеп"),
    (f"⟦ORG №2 мектепте⟧ жұмыс істейтін ⟦POSITION мұғалім⟧ {E} келді.", "№2 мектеп"),
    (f"⟦ORG №2 мектепте⟧ қызмет ететін ⟦POSITION бас маман⟧ {E} келді.", "№2 мектеп"),
    (f"⟦ORG №2 мектептен⟧ шыққан ⟦POSITION мұғалім⟧ {E} келді.", None),
    (f"⟦ORG №2 мектепте⟧ кездескен ⟦POSITION мұғалім⟧ {E} келді.", None),
    # the paper of an editor
    (f"1913 жылы «⟦ORG Дала⟧» газеті шыққанда, ⟦POSITION шығарушы редактор⟧ {E} қағаз сұрады.", "Дала"),
    (f"«⟦ORG Дала⟧» газеті мен «⟦ORG Жас⟧» журналы туралы ⟦POSITION редактор⟧ {E} айтты.", None),
    (f"«⟦ORG Дала⟧» газеті шыққанда ⟦POSITION төраға⟧ {E} келді.", None),
    # a court heads the list of its cases
    (
        f"⟦ORG Бескөл қалалық соты⟧\nІстер\n\n№ 2. Талапкер: ⟦ORG «Арай» ЖШС⟧. ⟦POSITION Судья⟧ {E}.",
        "Бескөл қалалық соты",
    ),
    (f"⟦ORG «Арай» ЖШС⟧\nІстер\n\n№ 2. Талапкер: ⟦ORG «Бұлақ» ЖШС⟧. ⟦POSITION Судья⟧ {E}.", None),
    (f"⟦ORG Бескөл қалалық соты⟧\nІстер\n\n№ 2. ⟦POSITION Адвокат⟧ {E}.", None),
    # an entry of a register with a code, and words in front of the kind
    (f"№17-СИ. ⟦ORG DALA.KZ⟧ желілік басылымы. Иесі – сол. ⟦POSITION Бас редактор⟧ – {E}.", "DALA.KZ"),
    # an office that says what it is of is not of the organisation before it
    (f"⟦ORG «Арай» ЖШС⟧ ⟦POSITION қаланың құрметті азаматы⟧ {E} мырзаны құттықтады.", None),
]
PLACES = [
    (f"⟦ORG ⟦LOC Бескөл⟧ аудандық соты⟧ шешті. ⟦POSITION Аудан әкімі⟧ {E} келді.", "Бескөл"),
    (f"⟦LOC Бескөл⟧ ауылындағы мешіт ашылды. ⟦POSITION Ауыл имамы⟧ {E} келді.", "Бескөл"),
    (f"«⟦LOC Нұр Бескөл⟧» мешітінде жұрт көп. ⟦POSITION Мешіттің бас имамы⟧ {E} сөйледі.", "Нұр Бескөл"),
    (f"⟦LOC Бескөл⟧ ауданы мен ⟦LOC Сарыой⟧ және ⟦LOC Теңдік⟧ аудандары. ⟦POSITION Аудан әкімі⟧ {E} келді.", None),
    (f"⟦LOC Сарыой⟧ және ⟦LOC Теңдік облыстарында⟧ ереже бір. ⟦POSITION Облыс әкімі⟧ {E} келді.", None),
    (f"⟦LOC Сарыойдың⟧ әскері тарады. ⟦POSITION әскери ғылымдар кандидаты⟧ {E} келді.", None),
    (f"⟦LOC Арай⟧ кенті мен ⟦LOC Бұлақ⟧ ауылы сулы. ⟦POSITION Кент әкімі⟧ {E} келді.", "Арай"),
    (f"⟦LOC Арай⟧ кенті мен ⟦LOC Бұлақ⟧ ауылы сулы. ⟦POSITION Ауыл әкімі⟧ {E} келді.", "Бұлақ"),
    (f"⟦LOC Арай⟧ кенті мен ⟦LOC Бұлақ⟧ кенті сулы. ⟦POSITION Кент әкімі⟧ {E} келді.", None),
    (f"«⟦LOC Достық⟧» кеден бекетінде кезек. ⟦POSITION Бекет бастығы⟧ {E} келді.", "Достық"),
    (f"⟦LOC Риддер⟧ кенішіне барды. ⟦POSITION Кеніштің бас механигі⟧ {E} келді.", "Риддер"),
    (f"⟦LOC Орал⟧ мен ⟦LOC Атырау⟧ сулы. ⟦LOC Риддердің⟧ жайын ⟦POSITION қала әкімі⟧ {E} айтты.", "Риддер"),
    (f"⟦LOC Орал⟧ мен ⟦LOC Атырау⟧ сулы. ⟦LOC Риддерде⟧ өткен жиында ⟦POSITION қала әкімі⟧ {E} сөйледі.", None),
    (f"⟦LOC Орал⟧ мен ⟦LOC Атырау⟧ сулы. ⟦LOC Риддерге⟧ ⟦POSITION қала әкімі⟧ {E} барды.", None),
    (f"⟦LOC Орал⟧ қаласы сулы. ⟦POSITION Қаланың құрметті азаматы⟧ {E} келді.", "Орал"),
    (f"⟦LOC Орал⟧ қаласы сулы. ⟦POSITION Профессор⟧ {E} келді.", None),
]


@pytest.mark.parametrize(("text", "organisation"), CASES)
def test_the_organisation_of_an_office(facts_in: FactsOf, text: str, organisation: str | None) -> None:
    (fact,) = [fact for fact in facts_in(text) if isinstance(fact, Holding)]
    assert (fact.organisation.normal if fact.organisation else None) == organisation


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_the_place_of_an_office(facts_in: FactsOf, text: str, place: str | None) -> None:
    (fact,) = [fact for fact in facts_in(text) if isinstance(fact, Holding)]
    assert (fact.place.normal if fact.place else None) == place


def test_posts_of_one_person_share_the_organisation_of_the_first(facts_in: FactsOf) -> None:
    first = f"{E} ⟦POSITION ⟦ORG «Арай» ЖШС⟧ бас инженері⟧"
    for rest, shared in (
        ("⟦POSITION цех бастығы⟧", "«Арай» ЖШС"),
        ("1989 жылдан ⟦POSITION өндіріс жөніндегі директоры⟧", "«Арай» ЖШС"),
        ("⟦POSITION аудандық мәслихаттың депутаты⟧", None),
        ("⟦POSITION еңбек ардагері⟧", None),
    ):
        found = [fact for fact in facts_in(f"{first}, {rest} болды.") if isinstance(fact, Holding)]
        owners = [fact.organisation.normal if fact.organisation else None for fact in found]
        assert owners == ["«Арай» ЖШС", shared], rest


def test_one_office_is_one_with_and_without_its_possessive(facts_in: FactsOf) -> None:
    found = facts_in(f"⟦POSITION Төрағасы⟧: {E}\n\n⟦POSITION Төраға⟧ {E}\n")
    assert len(found) == 1


def test_an_office_alone_on_a_line_is_not_that_of_the_addressee(facts_in: FactsOf) -> None:
    text = f"⟦POSITION Министр⟧ {E} мырзаға\n\nКөңіл айтамын.\n\n⟦POSITION ⟦LOC Бескөл⟧ облысының әкімі⟧\n"
    assert [fact.office.normal for fact in facts_in(text) if isinstance(fact, Holding)] == ["Министр"]


def test_a_birth_between_two_names_is_of_neither(facts_in: FactsOf) -> None:
    assert not facts_in(f"{E}, 1999 жылы ⟦LOC Бескөл⟧ қаласында туған, жұмыссыз ⟦PERSON Гүлай Жанайды⟧ көрді.")
    assert facts_in(f"{E}, 1999 жылы ⟦LOC Бескөл⟧ қаласында туған.")


def test_of_two_places_the_nearer_one_is_where_it_is(facts_in: FactsOf) -> None:
    (fact,) = facts_in("⟦LOC Сарыой облысындағы⟧ ⟦ORG ⟦LOC Бескөл⟧ ауылдық ауруханасы⟧ ашылды.")
    assert fact.source == "facts.place_in_name"

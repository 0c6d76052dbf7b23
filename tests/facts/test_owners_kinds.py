"""The owner of an office by kinds of sentences: short names, mixed nouns, places of work, pages of a court."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atau.facts import Holding
from atau.facts.records import Fact

FactsOf = Callable[[str], list[Fact]]

E = "⟦PERSON Ермек Тоқсан⟧"
CASES = [
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

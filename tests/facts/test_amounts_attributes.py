"""Amounts in attributes of names, shares of each, sums that are owed, and clauses that go on from one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

#: A marked sentence and the subject of its amount, None for none.
SUBJECTS = [
    # an attribute before a name is said of that name
    ("Алаңда ⟦QUANTITY екі⟧ қабатты «⟦LOC Арасан⟧» сауда үйі салынды.", "Арасан"),
    ("⟦LOC Абай көшесіндегі⟧ ⟦QUANTITY тоғыз⟧ қабатты «⟦LOC Алтай⟧» қонақүйінен түтін шықты.", "Алтай"),
    ("⟦LOC Тұран⟧ ауылында ⟦QUANTITY 160⟧ орындық «⟦ORG Балапан⟧» балабақшасы ашылды.", "Балапан"),
    ("⟦LOC Тұран⟧ ауылында ⟦QUANTITY 300⟧ орындық ⟦ORG №7 мектеп⟧ салынып жатыр.", "№7 мектеп"),
    ("⟦QUANTITY Үш⟧ қабатты «⟦ORG Сәуле⟧» театры жөнделді.", "Сәуле"),
    # a branch at a place belongs to its organisation
    ("⟦ORG «Арна» қорының⟧ ⟦LOC Тұран⟧ қаласындағы кеңсесіне ⟦QUANTITY 31⟧ шағым келіпті.", "«Арна» қоры"),
    ("⟦ORG Егін банкінің⟧ ⟦LOC Оралдағы⟧ бөлімшесіне ⟦QUANTITY 12⟧ өтініш түсті.", "Егін банкі"),
    ("⟦ORG «Жол» компаниясының⟧ ⟦LOC Ақтөбедегі⟧ зауытында ⟦QUANTITY 80⟧ адам істейді.", "«Жол» компаниясы"),
    ("⟦ORG Сәуле мектебінің⟧ ⟦LOC Аралдағы⟧ лагерінде ⟦QUANTITY 60⟧ бала демалды.", "Сәуле мектебі"),
    # who does something to those of two places
    ("«⟦ORG Мейір⟧» қоры ⟦LOC Арқа⟧ мен ⟦LOC Тұрандағы⟧ ⟦QUANTITY 80⟧ отбасына сәлемдеме таратты.", "Мейір"),
    ("«⟦ORG Мейір⟧» қоры ⟦LOC Арқа⟧ және ⟦LOC Тұрандағы⟧ ⟦QUANTITY 14⟧ үйге шам ілді.", "Мейір"),
    # who finds out what others do
    ("⟦ORG Сапа комитеті⟧ шілдеде ⟦QUANTITY 62⟧ ауылда су нашар шыққанын тапқан.", None),
    ("⟦ORG Сапа комитеті⟧ ⟦QUANTITY 9⟧ дүкенде ескі ет сатылғанын көрген.", None),
    ("⟦ORG «Арна»⟧ компаниясы шығынды ⟦QUANTITY 40 миллион теңге⟧ деп шамалап отыр.", None),
    ("Иесі – «⟦ORG Арна⟧» компаниясы – шығынды ⟦QUANTITY 40 миллион теңге⟧ деп шамалап отыр.", None),
    ("⟦ORG Қаржы министрлігі⟧ өсімді ⟦QUANTITY 4 пайыз⟧ деп болжап отыр.", None),
    ("⟦ORG Сапа комитеті⟧ ⟦QUANTITY 9⟧ дүкенді тексерді.", "Сапа комитеті"),
    # a dash behind the verb ends the clause
    ("⟦ORG Арқа әкімдігі⟧ ⟦QUANTITY 40 тонна⟧ жем жіберді – малға азық жетпей жатыр еді.", "Арқа әкімдігі"),
    ("⟦ORG Арқа әкімдігі⟧ ⟦QUANTITY 6⟧ көпірді жөндеді – жол ашылды.", "Арқа әкімдігі"),
    # money that is set aside for something of a place
    ("⟦LOC Орал⟧ қаласының көше жарығына жоспарланған қаржы – ⟦QUANTITY 1,7 млрд теңге⟧.", "Орал"),
    ("⟦LOC Тұран⟧ ауданының жолдарын жөндеуге бөлінген қаражат – ⟦QUANTITY 900 млн теңге⟧.", "Тұран"),
    # a part as the object of an organisation
    ("⟦ORG Білім министрлігі⟧ соның ⟦QUANTITY 800-ін⟧ екі жылда қамтымақ.", "Білім министрлігі"),
    # a possessed measure behind a clause in -п
    ("⟦LOC Тұзкөл⟧ су қоймасы толып, тереңдігі ⟦QUANTITY 3 метр⟧.", "Тұзкөл"),
    ("⟦LOC Тұзкөл⟧ су қоймасы толып, ағыны ⟦QUANTITY 2 м/с⟧.", "Тұзкөл"),
    ("⟦LOC Тұзкөл⟧ көлі қатып, мұзының қалыңдығы ⟦QUANTITY 40 см⟧ болды.", "Тұзкөл"),
]

#: `sentence with [amount]` and the words that are counted.
COUNTED = [
    ("Әр сарбазға [2] жұптан байпақ беріледі.", "жұптан байпақ"),
    ("Әр балаға [үш] данадан дәптер берілді.", "данадан дәптер"),
    ("Әр науқас күніне [бір] қасықтан дәрі ішеді.", "қасықтан дәрі"),
    ("Клубта [312 миллион теңгенің] салық қарызы бар.", "салық қарызы"),
    ("Жоспар – [300] бала, нақтысы – [280].", "бала"),
    ("Бұл білдек [1 200 сом] тұрыпты.", "білдек"),
    ("Кезек [екі шақырымға] созылған.", "Кезек"),
    ("Жертөледе [40] газ баллоны сақтаулы екен.", "газ баллоны"),
    ("Қорада [екі] су насосы бар.", "су насосы"),
    ("Бірлестік [12] шағын кәсіп иесімен кездеспек.", "шағын кәсіп иесімен"),
    ("Мұнда [үш] бет сөз бар.", "бет сөз"),
    ("Бөгетке тасылған топырақ [2 400 т.] Жағалау бекіді.", "топырақ"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_subject(lines: Lines, text: str, subject: str | None) -> None:
    found = [line for line in lines(text) if line.startswith("amount")]
    assert found
    assert all(line.partition("subject=")[2] == (subject or "") for line in found)


@pytest.mark.parametrize(("text", "counted"), COUNTED)
def test_counted(lines: Lines, text: str, counted: str) -> None:
    found = lines(text.replace("[", "⟦QUANTITY ").replace("]", "⟧"))
    assert [line.partition("counted=")[2] for line in found] == [counted] * text.count("[")


def test_a_pronoun_in_the_ablative_is_no_whole(lines: Lines) -> None:
    for pronoun in ("Солардан", "Олардан", "Бұлардан"):
        assert lines(f"{pronoun} ⟦QUANTITY төртеуі⟧ қайтты.") == []

"""Whose an amount is: places and organisations before and behind it, those of a place, tables and titles of lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

#: `sentence with [amount]` and the subject, None for none.
SUBJECTS = [
    # goods come from a place or go to it, also behind what is counted
    ("[12 тонна] дәрі ⟦LOC Бұхарадан⟧ келіп жатыр.", "Бұхара"),
    ("[40 тонна] бидай ⟦LOC Бескөлге⟧ жөнелтілді.", "Бескөл"),
    ("Олар [жүз келіге жуық] тауарды ⟦LOC Тасөткелден⟧ әкелді.", "Тасөткел"),
    ("⟦LOC Бескөлден⟧ [400 пұт] астық алдырды.", "Бескөл"),
    ("⟦LOC Бескөл⟧ көлінің жағасынан [46 тонна] қоқыс шығарылды.", "Бескөл"),
    ("⟦LOC Бескөл⟧ су қоймасынан [секундына 450 текше метр] су жіберіліп жатыр.", "Бескөл"),
    ("⟦LOC Бескөл⟧ су қоймасына қазір [секундына 780 текше метр] су келіп жатыр.", "Бескөл"),
    ("Кірпіштің [70 пайызы] ⟦LOC Тасөткелден⟧ жеткізілген.", "Тасөткел"),
    ("⟦LOC Бескөлге⟧ әр жұма сайын [30] құрылғы жіберілді.", "Бескөл"),
    ("[2,3 тонна] темірді ⟦LOC Тасөткелден⟧ ⟦LOC Бескөлге⟧ тасыды.", "Тасөткел"),
    # people and vehicles that come or go
    ("⟦LOC Тасөткел⟧ шыңына [сегіз] альпинист көтерілді.", None),
    ("Ауылға ⟦ORG Құтқару қызметінен⟧ [80] құтқарушы келді.", None),
    ("⟦LOC Бескөлге⟧ [төрт] рейс ұшады.", None),
    ("⟦LOC Бескөлге⟧ [40] жолаушы келді.", None),
    # what is counted is there
    ("[Қырық] жолаушы ⟦LOC Бескөлдегі⟧ ⟦ORG №2 мектепте⟧ түнеді.", "№2 мектеп"),
    ("Балалардың [жетеуі] ⟦ORG №9 мектепте⟧ оқиды.", "№9 мектеп"),
    ("Кеше [үш] қой ⟦LOC Бескөлде⟧ сойылды.", "Бескөл"),
    ("⟦LOC Бескөл⟧ қаласындағы № 4 сайлау округінде [алты] кандидат таласып жатыр.", "Бескөл"),
    ("⟦LOC Бескөл көшесіндегі⟧ үйде жалға [екі] бөлмелі пәтер беріледі.", "Бескөл көшесі"),
    ("⟦LOC Бескөлдегі⟧ кезеңде спортшы [бес] нысананы құлатты.", None),
    # an organisation that does something comes before the place
    ("⟦ORG «Арай» ЖШС⟧ ⟦LOC Бескөлдегі⟧ [үш] үйді жөндеді.", "«Арай» ЖШС"),
    ("⟦ORG Бескөл әкімдігі⟧ ⟦LOC Тасөткел⟧ ауылындағы [төрт] жер телімін сатады.", "Бескөл әкімдігі"),
    ("«⟦ORG Жылу⟧» кәсіпорны бағаны [17 пайызға] көтеріп отыр.", "Жылу"),
    ("⟦ORG Арай⟧ консорциумы, керісінше, 1 қазаннан бастап [екі] желіні тоқтатады.", "Арай"),
    ("⟦ORG Бескөл министрлігі⟧ келесі жылға дейін [екі] мектеп салады.", "Бескөл министрлігі"),
    ("⟦ORG Тұлпар⟧ бір кеште [он екі] жекпе-жек өткізді.", "Тұлпар"),
    ("⟦ORG Бескөл соты⟧ (бұдан әрі – ⟦ORG Сот⟧) биыл [екі] өтініш қарады.", "Бескөл соты"),
    ("⟦ORG «Арай» АҚ⟧ [үш тонна] ұн, ⟦ORG Тұлпар⟧ ⟦QUANTITY 40⟧ көрпе берді.", "«Арай» АҚ"),
    ("⟦ORG Арай⟧ ⟦ORG Тұлпардан⟧ [екі] гол жіберді.", "Арай"),
    ("⟦ORG Бескөл полиция департаменті⟧ жеті күнде [212] жол оқиғасын тіркеген.", None),
    ("⟦ORG ЮНЕСКО⟧ тізіміндегі ескерткішке жылына [22 мың] адам келеді.", None),
    ("Ол «⟦ORG Арай⟧» компаниясы атынан [11 миллион теңге] бөлді.", "Арай"),
    # the name of an item directly before its amount
    ("Судың қызуы: ⟦LOC Бескөл⟧ [24], ⟦LOC Тасөткел⟧ ⟦QUANTITY 22⟧.", "Бескөл"),
    ("⟦LOC Бескөл⟧ [183] елдің ішінде бірінші.", None),
    # those of a place act
    ("⟦LOC Бескөл⟧ тарапы оған [14] ескертпе берді.", "Бескөл"),
    ("⟦LOC Бескөл⟧ шаруалары [83 мың гектарға] дән септі.", None),
    ("⟦LOC Бескөл⟧ тұрғындары кеше [40] тал отырғызды.", "Бескөл"),
    # somebody tells of it
    ("⟦PERSON Серік Омар⟧ ⟦LOC Бескөлде⟧ [екі] мектеп салынатынын айтты.", "Бескөл"),
    ("⟦PERSON Серік Омар⟧ ⟦LOC Бескөлде⟧ [екі] мектеп салды.", None),
    # a colon
    ("Ең белсендісі – ⟦LOC Бескөл⟧ ауданы: мұнда [212] отбасы кәсіп ашты.", "Бескөл"),
    ("Қазір 74 дүкен бар: ⟦LOC Бескөлде⟧ [31].", "Бескөл"),
    # the price of a unit is said of what is traded
    ("Мұнай ⟦LOC Бескөлде⟧ [барреліне 71 доллардан] саудаланды.", None),
]


@pytest.mark.parametrize(("sentence", "subject"), SUBJECTS)
def test_whose_it_is(lines: Lines, sentence: str, subject: str | None) -> None:
    found = lines(sentence.replace("[", "⟦QUANTITY ").replace("]", "⟧"))
    amounts = [line for line in found if line.startswith("amount | ")]
    owners = [
        cell.partition("=")[2] for line in amounts[:1] for cell in line.split(" | ") if cell.startswith("subject=")
    ]
    assert owners == ([subject] if subject else [])


def test_titles_that_name_as_many_measures_as_lines_have_amounts(lines: Lines) -> None:
    text = (
        "ӨҢІРЛЕР: ОРТАША ЖАЛАҚЫ ЖӘНЕ ЖҰМЫССЫЗДЫҚ\n(бюро, екінші тоқсан)\n\n"
        "⟦LOC Бескөл облысы⟧ – ⟦QUANTITY 642 мың теңге⟧; ⟦QUANTITY 4,7%⟧\n"
        "⟦LOC Тасөткел⟧ – ⟦QUANTITY 538 мың⟧; ⟦QUANTITY 4,3%⟧\n"
    )
    assert sorted(lines(text)) == sorted(
        [
            "amount | 642 мың теңге | counted=ОРТАША ЖАЛАҚЫ | subject=Бескөл облысы",
            "amount | 4,7% | counted=ЖҰМЫССЫЗДЫҚ | subject=Бескөл облысы",
            "amount | 538 мың | counted=ОРТАША ЖАЛАҚЫ | subject=Тасөткел",
            "amount | 4,3% | counted=ЖҰМЫССЫЗДЫҚ | subject=Тасөткел",
        ]
    )


def test_a_numbered_list_below_its_measure(lines: Lines) -> None:
    text = "БИДАЙ ЭКСПОРТЫ (маусымда)\n\n1. ⟦LOC Бескөл⟧ – ⟦QUANTITY 44,1⟧\n2. ⟦LOC Тасөткел⟧ – ⟦QUANTITY 25,6⟧\n"
    assert lines(text) == [
        "amount | 44,1 | counted=БИДАЙ ЭКСПОРТЫ | subject=Бескөл",
        "amount | 25,6 | counted=БИДАЙ ЭКСПОРТЫ | subject=Тасөткел",
    ]


def test_a_title_that_names_fewer_measures_says_nothing(lines: Lines) -> None:
    text = "Аудандар\n⟦LOC Бескөл⟧ – ⟦QUANTITY 642⟧; ⟦QUANTITY 47⟧\n⟦LOC Тасөткел⟧ – ⟦QUANTITY 538⟧; ⟦QUANTITY 43⟧\n"
    assert lines(text) == []


def test_semicolons_between_the_cells_of_a_table(lines: Lines) -> None:
    text = (
        "Ауыл; халқы; мектеп саны\n"
        "⟦LOC Бескөл⟧; ⟦QUANTITY 1 200⟧; ⟦QUANTITY 2⟧\n"
        "⟦LOC Тасөткел⟧; ⟦QUANTITY 900⟧; ⟦QUANTITY 1⟧\n"
    )
    assert sorted(lines(text)) == sorted(
        [
            "amount | 1 200 | counted=халқы | subject=Бескөл",
            "amount | 2 | counted=мектеп саны | subject=Бескөл",
            "amount | 900 | counted=халқы | subject=Тасөткел",
            "amount | 1 | counted=мектеп саны | subject=Тасөткел",
        ]
    )


def test_a_line_with_another_number_of_semicolons_is_no_row(lines: Lines) -> None:
    text = "Ауыл; халқы; мектеп саны\n⟦LOC Бескөл⟧; ⟦QUANTITY 1 200⟧\n"
    assert lines(text) == []


def test_names_share_the_noun_before_a_colon(lines: Lines) -> None:
    text = "Қазір ⟦QUANTITY 74⟧ дүкен бар: ⟦LOC Бескөлде⟧ ⟦QUANTITY 31⟧, ⟦LOC Тасөткелде⟧ ⟦QUANTITY 22⟧."
    assert lines(text) == [
        "amount | 74 | counted=дүкен",
        "amount | 31 | counted=дүкен | subject=Бескөл",
        "amount | 22 | counted=дүкен | subject=Тасөткел",
    ]


def test_names_behind_a_measure_and_a_colon(lines: Lines) -> None:
    text = (
        "Медаль есебі: ⟦LOC Бескөл⟧ – ⟦QUANTITY 7⟧ алтын, ⟦LOC Тасөткел⟧ – ⟦QUANTITY 4⟧, ⟦LOC Сарыой⟧ – ⟦QUANTITY 3⟧."
    )
    assert lines(text) == [
        "amount | 7 | counted=алтын | subject=Бескөл",
        "amount | 4 | counted=алтын | subject=Тасөткел",
        "amount | 3 | counted=алтын | subject=Сарыой",
    ]


def test_parts_go_on_from_the_part_before(lines: Lines) -> None:
    text = "Жігіттердің ⟦QUANTITY 14-і⟧ ұланға, ⟦QUANTITY 11-і⟧ флотқа, ⟦QUANTITY тоғызы⟧ заставаға аттанды."
    assert [line.split(" | ")[2] for line in lines(text)] == ["counted=Жігіттердің"] * 3


def test_one_who_does_it_in_the_next_clause_is_not_the_subject_before(lines: Lines) -> None:
    text = "⟦LOC Бескөл⟧ қонақтары ⟦QUANTITY бір⟧ ұпай алып қайтты, ал оралдықтар ⟦QUANTITY екеуін⟧ жоғалтты."
    assert lines(text)[-1] == "amount | екеуін | counted=ұпай"

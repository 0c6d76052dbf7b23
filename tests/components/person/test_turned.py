"""Lists that put the surname before a comma; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    # Numbered lines, with brackets, dashes, columns or nothing behind the name.
    "1. ⟦PERSON Сейітов, Қайрат⟧ (№3 мектеп)\n2. ⟦PERSON Ким, Виктория⟧\n3. ⟦PERSON Бекова, Айгүл⟧ (№5 лицей)\n",
    "1) ⟦PERSON Громов, Виталий⟧ / автобус паркі / 97\n2) ⟦PERSON Тілеуова, Гүлнар⟧ / депо / 91\n",
    "1 | 24,5 | ⟦PERSON Омаров, Ерлан⟧\n"
    "2 | 12,1 | ⟦PERSON Зорг, Айгүл⟧\n"
    "3 | 10,4 | ⟦PERSON Цой, Виталий⟧\n"
    "4 | 9 | ⟦PERSON Асанова, Дана⟧",
    "1; ⟦PERSON Қорғанбек, Ғабит⟧; «Дән» ЖШС; 96\n"
    "2; ⟦PERSON Файзуллин, Асқар⟧; ЖК; 93\n"
    "3; ⟦PERSON Мирзоев, Тимур⟧; ЖК; 91",
    "Қатысқандар:\n"
    "– ⟦PERSON Сейітов, Қайрат⟧ – бас маман\n"
    "– ⟦PERSON Төлеген, Айгүл⟧ – бас маман\n"
    "– ⟦PERSON Бекова, Дана⟧ – маман",
    # With a patronymic or initials.
    "⟦PERSON Сейітов, Нартай Оңғарұлы⟧ – подполковник;\n"
    "⟦PERSON Ли, Артур Валерьевич⟧ – капитан;\n"
    "⟦PERSON Омарова, Айгүл⟧ – сержант.",
    "1; ⟦PERSON Омаров, Б.Қ.⟧; 22\n2; ⟦PERSON Сейітова, Ж.⟧; 21\n",
    # Behind an office, where the list has shown what the comma means.
    "Директоры ⟦PERSON Сейітов, Рүстем⟧. Берешегі бар.\nДиректоры ⟦PERSON Вагнер, Лилия⟧. Берешегі жоқ.",
    # One such line alone.
    "Жауапты:\n⟦PERSON Сейітов, Қайрат⟧\n",
    "1. ⟦PERSON Сейітов, Қайрат⟧ (Орал)",
    "2) ⟦PERSON Сейітов, Қайрат⟧",
    # A comma between two people.
    "Жиынға ⟦PERSON Сейітов⟧, ⟦PERSON Нұрлан⟧ және ⟦PERSON Ерлан⟧ келді.",
    "⟦PERSON Сейітов⟧, ⟦PERSON Нұрлан⟧ және ⟦PERSON Ерлан⟧ келді.",
    "Келгендер: ⟦PERSON Сейітов⟧, ⟦PERSON Нұрлан⟧. Кеткендер: ⟦PERSON Омаров⟧, ⟦PERSON Ерлан⟧.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_turned_round(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected

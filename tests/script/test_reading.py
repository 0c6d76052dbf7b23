"""Which words of a text are read in Cyrillic: Kazakh ones in Latin and Arabic letters, and no others."""

from __future__ import annotations

import pytest

from atau.lang.scripts import read_scripts


def read(text: str) -> str:
    """`text` with what is read in its place."""
    parts, position = [], 0
    for chunk in read_scripts(text):
        assert len(chunk.ends) == len(chunk.cyrillic)
        assert list(chunk.ends) == sorted(chunk.ends)
        assert chunk.ends[-1] == chunk.end
        parts += [text[position : chunk.start], chunk.cyrillic]
        position = chunk.end
    return "".join(parts) + text[position:]


@pytest.mark.parametrize(
    ("written", "cyrillic"),
    [
        ("Jambyl oblysynyñ äkımı Erlan Dosymov keldı.", "Жамбыл облысының әкімі Ерлан Досымов келді."),  # 2021
        ("Jambyl oblysynyń ákimi Erlan Dosymov keldi.", "Жамбыл облысының әкімі Ерлан Досымов келді."),  # 2018
        ("Jambyl oblysynyn' a'kimi Erlan Dosymov keldi.", "Жамбыл облысының әкімі Ерлан Досымов келді."),  # 2017
        ("Jambıl oblısınıñ äkimi Qayrat Bekov keldi.", "Жамбыл облысының әкімі Қайрат Беков келді."),  # Kazinform
        ("Zhambyl oblysynyn akimi Erlan Dosymov keldi.", "Жамбыл облысының әкімі Ерлан Досымов келді."),  # ASCII
        ("Qazaqstan Respublikasynyñ ministrı sóz sóiledi.", "Қазақстан Республикасының министрі сөз сөйледі."),
        ("ورالدا ءۇش مەكتەپ اشىلدى.", "Оралда үш мектеп ашылды."),
        # Short, without a letter that only Kazakh has: its words are known ones.
        ("الماتىدا بەس مەكتەپ سالىندى.", "Алматыда бес мектеп салынды."),
        ("بالا مەكتەپكە باردى.", "Бала мектепке барды."),
        ("ورالدا ٴۇش مەكتەپ اشىلدى.", "Оралда үш мектеп ашылды."),  # the high hamza of some keyboards
        ("جينالىسقا ٢٥٠ ادام قاتىستى، سەرىك بەكوۆ سويلەدى.", "Жиналысқа 250 адам қатысты, Серік Беков сөйледі."),
        ("AQŞ, QR jäne BBC ökılderı 31,5%-y turaly aitty.", "АҚШ, ҚР және BBC өкілдері 31,5%-ы туралы айтты."),
        ("Tolyq mätın www.mysal.kz/jańa betınde jariialandy.", "Толық мәтін www.mysal.kz/jańa бетінде жарияланды."),
    ],
)
def test_kazakh_in_other_letters(written: str, cyrillic: str) -> None:
    assert read(written) == cyrillic


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Қайрат Беков жаңа Samsung Galaxy телефонын алды.",
        "Ол «Kazakhstan Temir Zholy» компаниясында істейді.",
        "The minister opened a new school in Almaty on Monday. He met the people of the city.",
        "Bakan dün Ankara'da yeni bir okul açtı. Toplantıya çok sayıda kişi katıldı.",
        "Ministr otkryl novuyu shkolu v Almaty. On vstretilsya s zhitelyami goroda.",
        "Nazir Bakıda yeni məktəb açdı. Tədbirdə çoxlu adam iştirak etdi.",
        "Der Minister hat in Almaty eine neue Schule eröffnet.",
        "افتتح الوزير مدرسة جديدة في المدينة يوم الاثنين.",
        "وزیر امروز یک مدرسه جدید در شهر افتتاح کرد.",
        "قال الرئيس إن البلاد بخير.",
        "باب الدار.",
        "بازار آزاد تهران.",
        "باران در تهران بارید.",
        "ئالمۇتىدا بەش مەكتەپ سېلىندى.",
        "بازاردا ئادەم كۆپ.",
        "من له هەولێر دەژیم.",
        "پاکستان میں بارش ہوئی.",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "GPS, USB, HTML, PDF, iPhone 15 Pro Max",
    ],
)
def test_other_languages_and_names_stay(text: str) -> None:
    assert read(text) == text


def test_a_sentence_of_each_language() -> None:
    text = "Oralda jańa kópir salyndy, oǵan kóp adam keldi. The minister opened the school on Monday morning."
    assert read(text) == (
        "Оралда жаңа көпір салынды, оған көп адам келді. The minister opened the school on Monday morning."
    )


def test_a_latin_sentence_in_a_cyrillic_text() -> None:
    text = "Досымов былай деп жазды: «Men bugin Semeide boldym, qala keremet eken»."
    assert read(text) == "Досымов былай деп жазды: «Мен бүгін Семейде болдым, қала керемет екен»."


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("Ақт бе облысында", "Ақтөбе облысында"),
        ("Облыстың  кімі келді", "Облыстың  әкімі келді"),
        ("К кшетауда б лім ашылды", "Көкшетауда бөлім ашылды"),
        ("6ұл 3аң 6ойынша", "бұл Заң бойынша"),
        ("Ќазаќстанныѕ єкімі мїше болды, ‰ш жўмыс ґтті", "Қазақстанның әкімі мүше болды, үш жұмыс өтті"),
        # A number is a number, a letter is a letter.
        ("6 бала, 3 үй, 6кг, 3жыл, 6ай бұрын, 36 адам", "6 бала, 3 үй, 6кг, 3жыл, 6ай бұрын, 36 адам"),
        ("А тобы мен Б тобы, С санаты", "А тобы мен Б тобы, С санаты"),
        ("Стівен бе,  ол ма", "Стівен бе,  ол ма"),
        ("В Україні є їжа та людей", "В Україні є їжа та людей"),
    ],
)
def test_damaged_letters(damaged: str, whole: str) -> None:
    assert read(damaged) == whole

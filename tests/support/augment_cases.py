"""Marked texts and changes that the tests of augmentation share."""

from __future__ import annotations

from hypothesis import strategies as st

from atau.corpus.augment.dirt import (
    change_quotes,
    letter_space,
    look_alikes,
    lower_case,
    title_case,
    upper_case,
    wrap_lines,
)
from atau.corpus.augment.edits import Transform
from atau.corpus.augment.mentions import replace_mentions
from atau.corpus.augment.numerals import change_numerals
from atau.corpus.marked import parse

PIECES = [
    "⟦PERSON Бекзат Оралов⟧", "⟦PERSON Қ.Оразбаевтың⟧", "⟦PERSON Гүлнар ӘМІРОВАҒА⟧", "⟦PERSON Асан Болатұлына⟧",
    "⟦LOC Атырауда⟧", "⟦LOC Қазақстанның⟧", "⟦LOC Ақтөбе облысында⟧", "⟦ORG БҰҰ⟧", "«⟦ORG Жайық Пошта⟧»", "⟦ORG Сенат⟧",
    "⟦ORG ⟦ORG «Жайық» ЖШС⟧ қоры⟧", "⟦ORG ⟦LOC Есіл⟧ қаржы басқармасын⟧",
    "⟦POSITION ⟦LOC Атырау⟧ облысының әкімі⟧", "⟦POSITION Министрге⟧", "⟦QUANTITY 20⟧", "⟦QUANTITY 5-еуі⟧",
    "⟦QUANTITY 265 миллион теңге⟧", "⟦QUANTITY жиырма бес мыңнан астам⟧", "⟦QUANTITY 31,5%-ды⟧", "⟦QUANTITY үшеуі⟧",
    "деді", "ауылдағы", "мәслихаттың", "сессиясында", "«Күміс күз»", ",", "2021", "бір", "ҒЫЛЫМИ", "(жаңа)", "—", "\n",
]  # fmt: skip
TRANSFORMS: list[Transform] = [
    replace_mentions, change_numerals, change_quotes, lower_case, upper_case, title_case, look_alikes, letter_space,
    wrap_lines,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(lambda pieces: parse(" ".join(pieces)))

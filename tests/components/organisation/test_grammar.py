"""The steps of the organisation grammar: where a name begins, which heads make one, quotations, known names."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from marked_cases import found, rules

from atau.components.common.tables import RULES
from atau.components.organisation import component

# Text, the name that ends in its head: the scan leftwards stops at the right word.
LEFT_EDGES = [
    # Words of the field of work, up to the first capital.
    ("Кеше Білім беру және тәрбие мәселелері институты ашылды.", "Білім беру және тәрбие мәселелері институты"),
    # A verb, an adverb, a comma, another organisation, an empty line ends a name.
    ("Кеше келген Көктем қоры туралы айтты.", "Көктем қоры"),
    ("Бұл туралы, Денсаулық сақтау басқармасы хабарлады.", "Денсаулық сақтау басқармасы"),
    ("Қаржы министрлігі мен Әділет министрлігі келісті.", "Әділет министрлігі"),
    ("Жаңа Көктем\n\nДенсаулық сақтау басқармасы хабарлады.", "Денсаулық сақтау басқармасы"),
    # A line that is merely wrapped does not.
    ("Кеше Денсаулық сақтау\nбасқармасы хабарлады.", "Денсаулық сақтау\nбасқармасы"),
    # A place takes its descriptors along, and is the start of the text.
    ("Бүгін Атырау облысы Махамбет ауданының әкімдігі", "Атырау облысы Махамбет ауданының әкімдігі"),
    ("Атырау облысының әкімдігі хабарлады.", "Атырау облысының әкімдігі"),
    ("ШЫҒЫС ҚАЗАҚСТАН әкімдігі хабарлады.", "ШЫҒЫС ҚАЗАҚСТАН әкімдігі"),
    # A place in an oblique case belongs to the sentence.
    ("Кеше Алматыда Денсаулық сақтау басқармасы ашылды.", "Денсаулық сақтау басқармасы"),
    # The owner may be an organisation, a quotation with its legal form, a person or a number.
    ("Кеше Ішкі істер министрлігінің Тергеу департаменті хабарлады.", "Ішкі істер министрлігінің Тергеу департаменті"),
    ("Шешімді «Боран» ЖШС директорлар кеңесі қабылдады.", "«Боран» ЖШС директорлар кеңесі"),
    ("Ол кеше Қ.И. Сәтбаев атындағы институтта болды.", "Қ.И. Сәтбаев атындағы институтта"),
    ("Ол кеше №7 емханада болды.", "№7 емханада"),
]

# Text, the candidates that must be among those found, those that must not.
HEADS = [
    ("Кеше ТНТ телеарнасы хабарлады.", ["ТНТ (org.bare_descriptor)"], ["ТНТ телеарнасы (org.head)"]),
    ("Бұл Ақсу ауданының орталығы.", [], ["Ақсу ауданының орталығы (org.head_place)"]),
    ("Бұл Ақсу ауданының Ғарыш орталығы.", ["Ақсу ауданының Ғарыш орталығы (org.head_place)"], []),
    ("Кеше Атырау мектептері жабылды.", [], ["Атырау мектептері (org.head_place)"]),
    ("Бұл баспасөз қызметі, сыртқы қызметі емес.", [], ["сыртқы қызметі (org.head)"]),
]
QUOTATIONS = [
    ("Кеше «Ақ жайық» клубы ойнады.", ["Ақ жайық (org.quoted_descriptor)"], []),
    ("Кеше «Ақ жайық» туралы айтты.", [], ["Ақ жайық (org.quoted_descriptor)"]),
    ("Кеше «Ақ жайық» ЖШС-ның есебі шықты.", ["«Ақ жайық» ЖШС-ның (org.legal_form)"], []),
    ("Кеше «Нұр» мен «Таң» клубтары ойнады.", ["Нұр (org.quoted_list)", "Таң (org.quoted_list)"], []),
    ("Ол «Нұр» мен біздің клубтар туралы айтты.", [], ["Нұр (org.quoted_list)"]),
    ("Кеше «Үміт» қоры ашылды. Сосын «Үміт» көмектесті.", ["Үміт (org.quoted_again)"], []),
    ("Кеше «Үміт» қоры ашылды. Сосын «Үміт» бағдарламасы бітті.", [], ["Үміт (org.quoted_again)"]),
    # Another thing of that name: the noun after it has a possessive, or the text speaks of the word.
    ("Кеше «Үміт» қоры ашылды. Ол «Үміт» қонақүйіне барды.", [], ["Үміт (org.quoted_again)"]),
    ("Кеше «Үміт» қоры ашылды. Біз «Үміт» базарынан алдық.", [], ["Үміт (org.quoted_again)"]),
    ("Кеше «Үміт» қоры ашылды. Бізде «Үміт» деген сөз жоқ.", [], ["Үміт (org.quoted_again)"]),
    ("Кеше «Үміт» қоры ашылды. Енді «Үміттің» басшысы келді.", ["Үміттің (org.quoted_again)"], []),
    # Clubs and parties have legal forms of their own.
    ("Кеше «Үміт» ФК жеңді.", ["«Үміт» ФК (org.legal_form)"], []),
    ("Тізімде «Үміт» ХДПП мен «Таң» КШС бар.", ["«Үміт» ХДПП (org.legal_form)", "«Таң» КШС (org.legal_form)"], []),
]
KNOWN = [
    ("Кеше Дүниежүзілік банктен қаржы түсті.", ["Дүниежүзілік банктен (org.known)"], []),
    # The longest name; no name inside another.
    ("Ол кеше БҰҰ-ға барды.", ["БҰҰ-ға (org.known)"], ["БҰҰ-ға (org.abbreviation)"]),
    # A word in lower case is not the abbreviation, a product not the company.
    ("Кеше нато туралы айтты.", [], ["нато (org.known)"]),
    ("Кеше Google Chrome жаңарды.", [], ["Google (org.known)"]),
    ("Кеше Google жаңарды.", ["Google (org.known)"], []),
    ("Кеше Кеңес Одағы тарады.", [], ["Кеңес (org.capital)"]),
    ("Кеше осы Кеңес шешім шығарды.", ["Кеңес (org.capital)"], []),
]
# Text, the first organisations of a coordination, the last with the head.
COORDINATED = [
    ("Кеше Қаржы және Туризм министрліктері келісті.", ["Қаржы"], "Туризм министрліктері"),
    ("Хатты Көлік пен Қаржы министрліктеріне жолдады.", ["Көлік"], "Қаржы министрліктеріне"),
    ("Кеше Оқу-ағарту мен Цифрлық даму министрліктерін тексерді.", ["Оқу-ағарту"], "Цифрлық даму министрліктерін"),
    ("Қаулыны Жер қатынастары және Ауыл шаруашылығы басқармалары дайындады.", ["Жер қатынастары"],
     "Ауыл шаруашылығы басқармалары"),
    ("Оған Кадр және Қаржы департаменттері жауапты.", ["Кадр"], "Қаржы департаменттері"),
    ("Қатысқандар: Әділет, Қаржы және Ұлттық экономика министрліктерінің өкілдері.", ["Қаржы", "Әділет"],
     "Ұлттық экономика министрліктерінің"),
    ("Ғылым және жоғары білім мен Мәдениет және ақпарат министрліктері бірікті.", ["Ғылым және жоғары білім"],
     "Мәдениет және ақпарат министрліктері"),
    ("Кеше Ақмола және Қостанай облыстарының әкімдіктері есеп берді.", ["Ақмола"],
     "Қостанай облыстарының әкімдіктері"),
    ("Жиынға Атырау, Ақтөбе және Жамбыл облыстарының мәслихаттары келді.", ["Ақтөбе", "Атырау"],
     "Жамбыл облыстарының мәслихаттары"),
    ("Алайда, Қаржы және Еңбек министрліктері қарсы болды.", ["Қаржы"], "Еңбек министрліктері"),
]  # fmt: skip
NOT_COORDINATED = [
    "Кеше Туризм министрліктері туралы айтылды.",
    "Кеше қаржы және туризм министрліктері келісті.",
    "Кеше Асқар мен Абай мектептері туралы айтты.",
    "Қаржы министрлігі және Туризм министрлігі келісті.",
]
LATIN = [
    ("Жаңа тауар енді Temu арқылы алынады.", ["Temu"]),
    ("Жобаға Қытайдың PowerChina мен Doosan Enerbility қатысты.", ["PowerChina", "Doosan Enerbility"]),
    ("Тапсырысты Nomad Cargo-дан алдық.", ["Nomad Cargo-дан"]),
    ("Жүкті нидерландық Van der Meer Shipping тасыды.", ["Van der Meer Shipping"]),
    ("Ол кеше Team Spirit-тен кетті.", ["Team Spirit-тен"]),
    ("Кәсіподақ туралы Ver.di хабарлады.", ["Ver.di"]),
    # No name ends in a small word or goes on over the end of a sentence; a bracket that is closed hides none.
    ("Кеше біз Temu and cool деген тауар алдық.", ["Temu"]),
    ("Кеше біз алған Samsa. lux тауар дедік.", ["Samsa"]),
    ("Жаңа тауар (2020) Temu арқылы алынады.", ["Temu"]),
    ("Жаңа тауар (қара) (Temu арқылы) алынады.", []),
    ("Кеше Brent арзандап, Excel үйретілді.", []),
    ("Кеше Nubira қосымшасы мен Miralo ойыны шықты.", []),
    ("Қалампыр (лат. Dianthus arenarius) гүлдеді.", []),
    ("Пошта: Tau@mail.kz, Pb-207 изотопы, «Nubira Gold» ЖШС.", []),
    ("Kóshede Nubira degen dúken ashyldy.", []),
]


@pytest.mark.parametrize(("text", "firsts", "last"), COORDINATED)
def test_coordinated_organisations(text: str, firsts: list[str], last: str) -> None:
    hits = [hit for hit in found("ORG", text) if "coordinated" in hit]
    assert hits == [f"{last} (org.coordinated_last)", *(f"{first} (org.coordinated)" for first in firsts)]


@pytest.mark.parametrize("text", NOT_COORDINATED)
def test_no_coordination(text: str) -> None:
    assert not [hit for hit in found("ORG", text) if "coordinated" in hit]


@pytest.mark.parametrize(("text", "names"), LATIN)
def test_latin_names_alone(text: str, names: list[str]) -> None:
    assert [hit for hit in found("ORG", text) if "latin_alone" in hit] == [
        f"{name} (org.latin_alone)" for name in names
    ]


def test_a_latin_name_ends_in_no_small_word() -> None:
    hits = found("ORG", "Қаржыны Deutsche Bank and cool деген аударды.")
    assert "Deutsche Bank (org.latin_word)" in hits
    assert not [hit for hit in hits if " and " in hit]


def test_long_lists_of_latin_names_take_linear_time() -> None:
    nlp = rules()
    organisations = next(pipe for _, pipe in nlp.pipeline if isinstance(pipe, component.Organisations))

    def seconds(count: int) -> float:
        doc = nlp.make_doc("қазақ " * 2 * count + "Temu and " * count)
        start = time.perf_counter()
        organisations.annotate(doc)
        return time.perf_counter() - start

    seconds(500)
    assert seconds(2_000) < 10 * max(seconds(500), 0.01)


def test_a_quotation_after_an_organisation_is_found_again() -> None:
    hits = found("ORG", "Кеше «Бүркіт» клубы ойнады. Бүгін БҰҰ «Бүркіт» басым болды.")
    assert "Бүркіт (org.quoted_again)" in hits


@pytest.mark.parametrize(("text", "name"), LEFT_EDGES)
def test_left_edge(text: str, name: str) -> None:
    headed = [hit.rpartition(" (")[0] for hit in found("ORG", text)]
    # Of the names with this end, one begins where it should and none further left.
    assert max((hit for hit in headed if hit.endswith(name.split()[-1])), key=len) == name


@pytest.mark.parametrize(("text", "given", "not_given"), [*HEADS, *QUOTATIONS, *KNOWN])
def test_candidates(text: str, given: list[str], not_given: list[str]) -> None:
    hits = found("ORG", text)
    assert set(given) <= set(hits)
    assert set(not_given).isdisjoint(hits)


def test_the_map_of_the_rules_is_right() -> None:
    """component.py says which file a rule id comes from."""
    folder = Path(component.__file__).parent
    stated: dict[str, str] = {}
    file = ""
    for line in (component.__doc__ or "").splitlines():
        start = re.match(r" {4}(\w+\.py)?\s+org\.", line)
        if start:
            file = start[1] or file
            stated.update({rule.rstrip("."): file for rule in re.findall(r"org\.\w+", line)})
    assert stated.keys() == {row[0] for row in RULES.read() if row[0].startswith("org.")}
    assert [rule for rule, name in stated.items() if f'"{rule}"' not in (folder / name).read_text("utf-8")] == []

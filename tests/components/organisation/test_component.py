"""Organisations: annotated sentences, invented; the cases are those of corpus/GUIDELINES.md."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected, rules

from atau.components.common.candidates import NESTED

SENTENCES = [
    # A quoted name stands without its descriptor.
    "Кеше «⟦ORG Алтын дән⟧» компаниясы жаңа қойма ашты.",
    "Жарысты «⟦ORG Тұлпар⟧» клубы мен «⟦ORG Сұңқар⟧» командасы бастады.",
    "Бұл туралы «⟦ORG Таңғы хабар⟧» газеті жазды.",
    "Жобаны «⟦ORG Қарлығаш Құрылыс⟧» жауапкершілігі шектеулі серіктестігі алды.",
    "Қоғамды «⟦ORG Көктем⟧» кәсіпкерлікті дамыту қоры қолдады.",
    "Бұл өнімді «⟦ORG Бозторғай⟧» деген шағын кәсіпорын шығарады.",
    # Legal forms belong to the mention.
    "Конкурсты ⟦ORG «Қарлығаш» ЖШС⟧ ұтты.",
    "Тендерге ⟦ORG «Сарыжайлау Энерго» АҚ-ның⟧ өтінімі түсті.",
    "Кеше ⟦ORG «Төскей» ұлттық компаниясы» АҚ⟧ есебін жариялады.",
    "Шарт ⟦ORG ЖШС «Боран»⟧ атына жасалды.",
    "Жөндеуді ⟦ORG «№3 қалалық емхана» ШЖҚ КМК⟧ өз күшімен жасады.",
    # A branch takes the name, its descriptor and its place with it.
    "Жиынды ⟦ORG «Нұр Отан» партиясы Қызылорда облыстық филиалы⟧ өткізді.",
    "Мәселені ⟦ORG «Аманат» партиясының Жамбыл облыстық филиалының саяси кеңесі⟧ қарады.",
    "Бұл жайында ⟦ORG «Алтын дән» компаниясының баспасөз қызметі⟧ мәлімдеді.",
    # With their place, field of work and parent.
    "Тұрғындар ⟦ORG Қостанай облысының әкімдігіне⟧ хат жазды.",
    "Шешімді ⟦ORG Семей қалалық мәслихаты⟧ қабылдады.",
    "Бұйрыққа ⟦ORG Денсаулық сақтау министрлігі⟧ қол қойды.",
    "Мәлімет ⟦ORG Қазақстан Республикасы Қаржы министрлігінің Мемлекеттік кірістер комитетінен⟧ алынды.",
    "Тексеруді ⟦ORG Сыбайлас жемқорлыққа қарсы іс-қимыл агенттігінің Алматы қаласы бойынша департаменті⟧ жүргізді.",
    "Есепті ⟦ORG Алматы қаласы Медеу ауданы әкімінің аппараты⟧ дайындады.",
    "Азаматтарды ⟦ORG Павлодар облысының қылмыстық істер жөніндегі мамандандырылған ауданаралық соты⟧ ақтады.",
    "Кеше ⟦ORG Еңбек дауларын шешу жөніндегі комиссия⟧ жиналды.",
    "Жиынға ⟦ORG Түркістан облысы әкімдігі жанындағы Жастар кеңесі⟧ келді.",
    # Schools, universities, hospitals.
    "Ол ⟦ORG Абай атындағы Қазақ ұлттық педагогикалық университетін⟧ бітірген.",
    "Сабақ ⟦ORG №12 орта мектепте⟧ өтті.",
    "Кітапты ⟦ORG Сәкен Сейфуллин атындағы облыстық кітапхана⟧ сатып алды.",
    "Науқас ⟦ORG Тараз қалалық ауруханасына⟧ жеткізілді.",
    "Ол 1994 жылы ⟦ORG Жамбыл орта мектебін⟧ бітірді.",
    # Abbreviations, alone and with a place; known names; short forms with a capital.
    "Отырыста ⟦ORG БҰҰ-ның⟧ шешімі айтылды.",
    "Жүргізушіні ⟦ORG Бостандық ауданы ІІБ⟧ ұстады.",
    "Бұл туралы ⟦ORG Ақмола облысының ТЖД⟧ ескертті.",
    "Жоба ⟦ORG Дүниежүзілік банктің⟧ қаржысына салынды.",
    "Сонда ⟦ORG Үкімет⟧ жаңа шешім қабылдады.",
    "Кеңесте ⟦ORG Парламент⟧ пен ⟦ORG Мәжілістің⟧ жұмысы айтылды.",
    "Осыдан кейін ⟦ORG Департамент⟧ айыппұл салды.",
    "Хабарды ⟦ORG Reuters⟧ агенттігі таратты.",
    "Қаржыны ⟦ORG Deutsche Bank⟧ аударды.",
    # Two organisations are two mentions; so are a full name and its abbreviation.
    "Келісімге ⟦ORG Қаржы министрлігі⟧ мен ⟦ORG Әділет министрлігі⟧ қол қойды.",
    "Кеше ⟦ORG Атырау облыстық мәслихатындағы⟧ ⟦ORG «Nur Otan» партиясы депутаттық фракциясы⟧ жиналды.",
    "Баяндаманы ⟦ORG Халықаралық тасымалшылар қауымдастығы⟧ (⟦ORG ХТҚ⟧) жасады.",
    # A list of quoted names before one plural.
    "Жаңалықты «⟦ORG Таңғы хабар⟧», «⟦ORG Дала⟧» және «⟦ORG Көкжиек⟧» газеттері басты.",
    # Teams that bear the name of a place, a thing or an animal.
    "«⟦ORG Тараз⟧» өз алаңында «⟦ORG Ақтөбені⟧» 3:0 есебімен ұтты.",
    "Семейдің «⟦ORG Елімайы⟧» Ақтаудың «⟦ORG Каспийін⟧» жеңді.",
    "«⟦ORG Барыс⟧» – «⟦ORG Торпедо⟧» матчы бүгін өтеді.",
    "⟦ORG Астана⟧ 2:1 есебімен жеңді.",
    "«⟦ORG Қостанай⟧» алғашқы турда «⟦ORG Жетісумен⟧» ойнайды.",
    "ПАВЛОДАР. 12 мамыр. ⟦ORG TAUPRESS⟧ – Су тасыды.",
    "Ертең ⟦ORG Қазақстан құрамасы⟧ ⟦ORG Уэльс командасына⟧ қарсы ойнайды.",
    # Sites in capitals, agencies in a dateline, media that report.
    "Бұл жөнінде ⟦ORG TAUINFO.KZ⟧ жазды.",
    "⟦ORG ORDA.SAI.KZ⟧ мәліметінше, жол ашылды.",
    "Сурет: ⟦ORG Aqsai.kz⟧/Ерлан Сапаров",
    "Сурет: Ерлан Сапаров/⟦ORG aqsai.kz⟧",
    "АСТАНА. ⟦ORG TAUPRESS⟧ – Бүгін қар жауады.",
    "ОРАЛ (⟦ORG TAUNEWS⟧) – Су тасыды.",
    "⟦ORG DalaTV⟧ мәліметінше, өрт сөндірілді.",
    # A numbered unit, a name in the line after a person's, a university in mixed capitals.
    "Ол ⟦ORG 30217 әскери бөлімінің⟧ сарбазы.",
    "Сәуле Қадырова\n⟦ORG Қ.Жұбанов атындағы Ақтөбе өңірлік университеті⟧",
    "Ерлан Мұқанов\n⟦ORG Абай атындағы педагогикалық университет⟧",
    "Ол ⟦ORG Абай атындағы ҚазҰПУ-да⟧ оқиды.",
    # Teams by the words of sport round them; words with other meanings vouch for places and clubs.
    "Финалға Семейдің «⟦ORG Елімайы⟧» мен «⟦ORG Астана⟧» шықты.",
    "Маусым соңында шабуылшы Данияр Үсенов «⟦ORG Каспийге⟧» ауысты.",
    "Кубоктың кезеңіне «⟦ORG Ордабасы⟧», «⟦ORG Қайрат⟧» және «⟦ORG Тұран⟧» жетті.",
    "Соңғы ойында «⟦ORG Мақтаарал⟧» пен «⟦ORG Екібастұз⟧» ұпай бөлісті.",
    "«⟦ORG Тобылдың⟧» жанкүйерлері жиналды.",
    "Жартылай финалда «⟦ORG Барыс⟧» пен «⟦ORG Арлан⟧» кездеседі.",
    "Бапкер «⟦ORG Ақтөбе⟧» құрамын жариялады.",
    "Чемпионатта «⟦ORG Тұран⟧» пен «⟦ORG Атырау⟧» соңғы орындарда.",
    "Қосымша уақытта «⟦ORG Ақсу⟧» доп енгізді.",
    # Regiments whose number is joined to an attribute.
    "Ол ⟦ORG 36-десанттық-шабуылдау бригадасында⟧ қызмет етті.",
    "Атасы ⟦ORG 316-атқыштар дивизиясының⟧ сарбазы еді.",
    "Ағам ⟦ORG 100-ұлттық атқыштар бригадасында⟧ болды.",
    # Once recognised as an organisation, a quoted name is one afterwards.
    "Кеше «⟦ORG Бүркіт⟧» клубы ойнады. Екінші таймда «⟦ORG Бүркіт⟧» басым болды.",
]

UNMARKED = [
    # A quoted micro-district, song or house in a sentence about sport; a season of the arts, a date.
    "Доп «Самал» мен «Нұркент» ықшамаудандарында қуылды, футбол басталды.",
    "«Сарыарқа» әнін футболшылар шырқады.",
    "Театр маусымында «Астана» көрсетілді.",
    "Кеше 5 маусымда «Алатау» ашылды.",
    "Қақпа алдында «Алматы» деген жазу тұр.",
    # Brands with the code of a model.
    "Дүкенде iPhone 15 Pro мен Galaxy S24 телефондары арзандады.",
    "Redmi Note 13 Pro мен Galaxy A55 сатылымға түсті.",
    "Ол 12-қабаттағы пәтерде, 9-сынып бөлмесінде отырды.",
    # Laws and measures in capitals, cars.
    "Азаматтық кодекс (бұдан әрі – АЗК) өзгерді, АЗК ескірді.",
    "Оған БҚК-нің 44-бабы бойынша айыппұл салынды.",
    "Салық төлеуші ҚҚС төледі, EBITDA өсті.",
    "Ол Honda Civic мініп келді, «Kia Rio» көлігін сатты.",
    "Облыстық мәслихат сессиясы ертең өтеді.",
    "Кеше партия жиналысында басқарма есебі тыңдалды.",
    "Аудан орталығында жаңа саябақ салынып жатыр.",
    "Павлодар облысының орталығы Павлодар қаласы.",
    "Электрондық үкімет порталы арқылы құжат алуға болады.",
    "Қызметкерлер «100 нақты қадам» бағдарламасын талқылады.",
    "Бұл мәселе жөнінде шағын компаниялар да пікір айтты.",
    "АЛМАТЫДА ЖАҢА КӨПІР САЛЫНДЫ",
    "Емтихан нәтижесі ҰБТ ережесі бойынша есептеледі.",
    "Ол ЖОО бітірген соң ауылға қайтты.",
    "Құжаттарды www.mysal-sayt.gov.kz арқылы жіберіңіз.",
    "Google Chrome шолғышын жаңарту керек.",
]

GAPS = [
    ("Кеше «⟦ORG Бөрілер⟧» өз алаңында ұтылып қалды.", "a club in quotation marks that no word explains"),
    (
        "Мерекеге облыстық ⟦ORG Жауқазын⟧ театры қатысты.",
        "a proper name without quotation marks before a noun that may bear any name",
    ),
    ("Бүгін ⟦ORG Ақжайық⟧ футбол клубы жеңді.", "a bare name before a noun that otherwise belongs to the mention"),
    ("Бұл ⟦ORG Қытайдағы Қазақстан елшілігінің⟧ хабары.", "the place abroad before the state"),
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_marked(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "ORG")
    assert given == expected


@pytest.mark.parametrize("sentence", UNMARKED)
def test_unmarked(sentence: str) -> None:
    assert given_and_expected(sentence, "ORG") == ([], [])


@pytest.mark.parametrize(("sentence", "why"), GAPS)
@pytest.mark.xfail(strict=True)
def test_gaps(sentence: str, why: str) -> None:
    given, expected = given_and_expected(sentence, "ORG")
    assert given == expected, why


def test_organisation_inside_a_position_is_nested() -> None:
    doc = rules()("Сөз алған Қостанай облысы әкімдігінің бөлім басшысы жоспарды таныстырды.")
    assert [e.label_ for e in doc.ents] == ["POSITION"]
    assert [(s.text, s.label_) for s in doc.spans[NESTED]] == [("Қостанай облысы әкімдігінің", "ORG")]


@pytest.mark.parametrize("text", ["Ол BMW X5 көлігін мінді.", "Базарға Geely X7 келді.", "Ол X5 көлігін сатты."])
def test_the_code_of_a_model_is_no_amount(text: str) -> None:
    assert rules()(text).ents == ()


def test_every_candidate_says_its_rule() -> None:
    doc = rules()("Кеше «Алтын дән» компаниясы мен Семей қалалық мәслихаты, БҰҰ және №12 мектеп бірікті.")
    found = {s.text: s.id_ for s in doc.spans["rules"] if s.label_ == "ORG"}
    assert found["Алтын дән"] == "org.quoted_descriptor"
    assert found["Семей қалалық мәслихаты"] == "org.head_place"
    assert found["БҰҰ"] == "org.known"
    assert found["№12 мектеп"] == "org.numbered"

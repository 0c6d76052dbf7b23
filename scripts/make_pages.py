"""News pages around the articles of `document_texts`: menus, counters, related links, comments, cookie banners.

Each layout is one way in which a news site may be built; all of them carry the same kinds of text that is no article.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from document_texts import ARTICLES, BRIDGE, GRANTS, LIBRARY, Article

SITE: Final = "Атырап айнасы"
ADDRESS: Final = "https://atyrap.example/kk/news"
_MENU: Final = ("Басты бет", "Саясат", "Экономика", "Қоғам", "Мәдениет", "Спорт", "Әлем", "Видео", "Байланыс")
_RELATED: Final = (
    ("Сарыарна ауданында жаңа балабақша ашылды", "Балабақша 120 орынға арналған, деп хабарлады аудан әкімдігі."),
    ("Теміржол бекетінің бастығы ауысты", "Бекет бастығы болып Талғат Жүнісов тағайындалды."),
    ("Облыста астық жиналып бітті", "Диқандар гектарынан 14 центнерден өнім алды."),
    ("Футболшылар қола жүлде алды", "Команда соңғы ойында 3:1 есебімен жеңді."),
)
_COMMENTS: Final = (
    ("Серік_79", "Өте жақсы жаңалық екен, бізге де осындай керек!"),
    ("Айнаш", "Рахмет, ақпарат үшін. Ал жол қашан жөнделеді?"),
)
_FOOTER: Final = "© 2023 Атырап айнасы. Барлық құқықтар қорғалған. Материалды пайдаланғанда сілтеме міндетті."
_COOKIES: Final = "Біз cookie файлдарын қолданамыз. Сайтта қала отырып, сіз бұған келісесіз."


def _menu(tag: str = "nav") -> str:
    items = "".join(f'<li><a href="/kk/{n}">{escape(name)}</a></li>' for n, name in enumerate(_MENU))
    return f'<{tag} class="menu"><ul>{items}</ul></{tag}>'


def _related(tag: str = "aside") -> str:
    items = "".join(
        f'<div class="item"><a href="/kk/news/{n}"><img src="{n}.jpg" alt=""><span>{escape(title)}</span></a>'
        f"<p>{escape(lead)}</p></div>"
        for n, (title, lead) in enumerate(_RELATED)
    )
    return f'<{tag} class="related"><h3>Ұқсас жаңалықтар</h3>{items}</{tag}>'


def _comments() -> str:
    items = "".join(
        f'<div class="comment"><b>{escape(name)}</b><p>{escape(text)}</p></div>' for name, text in _COMMENTS
    )
    return f'<div id="comments" class="comments"><h3>Пікірлер (2)</h3>{items}<form><textarea></textarea></form></div>'


_COUNTERS: Final = (
    '<div class="counters"><span>Қаралды: 1 284</span> <span>Пікір: 2</span> <span>Бөлісу</span> '
    '<a href="#">Facebook</a> <a href="#">Telegram</a> <a href="#">WhatsApp</a></div>'
)
_SCRIPT: Final = "<script>var counter = 5; document.write('<p>жарнама</p>');</script><style>.a{color:red}</style>"


def _paragraphs(article: Article) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in article.paragraphs)


def _meta(article: Article) -> str:
    return (
        f'<meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="og:site_name" content="{SITE}"><meta property="og:url" content="{ADDRESS}/1">'
        f'<meta property="article:published_time" content="{article.date}T09:30:00+05:00">'
        f'<meta name="author" content="{escape(article.author)}">'
    )


def _page(article: Article, head: str, body: str) -> str:
    title = f"<title>{escape(article.title)} – {SITE}</title>"
    head = f'<head><meta charset="utf-8">{title}{head}{_SCRIPT}</head>'
    return f'<!DOCTYPE html><html lang="kk">{head}<body>{body}</body></html>'


def semantic(article: Article) -> str:
    """HTML 5 as the standard has it, Open Graph metadata."""
    return _page(
        article,
        _meta(article),
        f"<header>{SITE}{_menu()}</header><main><article><h1>{escape(article.title)}</h1>"
        f'<p class="byline">{escape(article.author)}, <time datetime="{article.date}">{article.date}</time></p>'
        f"{_COUNTERS}{_paragraphs(article)}</article>{_related()}{_comments()}</main>"
        f'<footer>{_menu("div")}<p>{_FOOTER}</p></footer><div class="cookie">{_COOKIES}</div>',
    )


def divs(article: Article) -> str:
    """Nothing but div, classes that say little, metadata in JSON-LD."""
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
        "datePublished": f"{article.date}T04:30:00Z", "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": SITE}, "mainEntityOfPage": f"{ADDRESS}/2",
    }  # fmt: skip
    text = "".join(f'<div class="tx">{escape(paragraph)}</div>' for paragraph in article.paragraphs)
    return _page(
        article,
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>',
        f'<div class="c1">{_menu("div")}</div><div class="c2"><div class="c3"><div class="t">{escape(article.title)}'
        f'</div>{_COUNTERS}<div class="b">{text}</div>{_comments()}</div><div class="c4">{_related("div")}</div></div>'
        f'<div class="c5">{_FOOTER}</div><div class="c6">{_COOKIES}</div>',
    )


def breaks(article: Article) -> str:
    """An old site: tables for the layout, line breaks for paragraphs, the date in words only."""
    text = "<br><br>".join(escape(paragraph) for paragraph in article.paragraphs)
    menu = "".join(f'<a href="/{n}">{escape(name)}</a> | ' for n, name in enumerate(_MENU))
    return _page(
        article,
        "",
        f'<table width="100%"><tr><td colspan="3">{menu}</td></tr><tr><td valign="top">{_menu("div")}</td>'
        f'<td><font size="4"><b>{escape(article.title)}</b></font><br>{_COUNTERS}<br>{text}<br><br>'
        f"<i>{escape(article.author)}</i></td><td>{_related('div')}</td></tr>"
        f'<tr><td colspan="3">{_FOOTER}</td></tr></table>',
    )


def inside(article: Article) -> str:
    """Boxes between the paragraphs: a related link, a picture with its caption, a form for a newsletter."""
    boxes = (
        '<div class="read-also"><a href="/kk/news/7">Тағы оқыңыз: Облыста астық жиналып бітті</a></div>',
        '<figure><img src="1.jpg" alt="сурет"><figcaption>Фото: редакция мұрағаты</figcaption></figure>',
        '<div class="subscribe"><p>Жаңалықтарды бірінші болып біліңіз: Telegram арнамызға жазылыңыз!</p></div>',
    )
    parts = []
    for number, paragraph in enumerate(article.paragraphs):
        parts.append(f"<p>{escape(paragraph)}</p>" + (boxes[number] if number < len(boxes) else ""))
    return _page(
        article,
        _meta(article),
        f'{_menu()}<div class="content"><div class="news-detail"><h1>{escape(article.title)}</h1>'
        f'<div class="news-text">{"".join(parts)}</div><div class="tags"><a href="#">жол</a> <a href="#">әкім</a></div>'
        f"{_COUNTERS}</div>{_related()}</div><footer>{_FOOTER}</footer>",
    )


def short(article: Article) -> str:
    """An article of one paragraph among many links."""
    return semantic(Article(article.title, article.author, article.date, article.paragraphs[:1]))


def plain(article: Article) -> str:
    """A page that was saved or written by hand: a title and paragraphs, nothing else."""
    return f"<html><body><h1>{escape(article.title)}</h1>{_paragraphs(article)}</body></html>"


def listed(article: Article) -> str:
    """With a list and a table that belong to the article."""
    rows = "<ul><li>ұзындығы – 412 метр;</li><li>ені – 11 метр;</li><li>құны – 2 млрд 340 млн теңге.</li></ul>"
    table = "<table><tr><th>Аудан</th><th>Мектеп</th></tr><tr><td>Көктерек</td><td>14</td></tr></table>"
    return _page(
        article,
        _meta(article),
        f"{_menu()}<article><h1>{escape(article.title)}</h1>{_paragraphs(article)}{rows}{table}</article>{_related()}"
        f"<footer>{_FOOTER}</footer>",
    )


LAYOUTS: Final[Mapping[str, Callable[[Article], str]]] = {
    "semantic": semantic, "divs": divs, "breaks": breaks, "inside": inside, "short": short, "plain": plain,
    "listed": listed,
}  # fmt: skip
_LISTED_TEXT: Final = "ұзындығы – 412 метр; ені – 11 метр; құны – 2 млрд 340 млн теңге. Аудан Мектеп Көктерек 14"


def truth(layout: str, article: Article) -> str:
    """The text that belongs to the article on a page of this layout, without its title and byline."""
    if layout == "short":
        return article.paragraphs[0]
    return article.text + ("\n\n" + _LISTED_TEXT if layout == "listed" else "")


def pages() -> dict[str, tuple[str, str]]:
    """By name: (page, text of the article)."""
    return {
        f"{layout}-{number}": (make(article), truth(layout, article))
        for layout, make in LAYOUTS.items()
        for number, article in enumerate(ARTICLES, start=1)
    }


__all__ = ["ADDRESS", "BRIDGE", "GRANTS", "LAYOUTS", "LIBRARY", "SITE", "pages", "truth"]

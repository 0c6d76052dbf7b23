"""A Word file with what Word files have: a table, a text box, a content control, changes that are tracked."""

from __future__ import annotations

import io
from typing import Any, Final

from document_texts import BRIDGE, GRANTS

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ROWS: Final = (("Аудан", "Мектеп саны"), ("Көктерек", "14"), ("Қарасу", "9"), ("Ақжар", "7"))
_INSERTED: Final = "Құрылысты Сәуле Төлегенова бақылайды."
_DELETED: Final = "Құрылысты ешкім бақыламайды."
_BOX: Final = "Жедел желі: жол туралы сұрақтарыңызды редакцияға жіберіңіз."
_CONTROL: Final = "Жауапты редактор: Дархан Мұсаев."


def word_file() -> tuple[bytes, str]:
    """(file, its text). What was deleted is no text."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_heading(BRIDGE.title, 1)
    for paragraph in BRIDGE.paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(len(_ROWS), 2)
    for number, row in enumerate(_ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text

    def run(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    tracked = (
        f'<w:p xmlns:w="{_W}"><w:ins w:id="1" w:author="a">{run(_INSERTED)}</w:ins>'
        f'<w:del w:id="2" w:author="a"><w:r><w:delText>{_DELETED}</w:delText></w:r></w:del></w:p>'
    )
    box = (
        f'<w:p xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox>'
        f"<w:txbxContent><w:p>{run(_BOX)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    control = f'<w:sdt xmlns:w="{_W}"><w:sdtContent><w:p>{run(_CONTROL)}</w:p></w:sdtContent></w:sdt>'
    body = document.element.body
    for element in (tracked, box, control):
        body.insert(len(body) - 1, parse_xml(element))
    document.add_paragraph(GRANTS.paragraphs[0])
    stream = io.BytesIO()
    document.save(stream)
    cells = " ".join(cell for row in _ROWS for cell in row)
    text = "\n".join((BRIDGE.title, BRIDGE.text, cells, _INSERTED, _BOX, _CONTROL, GRANTS.paragraphs[0]))
    return stream.getvalue(), text


def read_by_paragraphs(document: Any) -> str:
    """As most programs read Word files: python-docx's paragraphs."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def read_by_blocks(document: Any) -> str:
    """python-docx's paragraphs and tables in their order."""
    texts = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            texts += [" ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            texts.append(block.text)
    return "\n".join(texts)

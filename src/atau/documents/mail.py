"""Mail (.eml) and web pages saved as one file (.mht), which are mail too: the text, and the attachments."""

from __future__ import annotations

import email
import email.policy
import mimetypes
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from typing import Any, BinaryIO, Final

from atau.documents.archive import Nested
from atau.documents.metadata import iso_date, put
from atau.documents.model import Part, PartFailure, Unreadable, paragraphs_of
from atau.documents.options import MAX_FILE, ReadOptions, read_all
from atau.documents.web_page import article_of, whole_page

_ATTACHMENTS: Final = 500
_MESSAGE: Final = "message/rfc822"


def read_mail(stream: BinaryIO, options: ReadOptions) -> Iterator[Part | PartFailure | Nested]:
    """The text of the message, then its attachments."""
    data = read_all(stream, MAX_FILE)
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise Unreadable("no mail: it has no headers", "save the message as .eml again")
    part = _page(message) if _is_saved_page(message) else None
    if part is None:
        part = _text(message)
    if part is not None:
        yield part
    attachments = list(_attachments(message))
    if part is None and not attachments:
        raise Unreadable("the message has no text")
    yield from attachments


def _is_saved_page(message: EmailMessage) -> bool:
    """Whether a browser wrote it; a mail with a picture in its text has the same structure, and a sender."""
    if message.get("Snapshot-Content-Location"):
        return True
    sender = str(message.get("From") or "")
    return message.get_content_type() == "multipart/related" and (not sender or "Saved by" in sender)


def _page(message: EmailMessage) -> Part | None:
    """The article of a web page that a browser saved."""
    body = message.get_body(("html",))
    if body is None:
        return None
    part = article_of(_content(body))
    meta = dict(part.meta)
    put(meta, "url", message.get("Snapshot-Content-Location") or body.get("Content-Location"))
    put(meta, "created", _date(message))
    return Part(text=part.text, meta=meta, paragraphs=part.paragraphs)


def _text(message: EmailMessage) -> Part | None:
    plain = message.get_body(("plain",))
    text = "" if plain is None else _content(plain).replace("\r\n", "\n")
    paragraphs = paragraphs_of(text)
    if not text.strip():
        page = message.get_body(("html",))
        if page is None:
            return None
        text, paragraphs = whole_page(_content(page))
    if not text.strip():
        return None
    meta: dict[str, Any] = {}
    put(meta, "title", str(message.get("Subject") or ""))
    put(meta, "author", str(message.get("From") or ""))
    put(meta, "date", _date(message))
    return Part(text=text, meta=meta, paragraphs=paragraphs)


def _date(message: EmailMessage) -> str | None:
    header = message.get("Date")
    return iso_date(getattr(header, "datetime", None))


def _content(part: MIMEPart) -> str:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):  # an encoding that does not exist
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) else ""


def _attachments(message: EmailMessage) -> Iterator[Nested | PartFailure]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > _ATTACHMENTS:
            yield PartFailure(
                key="", problem=f"more than {_ATTACHMENTS} attachments; the others are not read",
                remedy="save them as files",
            )  # fmt: skip
            return
        kind = part.get_content_type()
        name = (part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
        # One without a name is read as what it says it is.
        name = name or f"{number}{'.eml' if kind == _MESSAGE else mimetypes.guess_extension(kind) or '.bin'}"
        try:
            yield Nested(name, _data(part))
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            yield PartFailure(
                key=f"/{name}", problem=f"broken: {type(error).__name__}: {error}", remedy="save it by itself"
            )


def _data(part: MIMEPart) -> bytes:
    if part.get_content_type() == _MESSAGE:
        content = part.get_payload()
        inner = content[0] if isinstance(content, list) and content else None
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""

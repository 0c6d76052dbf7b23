"""Bytes to text: UTF-8, what the user states, or, where neither fits, an encoding that is detected.

charset-normalizer, which comes with spaCy, tells the Cyrillic encodings from one another and from others. Three of them
are alike but for the Kazakh letters (cp1251 has none, kz1048 and ptcp154 have them at different places), and there it
errs (26 of 30 articles in kz1048); so these three are told apart here, by the letters that come out.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

AUTO: Final = "auto"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Detected among these; the codecs of other scripts would only be guessed by mistake.
_CANDIDATES: Final = ("cp1251", "kz1048", "ptcp154", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252", "cp1254")
_ALIKE: Final = ("cp1251", "kz1048", "ptcp154")
_SAMPLE: Final = 1 << 16
_KAZAKH: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
# Bytes that begin a character of two or three bytes, with what must follow.
_UTF8_PAIR: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LEAST: Final = 10  # bytes beyond ASCII; fewer tell nothing
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE: Final = 0.01
_NUL_RUN: Final = 16
_NUL_SHARE: Final = 0.1


class DecodeError(Exception):
    """Bytes that are no text in the encoding expected; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """text: without a byte order mark. encoding: how it was read. detected: nothing but the bytes said so."""

    text: str
    encoding: str
    detected: bool = False


def known_encoding(name: str) -> str:
    """The name as Python has it. Raises LookupError for an unknown encoding, and for what is none of text."""
    if name.lower() == AUTO:
        return AUTO
    try:
        found = codecs.lookup(name)
    except ValueError:  # it contains a NUL
        raise LookupError(f"{name!r} is no encoding") from None
    if not found._is_text_encoding:
        raise LookupError(f"{name} is no encoding of text")
    return found.name


def decode(raw: bytes, encoding: str = AUTO, offset: int = 0) -> Decoded:
    """`raw` as text; `offset` is its position in the file, for the message. Raises DecodeError."""
    if encoding != AUTO:
        return _stated(raw, encoding, offset)
    bom = next((name for mark, name in _BOMS if offset == 0 and raw.startswith(mark)), None)
    if bom is not None:
        name = "utf-8" if bom == "utf-8-sig" else bom
        return Decoded(_strict(raw, bom, offset, "the byte order mark says so; save the file as UTF-8"), name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        found = detect(raw)
        if found is None:
            raise DecodeError(_not_utf8(raw, error, offset)) from None
        return Decoded(raw.decode(found), found, detected=True)
    if "\0" in text and (wide := _without_bom(raw)):
        return Decoded(raw.decode(wide), wide, detected=True)
    return Decoded(text, "utf-8")


def detect(raw: bytes) -> str | None:
    """The encoding of `raw`, which is not UTF-8; None for UTF-8 with damages, and where nothing fits."""
    wide = _without_bom(raw)
    if wide is not None:
        return wide
    sample = raw[:_SAMPLE]
    if sum(byte > 0x7F for byte in sample) < _LEAST or _is_damaged_utf8(sample):
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    found = None if best is None else best.encoding
    if found is None or found in _ALIKE:
        found = _alike(sample, found)
    if found is None or not _decodes(raw, found):
        return None
    # A picture or a program can be read in any of these.
    controls = len(_CONTROLS.findall(sample.decode(found, errors="ignore")))
    return None if controls > _CONTROL_SHARE * len(sample) else found


def wide_encoding(head: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 by the first bytes of a file; None for anything else. The text is left out."""
    for mark, name in _BOMS[1:]:
        if head.startswith(mark):
            return Decoded("", name)
    found = _without_bom(head[: len(head) // 2 * 2])
    return None if found is None else Decoded("", found, detected=True)


def nul_problem(text: str) -> str | None:
    """What is wrong with a text that holds many NULs; None where it holds few or none."""
    if "\0" not in text:
        return None
    count = text.count("\0")
    if "\0" * _NUL_RUN not in text and count < _NUL_SHARE * len(text):
        return None
    return (
        f"{count:,} NUL characters, the first at character {text.index(chr(0)):,}: the file is damaged (a power cut or "
        "a full disk leaves such files) or is no text; restore it from its source"
    )


def utf8_problem(error: UnicodeDecodeError, place: int) -> str:
    """What is wrong with bytes that are not UTF-8, `place` bytes into the file."""
    return (
        f"invalid UTF-8: byte 0x{error.object[error.start]:02x} at byte offset {place} ({error.reason}); convert the "
        "file to UTF-8, or state its encoding with --encoding"
    )


def _stated(raw: bytes, encoding: str, offset: int) -> Decoded:
    name = "utf-8-sig" if encoding == "utf-8" and offset == 0 else encoding
    if name in ("utf-8", "utf-8-sig"):
        try:
            return Decoded(raw.decode(name), encoding)
        except UnicodeDecodeError as error:
            raise DecodeError(_not_utf8(raw, error, offset)) from None
    text = _strict(raw, name, offset, "state another --encoding, or convert the file to UTF-8")
    return Decoded(text.removeprefix("\ufeff") if offset == 0 else text, encoding)


def _strict(raw: bytes, encoding: str, offset: int, remedy: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        place = f" at byte offset {offset + error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise DecodeError(f"not {encoding}: {getattr(error, 'reason', error)}{place}; {remedy}") from None


def _not_utf8(raw: bytes, error: UnicodeDecodeError, offset: int) -> str:
    skipped = len(codecs.BOM_UTF8) if error.object is not raw and len(error.object) < len(raw) else 0
    return utf8_problem(error, offset + skipped + error.start)


def _without_bom(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly every second byte is 0 or, in Cyrillic, 4."""
    sample = raw[:_SAMPLE]
    pairs = len(sample) // 2
    if len(raw) % 2 or not pairs:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        share = sum(high.count(byte) for byte in (0, 4)) / pairs
        if share > 0.9 and low.count(0) < 0.1 * pairs and _decodes(raw, encoding):
            return encoding
    return None


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether more of the bytes beyond ASCII are UTF-8 than not."""
    beyond = sum(byte > 0x7F for byte in sample)
    return 2 * sum(len(pair) for pair in _UTF8_PAIR.findall(sample)) > beyond


def _alike(raw: bytes, guess: str | None) -> str | None:
    """Which of the encodings of Cyrillic that differ in the Kazakh letters gives the fewest other letters."""
    found: list[tuple[float, bool, str]] = []
    for name in _ALIKE:
        text = raw.decode(name, errors="replace")
        letters = [char for char in text if char.isalpha() and char > "\x7f"]
        other = sum(char.lower() not in _KAZAKH for char in letters) + text.count("\ufffd")
        # A Kazakh word holds no sign of currency or copyright.
        other += len(re.findall(r"(?<=\w)[^\w\s.,:;!?()\[\]{}«»„“”\"'’/–—\-…|]+(?=\w)", text))
        lower = sum(char.islower() for char in letters)
        if letters and (guess is not None or (other <= 0.02 * len(letters) and 2 * lower > len(letters))):
            found.append((other, name != guess, name))
    return min(found)[2] if found else None


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeError:
        return False
    return True

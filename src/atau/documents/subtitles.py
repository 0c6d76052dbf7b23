"""Subtitles, SubRip (.srt) and WebVTT (.vtt): the text of the cues, without their numbers, times and tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TIME: Final = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES: Final = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})(?:\s.*)?")
_TAG: Final = re.compile(
    r"</?(?:[ibus]|font|c|v|lang|ruby|rt|span)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE
)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*\d+\s*")


@dataclass(frozen=True, slots=True)
class Cue:
    """Characters ``start:end`` of the text are shown from `begin` to `finish`, times as the file has them."""

    start: int
    end: int
    begin: str
    finish: str


def looks_like_subtitles(text: str) -> bool:
    """Whether `text` begins as a file of subtitles does: with ``WEBVTT``, or a number and a line of times."""
    lines = [line for line in text[:2000].splitlines() if line.strip()][:2]
    if lines and re.fullmatch(r"WEBVTT(\s.*)?", lines[0]):
        return True
    return len(lines) == 2 and bool(_NUMBER.fullmatch(lines[0]) and _TIMES.fullmatch(lines[1]))


def read_subtitles(source: str) -> tuple[str, list[Cue]]:
    r"""The text of all cues, a line break between them, and where each stands in it; ("", []) where there are none.

    >>> read_subtitles("1\n00:00:01,000 --> 00:00:02,500\n<i>Сәлем!</i>\n")
    ('Сәлем!', [Cue(start=0, end=6, begin='00:00:01,000', finish='00:00:02,500')])
    """
    pieces: list[str] = []
    cues: list[Cue] = []
    length = 0
    for begin, finish, lines in _cues(re.split(r"\r\n|\r|\n", source)):
        text = _clean("\n".join(lines))
        if not text:
            continue
        if pieces:
            length += 1
        cues.append(Cue(length, length + len(text), begin, finish))
        pieces.append(text)
        length += len(text)
    return "\n".join(pieces), cues


def _cues(lines: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """(begin, finish, lines) of the cues. A blank line ends a cue, unless what follows begins no other block."""
    times = [(i, found) for i, line in enumerate(lines) if (found := _TIMES.fullmatch(line))]
    is_vtt = bool(lines) and lines[0].removeprefix("\ufeff").startswith("WEBVTT")
    for number, (place, found) in enumerate(times):
        after = times[number + 1][0] if number + 1 < len(times) else len(lines)
        block = lines[place + 1 : after]
        if after < len(lines) and block and (_NUMBER.fullmatch(block[-1]) or (is_vtt and block[-1].strip())):
            # The number, or in WebVTT the name, of the next cue, if it stands after a blank line.
            block = block[:-1] if len(block) == 1 or not block[-2].strip() else block
        if is_vtt:
            blank = next((i for i, line in enumerate(block) if not line.strip()), len(block))
            block = block[:blank]
        yield found[1], found[2], [line.strip() for line in block if line.strip()]


def _clean(text: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()

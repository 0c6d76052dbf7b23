"""Subtitles: the cues without numbers, times and tags, and where each stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.documents.subtitles import looks_like_subtitles, read_subtitles

SRT = """1
00:00:01,000 --> 00:00:03,500 X1:40 X2:600
<i>Асқар Сейітов</i> Көкбұлақта
12 үй салды.

2
00:00:04,000 --> 00:00:06,000
{\\an8}– Рақмет &amp; сау бол!

3
00:00:07,000 --> 00:00:08,000

4
00:00:09,000 --> 00:00:10,000
2024
"""
VTT = """WEBVTT - атауы

NOTE бұл ескерту
екі жол

STYLE
::cue { color: red }

бірінші
00:01.000 --> 00:03.000 align:start
<v Гүлнұр>Сәлем, <00:02.000><c.yellow>ел!</c>

00:04.000 --> 00:05.000
Қайда
барасың?
"""


def test_subrip() -> None:
    text, cues = read_subtitles(SRT)
    assert text == "Асқар Сейітов Көкбұлақта\n12 үй салды.\n– Рақмет & сау бол!\n2024"
    assert [text[cue.start : cue.end].split("\n")[0] for cue in cues] == [
        "Асқар Сейітов Көкбұлақта", "– Рақмет & сау бол!", "2024",
    ]  # fmt: skip
    assert (cues[0].begin, cues[0].finish) == ("00:00:01,000", "00:00:03,500")


def test_webvtt() -> None:
    text, cues = read_subtitles(VTT)
    assert text == "Сәлем, ел!\nҚайда\nбарасың?"
    assert len(cues) == 2


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    assert read_subtitles(SRT.replace("\n", end)) == read_subtitles(SRT)


def test_what_looks_like_subtitles() -> None:
    assert looks_like_subtitles(SRT)
    assert looks_like_subtitles(VTT)
    assert not looks_like_subtitles("1\nКеше --> бүгін\n")
    assert not looks_like_subtitles("")


@given(st.lists(st.sampled_from([*SRT.split("\n"), "WEBVTT", "-->", "00:00", "а"])).map("\n".join))
def test_offsets_are_those_of_the_text(source: str) -> None:
    text, cues = read_subtitles(source)
    assert "\n".join(text[cue.start : cue.end] for cue in cues) == text
    assert "-->" not in text or "-->" in source.replace(" --> ", "")

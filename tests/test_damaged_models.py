"""A damaged, changed or ill-fitting model gives one clear ModelError, whatever is wrong with it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mini_corpus import ROOT

import atau
from atau.checksums import CHECKSUMS, damages

FILES = [
    "config.cfg", "meta.json", "kk_crf/cfg", "kk_crf/profiles", "kk_crf/weights", "kk_crf/model", "vocab/strings.json",
    "vocab/vectors.cfg", "vocab/lookups.bin", "vocab/vectors", "vocab/key2row",
]  # fmt: skip
# Without checksums spaCy does not miss these: they are as good as empty in a model without vectors.
OPTIONAL = {"vocab/lookups.bin", "vocab/vectors", "vocab/key2row", "vocab/vectors.cfg", "vocab/strings.json"}


@pytest.fixture(scope="module")
def assembled(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("assembled") / "model"
    command = [sys.executable, "-m", "atau", "training", "assemble", str(trained), str(output)]
    table = str(ROOT / "packages/kk_ent_news_md/sources.tsv")
    subprocess.run([*command, "--version", "0.1.0", "--sources", table], check=True, capture_output=True)
    return output


@pytest.fixture
def model(assembled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(assembled, tmp_path / "model"))


def refused(model: Path) -> str:
    with pytest.raises(atau.ModelError) as caught:
        atau.load(model)
    message = str(caught.value)
    assert str(model) in message
    return message


def test_all_files_of_a_model_are_tried(assembled: Path) -> None:
    found = {path.relative_to(assembled).as_posix() for path in assembled.rglob("*") if path.is_file()}
    assert found == {*FILES, CHECKSUMS}


def test_an_undamaged_model(model: Path) -> None:
    assert damages(model) == []
    assert atau.load(model).meta["version"] == "0.1.0"


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file(model: Path, name: str) -> None:
    content = (model / name).read_bytes()
    for size in {0, len(content) // 2, len(content) - 1}:
        (model / name).write_bytes(content[:size])
        if name != "meta.json" or size < len(content) - 1:  # its last byte is a line end
            refused(model)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(model: Path, name: str) -> None:
    (model / name).unlink()
    message = refused(model)
    assert Path(name).name in message
    assert "missing" in message or name in ("meta.json", "config.cfg")


@pytest.mark.parametrize("name", [name for name in FILES if name != "meta.json"])
def test_a_flipped_bit(model: Path, name: str) -> None:
    content = bytearray((model / name).read_bytes())
    content[len(content) // 2] ^= 1
    (model / name).write_bytes(bytes(content))
    message = refused(model)
    assert f"{name} has another checksum" in message
    assert "copy it again" in message


@pytest.mark.parametrize("content", ["", "[]", "{", '{"kk_crf/weights": 1}'])
def test_damaged_checksums(model: Path, content: str) -> None:
    (model / CHECKSUMS).write_text(content, encoding="utf-8")
    assert "damaged" in refused(model)


def test_checksums_of_a_folder_in_place_of_a_file(model: Path) -> None:
    (model / "kk_crf/weights").unlink()
    (model / "kk_crf/weights").mkdir()
    assert "kk_crf/weights" in refused(model)


@pytest.mark.parametrize("name", [name for name in FILES if name not in OPTIONAL])
def test_what_training_leaves_has_no_checksums_and_is_checked_by_its_readers(model: Path, name: str) -> None:
    (model / CHECKSUMS).unlink()
    content = (model / name).read_bytes()
    for damaged in (b"", content[: len(content) // 2], b"\x00\xff" * 40, content[: len(content) // 2] + b"\xc1"):
        (model / name).write_bytes(damaged)
        refused(model)
    (model / name).unlink()
    refused(model)


def test_a_model_for_another_atau(model: Path) -> None:
    meta = json.loads((model / "meta.json").read_text("utf-8"))
    meta["requirements"] = ["atau>=7.0,<7.1"]
    (model / "meta.json").write_text(json.dumps(meta), "utf-8")
    with pytest.raises(atau.ModelError, match=r'needs atau<7\.1,>=7\.0, but atau .*pip install "atau<7\.1,>=7\.0"'):
        atau.load(model)


def test_no_file_is_a_pickle(assembled: Path) -> None:
    for path in assembled.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not (content[:1] == b"\x80" and content[1:2] in b"\x02\x03\x04\x05" and content[-1:] == b".")


def test_nothing_of_the_machine_is_in_the_model(assembled: Path, trained: Path, articles: Path) -> None:
    for path in (assembled / "config.cfg", assembled / "meta.json"):
        text = path.read_text("utf-8")
        assert str(articles) not in text
        assert str(trained.parent) not in text
        assert str(ROOT) not in text
    assert json.loads((assembled / "vocab/strings.json").read_text("utf-8")) in ([], [""])


def test_an_assembled_model_finds_what_the_trained_one_does(assembled: Path, trained: Path, articles: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((articles / "dev").glob("*.txt"))]
    spans = [
        [[(e.start_char, e.end_char, e.label_, e._.score) for e in nlp(text).ents] for text in texts]
        for nlp in (atau.load(trained), atau.load(assembled))
    ]
    assert spans[0] == spans[1]
    assert any(spans[0])

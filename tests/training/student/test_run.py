"""From encoders to a student: it says of a text only what it could know without having seen it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')
pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')

import torch
from commands import atau, said
from mini_corpus import CONFIGS, entities, train_mini
from tiny_start import write_tiny_start

from atau.components.encoder.outputs import key_of, read_outputs
from atau.components.student.component import TokenStudent
from atau.training.folds import read_texts
from atau.training.student.lessons import Lesson, Step, Words, batch_of, certain, lines_of
from atau.training.student.network import Student, to_numpy
from atau.training.student.run import rules_alone

NAMES = ("Асқар", "Дина", "Серік", "Айгүл", "Ержан", "Сәуле")
RAW = [f"{name} Оралға {word} барды.\n" for name in NAMES for word in ("кеше", "бүгін", "ертең", "былтыр", "жазда")]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Marked text in train and dev, raw text, and an encoder."""
    folder = tmp_path_factory.mktemp("student")
    for side, names in (("train", NAMES), ("dev", NAMES[:2])):
        (folder / side).mkdir()
        for i, name in enumerate(names):
            text = f"---\nid: {side}-{i}\n---\n⟦PERSON {name}⟧ ⟦LOC Оралда⟧ {side} {name.lower()} {i}.\n"
            (folder / side / f"{i}.txt").write_text(text, encoding="utf-8")
    (folder / "raw.txt").write_text("".join(RAW) + "Асқар Оралда train асқар 0.\n", encoding="utf-8")
    start = write_tiny_start(folder / "start")
    given = ["--start", start, "--dev", folder / "dev", "--folds", 2, "--epochs", 1]
    result = atau("training", "encoder", folder / "train", *given, "--output", folder / "encoder")
    assert result.exit_code == 0, result.output
    return folder


def _command(folder: Path, output: Path, *options: object) -> list[object]:
    command = ["training", "student", folder / "train", "--dev", folder / "dev", "--encoder", folder / "encoder"]
    small = ["--width", 8, "--buckets", 500, "--epochs", 2]
    return [*command, "--raw", folder / "raw.txt", "--output", output, *small, *options]


def test_from_encoders_and_raw_text_to_a_student(marked: Path, tmp_path: Path) -> None:
    command = _command(marked, tmp_path / "made")
    result = atau(*command)
    assert result.exit_code == 0, result.output
    assert "left out 1 of 31 paragraphs" in result.output
    for part in ("fold-0, what it left out", "fold-1, what it left out", "the student that runs, --dev"):
        assert f"{part}: the student alone has F1 0." in result.output
    texts = [text.text for side in ("train", "dev") for text in read_texts(marked / side)]
    outputs = read_outputs(tmp_path / "made/outputs.npz")
    assert outputs.keys() == {key_of(text) for text in texts}
    student = TokenStudent()
    student.from_disk(tmp_path / "made/model")
    assert student.parts == ("kk_encoder", "kk_student")
    doc = rules_alone()(texts[-1])
    assert np.allclose(student.log_probabilities(doc), np.maximum(outputs[key_of(texts[-1])], -10), atol=0.02)
    first = (tmp_path / "made/outputs.npz").read_bytes()
    again = atau(*command)
    assert (again.exit_code, "epoch 1" in again.output) == (0, False)
    assert (tmp_path / "made/outputs.npz").read_bytes() == first


def test_what_the_encoders_were_not_trained_on_is_refused(marked: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("---\nid: more\n---\n⟦PERSON Дәулет⟧ келді.\n", encoding="utf-8")
    command = _command(marked, tmp_path / "made")
    result = atau(*command[:2], tmp_path / "more.txt", *command[2:])
    assert (result.exit_code, "was not trained on 1 of the 7 marked texts" in said(result)) == (2, True)
    command[command.index(marked / "encoder")] = marked / "start"
    result = atau(*command)
    assert (result.exit_code, "holds no encoders of folds" in said(result)) == (2, True)


def test_numpy_says_what_pytorch_says() -> None:
    words = Words(500)
    nlp = rules_alone()
    docs = [nlp(text) for text in ("Асқар Серікбаев Атырауда тұрады.", "Жиын өтті", "ә")]
    lessons = [Lesson(lines_of(doc, words), certain([0] * len(doc), 9)) for doc in docs]
    torch.manual_seed(1)
    student = Student(500, 16, 9, 0.5, 0.5).eval()
    # A table of 8 bits: what is left of its values.
    network = to_numpy(student)
    with torch.no_grad():
        student.table.weight.copy_(torch.from_numpy(np.stack([network.word(np.array([i])) for i in range(500)])))
        found = torch.log_softmax(student(*batch_of(Step(lessons), words).inputs), dim=-1).numpy()
    for doc, lesson, rows in zip(docs, lessons, found, strict=True):
        vectors = np.array([network.word(words.rows[number]) for number in lesson.lines.words])
        found_here = network.log_probabilities(vectors, np.arange(len(doc)), lesson.lines.places)
        assert np.allclose(found_here, rows[: len(doc)], atol=1e-4)


def test_a_model_with_a_student_is_trained_by_its_config(marked: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert atau(*_command(marked, made)).exit_code == 0
    given = {"paths__train": str(marked / "train"), "paths__dev": str(marked / "dev")}
    given |= {"paths__student": str(made / "model"), "paths__outputs": str(made / "outputs.npz")}
    nlp = spacy.load(train_mini("news_md", tmp_path / "out", **given))
    assert ("Оралда", "LOC") in entities(nlp, "Дина Оралда тұрады.")
    options = [marked / "train", "--folds", 2, "--epochs", 1]
    paths = ["--set", f"paths.student={made / 'model'}", "--set", f"paths.outputs={made / 'outputs.npz'}"]
    result = atau("training", "cross-validate", CONFIGS / "news_md.cfg", *options, *paths)
    assert result.exit_code == 0, result.output

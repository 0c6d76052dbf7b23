"""A training run in miniature: a few invented articles, a config, a model of a few steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "configs"
PEOPLE = ("Айсұлу Бекенова", "Нұрлан Сәрсенов", "Дина Қасымова", "Болат Омаров")
PLACES = ("Атырау", "Ақтау", "Семей", "Қызылорда")


def write_articles(folder: Path, count: int) -> Path:
    """`count` marked articles in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        person, place = PEOPLE[i % 4], PLACES[(i + i // 4) % 4]
        text = (
            f"⟦POSITION ⟦LOC {place} облысының⟧ әкімі⟧ ⟦PERSON {person}⟧ келді. "
            f"Жиынға ⟦QUANTITY {i + 12} адам⟧ қатысты.\n\n"
            f"⟦ORG Денсаулық сақтау министрлігі⟧ {place}да жаңа аурухана салады деп хабарлады.\n"
        ).replace(f"{place}да", f"⟦LOC {place}да⟧")
        (folder / f"a{i}.txt").write_text(f"---\nid: {folder.name}-{i}\n---\n{text}", encoding="utf-8")
    return folder


def kaznerd_file(path: Path, repeat: int = 1) -> Path:
    """A KazNERD file of a few sentences, each `repeat` times."""
    rows = []
    for person, place in zip(PEOPLE, PLACES, strict=True):
        first, last = person.split()
        rows += [f"{place} B-GPE", "қаласында O", f"{first} B-PERSON", f"{last} I-PERSON", "2020 B-DATE", "жылы I-DATE"]
        rows += ["туған O", ". O", ""]
    path.write_text(("\n".join(rows) + "\n") * repeat, encoding="utf-8")
    return path


def train_mini(config: str, output: Path, **overrides: Any) -> Path:
    """Train configs/`config` for two epochs; returns the folder of the last model. Keys: `__` for a dot."""
    settings = {"training.max_epochs": 2, "training.eval_frequency": 2, "training.optimizer.learn_rate.warmup_steps": 1}
    settings |= {name.replace("__", "."): value for name, value in overrides.items()}
    train(CONFIGS / f"{config}.cfg", output, overrides=settings)
    return output / "model-last"


def entities(nlp: spacy.Language, text: str) -> list[tuple[str, str]]:
    """(text, label) of what the pipeline finds."""
    return [(ent.text, ent.label_) for ent in nlp(text).ents]

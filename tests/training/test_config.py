"""The config of a training run on the data there is."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from commands import atau, said
from mini_corpus import CONFIGS
from spacy.util import load_config, registry

from atau.components.crf.profiles import Profiles

NEWS = CONFIGS / "news.cfg"


def make(output: Path, *options: object) -> str:
    result = atau("training", "config", NEWS, output, *options)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_mix_of_what_is_there(articles: Path, tmp_path: Path) -> None:
    told = make(
        tmp_path / "news.cfg", "--marked", f"corpus={articles / 'train'}", "--marked", "gold=?no/such.tsv",
        "--marked", f"more={articles / 'dev'}", "--weight", "more=2", "--dev", articles / "dev",
    )  # fmt: skip
    assert "not found, continuing without it: gold, no/such.tsv" in told
    config = load_config(tmp_path / "news.cfg", interpolate=True)
    assert list(config["corpora"]["train"]["corpora"]) == ["corpus", "more"]
    reader = registry.resolve({"train": config["corpora"]["train"]})["train"]
    assert len(list(reader(spacy.blank("kk")))) == 8 + 2 * 2
    assert config["corpora"]["dev"]["path"] == str(articles / "dev")


def test_label_profiles_come_with_their_features(articles: Path, tmp_path: Path) -> None:
    table = tmp_path / "profiles.tsv.gz"
    Profiles({"алматы": "LOCh+"}).write(table)
    told = make(tmp_path / "news.cfg", "--marked", f"corpus={articles / 'train'}", "--profiles", table)
    assert f"with label profiles: {table}" in told
    config = load_config(tmp_path / "news.cfg", interpolate=True)
    assert config["initialize"]["components"]["kk_crf"]["profiles"] == str(table)
    assert "pn" in registry.resolve(config["components"]["kk_crf"], validate=False)["templates"]
    told = make(tmp_path / "news.cfg", "--marked", f"corpus={articles / 'train'}", "--profiles", "?no/such.tsv.gz")
    assert "continuing without it: no/such.tsv.gz" in told
    assert load_config(tmp_path / "news.cfg")["paths"]["profiles"] is None


def test_label_profiles_leave_the_templates_of_the_config_as_they_are(articles: Path, tmp_path: Path) -> None:
    table = tmp_path / "profiles.tsv.gz"
    Profiles({"алматы": "LOCh+"}).write(table)
    options = ("--marked", f"corpus={articles / 'train'}", "--profiles", table, "--set")
    block = '{"@misc": "atau.feature_templates.v1", "extra": ["GROUP"]}'
    make(tmp_path / "news.cfg", *options, f"components.kk_crf.templates={block}")
    found = load_config(tmp_path / "news.cfg")["components"]["kk_crf"]["templates"]
    assert found["extra"] == ["GROUP", "profiles"]
    result = atau(
        "training", "config", NEWS, tmp_path / "other.cfg", *options, 'components.kk_crf.templates=["norm[0]"]'
    )
    assert result.exit_code != 0
    assert "name groups of templates in extra" in " ".join(result.output.split())


def test_data_of_weight_0_is_left_out(articles: Path, tmp_path: Path) -> None:
    options = ("--marked", f"corpus={articles / 'train'}", "--marked", f"more={articles / 'dev'}", "--weight", "more=0")
    assert "left out, its weight is 0: more" in make(tmp_path / "news.cfg", *options)
    assert list(load_config(tmp_path / "news.cfg")["corpora"]["train"]["corpora"]) == ["corpus"]


def test_every_part_is_augmented_as_the_config_says(articles: Path, tmp_path: Path) -> None:
    options = ("--marked", f"corpus={articles / 'train'}", "--marked", f"more={articles / 'dev'}")
    augmenter = '{"@augmenters": "atau.case.v1", "upper": 1.0}'
    make(tmp_path / "news.cfg", *options, "--set", f"corpora.train.augmenter={augmenter}")
    reader = registry.resolve({"train": load_config(tmp_path / "news.cfg", interpolate=True)["corpora"]["train"]})
    assert all(example.reference.text.isupper() for example in reader["train"](spacy.blank("kk")))


def test_the_learning_rate_comes_down_over_the_steps_that_the_data_takes(articles: Path, tmp_path: Path) -> None:
    steps = []
    for weight in (1, 3):
        make(tmp_path / "news.cfg", "--marked", f"corpus={articles / 'train'}", "--weight", f"corpus={weight}")
        config = load_config(tmp_path / "news.cfg")
        schedule = config["training"]["optimizer"]["learn_rate"]
        assert schedule["warmup_steps"] == round(schedule["total_steps"] / 3)
        steps.append(schedule["total_steps"])
    corpora = registry.resolve({"train": load_config(tmp_path / "news.cfg", interpolate=True)["corpora"]["train"]})
    words = sum(map(len, corpora["train"](spacy.blank("kk"))))
    assert steps[1] * config["training"]["batcher"]["size"] >= config["training"]["max_epochs"] * words
    assert steps[1] == pytest.approx(3 * steps[0], abs=3)


def test_settings_of_the_config(articles: Path, tmp_path: Path) -> None:
    options = ("--marked", f"corpus={articles / 'train'}", "--set", "components.kk_crf.rate=50")
    steps = []
    for epochs in (2, 4):
        make(tmp_path / "news.cfg", *options, "--set", f"training.max_epochs={epochs}")
        config = load_config(tmp_path / "news.cfg")
        assert (config["training"]["max_epochs"], config["components"]["kk_crf"]["rate"]) == (epochs, 50)
        steps.append(config["training"]["optimizer"]["learn_rate"]["total_steps"])
    assert steps[1] == pytest.approx(2 * steps[0], abs=1)


def test_a_pipeline_without_training_is_no_training_config(articles: Path, tmp_path: Path) -> None:
    options = ("--marked", f"corpus={articles / 'train'}")
    result = atau("training", "config", CONFIGS / "rules.cfg", tmp_path / "rules.cfg", *options)
    assert result.exit_code == 2
    assert "the config has no section [corpora]" in said(result)


def test_bad_data_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("a\tКеше ⟦LOC Атырауда жиын өтті.\n", "utf-8")
    result = atau("training", "config", NEWS, tmp_path / "news.cfg", "--marked", f"mine={tmp_path / 'bad.tsv'}")
    assert result.exit_code == 2
    assert "line 1" in said(result)


def test_another_content_is_another_config(articles: Path, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.mkdir()
    source = next((articles / "train").glob("*.txt"))
    contents = []
    for extra in ("", "Тағы бір сөйлем.\n"):
        (text / source.name).write_text(source.read_text("utf-8") + extra, "utf-8")
        make(tmp_path / "news.cfg", "--marked", f"corpus={text}")
        contents.append((tmp_path / "news.cfg").read_text("utf-8"))
    assert contents[0] != contents[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--marked", "corpus"], "expected NAME=VALUE"),
        (["--marked", "a=x", "--marked", "a=y"], "each name once"),
        (["--marked", "a-b=x"], "letters, digits and underscores"),
        (["--marked", "a=no/such"], "no/such does not exist; put a question mark"),
        (["--marked", "a=?no/such"], "none of the training data exists"),
        (["--marked", "a=?no/such", "--weight", "b=2"], "no data called b"),
        (["--marked", "a=?no/such", "--weight", "a=two"], "'two' is not a number"),
        (["--marked", "a=?no/such", "--set", "training.max_epochs"], "expected SETTING=VALUE"),
        (["--marked", "a=?no/such", "--set", "training.max_epoch=3"], "no such setting in [training]"),
        (["--marked", "a=?no/such", "--set", "trainin.max_epochs=3"], "no section [trainin]"),
    ],
)
def test_what_cannot_be(options: list[str], message: str, tmp_path: Path) -> None:
    result = atau("training", "config", NEWS, tmp_path / "news.cfg", *options)
    assert result.exit_code == 2
    assert message in said(result)
    assert not (tmp_path / "news.cfg").exists()

"""The workflow of project.yml in miniature: from marked text to a wheel, installed in a place of its own and used."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from mini_corpus import ROOT, kaznerd_file
from weasel.cli.run import load_project_config

WHEEL = "kk_ent_news_md-0.4.0-py3-none-any.whl"


def python(folder: Path, *arguments: str, **environment: str) -> str:
    # No network: a step that tried pip's index would fail.
    env = {**os.environ, "PIP_NO_INDEX": "1", "PYTHONWARNINGS": "error::UserWarning:atau", **environment}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of what the workflow uses, on a small corpus."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("configs", "packages/kk_ent_news_md", "packages/kk_ent_news_lg"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "project.yml", folder)
    news = ROOT / "corpus/news"
    train, dev = sorted((news / "train").glob("*.txt")), sorted((news / "dev").glob("*.txt"))
    # Not a text of the frozen test articles.
    for side, files in (("train", train[:10]), ("dev", dev[:3]), ("test", dev[3:6])):
        (folder / "corpus/news" / side).mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder / "corpus/news" / side)
    return folder


def options(project: Path) -> list[str]:
    kaznerd = kaznerd_file(project / "kaznerd.txt")
    quick = "--set training.max_epochs=1 --set training.eval_frequency=1"
    return ["--vars.name", "ent_news_md", "--vars.version", "0.4.0", "--vars.gold", "no/gold.tsv",
            "--vars.kaznerd", str(kaznerd), "--vars.weight_kaznerd", "1", "--vars.settings", f" {quick}",
            "--vars.resolver_options", " --folds 2"]  # fmt: skip


def test_from_marked_text_to_an_installed_model(project: Path) -> None:
    run = ["-m", "spacy", "project", "run", "all", ".", *options(project)]
    told = python(project, *run)
    assert "not found, continuing without it: gold, no/gold.tsv" in told
    assert "not found, continuing without it: wide, corpus/wide/train" in told
    assert "not found, continuing without it: data/raw/text.txt.gz" in told
    wheel = project / "training/packages" / WHEEL
    with zipfile.ZipFile(wheel) as archive:
        inside = f"kk_ent_news_md/{WHEEL.partition('-py3')[0]}"
        readme = archive.read(f"{inside}/README.md").decode("utf-8")
        meta = json.loads(archive.read(f"{inside}/meta.json"))
        assert f"{inside}/kk_resolver/trust.json" in archive.namelist()
    assert {source["name"].split(",")[0] for source in meta["sources"]} == {
        "News articles written for this project",
        "KazNERD",
    }
    assert meta["requirements"] == ["spacy>=3.8,<3.9", "atau>=0.2.dev0,<0.3"]
    report = json.loads((project / "training/evaluation/report.json").read_text("utf-8"))
    assert meta["performance"]["ents_f"] == pytest.approx(report["scores"]["micro"]["f1"]["value"], abs=1e-9)
    assert f"| {report['scores']['types']['LOC']['strict']['gold']} |" in readme
    assert "on one core" in readme

    target = project / "target"
    python(project, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    code = (
        "import atau, json; nlp = atau.load(); text = 'Атырау облысының әкімі Дина Қасымова келді.\\n';"
        "doc = nlp(text);"
        "print(json.dumps([nlp.meta['name'], doc.text == text, [[e.text, e.label_, e._.score] for e in doc.ents]]))"
    )
    name, same, found = json.loads(python(project, "-c", code, PYTHONPATH=str(target)).splitlines()[-1])
    assert (name, same) == ("ent_news_md", True)
    assert ["Атырау облысының әкімі", "POSITION"] in [entity[:2] for entity in found]
    assert all(0 <= entity[2] <= 1 for entity in found)

    again = python(project, *run)
    assert again.count("nothing changed") == 4  # train, resolver, evaluate, package


def test_a_large_model_by_one_command(project: Path) -> None:
    for module in ("torch", "safetensors"):
        pytest.importorskip(module, reason='the extra "train" is not installed')
    pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')
    from tiny_start import write_tiny_start

    write_tiny_start(project / "training/pretrained")
    run = ["-m", "spacy", "project", "run", "lg", ".", *options(project), "--vars.lg_name", "ent_news_lg"]
    run += ["--vars.auxiliary", str(project / "kaznerd.txt"), "--vars.encoder_options", " --folds 2 --epochs 1"]
    told = python(project, *run)
    assert "not found, continuing without it: no/gold.tsv" in told
    wheel = next((project / "training/packages").glob("kk_ent_news_lg-0.4.0-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        inside = f"kk_ent_news_lg/{wheel.name.partition('-py3')[0]}"
        meta = json.loads(archive.read(f"{inside}/meta.json"))
        assert {f"{inside}/{name}" for name in ("NOTICE", "kk_encoder/network.onnx")} <= set(archive.namelist())
    assert meta["pipeline"][-4:] == ["kk_encoder", "kk_crf", "kk_resolver", "kk_normalizer"]
    assert [source["name"].split(",")[0] for source in meta["sources"]] == [
        "News articles written for this project", "multilingual-e5-small", "KazNERD",
    ]  # fmt: skip
    again = python(project, *run)
    assert again.count("nothing changed") == 4
    assert "are made already" in again


def test_without_the_pretrained_weights_it_says_how_to_get_them(project: Path, tmp_path: Path) -> None:
    run = [sys.executable, "-m", "spacy", "project", "run", "lg", ".", "--vars.pretrained", str(tmp_path / "no")]
    done = subprocess.run(run, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    said = " ".join((done.stdout + done.stderr).split())
    assert "pip install 'atau[train]'" in said or "run: pip download --no-deps" in said
    assert "train-lg" not in said


def test_the_commands_of_both_workflows_in_their_order() -> None:
    told = python(ROOT, "-m", "spacy", "project", "run", "lg", ".", "--dry")
    commands = re.findall(r"Running command: .*? -m (\S+ \S+(?: \S+)?)", told)
    assert [command.removeprefix("atau training ").split()[0] for command in commands] == [
        "atau", "encoder", "config", "spacy", "cross-validate", "assemble", "atau", "measure", "package",
    ]  # fmt: skip


def test_every_file_a_command_needs_is_declared() -> None:
    """What a command needs is in the repository or an output of a command before it."""
    config = load_project_config(ROOT)
    commands = {command["name"]: command for command in config["commands"]}
    order = (name for workflow in ("all", "lg", "teach") for name in config["workflows"][workflow])
    assert list(commands) == list(dict.fromkeys(order))
    for workflow in config["workflows"].values():
        made: set[str] = set()
        for command in map(commands.__getitem__, workflow):
            for dep in command.get("deps", []):
                assert dep in made or (ROOT / dep).exists(), dep
            assert command["outputs"]
            made.update(command["outputs"])

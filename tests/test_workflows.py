"""What runs on machines of others, the workflows and the container, asks for no more than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra dev")

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_jobs_bounded(path: Path) -> None:
    uses = re.findall(r"uses: (.+)", path.read_text("utf-8"))
    assert uses
    assert [line for line in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[0-9.]+", line)] == []
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 60, name
        assert "permissions" in job, name
        # What an attacker could write into a branch's name is not run.
        assert not [step for step in job["steps"] if "${{" in step.get("run", "")], name


def test_one_version_of_each_action() -> None:
    pins = {tuple(re.findall(r"uses: ([^@]+)@(\w+)", line)) for path in WORKFLOWS for line in path.open()} - {()}
    assert len({pin[0][0] for pin in pins}) == len(pins)


def test_every_supported_python_is_tested() -> None:
    matrix = load(ROOT / ".github/workflows/tests.yml")["jobs"]["test"]["strategy"]["matrix"]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert matrix["python"] == re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
    assert {row["python"] for row in matrix["include"]} == {matrix["python"][0], matrix["python"][-1]}


def test_only_an_approved_job_publishes() -> None:
    jobs = load(ROOT / ".github/workflows/release.yml")["jobs"]
    publishing = {name for name, job in jobs.items() for step in job["steps"] if "pypi-publish" in step.get("uses", "")}
    assert publishing == {"publish"}
    assert jobs["publish"]["environment"] == "pypi"
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert "secrets." not in (ROOT / ".github/workflows/release.yml").read_text("utf-8")


def test_the_image_runs_without_rights_and_tools() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    _, final = re.split(r"^FROM \$\{BASE\}$", text, flags=re.MULTILINE)
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "/v1/health" in final
    assert not re.search(r"pip install|apt-get|--chmod|ADD ", final)
    assert "--constraint constraints.txt" in text


def test_compose_limits_the_container() -> None:
    service = load(ROOT / "compose.yaml")["services"]["atau"]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert {"mem_limit", "cpus", "pids_limit", "healthcheck"} <= service.keys()


def test_the_image_has_what_it_copies_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in lines
    kept = [line[1:] for line in lines if line.startswith("!")]
    assert all(list(ROOT.glob(pattern)) for pattern in kept)
    assert not {"tests", "corpus", "training"} & set(kept)
    # What the wheel is built from.
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert {"src", "pyproject.toml", "README.md", *re.findall(r'"(LICENSE|NOTICE)"', project)} <= set(kept)

"""`atau annotate --engine`: what cannot be done is said before an engine is started."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import atau, said

from atau.distributed.job import EngineJob, as_location, run
from atau.loading import ModelError


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As if the engines were there; none of these tests starts one."""
    monkeypatch.setattr("atau.distributed.job.find_spec", lambda name: object())
    monkeypatch.chdir(tmp_path)
    Path("a.parquet").touch()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--resume", "-o", "out"], "--resume cannot be used with --engine"),
        (["--errors", "bad.jsonl", "-o", "out"], "--errors cannot be used with --engine"),
        (["--encoding", "cp1251", "-o", "out"], "--encoding cannot be used with --engine"),
        (["--format", "csv", "-o", "out"], "--format csv cannot be used with --engine"),
        ([], "name it with --output"),
        (["-o", "nowhere/out"], "the directory nowhere does not exist"),
        (["-o", "."], "--output . is not an empty directory"),
        (["-o", "out", "--min-score", "3"], "min_score must be from 0 to 1"),
        (["-o", "out", "--timeout", "0"], "timeout must be a number of seconds above 0"),
    ],
)
def test_options_that_do_not_fit(options: list[str], problem: str) -> None:
    result = atau("annotate", "a.parquet", "--engine", "ray", "--model", "rules", *options)
    assert result.exit_code == 2
    assert problem in said(result)
    assert not Path("out").exists()


def test_options_of_engines_alone() -> None:
    result = atau("annotate", "a.parquet", "--keep", "site", "--model", "rules")
    assert (result.exit_code, "--keep are options of --engine" in said(result)) == (2, True)


@pytest.mark.parametrize(("engine", "package"), [("ray", "ray"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed(engine: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atau.distributed.job.find_spec", lambda name: None)
    result = atau("annotate", "a.parquet", "--engine", engine, "--model", "rules", "-o", "out")
    assert result.exit_code == 2
    assert f'needs the package {package}, which is not installed. Install it (pip install "atau[{engine}]")' in said(
        result
    )


def test_a_model_that_is_not_there() -> None:
    job = EngineJob("spark", ["a.parquet"], "out")
    with pytest.raises(ModelError, match="no model 'kk_of_nowhere'"):
        run(_with_model(job, "kk_of_nowhere"), print)


def _with_model(job: EngineJob, model: str) -> EngineJob:
    import dataclasses

    return dataclasses.replace(job, options=dataclasses.replace(job.options, model=model))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("s3://bucket/found", "s3://bucket/found"),
        ("hdfs://host:9000/found", "hdfs://host:9000/found"),
        ("found/news", "found/news"),
        ("/found", "/found"),
    ],
)
def test_urls_survive_being_paths(given: str, expected: str) -> None:
    assert as_location(Path(given)) == expected

"""Installing the model that lies in packages/, and what is not installed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from scripts_loaded import call, script

NAME = "kk_ent_news_md-0.1.0-py3-none-any.whl"
install_model = script("install_model")


def test_no_wheel_is_no_error(tmp_path: Path) -> None:
    result = call(install_model, tmp_path / "nowhere")
    assert (result.exit_code, "no wheel of kk_ent_news_md" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("needs", "message"),
    [("atau>=9", "it needs atau>=9, but atau"), ("no-such-thing", "no-such-thing is not installed")],
)
def test_a_wheel_for_other_versions_is_not_installed(needs: str, message: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / NAME, "w") as archive:
        archive.writestr("kk_ent_news_md-0.1.0.dist-info/METADATA", f"Name: kk_ent_news_md\nRequires-Dist: {needs}\n")
    result = call(install_model, tmp_path, "--target", tmp_path / "target")
    assert result.exit_code == 0
    assert message in result.output
    assert not (tmp_path / "target").exists()


def test_a_damaged_wheel(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"PK")
    result = call(install_model, tmp_path, "--target", tmp_path / "target")
    assert result.exit_code == 1
    assert "is damaged" in result.output


def test_the_newest_version_is_taken(tmp_path: Path) -> None:
    for version in ("0.9.0", "0.10.0"):
        (tmp_path / NAME.replace("0.1.0", version)).touch()
    (tmp_path / "notes.whl").touch()
    (tmp_path / "other_model-3.0-py3-none-any.whl").touch()
    assert install_model.newest(tmp_path, "kk_ent_news_md").name == NAME.replace("0.1.0", "0.10.0")

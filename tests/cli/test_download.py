"""`atau download`: what it installs, from where, and all that it refuses."""

from __future__ import annotations

import functools
import http.server
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import atau, said

import atau as package
from atau import loading, models
from atau.checksums import sha256_of
from atau.models import PinnedModel, install_line, pinned_models

ROOT = Path(__file__).parents[2]
NAME = "kk_ent_news_md"
FILE = f"{NAME}-7.0.0-py3-none-any.whl"


def make_wheel(folder: Path, file: str = FILE, needs: str = "spacy") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    name, version = file.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Dist: {needs}\n"
        archive.writestr(f"{info}/METADATA", metadata)
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(
            f"{info}/RECORD", f"{name}/__init__.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"
        )
    return path


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel that this release knows."""
    path = make_wheel(tmp_path / "wheels")
    pinned = {NAME: PinnedModel(NAME, "7.0.0", FILE, sha256_of(path))}
    monkeypatch.setattr("atau.download.pinned_models", lambda: pinned)
    return path


@pytest.fixture
def address(wheel: Path) -> Iterator[str]:
    """A package index on this machine that has the wheel."""
    page = wheel.parent / "simple" / "kk-ent-news-md"
    page.mkdir(parents=True)
    (page / "index.html").write_text(f'<a href="../../{FILE}">{FILE}</a>', "utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(wheel.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def installed(target: Path) -> bool:
    return (target / NAME / "__init__.py").is_file()


def test_from_a_folder_or_a_file(wheel: Path, tmp_path: Path) -> None:
    for number, source in enumerate((wheel.parent, wheel)):
        target = tmp_path / f"target{number}"
        result = atau("download", "md", "--from", source, "--target", target)
        assert result.exit_code == 0, result.output
        assert f"installed {FILE}" in result.output
        assert installed(target)


def test_without_a_place_the_line_is_that_of_the_model_asked_for() -> None:
    result = atau("download", "lg")
    assert result.exit_code == 2
    assert "atau download lg --from" in said(result)


def test_a_missing_runtime_is_named_with_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atau.download.LARGE_NEEDS", "no-such-runtime")
    wheel = make_wheel(tmp_path, needs="no-such-runtime>=1")
    result = atau("download", NAME, "--from", wheel, "--sha256", sha256_of(wheel))
    assert "no-such-runtime>=1 is not installed (pip install 'atau[lg]')" in said(result)


def test_from_an_index_and_from_an_address(address: str, wheel: Path, tmp_path: Path) -> None:
    for number, source in enumerate((f"{address}/simple", f"{address}/{FILE}")):
        target = tmp_path / f"target{number}"
        result = atau("download", "--from", source, "--target", target)
        assert result.exit_code == 0, result.output
        assert installed(target)
    # Another file under the same name and version.
    make_wheel(wheel.parent, needs="typer")
    for source in (f"{address}/simple", f"{address}/{FILE}"):
        result = atau("download", "--from", source, "--target", tmp_path / "no")
        assert result.exit_code == 2
        assert "pip could not fetch" in result.output
        assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda wheel: wheel.write_bytes(wheel.read_bytes() + b"x"), "has another checksum"),
        (lambda wheel: wheel.unlink(), f"has no wheel {FILE}"),
    ],
)
def test_what_is_not_installed(change: object, message: str, wheel: Path, tmp_path: Path) -> None:
    change(wheel)  # type: ignore[operator]
    result = atau("download", "--from", wheel.parent, "--target", tmp_path / "target")
    assert result.exit_code == 2
    assert message in said(result)
    assert not (tmp_path / "target").exists()


def test_an_unknown_wheel_needs_its_checksum(wheel: Path, tmp_path: Path) -> None:
    other = make_wheel(tmp_path, FILE.replace("7.0.0", "8.0.0"))
    target = tmp_path / "target"
    result = atau("download", "--from", other, "--target", target)
    assert (result.exit_code, "--sha256" in result.output, target.exists()) == (2, True, False)
    assert sha256_of(other) not in result.output
    for bad in ("0" * 64, "x"):
        assert atau("download", "--from", other, "--target", target, "--sha256", bad).exit_code == 2
    result = atau("download", "--from", other, "--target", target, "--sha256", sha256_of(other).upper())
    assert result.exit_code == 0, result.output
    assert installed(target)


def test_sizes_and_names(wheel: Path, tmp_path: Path) -> None:
    result = atau("download", "lg", "--from", wheel.parent)
    assert (result.exit_code, "knows no model kk_ent_news_lg (known: md)" in said(result)) == (2, True)
    stranger = make_wheel(tmp_path, "other_model-1.0-py3-none-any.whl")
    result = atau("download", "--from", stranger, "--sha256", sha256_of(stranger))
    assert "is not the model kk_ent_news_md" in said(result)
    unfit = make_wheel(tmp_path, FILE.replace("7.0.0", "9.0.0"), needs="atau>=99")
    result = atau("download", "--from", unfit, "--sha256", sha256_of(unfit))
    assert "it needs atau>=99" in said(result)
    assert "no such file or folder" in said(atau("download", "--from", tmp_path / "none"))


def test_the_place_is_named_by_the_user() -> None:
    result = atau("download")
    assert result.exit_code == 2
    assert "atau download md --from" in said(result)


def test_the_wheel_of_this_checkout_is_pinned() -> None:
    pinned = pinned_models()[NAME]
    found = ROOT / "packages" / pinned.file
    assert found.is_file(), f"python scripts/pin_model.py packages/{NAME}-….whl"
    assert sha256_of(found) == pinned.sha256, f"python scripts/pin_model.py {found.relative_to(ROOT)}"


def test_whoever_lacks_the_model_is_told_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(loading, "_is_installed", lambda name: False)
    monkeypatch.setattr(loading, "installed_models", list)
    monkeypatch.setattr(models, "__file__", str(tmp_path / "a/b/c.py"))
    line = f"atau download md --from PLACE, where PLACE is the folder, file or index with {pinned_models()[NAME].file}"
    assert install_line() == line
    with pytest.warns(UserWarning, match="is not installed, so only the rules are used") as told:
        package.load()
    assert line in str(told[0].message)
    own = (("info", "--model", NAME), ("serve", "--model", "md"), ("serve", "--model", "medium"))
    for command in (("info",), ("annotate", "x.txt"), *own):
        (tmp_path / "x.txt").write_text("Арал", "utf-8")
        assert line in said(atau(*command)), command
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / pinned_models()[NAME].file).touch()
    assert install_line() == "atau download md --from packages"
    assert install_line("kk_own_model") == "pip install --no-deps FILE.whl"

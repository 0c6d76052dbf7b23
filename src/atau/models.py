"""The model packages that belong to this version of atau, and the line that installs one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from atau.tables import read_table

#: What the name of a package begins with; its size follows, md or lg.
PREFIX: Final = "kk_ent_news_"
#: The fast model, which needs nothing but atau.
DEFAULT_MODEL: Final = "kk_ent_news_md"
#: The accurate model, and the module that it needs beside atau.
LARGE_MODEL: Final = "kk_ent_news_lg"
LARGE_NEEDS: Final = "onnxruntime"
#: Short names for ``atau.load`` and ``--model``; the best comes first.
SIZES: Final = {"lg": LARGE_MODEL, "md": DEFAULT_MODEL}
TABLE: Final = Path(__file__).parent / "data" / "models.tsv"
COLUMNS: Final = ("name", "version", "file", "sha256")
#: Where the wheels of a checkout are.
WHEELS: Final = "packages"


class PinnedModel(NamedTuple):
    """A model package whose wheel is known: `sha256` in hex digits."""

    name: str
    version: str
    file: str
    sha256: str

    @property
    def size(self) -> str:
        """What `atau download` calls it."""
        return self.name.removeprefix(PREFIX)


@lru_cache(maxsize=1)
def pinned_models() -> dict[str, PinnedModel]:
    """The model of each name that belongs to this version. Raises TableError."""
    return {row[0]: PinnedModel(*row) for row in read_table(TABLE, COLUMNS, unique=("name",))}


def install_hint(name: str) -> str:
    """What a user without the model `name` is told: how to install it, or, where it is not atau's, both kinds."""
    if name in pinned_models():
        return f"Install it: {install_line(name)}"
    return (
        f"The model of atau is installed with: {install_line()}; one of your own from its wheel: {install_line(name)}"
    )


def install_line(name: str = DEFAULT_MODEL) -> str:
    """The command that installs the model `name`, with the place of its wheel where it is at hand.

    >>> install_line("kk_own_model")
    'pip install --no-deps FILE.whl'
    """
    found = pinned_models().get(name)
    if found is None:
        return "pip install --no-deps FILE.whl"
    checkout = Path(__file__).parents[2]
    for folder in (Path(WHEELS), checkout / WHEELS):
        if (folder / found.file).is_file():
            return f"atau download {found.size} --from {_quoted(str(folder))}"
    return f"atau download {found.size} --from PLACE, where PLACE is the folder, file or index with {found.file}"


def _quoted(path: str) -> str:
    return path if path.replace("/", "").replace("_", "").replace("-", "").replace(".", "").isalnum() else f'"{path}"'

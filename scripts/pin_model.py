"""Write the checksum of a model's wheel to src/atau/data/models.tsv, after a release build.

python scripts/pin_model.py packages/kk_ent_news_md-0.4.0-py3-none-any.whl
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from packaging.utils import parse_wheel_filename

from atau.checksums import sha256_of
from atau.models import COLUMNS, TABLE, PinnedModel, pinned_models


def main(wheel: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Pin the wheel; another version of the same model is no longer pinned."""
    name, version, _, _ = parse_wheel_filename(wheel.name)
    package = name.replace("-", "_")
    rows = {**pinned_models(), package: PinnedModel(package, str(version), wheel.name, sha256_of(wheel))}
    head = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [*head, "\t".join(COLUMNS), *("\t".join(rows[name]) for name in sorted(rows))]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    typer.echo(f"pinned {wheel.name}")


if __name__ == "__main__":
    typer.run(main)

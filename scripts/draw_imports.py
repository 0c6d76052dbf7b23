"""Draw which package of atau imports which, read from the source: docs/explanation/architecture.svg.

    python scripts/draw_imports.py            # write the picture
    python scripts/draw_imports.py --check    # exit code 1 where it is out of date

An arrow points from the package that imports to the one imported. An arrow that follows from two others is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Annotated, Final

import typer

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "atau"
PICTURE: Final = ROOT / "docs" / "explanation" / "architecture.svg"
# Modules of a few lines that everything may import say nothing about the structure.
LEFT_OUT: Final = frozenset(
    {
        "__init__",
        "__main__",
        "__version__",
        "about",
        "checksums",
        "download",
        "models",
        "partial",
        "terminal",
        "training_size",
    }
)
WIDTH, ROW, BOX_WIDTH, BOX_HEIGHT, MARGIN = 1080, 84, 118, 34, 24
COMPONENT, OTHER = "#d7efe9", "#e6e9f5"

Graph = Mapping[str, frozenset[str]]


def name_of(module: str) -> str | None:
    """The box that a module belongs to: its package, or its component's folder."""
    parts = module.split(".")[1:]
    if not parts or parts[0] in LEFT_OUT or not _exists(parts[0]):
        return None
    if parts[0] == "components" and len(parts) > 1:
        return f"components.{parts[1]}"
    # The store stands above `annotate`, the facts of a document below.
    if parts[:2] == ["facts", "store"]:
        return "facts.store"
    return None if parts[0] == "components" else parts[0]


def _exists(name: str) -> bool:
    return (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").is_file()


def imported(path: Path) -> Iterator[str]:
    """The modules of atau that a file imports, also inside functions and for type checking."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module in ("atau", "atau.components"):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.startswith("atau."))


def import_graph() -> Graph:
    """Box to the boxes it imports."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(("atau", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        name = name_of(module)
        if name is not None:
            targets = {name_of(target) for target in imported(path)} - {name, None}
            # A package offers the names of its parts, whatever their place.
            known = (t for t in targets if t is not None and not t.startswith(f"{name}."))
            found.setdefault(name, set()).update(known)
    return {name: frozenset(targets) for name, targets in sorted(found.items())}


def levels(graph: Graph) -> dict[str, int]:
    """Box to its height: 0 for what imports nothing, else one above the highest it imports. Raises ValueError."""
    found: dict[str, int] = {}

    def height(name: str, path: tuple[str, ...]) -> int:
        if name in path:
            raise ValueError(f"the imports run in a circle: {' -> '.join((*path, name))}")
        if name not in found:
            found[name] = 1 + max((height(other, (*path, name)) for other in graph[name]), default=-1)
        return found[name]

    for name in graph:
        height(name, ())
    return found


def reduced(graph: Graph) -> Graph:
    """The graph without the arrows that follow from others."""
    reach: dict[str, frozenset[str]] = {}
    for name in sorted(graph, key=levels(graph).__getitem__):
        reach[name] = graph[name].union(*(reach[other] for other in graph[name]))
    return {
        name: frozenset(t for t in targets if not any(t in reach[other] for other in targets if other != t))
        for name, targets in graph.items()
    }


def places(graph: Graph) -> dict[str, tuple[float, float]]:
    """Box to the middle of its top edge: rows by height, each box of a row near those that it imports."""
    height = levels(graph)
    # What imports nothing goes right below the lowest that imports it: short arrows cross fewer boxes.
    for name in (name for name in graph if not graph[name]):
        height[name] = min((height[other] for other in graph if name in graph[other]), default=1) - 1
    top = max(height.values())
    found: dict[str, tuple[float, float]] = {}
    for level in range(top + 1):

        def mean(name: str) -> float:
            below = [found[other][0] for other in graph[name]]
            return sum(below) / len(below) if below else WIDTH

        row = sorted((name for name in graph if height[name] == level), key=lambda name: (mean(name), name))
        step = (WIDTH - 2 * MARGIN) / len(row)
        for i, name in enumerate(row):
            found[name] = (MARGIN + step * (i + 0.5), MARGIN + (top - level) * ROW)
    return found


def draw(graph: Graph) -> str:
    """The picture as SVG."""
    arrows = reduced(graph)
    where = places(arrows)
    bottom = max(y for _, y in where.values()) + BOX_HEIGHT + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom:.0f}" role="img"'
        ' font-family="sans-serif" font-size="14">',
        "<title>Which package of atau imports which</title>",
        "<!-- Written by scripts/draw_imports.py: do not edit. -->",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#667"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{bottom:.0f}" rx="8" fill="#fff"/>',
    ]
    for name, targets in arrows.items():
        for target in sorted(targets):
            (x, y), (to_x, to_y) = where[name], where[target]
            start, end = y + BOX_HEIGHT, to_y - 2
            bend = (end - start) / 2
            curve = f"M{x:.0f} {start:.0f}C{x:.0f} {start + bend:.0f} {to_x:.0f} {end - bend:.0f} {to_x:.0f} {end:.0f}"
            lines.append(f'<path d="{curve}" fill="none" stroke="#889" stroke-width="1.2" marker-end="url(#tip)"/>')
    for name, (x, y) in where.items():
        color = COMPONENT if name.startswith("components.") else OTHER
        lines.append(
            f'<rect x="{x - BOX_WIDTH / 2:.0f}" y="{y:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"'
            f' fill="{color}" stroke="#99a"/>'
            f'<text x="{x:.0f}" y="{y + 22:.0f}" text-anchor="middle" fill="#112">'
            f"{escape(name.removeprefix('components.'))}</text>"
        )
    return "\n".join([*lines, "</svg>"]) + "\n"


def main(
    check: Annotated[bool, typer.Option("--check", help="write nothing; exit code 1 where the picture is old")] = False,
) -> None:
    """Write the picture, or check it."""
    text = draw(import_graph())
    if not check:
        PICTURE.write_text(text, encoding="utf-8")
    elif not PICTURE.is_file() or PICTURE.read_text(encoding="utf-8") != text:
        typer.echo(f"{PICTURE.name} is out of date: run python scripts/draw_imports.py", err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)

"""The patterns of facts in words, beside the rules of the mentions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.components.common.explain import RuleInfo
from atau.facts.tables import FACT_PATTERNS

_FOLDER: Final = Path(__file__).parent


@lru_cache(maxsize=1)
def patterns() -> dict[str, RuleInfo]:
    """Every pattern by its id, in alphabetical order, in the form of a rule; precision is that of its facts."""
    sources = {str(path.relative_to(_FOLDER)): path.read_text("utf-8") for path in sorted(_FOLDER.rglob("*.py"))}
    found = {}
    for identity, _, probability, counted, meaning, example in sorted(FACT_PATTERNS.read()):
        files = tuple(name for name, text in sources.items() if f'"{identity}"' in text)
        found[identity] = RuleInfo(
            identity, meaning, example, float(probability), int(counted), False, _FOLDER.name, files
        )
    return found

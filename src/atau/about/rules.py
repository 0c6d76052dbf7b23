"""Rules in words, for `atau explain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atau.about.wording import count

if TYPE_CHECKING:
    from atau.components.common.explain import RuleInfo


def explained_rules(rules: Sequence[RuleInfo]) -> str:
    """Everything known of `rules`, a paragraph each."""
    return "\n".join(_explained(rule) for rule in rules)


def _explained(rule: RuleInfo) -> str:
    precision = f"{rule.precision:.3f}, counted on {count(rule.annotations, 'candidate')} in development gold"
    lines = [
        rule.id,
        f"  meaning:   {rule.meaning}",
        f"  example:   {rule.example}",
        f"  precision: {precision if rule.annotations else f'{rule.precision:.3f}, an estimate'}",
        f"  code:      atau/{rule.folder}" + (f" ({', '.join(rule.files)})" if rule.files else ""),
    ]
    return "\n".join(lines) + "\n"


def listed_rules(rules: Sequence[RuleInfo]) -> str:
    """The ids of `rules` with their meanings, under the folders of their code."""
    width = max(len(rule.id) for rule in rules)
    lines = []
    for folder in dict.fromkeys(rule.folder for rule in rules):
        lines += [f"atau/{folder}"]
        lines += [f"  {rule.id:<{width}}  {rule.meaning}" for rule in rules if rule.folder == folder]
        lines.append("")
    return "\n".join(lines)

"""What the tables of organisations owe to each other."""

from __future__ import annotations

from atau.components.organisation.tables import ORG_HEAD_TRAITS, ORG_HEADS


def test_traits_are_those_of_listed_nouns() -> None:
    heads = {head for head, _ in ORG_HEADS.read()}
    assert {head for head, _ in ORG_HEAD_TRAITS.read()} <= heads

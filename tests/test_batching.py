"""Batches of bounded size: nothing is lost, and little is read ahead."""

from __future__ import annotations

import pytest

from atau.batching import in_batches


@pytest.mark.parametrize("texts", [[], ["а"], ["а"] * 500, ["а" * 60_000] * 7, ["а" * 300_000, "", "а"], [""] * 65])
def test_texts_come_in_order_in_batches_of_bounded_size(texts: list[str]) -> None:
    batches = list(in_batches(texts, len))
    assert [text for batch in batches for text in batch] == texts
    assert all(0 < len(batch) <= 64 for batch in batches)
    assert all(sum(map(len, batch[:-1])) < 100_000 for batch in batches)


def test_no_more_is_read_than_the_batch_needs() -> None:
    texts = iter(["а" * 50_000] * 10)
    assert len(next(in_batches(texts, len))) == 2
    assert len(list(texts)) == 8

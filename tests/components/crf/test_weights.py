"""The look-up of features by their hashes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from atau.components.crf.scheme import Scheme
from atau.components.crf.weights import Weights

# Small ones, which hashes never are, all fall into one bucket; the highest ends the search.
KEYS = st.one_of(st.integers(1, 9), st.integers(1, 2**64 - 1), st.just(2**64 - 1))


@given(st.lists(KEYS), st.lists(KEYS | st.just(0)))
def test_rows_are_those_of_a_search(known: list[int], asked: list[int]) -> None:
    weights = Weights(Scheme(["LOC"]), np.array(known, dtype=np.uint64))
    places = {key: row for row, key in enumerate(sorted(set(known)))}
    rows = weights.rows(np.array(asked, dtype=np.uint64))
    assert rows.tolist() == [places.get(key, len(places)) for key in asked]

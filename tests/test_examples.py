"""The examples in the docstrings of the components, run as doctests.

Besides what its module defines, an example may call `found(label, text)`: the candidates of the rules with this label,
each as ``text (rule id)``. LEXICON is the lexicon of the organisations.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from marked_cases import found

import atau.components
from atau.components.organisation.component import Organisations
from atau.components.organisation.lexicon import OrgLexicon
from atau.tables import TableSet


def _examples() -> Iterator[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    names = {"found": found, "LEXICON": OrgLexicon(TableSet(Organisations.TABLES))}
    for info in pkgutil.walk_packages(atau.components.__path__, "atau.components."):
        module = importlib.import_module(info.name)
        yield from (test for test in finder.find(module, extraglobs=names) if test.examples)


EXAMPLES = {example.name: example for example in _examples()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str) -> None:
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    result = runner.run(EXAMPLES[name], out=report.append, clear_globs=False)
    assert result.failed == 0, "".join(report)


def test_examples_are_found() -> None:
    assert any(name.startswith("atau.components.common.noun_roles.") for name in EXAMPLES)

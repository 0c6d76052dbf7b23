"""The attributes atau adds to spaCy's Span and Doc; importing the module registers them.

``doc.user_data`` holds plain values (text, numbers, lists, dicts), so that they go through
``DocBin(store_user_data=True)`` and the processes of ``nlp.pipe(n_process=...)``. The numbers of a quantity are stored
as text, for msgpack knows no Decimal; whoever reads the attribute gets Decimals.

A value belongs to a mention, not to a stretch of text: where another component has put an entity of its own in the
place of one of atau's, the attributes of the old one read None, and a person who has lost all mentions is gone from
``doc._.people``.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, Final

from spacy.tokens import Doc, Span
from spacy.util import registry

from atau.components.common.candidates import NESTED
from atau.components.common.packing import packed, unpacked
from atau.lang.language import language_of
from atau.lang.readings import script_of

SPAN_ATTRIBUTES: Final = ("normal", "quantity", "cluster", "score", "source", "place")
DOC_ATTRIBUTES: Final = ("people",)
#: Where spaCy's registry has the function that finds ``doc._.facts``: it lives in a package that builds on this one.
FACTS: Final = "atau.facts.v1"
#: Computed from the text, not stored.
SCRIPT: Final = "script"
# The label and the id of the mention whose attributes stand beside it in doc.user_data. The key has the form of spaCy's
# own, so that `Span.as_doc` and `Doc.from_docs` move it together with the attributes.
_MENTION: Final = ("._.", "atau.mention")
_BEGIN, _INSIDE = 3, 1  # Token.ent_iob


class ExtensionWarning(UserWarning):
    """An attribute that atau writes had been registered by other code."""


def register() -> None:
    """Register the attributes; safe to call again.

    span._.normal: dictionary form (str or None). span._.quantity: dict as `Quantity.as_dict` gives it, its numbers
    Decimal (or None).
    span._.cluster: id of what the mention names, the same for all its mentions in the document (or None).
    span._.score: confidence in 0..1 (or None). span._.source: rule id or "model" (or None).
    span._.place: dict of a place with its identity, as `kk_linker` sets it, see `atau.facts.places.gazetteer` (or
    None).
    span._.script: "latin" or "arabic" where the mention stands in these letters and is read in Cyrillic (or None).
    doc._.people: list of dicts, see `atau.components.normalizer.people.people` (or None).
    doc._.language: dict, see `atau.lang.language.language_of`; found when it is asked for.
    doc._.facts: list of records, see `atau.facts.extract.facts_of`; found anew whenever it is asked for.

    An attribute that other code has registered stays as it is, with a warning: atau writes its values to it. Raises
    ValueError where it cannot be written.
    """
    for name in SPAN_ATTRIBUTES:
        _register(Span, name, partial(_read, name), partial(_write, name))
    if not Span.has_extension(SCRIPT):
        Span.set_extension(SCRIPT, getter=script_of)
    for name in DOC_ATTRIBUTES:
        _register(Doc, name, _read_people, partial(_write_doc, name))
    if not Doc.has_extension("language"):  # read only: another package's stays, and is right as well
        Doc.set_extension("language", getter=language_of)
    if not Doc.has_extension("facts"):
        Doc.set_extension("facts", getter=_find_facts, setter=_refuse)


def claim(span: Span) -> None:
    """Remember that the attributes of these tokens are those of the mention `span`; those of another one go."""
    data: dict[Any, Any] = span.doc.user_data
    key = (span.start_char, span.end_char)
    noted = (*_MENTION, *key)
    mention = data.get(noted)
    if mention is not None and not _is_current(span, *mention):
        for name in SPAN_ATTRIBUTES:
            data.pop(("._.", name, *key), None)
    data[noted] = [span.label_, span.id_]


def _register(kind: Any, name: str, getter: Any, setter: Any) -> None:
    if not kind.has_extension(name):
        kind.set_extension(name, getter=getter, setter=setter)
        return
    _, method, found, writer = kind.get_extension(name)
    if found == getter or (isinstance(found, partial) and found.func is _read):
        return
    called = f"{kind.__name__}._.{name}"
    remedy = f"register yours under another name, or {kind.__name__}.remove_extension({name!r}) before loading atau"
    if method is not None or (found is not None and writer is None):
        raise ValueError(f"{called} is registered already and cannot be written, but atau writes it; {remedy}")
    warnings.warn(
        f"{called} is registered already by other code; atau leaves it as it is and writes its own values to it. To "
        f"keep the two apart, {remedy}.",
        ExtensionWarning,
        stacklevel=4,
    )


def _read(name: str, span: Span) -> Any:
    data: dict[Any, Any] = span.doc.user_data
    key = (span.start_char, span.end_char)
    mention = data.get((*_MENTION, *key))
    if mention is not None and not _is_current(span, *mention):
        return None
    value = data.get(("._.", name, *key))
    return unpacked(value) if name == "quantity" and isinstance(value, Mapping) else value


def _write(name: str, span: Span, value: Any) -> None:
    data: dict[Any, Any] = span.doc.user_data
    if name == "quantity" and isinstance(value, Mapping):
        value = packed(value)
    data["._.", name, span.start_char, span.end_char] = value


def _is_current(span: Span, label: str, identity: str) -> bool:
    """Whether the mention that is noted for these tokens still stands there."""
    if span.label_ != label:
        return False
    if span.id_ == identity:
        return True
    doc = span.doc
    first = doc[span.start]
    whole = span.end == len(doc) or doc[span.end].ent_iob != _INSIDE
    if first.ent_iob == _BEGIN and whole and first.ent_type == span.label:
        return bool(first.ent_id_ == identity)
    return True


def _find_facts(doc: Doc) -> list[Any]:
    found: list[Any] = _finder()(doc)
    return found


def _refuse(doc: Doc, value: Any) -> None:
    raise AttributeError("doc._.facts is found in the mentions of the doc and cannot be set")


@lru_cache(maxsize=1)
def _finder() -> Any:
    return registry.misc.get(FACTS)  # it looks through all installed packages


def _write_doc(name: str, doc: Doc, value: Any) -> None:
    data: dict[Any, Any] = doc.user_data
    data["._.", name, None, None] = value


def _read_people(doc: Doc) -> list[dict[str, Any]] | None:
    data: dict[Any, Any] = doc.user_data
    people: list[dict[str, Any]] | None = data.get(("._.", "people", None, None))
    if isinstance(people, tuple):  # msgpack, and so a DocBin, makes tuples of lists
        people = data["._.", "people", None, None] = _with_lists(people)
    if not people:
        return people
    standing = {
        (span.start_char, span.end_char) for span in (*doc.ents, *doc.spans.get(NESTED, ())) if span.label_ == "PERSON"
    }
    found = []
    for person in people:
        mentions = [mention for mention in person["mentions"] if tuple(mention) in standing]
        if len(mentions) == len(person["mentions"]):
            found.append(person)
        elif mentions:
            found.append({**person, "mentions": mentions})
    return found


def _with_lists(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_with_lists(item) for item in value]
    return {key: _with_lists(item) for key, item in value.items()} if isinstance(value, dict) else value


register()

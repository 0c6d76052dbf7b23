"""One person, or one organisation, as one document shows it: what the linkers compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

#: Lists longer than this are cut: a list of 500 delegates says nothing of who one of them is.
MAX_VALUES: Final = 50


class ProfileError(ValueError):
    """A profile that cannot be used; the message says which one, what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonProfile:
    """One person of one document.

    document: id of the document. cluster: id of the person in it, as ``ent._.cluster`` has it. names: the dictionary
    forms of all mentions, in the order of the text. offices, organisations, places: dictionary forms of what the
    document says of the person. dates: when the person did or held something, in ISO form (``2020``, ``2020-10``).
    companions: the full names of the other people of the document. published: when the document appeared, in ISO form.
    born, died: likewise, where the document says so.
    """

    document: str
    cluster: str
    names: tuple[str, ...]
    offices: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    published: str | None = None
    born: str | None = None
    died: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Document and cluster, by which the profile is known."""
        return self.document, self.cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationProfile:
    """One organisation of one document.

    names: the dictionary forms of its mentions. places: where the document says it is. published: as in
    `PersonProfile`.
    """

    document: str
    cluster: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()
    published: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Document and cluster, by which the profile is known."""
        return self.document, self.cluster


_LISTS: Final = frozenset({"names", "offices", "organisations", "places", "dates", "companions"})


def person_profile(row: Mapping[str, Any]) -> PersonProfile:
    """The profile of a row of a table: texts under ``document`` and ``cluster``, lists of texts under the others.

    What is absent or None is empty. Raises ProfileError.

    >>> person_profile({"document": "a.txt", "cluster": "p1", "names": ["Асан Үсенов"], "places": None}).names
    ('Асан Үсенов',)
    """
    return PersonProfile(**_values(row, PersonProfile))


def organisation_profile(row: Mapping[str, Any]) -> OrganisationProfile:
    """Like `person_profile`, for organisations. Raises ProfileError."""
    return OrganisationProfile(**_values(row, OrganisationProfile))


def _values(row: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    where = f"profile {row.get('document')!r} / {row.get('cluster')!r}"
    for field in fields(kind):
        value = row.get(field.name)
        if field.name in _LISTS:
            found[field.name] = _texts(value, f"{where}: {field.name}")
        elif value is None and field.name not in ("document", "cluster"):
            found[field.name] = None
        elif isinstance(value, str) and (value or field.name not in ("document", "cluster")):
            found[field.name] = value or None
        elif field.name in ("document", "cluster"):
            raise ProfileError(f"{where}: {field.name} is {value!r}; give a text that is not empty")
        else:
            raise ProfileError(f"{where}: {field.name} is {value!r}; give a text such as 2020-10-12, or None")
    return found


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ProfileError(f"{where} is {value!r}; give a list of texts")
    texts = list(value)
    wrong = next((text for text in texts if not isinstance(text, str)), None)
    if wrong is not None:
        raise ProfileError(f"{where} holds {wrong!r}; give texts only")
    return tuple(dict.fromkeys(text for text in texts if text.strip()))

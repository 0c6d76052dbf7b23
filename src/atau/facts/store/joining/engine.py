"""Joins the people and organisations of a database, of all its documents or of those that are new and gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atau.facts.people.link import log_odds
from atau.facts.people.profile import OrganisationProfile, PersonProfile
from atau.facts.people.scorer import PersonScorer, shared_scorer
from atau.facts.store.joining import organisations, people
from atau.facts.store.joining.delta import DOCUMENTS, take_documents
from atau.facts.store.joining.report import JoinReport, Progress, in_silence, note_large
from atau.facts.store.joining.sql import one, run_together

#: Changes whenever what is joined, or how the state is laid out, changes: then all is joined from scratch once.
FORMAT: Final = 2
_STATE: Final = (
    "CREATE SCHEMA IF NOT EXISTS joining",
    "CREATE TABLE IF NOT EXISTS joining.state (made_with VARCHAR, complete BOOLEAN)",
    DOCUMENTS,
    *people.STATE,
    *organisations.STATE,
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where documents and profiles come from.

    documents: a query of the numbers of all documents, the texts by which they are put in order and told from others
    (the same in every run), and when they were published. people, organisations: called when work.new_documents lists
    the new ones; the profiles of these with the numbers of the documents, those of a document one after the other and
    by cluster.
    """

    documents: str
    people: Callable[[], Iterable[tuple[int, PersonProfile]]]
    organisations: Callable[[], Iterable[tuple[int, OrganisationProfile]]]


def join_database(
    connection: Any,
    sources: Sources,
    *,
    scorer: PersonScorer | None = None,
    threshold: float | None = None,
    afresh: bool = False,
    publish: Callable[[str], None] = lambda kind: None,
    progress: Progress = in_silence,
) -> JoinReport:
    """Join what is new in `sources`, to what the state in the schema `joining` knows of the rest.

    The database `work` is attached to `connection`. afresh: forget the state. publish: called for people, and then for
    organisations, when the tables work.{kind}_links and work.{kind}_names are there. progress: told what is done,
    a line each time. Until `completed` is called the state counts as incomplete, and the next run begins from scratch.
    Raises ProfileError, ValueError.
    """
    scorer = scorer or shared_scorer()
    limit = log_odds(scorer.threshold if threshold is None else threshold)
    _prepare(connection, _made_with(scorer, limit), afresh=afresh)
    report = JoinReport()
    take_documents(connection, sources.documents)
    new = one(connection, "SELECT count(*) FROM work.new_documents")
    progress(f"joining people and organisations: {new:,} new documents")
    people.PeopleJoin(connection, scorer, limit, report, progress).join(sources.people())
    publish(people.KIND)
    report.people = one(connection, "SELECT count(*) FROM work.people_links")
    organisations.OrganisationsJoin(connection, report, progress).join(sources.organisations())
    publish(organisations.KIND)
    report.organisations = one(connection, "SELECT count(*) FROM work.organisations_links")
    note_large(connection, report)
    return report


def completed(connection: Any) -> None:
    """The state is as the last run left it."""
    connection.execute("UPDATE joining.state SET complete = true")


def _prepare(connection: Any, made_with: str, *, afresh: bool) -> None:
    known = connection.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_catalog = current_database() "
        "AND table_schema = 'joining' AND table_name = 'state'"
    ).fetchone()[0]
    if known and not afresh:
        row = connection.execute("SELECT made_with, complete FROM joining.state").fetchone()
        afresh = row is None or row[0] != made_with or not row[1]
    if known and afresh:
        connection.execute("DROP SCHEMA joining CASCADE")
    run_together(connection, *_STATE, "DELETE FROM joining.state")
    connection.execute("INSERT INTO joining.state VALUES ($1, false)", [made_with])


def _made_with(scorer: PersonScorer, limit: float) -> str:
    """What decides who is joined: this release, its tables, the scorer."""
    from atau import __version__
    from atau.fingerprint import fingerprint

    digest = hashlib.sha256()
    for path in sorted((Path(__file__).parents[2] / "people" / "data").iterdir()):
        digest.update(path.read_bytes())
    described = [FORMAT, __version__, fingerprint()["tables"], digest.hexdigest(), scorer.as_dict(), limit]
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()

"""What has changed since people, or organisations, were joined the last time: documents, profiles, distinct ones.

The state is in the schema `joining`: ``documents``, and for each kind ``…_members`` (which profile says what),
``…_nodes`` (what is said, once for each distinct profile) and ``…_parts`` (which of them are connected). What is needed
only while they are joined is in the database `work`.
"""

from __future__ import annotations

from typing import Any

from atau.facts.store.joining.sql import Rows, insert_columns, run, run_together

DOCUMENTS = "CREATE TABLE IF NOT EXISTS joining.documents (document BIGINT, key VARCHAR, published VARCHAR)"


def state_of(kind: str, columns: str) -> tuple[str, ...]:
    """The statements that make the tables of a kind. columns: of what a distinct profile says."""
    return (
        f"CREATE TABLE IF NOT EXISTS joining.{kind}_members (document BIGINT, cluster VARCHAR, node BIGINT)",
        f"CREATE TABLE IF NOT EXISTS joining.{kind}_nodes (node BIGINT, {columns})",
        f"CREATE TABLE IF NOT EXISTS joining.{kind}_parts (node BIGINT, component BIGINT)",
    )


def take_documents(connection: Any, current: str) -> None:
    """Compare the documents of the state with `current`, a query of document, key and published; those that are new
    and gone are in work.new_documents and work.gone_documents then, and the state has the current ones."""
    run(
        connection,
        f"CREATE OR REPLACE TABLE work.new_documents AS FROM ({current}) c "
        "WHERE document NOT IN (SELECT document FROM joining.documents)",
        "CREATE OR REPLACE TABLE work.gone_documents AS SELECT document FROM joining.documents "
        f"WHERE document NOT IN (SELECT document FROM ({current}) c)",
    )
    run_together(
        connection,
        "DELETE FROM joining.documents WHERE document IN (FROM work.gone_documents)",
        "INSERT INTO joining.documents FROM work.new_documents",
    )


def new_members(connection: Any) -> Rows:
    """Rows for `take_members`: the node of each profile of the new documents."""
    return Rows(connection, "work.new_members", (("document", "BIGINT"), ("cluster", "VARCHAR"), ("node", "BIGINT")))


def take_members(connection: Any, kind: str, said: str) -> None:
    """Bring members and nodes of the state up to date with work.new_members and work.said_nodes; `said` names the
    columns of a node.

    Then work.touched has the nodes whose members are others now, with whether the node is new or gone, and its
    component before.
    """
    members, nodes = f"joining.{kind}_members", f"joining.{kind}_nodes"
    run(
        connection,
        f"CREATE OR REPLACE TABLE work.moved AS SELECT DISTINCT node FROM (SELECT node FROM {members} "
        "WHERE document IN (FROM work.gone_documents) UNION ALL SELECT node FROM work.new_members)",
    )
    run_together(
        connection,
        f"DELETE FROM {members} WHERE document IN (FROM work.gone_documents)",
        f"INSERT INTO {members} SELECT document, cluster, node FROM work.new_members",
    )
    run(
        connection,
        f"""CREATE OR REPLACE TABLE work.touched AS
        SELECT m.node, k.node IS NULL AS is_new, p.component,
               NOT EXISTS (FROM {members} x WHERE x.node = m.node) AS is_gone
        FROM work.moved m LEFT JOIN (SELECT node FROM {nodes}) k USING (node)
        LEFT JOIN joining.{kind}_parts p ON p.node = m.node""",
    )
    run_together(
        connection,
        f"DELETE FROM {nodes} WHERE node IN (SELECT node FROM work.touched WHERE is_gone)",
        f"DELETE FROM joining.{kind}_parts WHERE node IN (SELECT node FROM work.touched WHERE is_gone)",
        f"""INSERT INTO {nodes} SELECT node, {said} FROM (
            SELECT *, row_number() OVER (PARTITION BY node) AS time FROM work.said_nodes
            WHERE node IN (SELECT node FROM work.touched WHERE is_new)) WHERE time = 1""",
    )


def store_parts(connection: Any, nodes: Any, whole: Any, piece: Any) -> None:
    """Write work.parts. nodes: the affected ones, shape (nodes,). whole: for each the position of the node that its
    component is called by. piece: what is joined at a time, a number for each node."""
    run(connection, "CREATE OR REPLACE TABLE work.parts (node BIGINT, component BIGINT, piece BIGINT)")
    insert_columns(connection, "work.parts", {"node": nodes, "component": nodes[whole], "piece": piece})


def take_parts(connection: Any, kind: str) -> None:
    """Put the components of work.parts, which are of all affected nodes, in the place of the former ones."""
    run_together(
        connection,
        f"DELETE FROM joining.{kind}_parts WHERE node IN (SELECT node FROM work.parts)",
        f"INSERT INTO joining.{kind}_parts SELECT node, component FROM work.parts",
    )

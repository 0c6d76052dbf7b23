"""Joining people and organisations over all documents in a database: out of core, and again only where it is needed."""

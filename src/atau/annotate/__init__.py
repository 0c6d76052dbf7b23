"""Annotating streams of texts: reading records, running a pipeline in batches, writing any output format."""

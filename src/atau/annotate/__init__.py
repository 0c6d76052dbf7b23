"""Annotating streams of texts: reading records, running a pipeline in batches, writing any output format.

`run.annotate` is the whole of `atau annotate`; `batches.annotate_records` the stream beneath it; `writers` the output
formats, one registration each.
"""

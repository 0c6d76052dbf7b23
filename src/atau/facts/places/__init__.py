"""Places with an identity: a gazetteer from GeoNames, and `kk_linker`, which links LOC mentions to it.

`linker` is the spaCy component, `linking` what it decides with, `gazetteer` the table, `geojson` the way out.
"""

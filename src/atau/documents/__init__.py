"""Documents as they really come: text, web pages, PDF, office files, mail, tables, archives.

`reading.read_documents` is the way in. A reader for each format (`formats.FORMATS`) makes `model.Part`s of the bytes of
a file: the text in reading order, its metadata, where its pages and paragraphs stand.
"""

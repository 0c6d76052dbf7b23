"""A database of what was found in a folder of documents: kept up to date, queried with SQL, exported."""

"""Facts: who holds which office where and since when, and how much of what; in a document and over many."""

"""Who is who over all documents: one person, and one organisation, under one id."""

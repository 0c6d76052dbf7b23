"""Documents as they really come: text, web pages, PDF, office files, mail, tables, archives."""

"""Following with the code: the complainant's own pages."""

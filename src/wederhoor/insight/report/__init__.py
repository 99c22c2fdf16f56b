"""Reports: the figures of each section as plain tables, the work of writing one, and what is frozen when it is adopted."""

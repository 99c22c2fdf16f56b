"""Doing an act through a page: its form, made from the regulation, and what it will bring about. For every page app."""

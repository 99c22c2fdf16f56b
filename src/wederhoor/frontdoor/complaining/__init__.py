"""Complaining: one subject a page, kept after each page, checked, sent once."""

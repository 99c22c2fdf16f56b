"""Files that a party downloads."""


def file_name(name: str) -> str:
    """A name that a header can carry."""
    return "".join(c if c.isascii() and (c.isalnum() or c in " ._-") else "_" for c in name) or "bestand"

"""The one exception by which a task in the child refuses a file."""


class Bad(Exception):
    """Refused; ``code`` is a key of ``words.REFUSALS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

"""The passwords that everybody uses, without a string for each.

Django keeps 20,000 of them in every process, 2.5 MB, for a form that is seldom filled in.
"""

from __future__ import annotations

import gzip

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property


class CommonPasswords(CommonPasswordValidator):
    """As Django's, with the same list and words; the list stays one piece of memory."""

    def __init__(self) -> None:
        """Nothing is read before a password is asked about."""

    @cached_property
    def listed(self) -> bytes:
        """One password a line, with a line's end before the first and after the last."""
        lines = gzip.decompress(self.DEFAULT_PASSWORD_LIST_PATH.read_bytes()).splitlines()
        return b"\n%b\n" % b"\n".join(map(bytes.strip, lines))

    def validate(self, password: str, user: object = None) -> None:
        """Refuse what stands in the list, whatever its capitals and the spaces around it."""
        said = password.lower().strip()
        if said and "\n" not in said and b"\n%b\n" % said.encode(errors="surrogatepass") in self.listed:
            raise ValidationError(self.get_error_message(), code="password_too_common")

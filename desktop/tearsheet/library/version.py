"""How a library's database says what it is, in its application_id and user_version."""

from typing import Final

APPLICATION_ID: Final = 0x54454152
"""Kept in the database's application_id: "TEAR" in ASCII, so that file(1) can tell."""

SCHEMA_VERSION: Final = 9
"""Counts the migrations."""

"""The number of the schema, which the database keeps in its user_version."""

from typing import Final

SCHEMA_VERSION: Final = 8
"""Counts the migrations."""

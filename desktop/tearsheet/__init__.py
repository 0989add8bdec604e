"""Tearsheet: a desktop library for the articles people want to keep."""

from typing import Final

VERSION: Final = "0.1.0"

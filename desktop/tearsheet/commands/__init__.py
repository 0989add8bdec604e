"""Commands: what a person can do to the library, each of which returns its own inverse."""

"""Search: what a person types becomes one statement over the library and its index."""

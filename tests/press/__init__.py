"""A small newspaper served on loopback, whose pages the tests write."""

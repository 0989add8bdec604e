"""Reading: an article becomes a page to read. No Qt, no network, no database."""

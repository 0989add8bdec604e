"""Lists as Qt models, filled off the window's thread."""

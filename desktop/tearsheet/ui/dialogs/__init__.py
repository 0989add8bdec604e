"""What the window asks in a box of its own."""

"""Jobs: long work as plain objects, ``run(progress, cancel) -> result``; no threads in here."""

"""A story of our own for tests: enough plain sentences that every stage takes it for one."""

WORDS = (
    "The harbour master keeps a book of winds, and every morning he writes the first of them down.",
    "Boats that come in from the north bring ice on their ropes, which the children break off.",
    "Nobody has counted the lamps along the pier since the winter in which half of them went out.",
    "On quiet days the ferry can be heard long before it is seen, a low note under the gulls.",
    "What the tide leaves behind is sorted on the slipway: rope, wood, glass, and once a piano.",
    "The old customs house is a school now, and its scales weigh nothing heavier than apples.",
)
PARAGRAPHS = tuple(
    f"{WORDS[n % 6]} {WORDS[(n + 2) % 6]} Line {n + 1} of the log ends here." for n in range(8)
)
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(inside: str, head: str = "", lang: str = "en") -> str:
    """A whole page whose article holds ``inside`` after its headline."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>The book of winds</title>{head}</head>"
        f"<body><article><h1>The book of winds</h1>{inside}</article></body></html>"
    )

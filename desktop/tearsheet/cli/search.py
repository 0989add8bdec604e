"""`tearsheet search`: one question from a terminal, whose start is most of what it takes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tearsheet import places
from tearsheet.article.article import Card, Shelf
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Order, Place
from tearsheet.cli.fields import card_fields, card_line
from tearsheet.library import Library, parse


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401 (argparse keeps the type private)
    """Add the verb to the command line."""
    searching = verbs.add_parser(
        "search", parents=[shared], help="list the articles that answer a search, best first"
    )
    searching.add_argument("query", nargs="+", help="in the search language, see the README")
    searching.add_argument("--json", action="store_true", help="one JSON object a line")
    searching.add_argument(
        "--order", choices=[order.value for order in Order], default=Order.BEST.value
    )
    searching.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many")
    searching.set_defaults(run=_search)


def _search(chosen: argparse.Namespace) -> int:
    typed, order = " ".join(chosen.query) + " ", Order(chosen.order)
    with Library.open(places.library_folder(chosen.library)) as library:
        if library.index is not None:
            library.index.catch_up()
        place, shelves = Place(shelf=Shelf.ALL, query=typed), library.shelves
        found = shelves.first(place, order, chosen.limit)
        ids = found.ids if found.is_ranked else shelves.at(place, order, chosen.limit)
        hints = parse(typed, datetime.now().astimezone()).hints
        return _tell_found(chosen, shelves.cards(list(map(ArticleId, ids))), hints)


def _tell_found(chosen: argparse.Namespace, cards: list[Card], hints: Iterable[str]) -> int:
    for hint in hints:
        print(f"tearsheet: {hint}", file=sys.stderr)
    for card in cards:
        line = json.dumps(card_fields(card), ensure_ascii=False)
        print(line if chosen.json else card_line(card))
    return 0 if cards else 1

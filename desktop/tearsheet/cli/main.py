"""Reads the command line and runs one verb.

Exit status: 0 all done, 1 some or all of it failed, 2 the command line was wrong,
130 stopped with Ctrl+C.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tearsheet import VERSION, places
from tearsheet.article.article import Card, Shelf
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Order, Place
from tearsheet.cli.clip import add_clip
from tearsheet.cli.fields import article_fields, card_fields, card_line
from tearsheet.cli.organise import add_organising
from tearsheet.errors import Cancelled, TearsheetError
from tearsheet.library import parse

if TYPE_CHECKING:
    from tearsheet.library import Library

VERBS: Final = frozenset(
    "clip list show search tag collect trash restore merge duplicates".split()
    + "tags collections undo redo".split()
)


def main(arguments: Sequence[str]) -> int:
    """Run one verb; answers the exit status. Failures are one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (KeyboardInterrupt, Cancelled):
        print(
            "Stopped. What was asked for and not had is tried again at the next start.",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except TearsheetError as exc:
        print(f"tearsheet: {exc.sentence}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tearsheet", description="A library for articles.")
    parser.add_argument("--version", action="version", version=f"tearsheet {VERSION}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--library", metavar="PATH", help="the library's folder")
    verbs = parser.add_subparsers(dest="verb", required=True)
    add_clip(verbs, shared)
    listing = verbs.add_parser("list", parents=[shared], help="list the articles, newest first")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    listing.add_argument(
        "--shelf", choices=[shelf.value for shelf in Shelf], default=Shelf.ALL.value
    )
    listing.add_argument("--collection", metavar="PATH", help="only what lies in it or below it")
    listing.add_argument("--tag", help="only what carries it")
    listing.add_argument(
        "--order", choices=[order.value for order in Order], default=Order.NEWEST.value
    )
    listing.set_defaults(run=_list)
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
    add_organising(verbs, shared)
    showing = verbs.add_parser("show", parents=[shared], help="show one article")
    showing.add_argument("id", help="its number or uid")
    showing.add_argument("--json", action="store_true", help="every field by its name")
    showing.set_defaults(run=_show)
    return parser


def _list(chosen: argparse.Namespace) -> int:
    from tearsheet.library import Library

    with Library.open(places.library_folder(chosen.library)) as library:
        articles = library.articles
        ids = articles.at(_place(library, chosen), Order(chosen.order))
        if chosen.json:
            for id_ in ids:
                print(
                    json.dumps(
                        article_fields(articles.article(id_), whole=False), ensure_ascii=False
                    )
                )
            return 0
        for start in range(0, len(ids), 200):
            for card in articles.cards(ids[start : start + 200]):
                print(card_line(card))
    return 0


def _search(chosen: argparse.Namespace) -> int:
    from tearsheet.library import Library

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


def _place(library: Library, chosen: argparse.Namespace) -> Place:
    if chosen.collection:
        return Place(collection=library.collections.find(chosen.collection))
    if chosen.tag:
        return Place(tag=library.tags.find(chosen.tag))
    return Place(shelf=Shelf(chosen.shelf))


def _show(chosen: argparse.Namespace) -> int:
    from tearsheet.library import Library

    with Library.open(places.library_folder(chosen.library)) as library:
        article = library.articles.article(library.articles.find(chosen.id))
    if chosen.json:
        print(json.dumps(article_fields(article, whole=True), ensure_ascii=False, indent=2))
        return 0
    head = (article.title, article.byline, article.publisher, article.source_url)
    print("\n".join(filter(None, head)), "", article.text, sep="\n")
    for figure in article.figures:
        missing = f" — missing: {figure.missing}" if figure.missing else ""
        said = " ".join(filter(None, (figure.caption, figure.credit and f"({figure.credit})")))
        print(f"\n[image {figure.position + 1}] {said}{missing}")
    return 0

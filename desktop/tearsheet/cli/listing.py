"""`tearsheet list` and `show`: what is in the library, for people and for programs."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from tearsheet import places
from tearsheet.article.article import Shelf
from tearsheet.article.place import Order, Place
from tearsheet.cli.fields import article_fields, card_line

if TYPE_CHECKING:
    from tearsheet.library import Library


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401 (argparse keeps the type private)
    """Add the verbs to the command line."""
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
    showing = verbs.add_parser("show", parents=[shared], help="show one article")
    showing.add_argument("id", help="its number or uid")
    showing.add_argument("--json", action="store_true", help="every field by its name")
    showing.set_defaults(run=_show)


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

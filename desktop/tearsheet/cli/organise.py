"""`tearsheet tag`, `collect`, `trash`, `restore`, `undo`, `redo`, and lists of tags and more."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tearsheet import places
from tearsheet.article.article import State
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Collection
from tearsheet.cli.fields import card_line

if TYPE_CHECKING:
    from tearsheet.library import Library

_Run = Callable[["Library", argparse.Namespace], int]


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401 (argparse keeps the type private)
    """Add the verbs to the command line."""
    for name, words, run in (
        ("tag", "put a tag on articles, or take it off", _tag),
        ("collect", "add articles to a collection, or take them out", _collect),
    ):
        parser = _verb(verbs, shared, name, words, run)
        parser.add_argument(
            "name", help="a tag" if name == "tag" else "a path, as Harbours/Ferries"
        )
        parser.add_argument("ids", nargs="+", metavar="ID", help="numbers or uids of articles")
        parser.add_argument("--remove", action="store_true", help="take it off, or them out")
    for name, words, run in (
        ("trash", "move articles to the trash, or empty it", _trash),
        ("restore", "take articles out of the trash", _restore),
    ):
        parser = _verb(verbs, shared, name, words, run)
        parser.add_argument("ids", nargs="*", metavar="ID", help="numbers or uids of articles")
        if name == "trash":
            parser.add_argument("--empty", action="store_true", help="forget it all for good")
    merging = _verb(
        verbs, shared, "merge", "make one article of several, with nothing lost", _merge
    )
    merging.add_argument("keep", help="number or uid of the one that stays")
    merging.add_argument("ids", nargs="+", metavar="ID", help="those that go into it")
    _verb(verbs, shared, "duplicates", "list articles that are the same page", _duplicates)
    _verb(verbs, shared, "tags", "list the tags", _tags)
    _verb(verbs, shared, "collections", "list the collections", _collections)
    _verb(
        verbs,
        shared,
        "undo",
        "take the last edit back",
        lambda library, chosen: _flip(library, chosen, "undo"),
    )
    _verb(
        verbs, shared, "redo", "do it again", lambda library, chosen: _flip(library, chosen, "redo")
    )


def _verb(
    verbs: Any,  # noqa: ANN401 (argparse keeps the type private)
    shared: argparse.ArgumentParser,
    name: str,
    words: str,
    run: _Run,
) -> argparse.ArgumentParser:
    def opened(chosen: argparse.Namespace) -> int:
        from tearsheet.library import Library

        with Library.open(places.library_folder(chosen.library)) as library:
            return run(library, chosen)

    parser: argparse.ArgumentParser = verbs.add_parser(name, parents=[shared], help=words)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=opened)
    return parser


def _tag(library: Library, chosen: argparse.Namespace) -> int:
    ids = _ids(library, chosen)
    change = library.tags.detach if chosen.remove else library.tags.attach
    return _tell(chosen, change(chosen.name, ids), "lost" if chosen.remove else "gained")


def _collect(library: Library, chosen: argparse.Namespace) -> int:
    ids = _ids(library, chosen)
    if chosen.remove:
        where = library.collections.find(chosen.name)
        return _tell(chosen, library.collections.take_out(where, ids), "lost")
    return _tell(chosen, library.collections.add(chosen.name, ids), "gained")


def _trash(library: Library, chosen: argparse.Namespace) -> int:
    if chosen.empty:
        count = library.articles.empty_trash()
        print(json.dumps({"forgotten": count}) if chosen.json else f"{count} forgotten for good.")
        return 0
    if not chosen.ids:
        print("tearsheet: trash needs the ids of articles, or --empty.", file=sys.stderr)
        return 2
    return _tell(
        chosen, library.articles.set_state(State.TRASHED, True, _ids(library, chosen)), "trashed"
    )


def _restore(library: Library, chosen: argparse.Namespace) -> int:
    return _tell(
        chosen, library.articles.set_state(State.TRASHED, False, _ids(library, chosen)), "restored"
    )


def _merge(library: Library, chosen: argparse.Namespace) -> int:
    keep, others = library.articles.find(chosen.keep), _ids(library, chosen)
    library.duplicates.merge(keep, others)
    return _tell(chosen, frozenset(others), "merged")


def _duplicates(library: Library, chosen: argparse.Namespace) -> int:
    for group in library.duplicates.found():
        if chosen.json:
            print(json.dumps({"articles": list(group)}))
        else:
            print("\n".join(card_line(card) for card in library.articles.cards(group)), end="\n\n")
    return 0


def _tags(library: Library, chosen: argparse.Namespace) -> int:
    for tag in library.tags.all():
        line = json.dumps(asdict(tag), ensure_ascii=False)
        print(line if chosen.json else f"{tag.count:>7}  {tag.name}")
    return 0


def _collections(library: Library, chosen: argparse.Namespace) -> int:
    paths: dict[int, str] = {}
    for each in library.collections.all():
        paths[each.id] = _path(each, paths)
        said = {**asdict(each), "path": paths[each.id]}
        line = json.dumps(said, ensure_ascii=False)
        print(line if chosen.json else f"{each.count:>7}  {paths[each.id]}")
    return 0


def _path(collection: Collection, paths: dict[int, str]) -> str:
    above = "" if collection.parent is None else f"{paths[collection.parent]}/"
    return above + collection.name


def _flip(library: Library, chosen: argparse.Namespace, which: str) -> int:
    name = library.history.undo() if which == "undo" else library.history.redo()
    if chosen.json:
        print(json.dumps({which: name}, ensure_ascii=False))
    else:
        print(f"{which}: {name}." if name else f"There is nothing to {which}.")
    return 0 if name else 1


def _ids(library: Library, chosen: argparse.Namespace) -> list[ArticleId]:
    return [library.articles.find(wanted) for wanted in chosen.ids]


def _tell(chosen: argparse.Namespace, changed: frozenset[ArticleId], what: str) -> int:
    if chosen.json:
        print(json.dumps({what: sorted(changed)}))
    else:
        print(f"{len(changed)} of {len(chosen.ids)} {what}.")
    return 0

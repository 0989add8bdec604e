"""Grows a library of any size from a seed: words as often as in language, figures, tags, collections."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "desktop"))

from sqlalchemy import insert, text  # noqa: E402 (the checkout's own package comes first)

from tearsheet.library import Library  # noqa: E402
from tearsheet.library import schema as tables  # noqa: E402

SYLLABLES = (
    "ka lo mi ren sta vor el un da pe tri gan os ul fer ny ba sel ha dor im ques ta li".split()
)
VOCABULARY = 60_000
URN = 2**20
TAGS, COLLECTIONS = 300, 200
BATCH = 2_000


class Language:
    """Words by Zipf's law: the n-th commonest stands 1/n as often as the first."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        made = dict.fromkeys(
            "".join(parts)
            for length in (2, 3, 4)
            for parts in itertools.product(SYLLABLES, repeat=length)
        )
        self.words = self.chance.sample(list(made), VOCABULARY)
        whole = sum(1 / rank for rank in range(1, VOCABULARY + 1))
        # Drawing from a list that holds each word as often as it is said is three times faster
        # than weighing, and a million articles are nine hundred million words.
        self._urn = [
            word
            for rank, word in enumerate(self.words, start=1)
            for _ in range(max(1, round(URN / rank / whole)))
        ]

    def say(self, count: int) -> str:
        return " ".join(self.chance.choices(self._urn, k=count))


def grow(folder: Path, size: int, seed: int = 1) -> Library:
    """A library of so many articles, its index made. The same seed gives the same library."""
    language = Language(seed)
    library = Library.open(folder)
    blob = library.blobs.put(b"<html>grown</html>", pack=True)
    with library._database.writing("grow") as (session, draft):
        session.execute(
            insert(tables.BlobRow).values(
                sha256=blob.sha256, size=blob.size, media_type="text/html", packing="gzip"
            )
        )
        _grow_places(session, language)
        draft.everything = True
    for start in range(1, size + 1, BATCH):
        ids = range(start, min(start + BATCH, size + 1))
        with library._database.writing("grow") as (session, draft):
            for table, rows in _rows(language, ids, size, blob.sha256).items():
                if rows:
                    session.execute(insert(table.__table__), rows)
            # An article and its revision point to each other; they bear the same number here.
            session.execute(text(f"UPDATE article SET revision_id = id WHERE id >= {ids[0]}"))
            draft.everything = True
    return library


def _grow_places(session, language: Language) -> None:
    session.execute(
        insert(tables.TagRow),
        [
            {"id": n, "name": f"tag {n}", "folded": f"tag {n}", "colour": ""}
            for n in range(1, TAGS + 1)
        ],
    )
    session.execute(
        insert(tables.CollectionRow),
        [
            {
                "id": n,
                "name": f"Collection {n}",
                "parent_id": None if n <= 20 else language.chance.randint(1, n - 1),
                "position": n,
            }
            for n in range(1, COLLECTIONS + 1)
        ],
    )


def _rows(language: Language, ids: range, size: int, blob: str) -> dict[type, list[dict]]:
    rows: dict[type, list[dict]] = {
        table: []
        for table in (
            tables.ArticleRow, tables.RevisionRow, tables.FigureRow, tables.ArticleTagRow,
            tables.ArticleCollectionRow,
        )
    }  # fmt: skip
    for id_ in ids:
        _grow_article(language, rows, id_, size, blob)
    return rows


def _grow_article(
    language: Language, rows: dict[type, list[dict]], id_: int, size: int, blob: str
) -> None:
    chance = language.chance
    count = chance.randint(300, 1500)
    text, title = language.say(count), language.say(chance.randint(4, 10)).capitalize()
    clipped = datetime(2026, 11, 1, tzinfo=UTC) - timedelta(hours=size - id_)
    rows[tables.ArticleRow].append({
        "id": id_, "uid": f"grown-{id_}", "source_url": f"https://grown.example/{id_}",
        "canonical_url": "", "url_key": f"grown.example/{id_}", "title": title,
        "byline": language.say(2).title(), "publisher": f"Paper {chance.randint(1, 90)}",
        "dateline": "", "section": "", "keywords": "", "licence": "",
        "published_at": clipped - timedelta(days=chance.randint(0, 400)), "clipped_at": clipped,
        "language": "en", "direction": "ltr", "excerpt": text[:200], "word_count": count,
        "missing_images": 0, "reading_position": "", "status": "ready",
        "read_at": clipped if chance.random() < 0.6 else None,
        "starred_at": clipped if chance.random() < 0.02 else None,
        "archived_at": clipped if chance.random() < 0.3 else None,
    })  # fmt: skip
    rows[tables.RevisionRow].append({
        "id": id_, "article_id": id_, "clipped_at": clipped, "body": f"<p>{text}</p>", "text": text,
        "text_hash": "", "original": blob, "original_type": "text/html",
        "final_url": f"https://grown.example/{id_}", "how_had": "grown", "extractor": "grown",
    })  # fmt: skip
    rows[tables.FigureRow] += [
        {
            "revision_id": id_, "position": n, "source_url": "", "alt": "",
            "caption": language.say(12), "credit": language.say(2), "missing": "grown", "tries": 1,
        }
        for n in range(chance.randint(0, 3))
    ]  # fmt: skip
    rows[tables.ArticleTagRow] += [
        {"tag_id": tag, "article_id": id_} for tag in set(_by_power(chance, TAGS, 3))
    ]
    rows[tables.ArticleCollectionRow] += [
        {"collection_id": each, "article_id": id_, "position": id_}
        for each in set(_by_power(chance, COLLECTIONS, 2))
    ]


def _by_power(chance: random.Random, most: int, count: int) -> Iterator[int]:
    for _ in range(chance.randint(0, count)):
        yield min(int(chance.paretovariate(0.7)), most)

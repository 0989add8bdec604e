"""Tags: words a person puts on articles. Two spellings that fold alike are one tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import delete, literal, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId, TagId
from tearsheet.article.place import Tag
from tearsheet.article.text import counted
from tearsheet.errors import BadName, NoSuchName
from tearsheet.library.chosen import choose
from tearsheet.library.database import Database
from tearsheet.library.schema import ArticleRow, ArticleTagRow, TagRow
from tearsheet.library.search.folding import folded_name
from tearsheet.library.search.sql import NOT_KEPT

_SUGGESTED = 8
_COUNTED = (
    "SELECT id, name, colour, articles FROM tag JOIN tag_count ON tag_id = id ORDER BY folded"
)
# Few articles lie in the trash or are still on their way: they are counted off.
_OFF = f"SELECT tag_id, count(*) FROM article_tag WHERE article_id IN ({NOT_KEPT}) GROUP BY tag_id"


class TagDrawer:
    """The library's tags. A tag "a/b" lies under the tag "a"."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Tag]:
        """Every tag with its count, by name."""
        with self._database.asking() as connection:
            off = dict(connection.execute(_OFF).fetchall())
            rows = connection.execute(_COUNTED).fetchall()
        return [
            Tag(TagId(id_), name, colour, count - off.get(id_, 0))
            for id_, name, colour, count in rows
        ]

    def find(self, name: str) -> TagId:
        """The tag of a name, however it is spelt. Raises NoSuchName."""
        with self._database.reading() as session:
            return TagId(_row(session, name).id)

    def attach(self, name: str, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Put a tag on articles, making the tag if it is new; answers those that gained it.

        Raises BadName if the name is blank.
        """
        shown = _clean(name)
        with self._database.editing(f"tag “{shown}”") as (session, draft):
            tag = _tag(session, shown)
            gained = session.scalars(
                insert(ArticleTagRow)
                .from_select(
                    ["tag_id", "article_id"],
                    select(literal(tag), ArticleRow.id).where(
                        ArticleRow.id.in_(choose(session, articles))
                    ),
                )
                .on_conflict_do_nothing()
                .returning(ArticleTagRow.article_id)
            ).all()
            draft.articles.update(map(ArticleId, gained))
            draft.what = f"tag {counted(len(gained), 'article')} “{shown}”"
        return frozenset(map(ArticleId, gained))

    def detach(self, name: str, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Take a tag off articles; answers those that had it. Raises NoSuchName."""
        with self._database.editing(f"take “{name}” off") as (session, draft):
            row = _row(session, name)
            lost = session.scalars(
                delete(ArticleTagRow)
                .where(
                    ArticleTagRow.tag_id == row.id,
                    ArticleTagRow.article_id.in_(choose(session, articles)),
                )
                .returning(ArticleTagRow.article_id)
            ).all()
            draft.articles.update(map(ArticleId, lost))
            draft.what = f"take “{row.name}” off {counted(len(lost), 'article')}"
        return frozenset(map(ArticleId, lost))

    def rename(self, old: str, new: str) -> None:
        """Give a tag another name; where that is another tag's, the two become one.

        Raises NoSuchName, BadName.
        """
        shown = _clean(new)
        with self._database.editing(f"rename the tag “{old}” to “{shown}”") as (session, draft):
            row = _row(session, old)
            other = session.scalar(
                select(TagRow).where(TagRow.folded == folded_name(shown), TagRow.id != row.id)
            )
            if other is None:
                row.name, row.folded = shown, folded_name(shown)
            else:
                draft.what = f"merge the tag “{row.name}” into “{other.name}”"
                moved = select(literal(other.id), ArticleTagRow.article_id).where(
                    ArticleTagRow.tag_id == row.id
                )
                session.execute(
                    insert(ArticleTagRow)
                    .from_select(["tag_id", "article_id"], moved)
                    .on_conflict_do_nothing()
                )
                _drop(session, row)
            draft.everything = True

    def colour(self, name: str, colour: str) -> None:
        """Give a tag a colour. Raises NoSuchName."""
        with self._database.editing(f"colour the tag “{name}”") as (session, draft):
            _row(session, name).colour = colour
            draft.everything = True

    def delete(self, name: str) -> None:
        """Take a tag off everything and forget it. Raises NoSuchName."""
        with self._database.editing(f"delete the tag “{name}”") as (session, draft):
            _drop(session, _row(session, name))
            draft.everything = True

    def suggested(self, articles: Iterable[ArticleId]) -> list[str]:
        """Tags that these articles may want, likeliest first.

        Of the tags there are: those that their pages' keywords name, then those that articles
        with the same tags or of the same publisher carry.
        """
        with self._database.reading() as session:
            some = list(articles)[:50]
            rows = session.execute(
                select(ArticleRow.keywords, ArticleRow.publisher).where(ArticleRow.id.in_(some))
            ).all()
            words = {folded_name(word) for row in rows for word in row.keywords.split("\n") if word}
            named = session.scalars(select(TagRow.name).where(TagRow.folded.in_(words))).all()
            had = set(
                session.scalars(
                    select(ArticleTagRow.tag_id).where(ArticleTagRow.article_id.in_(some))
                )
            )
            like = select(ArticleTagRow.article_id).where(ArticleTagRow.tag_id.in_(had)).limit(500)
            same = (
                select(ArticleRow.id)
                .where(ArticleRow.publisher.in_({row.publisher for row in rows if row.publisher}))
                .order_by(ArticleRow.id.desc())
                .limit(500)
            )
            near = session.scalars(
                select(TagRow.name)
                .join(ArticleTagRow, ArticleTagRow.tag_id == TagRow.id)
                .where(
                    or_(ArticleTagRow.article_id.in_(like), ArticleTagRow.article_id.in_(same)),
                    TagRow.id.not_in(had),
                )
            )
            often = [name for name, _ in Counter(near).most_common(_SUGGESTED)]
        return list(dict.fromkeys([*sorted(named), *often]))[:_SUGGESTED]


def _clean(name: str) -> str:
    shown = "/".join(" ".join(part.split()) for part in name.split("/")).strip("/")
    if not shown:
        raise BadName("A tag needs a name.")
    return shown


def _row(session: Session, name: str) -> TagRow:
    row = session.scalar(select(TagRow).where(TagRow.folded == folded_name(name)))
    if row is None:
        raise NoSuchName("tag", name)
    return row


def _tag(session: Session, shown: str) -> int:
    folded = folded_name(shown)
    found = session.scalar(select(TagRow.id).where(TagRow.folded == folded))
    if found is None:
        row = TagRow(name=shown, folded=folded, colour="")
        session.add(row)
        session.flush()
        found = row.id
    return found


def _drop(session: Session, row: TagRow) -> None:
    # Row by row of its own, not by cascade, so that the history notes them before their tag.
    session.execute(delete(ArticleTagRow).where(ArticleTagRow.tag_id == row.id))
    session.delete(row)
    session.flush()

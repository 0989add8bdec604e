"""What a person finds by what they type."""

import itertools
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pysqlite3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tearsheet.article.article import Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.errors import Cancelled
from tearsheet.library import Library, listing, while_wanted
from tearsheet.library.search import endings, facts
from tearsheet.library.search.grammar import Fact, Words, parse

NOW = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)
STORIES = (
    ("Lamp of the north pier", "Ada Reyes", "Coast Courier", "The lantern was lit again at dusk.", "2026-11-14", "en"),
    ("Ferry line opens a berth", "Jan Berg", "Harbour Wire", "A lamp hangs on the north pier now.", "2024-03-09", "en"),
    ("Die Fähre im Nebel", "Änne Groß", "Küstenblatt", "Der Café-Betrieb ruht, don’t ask why.", "2019-01-01", "de"),
    ("港の桟橋", "山田太郎", "港新聞", "港町の灯台が冬の夜に再び灯された。", "2025-05-05", "ja"),
    ("הָרָצִיף", "רות לוי", "נמל", "הָאוֹר עַל הָרָצִיף נִדְלַק.", "2025-06-06", "he"),
    ("ท่าเรือ", "สมชาย", "ข่าว", "ประภาคารริมทะเลส่องแสงในคืนฤดูหนาว", "2025-07-07", "th"),
)  # fmt: skip


def clipping(number, story):
    title, byline, publisher, text, day, language = story
    address = f"https://harbour.example/{number}"
    figures = (
        (FoundFigure(0, "", "", "Ice on the ropes.", "Photo: A. Berg", missing="Gone."),)
        if number == 1
        else ()
    )
    return Clipping(
        source_url=address,
        facts=Facts(
            title=title,
            byline=byline,
            publisher=publisher,
            published_at=datetime.fromisoformat(day).replace(tzinfo=UTC),
            language=language,
        ),
        body=f"<p>{text}</p>",
        text=text,
        original=Original(b"x", "text/html", address),
        figures=figures,
        links=(),
        extractor="test",
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("searched") / "library") as opened:
        ids = [opened.filing.file(clipping(n, story)).article for n, story in enumerate(STORIES)]
        opened.tags.attach("Lights/Old", ids[:2])
        opened.collections.add("Harbours/Ferries", ids[1:3])
        opened.articles.set_state(State.STARRED, True, ids[:1])
        opened.articles.set_state(State.READ, True, ids[2:3])
        opened.index.catch_up()
        yield opened


def found(library, typed, order=Order.NEWEST, place=EVERYTHING):
    ids = library.articles.at(replace(place, query=typed), order)
    return [id_ - 1 for id_ in ids]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("lamp", [1, 0]),
        ("lamp ferry", [1]),
        ("LAMP", [1, 0]),
        ("lam", [1, 0]),
        ("lam ", []),
        ("lam* ", [1, 0]),
        ('"north pier"', [1, 0]),
        ('"pier north"', []),
        ('"lamp pier"~5', [1, 0]),
        ("“north pier”", [1, 0]),
        ("lamp -ferry", [0]),
        ("-lamp", [5, 4, 3, 2]),
        ("NOT lamp", [5, 4, 3, 2]),
        ("ferry OR lantern", [1, 0]),
        ("(ferry OR lantern) -berth", [0]),
        ("title:lamp", [0]),
        ("by:reyes", [0]),
        ("publisher:wire", [1]),
        ("caption:ropes", [1]),
        ('credit:"a berg"', [1]),
        ("fahre", [2]),
        ("cafe", [2]),
        ("don't ", [2]),
        ("anne gross", []),
        ("tag:lights", [1, 0]),
        ("tag:LIGHTS/old", [1, 0]),
        ("tag:light", []),
        ("in:harbours", [2, 1]),
        ("in:Harbours/Ferries", [2, 1]),
        ("lang:de", [2]),
        ("url:example/3", [3]),
        ("is:starred", [0]),
        ("is:read", [2]),
        ("is:unread lamp", [1, 0]),
        ("has:missing-image", [1]),
        ("has:credit", [1]),
        ("has:tag -is:starred", [1]),
        ("published:2024", [1]),
        ("published:2024-03..2025-05", [3, 1]),
        ("published:<2020", [2]),
        ("published:>=2025-06-06", [5, 4, 0]),
        ("words:<6", [4]),
        ("lamp published:2024", [1]),
        ("lamp OR is:read", [2, 1, 0]),
        ("灯台", [3]),
        ("台が冬", [3]),
        ("港", [3]),
        ("ริมทะเล", [5]),
        ("הרציף", [4]),
        ("", [5, 4, 3, 2, 1, 0]),
        ("   ", [5, 4, 3, 2, 1, 0]),
    ],
)
def test_what_is_found(library, typed, hits):
    assert found(library, typed) == hits


def test_a_hit_in_the_title_comes_before_one_in_the_text(library):
    assert found(library, "lamp", Order.BEST) == [0, 1]


def test_a_search_stays_within_its_place(library):
    harbours = Place(collection=library.collections.find("Harbours"))
    assert found(library, "lamp", place=harbours) == [1]
    assert found(library, "lamp", place=Place(shelf=Shelf.STARRED)) == [0]
    assert found(library, "lamp", Order.TITLE) == [1, 0]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("colour:red", "There is no field “colour:”"),
        ("is:lost", "“is:” can be unread"),
        ("clipped:someday", "“someday” is no date"),
        ("words:many", "“many” is no number"),
        ("(lamp", "A “(” is not closed."),
        ("lamp)", "A “)” has no “(” before it."),
        ("lamp OR", "“OR” needs something"),
    ],
)
def test_what_was_not_understood_is_said_and_searched_as_words(library, typed, hint):
    (said,) = parse(typed, NOW).hints
    assert said.startswith(hint)
    found(library, typed)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2024-12..2025-01", "2024-12-01", "2025-02-01"),
        ("<2020", None, "2020-01-01"),
        (">2020", "2021-01-01", None),
        ("today", "2026-11-18", None),
        ("yesterday", "2026-11-17", "2026-11-18"),
        ("last-week", "2026-11-09", "2026-11-16"),
        ("last-month", "2026-10-01", "2026-11-01"),
        ('"30 days"', "2026-10-19", None),
    ],
)
def test_spans_of_time(written, start, end):
    node = parse(f"clipped:{written}", NOW).node
    assert isinstance(node, Fact)
    sides = (node.span.start, node.span.end)
    assert [side and side[:10] for side in sides] == [start, end]


ASKED = (
    "lamp", "l", "", "lamp OR ferry", '"north pier"', '"north pier" lamp', "-lamp", "tag:lights",
    "lamp in:ferries", "lamp clipped:>2020", "published:2024..2025", "lamp -tag:lights",
    "lights", "old lantern", "is:starred OR ferry", "lamp is:unread words:<900",
    "published:<2026-11-14", "-published:>2020 lamp", "tag:lights in:ferries clipped:>2020 l",
)  # fmt: skip


@pytest.mark.parametrize(("few", "gathered"), [(0, -1), (0, 300), (2, -1), (20_000, 300)])
@pytest.mark.parametrize("typed", ASKED)
def test_the_first_page_is_the_beginning_of_all(library, typed, few, gathered, monkeypatch):
    # What is a large set is another matter of two articles than of a library of a million.
    monkeypatch.setattr(facts, "_SMALL", few)
    monkeypatch.setattr("tearsheet.library.search.asked._GATHERED", gathered)
    for place in (EVERYTHING, Place(shelf=Shelf.UNREAD), Place(collection=1), Place(tag=1)):
        asked = replace(place, query=typed)
        for order in (Order.BEST, Order.NEWEST, Order.OLDEST, Order.TITLE, Order.PUBLISHED):
            every, first = (
                library.articles.at(asked, order),
                library.articles.first(asked, order, 2),
            )
            assert first.ids == every[:2] or not first.is_ranked
            assert first.count is None or not first.is_exact or first.count == len(every)


@pytest.mark.parametrize("few", [0, 20_000])
def test_counts_of_tags_and_collections_are_those_of_what_they_show(tmp_path, monkeypatch, few):
    monkeypatch.setattr(facts, "_SMALL", few)
    with Library.open(tmp_path / "library") as library:
        ids = [library.filing.file(clipping(n, STORIES[0])).article for n in range(7)]
        library.tags.attach("lights", ids[:3])
        library.tags.attach("lights/red", ids[2:5])
        library.tags.attach("lamps", ids[:4])
        library.collections.add("Harbours", ids[:4])
        library.articles.set_state(State.TRASHED, True, ids[:1])
        places = [Place(tag=tag.id) for tag in library.tags.all()]
        places += [Place(collection=each.id) for each in library.collections.all()]
        for place in places:
            first = library.articles.first(place, Order.NEWEST, 1)
            assert first.count in (None, len(library.articles.at(place)))
            assert library.articles.count(place) == len(library.articles.at(place))
        assert sorted(map(library.articles.count, places)) == [3, 3, 3, 4]


@pytest.mark.parametrize(
    ("setting", "typed"),
    [
        ("ranking._COMMON", "glimmer "),
        ("ranking._COMMON", "glimmer"),
        ("ranking._COMMON", "glim* OR note:glimmer "),
        ("search.endings._MOST", "glim"),
        ("search.endings._MOST", "glim* OR note:glimmer "),
    ],
)
def test_what_is_too_common_to_weigh_is_ranked_by_where_it_stands(
    tmp_path, monkeypatch, setting, typed
):
    monkeypatch.setattr(f"tearsheet.library.{setting}", 0)
    texts = [("glimmers", ""), ("", "glimmer"), ("glimmer", ""), ("", "the glimmering"), ("", "x")]
    with Library.open(tmp_path / "library") as library:
        for number, (title, body) in enumerate(texts):
            library.filing.file(clipping(number, (title, "", "", body, "2025-01-01", "en")))
        first = [n for n in found(library, typed, Order.BEST) if n != 4]
    assert first[0] in {0, 2}
    assert first == sorted(first, key=lambda n: (texts[n][0] == "", -n))


def test_what_is_too_much_to_rank_at_once_comes_newest_first_and_is_ranked_after(
    library, monkeypatch
):
    monkeypatch.setattr(listing, "_RANKED_AT_ONCE", 1)
    asked = replace(EVERYTHING, query="lamp ")
    first = library.articles.first(asked, Order.BEST, 50)
    assert (first.ids, first.is_ranked) == ([2, 1], False)
    assert library.articles.best(asked) == [1, 2]


def test_a_question_that_nobody_wants_any_more_is_broken_off(library, monkeypatch):
    monkeypatch.setattr("tearsheet.library.readers._STEPS", 1)
    with while_wanted(lambda: True), pytest.raises(Cancelled):
        found(library, "lamp")
    with while_wanted(lambda: False):
        assert found(library, "lamp") == [1, 0]
    assert found(library, "lamp") == [1, 0]


def test_a_word_finds_what_is_tagged_with_it(library):
    assert found(library, "old ") == [1, 0]
    assert found(library, "ol") == []
    assert found(library, "ligh lantern ") == []
    assert found(library, "lights lantern ") == [0]
    assert found(library, "-lights ") == [5, 4, 3, 2]


def test_the_trash_is_searched_where_it_is_asked_for(tmp_path):
    with Library.open(tmp_path / "library") as library:
        one, two = (library.filing.file(clipping(n, STORIES[n])).article for n in (0, 1))
        library.articles.set_state(State.TRASHED, True, [one])
        assert library.articles.at(replace(EVERYTHING, query="lamp")) == [two]
        assert library.articles.at(replace(EVERYTHING, query="lamp is:trashed")) == [one]
        first = library.articles.first(replace(EVERYTHING, query="lamp"), Order.BEST, 5)
        assert (first.ids, first.count) == ([two], 1)


def test_the_word_being_typed_is_a_beginning_and_others_are_whole():
    node = parse("north pi", NOW).node
    assert node.inner == (Words("north"), Words("pi", is_beginning=True))


@settings(deadline=None, max_examples=300)
@given(
    some.lists(
        some.sampled_from(
            [*"ab \"()-~*:<>.|%_'\\;\0é港“”", "OR ", "is:", "tag:", "words:", "NEAR", "title:"]
        ),
        max_size=30,
    ).map("".join)
)
def test_nothing_that_is_typed_raises(library, typed):
    every = set(found(library, ""))
    assert set(found(library, typed)) <= every
    first = library.articles.first(replace(EVERYTHING, query=typed), Order.BEST, 3)
    assert {id_ - 1 for id_ in first.ids} <= every
    assert len(library.finding.nearest(typed)) <= 3


def test_what_was_just_clipped_is_found_and_what_was_forgotten_is_not(tmp_path):
    with Library.open(tmp_path / "library") as library:
        one = library.filing.file(clipping(0, STORIES[0])).article
        assert found(library, "lantern") == [0]
        library.articles.set_state(State.TRASHED, True, [one])
        assert found(library, "lantern") == []
        assert found(library, "lantern", place=Place(shelf=Shelf.TRASH)) == [0]
        library.articles.empty_trash()
        library.filing.file(clipping(1, STORIES[1]))
        assert found(library, "lantern") == []


def test_a_damaged_or_missing_index_is_made_anew(tmp_path):
    with Library.open(tmp_path / "library") as library:
        library.filing.file(clipping(0, STORIES[0]))
        library.index.catch_up()
    damage = (b"no database at all, " * 500, None)
    for content, name in itertools.product(damage, ("search.sqlite3", "search-sieve.sqlite3")):
        file = tmp_path / "library" / name
        file.write_bytes(content) if content else file.unlink()
        with Library.open(tmp_path / "library") as library:
            assert found(library, "lantern") == [0]


@pytest.mark.parametrize("most", [0, 1, 64])
def test_a_long_beginning_finds_the_same_by_its_words(tmp_path, monkeypatch, most):
    monkeypatch.setattr(endings, "_MOST", most)
    with Library.open(tmp_path / "library") as library:
        for number, words in enumerate(
            ("harbourage", "Harbours, too", "the harbour’s", "harbo ur")
        ):
            library.filing.file(clipping(number, ("", "", "", words, "2025-01-01", "en")))
        assert sorted(found(library, "harbou")) == [0, 1, 2]
        assert sorted(found(library, "text:HARBOUR*")) == [0, 1, 2]
        assert found(library, "-harbours*") == [3, 2, 0]
        assert found(library, "title:harbou") == []
        assert sorted(found(library, "harbo")) == [0, 1, 2, 3]


def test_what_was_taken_in_bit_by_bit_is_merged_when_there_is_time(tmp_path):
    with Library.open(tmp_path / "library") as library:
        for number in range(40):
            library.filing.file(clipping(number, STORIES[number % len(STORIES)]))
            library.index.catch_up()
        before, pieces = found(library, "lantern"), _pieces(tmp_path / "library")
        library.index.tidy(lambda: True)
        assert _pieces(tmp_path / "library") == pieces
        library.index.tidy()
        assert all(
            now < then for now, then in zip(_pieces(tmp_path / "library"), pieces, strict=True)
        )
        assert found(library, "lantern") == before


def _pieces(folder):
    """How many pieces the files of the index are written in, doc's and sieve's."""
    counts = []
    for file, table in (("search.sqlite3", "doc"), ("search-sieve.sqlite3", "sieve")):
        with closing(pysqlite3.connect(folder / file)) as connection:
            asked = f"SELECT count(DISTINCT segid) FROM {table}_idx"
            counts += connection.execute(asked).fetchone()
    return counts


@pytest.mark.parametrize("name", ["search.sqlite3", "search-sieve.sqlite3", "search"])
def test_a_library_for_reading_only_finds_nothing_where_its_index_is_not_there(tmp_path, name):
    with Library.open(tmp_path / "library") as library:
        library.filing.file(clipping(0, STORIES[0]))
    for file in (tmp_path / "library").glob(f"{name}*"):
        file.unlink()
    with closing(Library(tmp_path / "library", read_only=True)) as library:
        for typed in (
            "lantern ",
            "caption:lamp",
            '"north pier"',
            "byline:ada tag:x -lamp",
            "lanternx",
        ):
            assert found(library, typed) == []
        assert found(library, "") == [0]


def test_a_smart_collection_shows_what_answers_it_and_can_be_searched_within(tmp_path):
    with Library.open(tmp_path / "library") as library:
        for number, story in enumerate(STORIES):
            library.filing.file(clipping(number, story))
        lamps = library.smart.save("Lamps", "lamp OR lantern")
        place = Place(smart=lamps)
        assert [id_ - 1 for id_ in library.articles.at(place)] == [1, 0]
        assert [id_ - 1 for id_ in library.articles.at(Place(smart=lamps, query="ferry"))] == [1]
        library.smart.change(lamps, "Recent lamps", "lamp published:>2024")
        assert library.articles.count(place) == 1
        library.smart.delete(lamps)
        assert library.history.undo() == "delete the smart collection “Recent lamps”"
        assert [each.name for each in library.smart.all()] == ["Recent lamps"]

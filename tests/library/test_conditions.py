"""Searches as lists of conditions, and back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tearsheet.library import ANYWHERE, Condition, Joint, conditions_of, written

NOW = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)
WORDS = some.from_regex(r"[a-zé]{2,8}( [a-z]{2,8}){0,2}", fullmatch=True).filter(
    lambda text: text.upper() not in {"OR", "NOT"}
)
CONDITIONS = some.one_of(
    some.builds(
        Condition,
        some.sampled_from([ANYWHERE, "title", "caption", "by", "tag", "in", "url"]),
        WORDS,
        some.booleans(),
    ),
    some.builds(Condition, some.just("is"), some.sampled_from(["unread", "starred"])),
    some.builds(Condition, some.just("has"), some.sampled_from(["image", "missing-image"])),
    some.builds(Condition, some.just("clipped"), some.sampled_from(["last-week", "30 days", "<2020"])),
    some.builds(Condition, some.just("words"), some.sampled_from([">800", "300..900"])),
)  # fmt: skip


@given(some.sampled_from([Joint.ALL, Joint.ANY]), some.lists(CONDITIONS, min_size=2, max_size=5))
def test_what_is_written_is_read_as_it_was_meant(joint, conditions):
    if all(one.is_not for one in conditions):
        conditions.append(Condition("is", "unread"))
    assert conditions_of(written(joint, conditions), NOW) == (joint, conditions)


def test_none_of_these_is_without_each():
    conditions = [Condition("tag", "optics"), Condition(ANYWHERE, "north pier")]
    said = written(Joint.NONE, conditions)
    assert said == '-tag:optics -"north pier"'
    assert conditions_of(said, NOW) == (Joint.NONE, conditions)


@pytest.mark.parametrize("typed", ["a (b OR c)", "a b OR c", "colour:red", "(", "NOT (a b)"])
def test_what_has_more_to_it_is_no_list_of_conditions(typed):
    assert conditions_of(typed, NOW) is None


def test_nothing_is_no_condition_and_a_condition_without_a_value_says_nothing():
    assert conditions_of("  ", NOW) == (Joint.ALL, [])
    assert written(Joint.ANY, [Condition("tag", '  " '), Condition("is", "unread")]) == "is:unread"
    assert conditions_of('"a b"~5 photo*', NOW) == (
        Joint.ALL,
        [Condition(ANYWHERE, '"a b"~5'), Condition(ANYWHERE, "photo*")],
    )

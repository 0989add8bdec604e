"""What two texts share, and what one changed in the other."""

from hypothesis import given
from hypothesis import strategies as some

from tearsheet.reading.compare import Span, differences, shared

ONE = "The lamp on the north pier was lit again on Saturday. Children counted the flashes aloud."
TWO = "Wire: the LAMP on the north pier, was lit again on Saturday! Shipping notices are amended."
TEXTS = some.text(some.sampled_from("ab é😀港.\n "), max_size=60)


def cut(text: str, span: Span) -> str:
    """The words at a place, counted in UTF-16 code units as a browser counts."""
    return text.encode("utf-16-le")[2 * span.start : 2 * span.end].decode("utf-16-le")


def test_a_passage_is_shared_whatever_its_case_and_marks():
    found = shared(ONE, TWO)
    assert [(cut(ONE, a), cut(TWO, b)) for a, b in found.pairs] == [
        (
            "The lamp on the north pier was lit again on Saturday",
            "the LAMP on the north pier, was lit again on Saturday",
        )
    ]
    assert found.share == 11 / 16


def test_the_same_text_is_shared_whole_and_another_not_at_all():
    assert shared(ONE, ONE).share == 1
    assert shared(ONE, "Nothing of that stands here, not even a word in a row of five.").pairs == ()
    assert shared("", ONE).share == 0


def test_places_count_as_a_browser_counts():
    one, two = f"😀 {ONE}", f"{ONE} 😀😀"
    ((first, second),) = shared(one, two).pairs
    assert cut(one, first) == cut(two, second) == ONE.rstrip(".")


def test_signs_of_scripts_without_spaces_are_words():
    one, two = "岬の灯台が百年ぶりに色を変えた。", "昨日、岬の灯台が百年ぶりに色を変えた、と。"
    ((_, second),) = shared(one, two).pairs
    assert cut(two, second) == "岬の灯台が百年ぶりに色を変えた"


def test_differences_are_removed_added_and_changed():
    older = "The old lamp burns. It reaches ten miles. Boats wait outside."
    newer = "The new lamp burns. It reaches ten miles. Boats wait outside the bar. At last."
    found = differences(older, newer)
    assert [(cut(older, a), cut(newer, b)) for a, b in found.changed] == [("old", "new")]
    assert [cut(newer, span) for span in found.added] == ["the bar. At last"]
    assert found.removed == ()
    back = differences(newer, older)
    assert [cut(newer, span) for span in back.removed] == ["the bar. At last"]


@given(TEXTS, TEXTS)
def test_what_is_not_said_to_differ_is_the_same(older, newer):
    found = differences(older, newer)
    gone = [*found.removed, *(a for a, _ in found.changed)]
    come = [*found.added, *(b for _, b in found.changed)]
    assert kept(older, gone) == kept(newer, come)


def kept(text, spans):
    raw = text.encode("utf-16-le")
    for span in sorted(spans, key=lambda span: -span.start):
        raw = raw[: 2 * span.start] + raw[2 * span.end :]
    return "".join(raw.decode("utf-16-le").split())

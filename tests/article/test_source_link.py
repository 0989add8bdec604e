import pytest

from tearsheet.article.source_link import SourceLink, url_key
from tearsheet.errors import NotALink


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("  <https://example.org/a>\n", "https://example.org/a"),
        ("example.org/story", "https://example.org/story"),
        ("example.org:8080", "https://example.org:8080"),
    ],
)
def test_parse_reads_what_people_paste(typed, address):
    assert SourceLink.parse(typed).address == address


@pytest.mark.parametrize(
    "typed", ["", "two words", "http://", "/no/such/file", "javascript:alert(1)"]
)
def test_parse_refuses_what_is_no_link(typed):
    with pytest.raises(NotALink):
        SourceLink.parse(typed)


def test_parse_takes_a_file_with_quotes_in_its_name(tmp_path):
    file = tmp_path / "it's “quoted” #1.html"
    file.write_text("x")
    assert SourceLink.parse(str(file)).file == file


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a/",
        "https://www.example.org/a?utm_source=x&fbclid=1",
        "https://example.org:443/a#part",
    ],
)
def test_one_page_has_one_key(other):
    assert url_key(other) == url_key("https://example.org/a")


@pytest.mark.parametrize(
    "other", ["https://example.org/a?id=1", "https://example.org/b", "https://example.org:8080/a"]
)
def test_other_pages_have_other_keys(other):
    assert url_key(other) != url_key("https://example.org/a")

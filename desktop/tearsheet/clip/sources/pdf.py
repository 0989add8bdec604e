"""Articles as PDF (ISO 32000-2): text in paragraphs, images, title, author and dates.

A PDF says where letters stand, not what they are: lines are gathered to paragraphs by their
distance and length, and the largest line of the first page is the headline.
"""

from __future__ import annotations

import io
import itertools
import re
import statistics
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from tearsheet.article.byline import joined, people
from tearsheet.article.clipping import Facts, Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.blocks import plain_text, take_dateline
from tearsheet.clip.language import direction_of, language_of
from tearsheet.clip.sources.draft import Draft
from tearsheet.errors import NotAnArticle, WrongKind

_PAGES: Final = 400
_IMAGES: Final = 200
_SMALLEST: Final = 100
_FEWEST_ALIKE: Final = 3
_LINE_ENDS: Final = "\r\n"
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE: Final = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
# PDFium is not safe to call from several threads at once.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: its words, its left and right edge and top in points, its letters' height."""

    words: str
    left: float
    right: float
    top: float
    height: float


def is_pdf(content: bytes) -> bool:
    """Whether bytes are a PDF; its mark may stand anywhere in the first kilobyte."""
    return b"%PDF-" in content[:1024]


def read_pdf(address: str, original: Original) -> Draft:
    """The article in a PDF. Raises WrongKind for a damaged or locked file, and NotAnArticle."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(original.content)
        except pypdfium2.PdfiumError as exc:
            raise WrongKind(address, f"the PDF cannot be opened ({exc})") from exc
        try:
            said = document.get_metadata_dict()
            pages = [_lines(document[n]) for n in range(min(len(document), _PAGES))]
            pictures = _pictures(document)
        finally:
            document.close()
    return _draft(address, original, said, _without_running_heads(pages), pictures)


def _draft(
    address: str,
    original: Original,
    said: dict[str, Any],
    pages: list[list[_Line]],
    pictures: list[tuple[int, bytes]],
) -> Draft:
    title = _title(said, pages)
    parts: dict[str, bytes] = {}
    figures: list[FoundFigure] = []
    written: list[str] = []
    for number, lines in enumerate(pages):
        written += [f"<p>{escape(text)}</p>" for text in _paragraphs(lines) if text != title]
        for content in (content for page, content in pictures if page == number):
            position = len(figures)
            name = f"pdf:{position}"
            parts[name] = content
            figures.append(FoundFigure(position, name))
            written.append(f'<figure data-figure="{position}"></figure>')
    dateline, body = take_dateline("".join(written))
    text = plain_text(body)
    if not text and not figures:
        raise NotAnArticle(address, "the PDF holds no text; it may be a scan without one")
    language = language_of(text)
    facts = Facts(
        title=title or text[:80] or "PDF",
        byline=joined(people(str(said.get("Author") or ""))),
        publisher=SourceLink(original.final_address).host,
        dateline=dateline,
        published_at=_moment(str(said.get("CreationDate") or "")),
        modified_at=_moment(str(said.get("ModDate") or "")),
        language=language,
        direction=direction_of(language),
        keywords=tuple(
            k.strip() for k in re.split("[,;]", str(said.get("Keywords") or "")) if k.strip()
        ),
    )
    return Draft(facts, body, text, figures, [], original, parts=parts)


def _lines(page: pypdfium2.PdfPage) -> list[_Line]:
    """The lines of a page as PDFium tells them apart, each with the place of its letters."""
    text = page.get_textpage()
    found: list[_Line] = []
    letters: list[int] = []
    for n in range(text.count_chars()):
        if chr(pdfium.FPDFText_GetUnicode(text, n)) in _LINE_ENDS:
            found += _line(text, letters)
            letters = []
        else:
            letters.append(n)
    return found + _line(text, letters)


def _line(text: pypdfium2.PdfTextPage, letters: list[int]) -> list[_Line]:
    codes = [pdfium.FPDFText_GetUnicode(text, n) for n in letters]
    # PDFium gives U+0002 for the hyphen at which it saw a word broken.
    written = "".join("-" if code == 2 else chr(code) for code in codes if code)
    words = " ".join(_UNPRINTABLE.sub("", written).split())
    seen = [n for n, code in zip(letters, codes, strict=True) if code > 0x20]
    if not words or not seen:
        return []
    left, bottom, _, top = text.get_charbox(seen[0], loose=True)
    right = text.get_charbox(seen[-1], loose=True)[2]
    return [_Line(words, left, right, top, top - bottom)]


def _without_running_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Edge lines that most pages have alike are the paper's and not the story's."""
    if len(pages) < _FEWEST_ALIKE:
        return pages
    edges = [_edge(lines) for lines in pages]
    on = Counter(head for edge in edges for head in {_running(line) for line in edge})
    running = {line for line, count in on.items() if count > 0.5 * len(pages)}
    return [
        [line for line in lines if line not in edge or _running(line) not in running]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _edge(lines: list[_Line]) -> list[_Line]:
    """The two topmost and the two lowest lines of a page."""
    from_top = sorted(lines, key=lambda line: -line.top)
    return [*from_top[:2], *from_top[2:][-2:]]


def _running(line: _Line) -> tuple[str, int]:
    """What a running head has alike on every page: its words without the number, its height."""
    return re.sub(r"\d+", "#", line.words), round(line.top / 4)


def _paragraphs(lines: list[_Line]) -> list[str]:
    """Lines gathered to paragraphs: one ends at a gap, at an indent, or after a short last line."""
    if not lines:
        return []
    usual = statistics.median(line.height for line in lines)
    steps = [a.top - b.top for a, b in itertools.pairwise(lines) if 0 < a.top - b.top < 4 * usual]
    step = statistics.median(steps) if steps else 1.2 * usual
    width = max(line.right - line.left for line in lines)
    done: list[str] = []
    open_ = ""
    before: _Line | None = None
    for line in lines:
        if before is not None and _is_new(before, line, step, width):
            done.append(open_)
            open_ = ""
        if open_.endswith("-") and line.words[:1].islower():
            open_ = open_[:-1] + line.words
        else:
            open_ = f"{open_} {line.words}".strip()
        before = line
    return [text for text in [*done, open_] if text]


def _is_new(before: _Line, line: _Line, step: float, width: float) -> bool:
    down = before.top - line.top
    if down < 0 or down > 1.35 * step or abs(line.height - before.height) > 0.35 * before.height:
        # A new column goes up again; its first line may go on with the sentence.
        return down >= 0 or not line.words[:1].islower()
    ended = before.words.rstrip("”\"')").endswith((".", "!", "?", ":", "。"))
    indented = line.left - before.left > 0.8 * line.height
    short = before.right - before.left < 0.75 * width
    return ended and (indented or short)


def _title(said: dict[str, Any], pages: list[list[_Line]]) -> str:
    given = " ".join(str(said.get("Title") or "").split())
    if given and not re.search(
        r"\.(?:docx?|pdf|indd|tex|dvi|qxd|pages)$|^(?:untitled|microsoft word)", given, re.I
    ):
        return given
    first = next((lines for lines in pages if lines), [])
    if not first:
        return ""
    largest = max(line.height for line in first)
    return " ".join(line.words for line in first if line.height > 0.9 * largest)[:300]


def _pictures(document: pypdfium2.PdfDocument) -> list[tuple[int, bytes]]:
    """The images large enough to be pictures, with the page each stands on, as PNG or JPEG."""
    found: list[tuple[int, bytes]] = []
    seen: set[int] = set()
    for number in range(min(len(document), _PAGES)):
        for thing in document[number].get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
            if len(found) >= _IMAGES or not isinstance(thing, pypdfium2.PdfImage):
                continue
            content = _picture(thing)
            if content and hash(content) not in seen:
                seen.add(hash(content))
                found.append((number, content))
    return found


def _picture(image: pypdfium2.PdfImage) -> bytes | None:
    width, height = image.get_px_size()
    if width < _SMALLEST or height < _SMALLEST or width * height > 120_000_000:
        return None
    try:
        drawn: Image.Image = image.get_bitmap(render=False).to_pil()
    except pypdfium2.PdfiumError:
        return None
    held = io.BytesIO()
    drawn.convert("RGB").save(held, "PNG")
    return held.getvalue()


def _moment(written: str) -> datetime | None:
    """A date as PDF writes it (ISO 32000-2, "7.9.4 Dates"), taken as UTC."""
    found = _DATE.search(written)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in found.groups())
    try:
        return datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None

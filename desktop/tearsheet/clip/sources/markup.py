"""Web pages and saved pages: markup becomes a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tearsheet.article.clipping import Original
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import word_count
from tearsheet.clip.extract import extract
from tearsheet.clip.kind import doubt_of, signs_of
from tearsheet.clip.page import decoded, parse
from tearsheet.clip.said import read_said
from tearsheet.clip.sources.draft import Draft
from tearsheet.clip.sources.further import next_page
from tearsheet.clip.sources.saved import Origin, drop_archive_bar, origin_of, unarchived


def read_markup(address: str, original: Original, *, as_it_is: bool = False) -> Draft:
    """The article on a page, with the doubt whether it is one. Raises nothing.

    as_it_is  keep all that the page shows
    """
    markup = decoded(original.content, original.media_type)
    origin = origin_of(markup, original.final_address)
    return read_page(address, markup, original, origin, {}, as_it_is=as_it_is)


def read_page(
    address: str,
    markup: str,
    original: Original,
    origin: Origin,
    parts: Mapping[str, bytes],
    *,
    as_it_is: bool = False,
) -> Draft:
    """The article on a page that somebody saved.

    original  what is kept: the file the page came in
    origin    where the page itself came from
    parts     images that came with it, by the addresses the page calls them
    """
    final = SourceLink(original.final_address)
    # A copy in a web archive has its images there; a saved page has them where it was.
    page = parse(markup, final.address if final.is_web else origin.address or final.address)
    page.folder = final.file.parent if final.file else None
    page.parts = frozenset(parts)
    if unarchived(final.address):
        drop_archive_bar(page)
    said = read_said(page)
    signs = signs_of(page, said)
    on = next_page(page)
    found = extract(markup, page, said, as_it_is=as_it_is)
    facts = found.facts
    if origin.address:
        ours = facts.publisher in {"", final.host}
        facts = replace(
            facts,
            canonical_url=facts.canonical_url or origin.address,
            publisher=SourceLink(origin.address).host if ours else facts.publisher,
        )
    return Draft(
        facts,
        found.body,
        found.text,
        list(found.figures),
        list(found.links),
        replace(original, saved_at=origin.saved_at),
        origin.address,
        doubt=doubt_of(address, signs, word_count(found.text), len(found.figures)),
        parts=parts,
        next_page=on,
    )

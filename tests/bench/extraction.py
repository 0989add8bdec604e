"""Runs the clip engine over pages with gold, and prints its row beside its rivals'.

usage: python tests/bench/extraction.py [--pages DIR] [--out FILE.jsonl] [--rivals] [--worst N]

A folder of pages has one folder a page: source.html.gz as served, gold.json with its url. The
scorer is the one that lies beside the pages that Tearsheet is measured on (--scorer names another).
A fifth of the pages, told by a hash of the page's name, is never looked at while the engine is
worked on: the rows "kept aside" show what the engine does on pages it was not tuned to.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Iterable
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "desktop"))

from tearsheet.article.clipping import Original  # noqa: E402 (the checkout's own package)
from tearsheet.clip.sources.draft import Draft  # noqa: E402
from tearsheet.clip.sources.markup import read_markup  # noqa: E402

BENCH = ROOT.parent / "shared" / "bench" / "extraction"
Row = dict[str, float]
# Measured by the keepers of the pages, on those pages, with the same scorer; None: not given.
PUBLISHED: dict[str, list[float | None]] = {
    "trafilatura 2.3.1": [
        0.957, 0.938, 0.976, 0.936, 0.731, 0.709, 0.141, 0.0, 0.923, 0.810, 0.700, 0.476, 0.909,
        0.833, None, 107, None,
    ],
    "readability-lxml 0.9": [
        0.943, 0.932, 0.954, 0.969, 0.975, 0.671, 0.516, 0.5, 0.844, 0.733, 0.743, 0, 0, 0, None,
        102, None,
    ],
    "Defuddle": [
        0.925, 0.893, 0.959, 0.933, 0.829, 0.460, 0.984, 0.984, 0.877, 0.831, 0.814, 0.524, 0.955,
        1.0, None, 350, None,
    ],
    "Readability.js 0.6": [0.948, 0.918, 0.980, *[None] * 12, 37, None],
    "Resiliparse 2.0.1": [0.888, 0.815, 0.975, *[None] * 12, 2, None],
}  # fmt: skip
TARGETS: list[float | None] = [
    0.975, 0.96, None, 0.97, 0.95, 0.97, None, 0.95, 0.97, 0.96, 0.95, 0.90, 0.97, 0.97, 1.0, 25,
    120,
]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, default=BENCH / "pages", metavar="DIR")
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl", help="write the predictions")
    parser.add_argument("--scorer", type=Path, default=BENCH / "score.py", metavar="FILE")
    parser.add_argument("--rivals", action="store_true", help="run those that can be installed")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the worst pages")
    parser.add_argument("--part", choices=("all", "tuned", "aside"), default="all")
    chosen = parser.parse_args()
    folders = [
        gold.parent
        for gold in sorted(chosen.pages.glob("*/gold.json"))
        if chosen.part == "all" or is_aside(gold.parent.name) == (chosen.part == "aside")
    ]
    if not folders:
        print(f"There are no pages in {chosen.pages}: name a folder of pages with --pages.")
        return 2
    scorer = _load(chosen.scorer)
    gold = {folder.name: json.loads((folder / "gold.json").read_text()) for folder in folders}
    predictions = {folder.name: predict(folder, gold[folder.name]["url"]) for folder in folders}
    if chosen.out:
        lines = (json.dumps(line, ensure_ascii=False) for line in predictions.values())
        chosen.out.write_text("\n".join(lines) + "\n", "utf-8")
    _print_table(scorer, gold, predictions, chosen.rivals, folders, chosen.worst)
    return 0


def is_aside(page: str) -> bool:
    """Whether a page is of the fifth that is not looked at while the engine is worked on."""
    return hashlib.sha256(page.encode()).digest()[0] % 5 == 0


def predict(folder: Path, address: str) -> dict[str, Any]:
    """What the engine makes of one page, in the scorer's form, with the time it took in ms."""
    content = gzip.decompress((folder / "source.html.gz").read_bytes())
    original = Original(content, "text/html", address)
    started = time.perf_counter()
    draft = read_markup(address, original)
    took = (time.perf_counter() - started) * 1000
    facts = draft.facts
    return {
        "id": folder.name,
        "html": _whole(draft),
        "text": f"{facts.dateline} — {draft.text}" if facts.dateline else draft.text,
        "title": facts.title,
        "byline": facts.byline,
        "published": facts.published_at.isoformat() if facts.published_at else None,
        "publisher": facts.publisher,
        "language": facts.language,
        "ms": took,
        "doubt": draft.doubt.reason if draft.doubt else None,
    }


def _whole(draft: Draft) -> str:
    """The body with its figures filled in, and the dateline where it stood."""
    body = draft.body
    if draft.facts.dateline:
        body = body.replace("<p>", f"<p>{escape(draft.facts.dateline)} — ", 1)
    for figure in draft.figures:
        words = escape(" ".join(filter(None, (figure.caption, figure.credit))))
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        filled = f'<figure><img src="{escape(figure.source_url)}">{caption}</figure>'
        body = body.replace(f'<figure data-figure="{figure.position}"></figure>', filled)
        body = body.replace(
            f'<img data-figure="{figure.position}">', f'<img src="{escape(figure.source_url)}">'
        )
    return body


def _print_table(
    scorer: ModuleType,
    gold: dict[str, Any],
    predictions: dict[str, Any],
    rivals: bool,
    folders: list[Path],
    worst: int,
) -> None:
    row, per_page = scorer.score(gold, predictions)
    print(f"{len(gold)} pages".ljust(26) + "".join(name.rjust(7) for name in row))
    _print_row("Tearsheet", row.values())
    for name, wanted in (("  tuned to", False), ("  kept aside", True)):
        part = {page: said for page, said in gold.items() if is_aside(page) == wanted}
        if 0 < len(part) < len(gold):
            mine = {page: predictions[page] for page in part}
            _print_row(f"{name}, {len(part)}", scorer.score(part, mine)[0].values())
    _print_row("wanted", TARGETS)
    for rival, figures in PUBLISHED.items():
        _print_row(f"{rival}, published", figures)
    if rivals:
        from rivals import run_rivals

        for rival, said in run_rivals(folders):
            _print_row(f"{rival}, here", scorer.score(gold, said)[0].values())
    for value, page in per_page[:worst]:
        print(f"    {value:.3f}  {page}")


def _print_row(name: str, values: Iterable[float | None]) -> None:
    cells = ("" if v is None else f"{v:.0f}" if v > 1.5 else f"{v:.3f}" for v in values)
    print(name.ljust(26) + "".join(cell.rjust(7) for cell in cells), flush=True)


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer at {file}: name one with --scorer.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())

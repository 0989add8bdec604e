"""Runs other extractors over the same pages: those that pip or npm can install.

They are installed once into a folder of their own under the user's cache, never into Tearsheet's
environment. Each is driven by a program below that reads folders from standard input and writes
predictions in the scorer's form.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOM = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tearsheet-bench" / "rivals"
BY_PIP = ("trafilatura", "readability-lxml", "lxml_html_clean", "resiliparse")
BY_NPM = ("@mozilla/readability", "defuddle", "linkedom")

PYTHON = """
import gzip, json, sys, time
from pathlib import Path

def trafilatura(markup, url):
    from trafilatura import bare_extraction, extract
    html = extract(markup, url=url, output_format="html", include_images=True, include_links=True,
                   include_tables=True, include_formatting=True, include_comments=False)
    facts = bare_extraction(markup, url=url, include_comments=False, with_metadata=True)
    facts = facts.as_dict() if facts is not None else {}
    return {"html": html or "", "text": facts.get("text") or "", "title": facts.get("title"),
            "byline": facts.get("author"), "published": facts.get("date"),
            "publisher": facts.get("sitename"), "language": facts.get("language")}

def readability(markup, url):
    from readability import Document
    document = Document(markup, url=url)
    return {"html": document.summary(html_partial=True), "title": document.short_title()}

def resiliparse(markup, url):
    from resiliparse.extract.html2text import extract_plain_text
    return {"html": "", "text": extract_plain_text(markup, main_content=True)}

extractor = globals()[sys.argv[1]]
for line in sys.stdin:
    folder, url = json.loads(line)
    markup = gzip.decompress((Path(folder) / "source.html.gz").read_bytes()).decode("utf-8", "replace")
    started = time.perf_counter()
    try:
        said = extractor(markup, url)
    except Exception as exc:
        said = {"html": "", "text": "", "failed": repr(exc)}
    said["ms"] = (time.perf_counter() - started) * 1000
    said["id"] = Path(folder).name
    print(json.dumps(said), flush=True)
"""
NODE = """
import { readFileSync } from "node:fs"; import { gunzipSync } from "node:zlib";
import { basename, join } from "node:path"; import { parseHTML } from "linkedom";
const name = process.argv[2];
const { Readability } = name === "readability" ? await import("@mozilla/readability") : {};
const { Defuddle } = name === "defuddle" ? await import("defuddle/node") : {};
for (const line of readFileSync(0, "utf8").trim().split("\\n")) {
  const [folder, url] = JSON.parse(line);
  const markup = gunzipSync(readFileSync(join(folder, "source.html.gz"))).toString("utf8");
  const started = performance.now(); let said = {};
  try {
    const { document } = parseHTML(markup);
    if (name === "readability") {
      const found = new Readability(document).parse() ?? {};
      said = { html: found.content ?? "", text: found.textContent ?? "", title: found.title,
        byline: found.byline, published: found.publishedTime, publisher: found.siteName,
        language: found.lang };
    } else {
      const found = await Defuddle(document, url);
      said = { html: found.content ?? "", title: found.title, byline: found.author,
        published: found.published, publisher: found.site, language: found.language };
    }
  } catch (error) { said = { html: "", text: "", failed: String(error) }; }
  console.log(JSON.stringify({ ...said, id: basename(folder), ms: performance.now() - started }));
}
"""


def run_rivals(folders: list[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each rival's name with its version, and its predictions by page."""
    pages = [
        [str(folder), json.loads((folder / "gold.json").read_text())["url"]] for folder in folders
    ]
    asked = "\n".join(map(json.dumps, pages)) + "\n"
    for name, command in [*_python_rivals(), *_node_rivals()]:
        done = subprocess.run(
            command, input=asked, capture_output=True, text=True, cwd=ROOM, check=False
        )
        if done.returncode:
            print(f"{name} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            continue
        said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        failed = sum("failed" in one for one in said)
        if failed:
            print(f"{name} raised on {failed} pages", file=sys.stderr)
        yield name, {one["id"]: one for one in said}


def _python_rivals() -> list[tuple[str, list[str]]]:
    python = ROOM / "venv" / "bin" / "python"
    if not python.exists():
        ROOM.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", ROOM / "venv"], check=True)
    # One at a time: pip fails on two that want the same extra of a third under two spellings.
    if not all(_installed([str(python), "-m", "pip", "install", "-q", one]) for one in BY_PIP):
        return []
    (ROOM / "rival.py").write_text(PYTHON)
    return [
        (name, [str(python), "rival.py", name])
        for name in ("trafilatura", "readability", "resiliparse")
    ]


def _node_rivals() -> list[tuple[str, list[str]]]:
    if not (shutil.which("npm") and shutil.which("node")):
        print("npm is not here: Readability.js and Defuddle are left out.", file=sys.stderr)
        return []
    ROOM.mkdir(parents=True, exist_ok=True)
    if not _installed(["npm", "install", "--silent", "--no-audit", "--no-fund", *BY_NPM]):
        return []
    (ROOM / "rival.mjs").write_text(NODE)
    return [(f"{name} (node)", ["node", "rival.mjs", name]) for name in ("readability", "defuddle")]


def _installed(command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOM, check=False)
    if done.returncode:
        print(f"{command[0]} could not install the rivals: {done.stderr[-300:]}", file=sys.stderr)
    return done.returncode == 0

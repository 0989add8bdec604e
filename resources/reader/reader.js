// What the reader does inside a page. It runs in a world of its own, before which the page's own
// scripts, which are off, do not exist. Places count UTF-16 code units of the body's text.
window.tearsheet = (() => {
  const AROUND = 32, MOST = 5000;
  let nodes = null, starts = [], whole = "", found = [], at = -1;

  const body = () => document.querySelector(".body") ?? document.body;

  function read() {
    if (nodes) return;
    nodes = []; starts = [];
    let length = 0;
    const parts = [], walk = document.createTreeWalker(body(), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      nodes.push(node); starts.push(length); parts.push(node.data);
      length += node.data.length;
    }
    whole = parts.join("");
  }

  function text() { read(); return whole; }

  // The last text node that begins at or before a place.
  function nodeAt(place) {
    let low = 0, high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= place) low = middle; else high = middle - 1;
    }
    return low;
  }

  function rangeOf(start, end) {
    read();
    if (!nodes.length || end <= start || end > whole.length) return null;
    const first = nodeAt(start), last = nodeAt(end - 1), range = new Range();
    range.setStart(nodes[first], start - starts[first]);
    range.setEnd(nodes[last], end - starts[last]);
    return range;
  }

  function placeOf(node, offset) {
    read();
    if (node.nodeType !== Node.TEXT_NODE) {
      const walk = document.createTreeWalker(body(), NodeFilter.SHOW_TEXT);
      const child = node.childNodes[offset];
      if (child) {
        walk.currentNode = child;
        node = child.nodeType === Node.TEXT_NODE ? child : walk.nextNode();
      } else {
        node = null;
      }
      offset = 0;
      if (!node) return whole.length;
    }
    const index = nodes.indexOf(node);
    return index < 0 ? -1 : starts[index] + offset;
  }

  function paint(name, spans) {
    const ranges = spans.map(([start, end]) => rangeOf(start, end)).filter(Boolean);
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
    return ranges.length;
  }

  function alike(one, other, fromEnd) {
    let count = 0;
    while (count < one.length && count < other.length &&
           one.at(fromEnd ? -1 - count : count) === other.at(fromEnd ? -1 - count : count)) count++;
    return count;
  }

  // Where a quote stands now: in its old place, or where what stands around it fits best.
  function locate(anchor) {
    read();
    if (whole.slice(anchor.start, anchor.end) === anchor.quote) return [anchor.start, anchor.end];
    return best(whole, anchor, anchor.quote, (place) => place) ?? bestSqueezed(anchor);
  }

  function best(within, anchor, quote, original) {
    let place = null, most = -1;
    for (let at = within.indexOf(quote); quote && at >= 0; at = within.indexOf(quote, at + 1)) {
      const start = original(at), end = original(at + quote.length - 1) + 1;
      const fits = alike(whole.slice(Math.max(0, start - AROUND), start), anchor.prefix, true)
        + alike(whole.slice(end, end + AROUND), anchor.suffix, false)
        - Math.abs(start - anchor.start) / whole.length;
      if (fits > most) { most = fits; place = [start, end]; }
    }
    return place;
  }

  // White space may have changed with the markup.
  function bestSqueezed(anchor) {
    const kept = [];
    let squeezed = "";
    for (let place = 0; place < whole.length; place++) {
      if (!/\s/.test(whole[place])) { squeezed += whole[place]; kept.push(place); }
    }
    return best(squeezed, anchor, anchor.quote.replace(/\s+/g, ""), (place) => kept[place]);
  }

  function mark(pattern) {
    CSS.highlights.delete("found"); CSS.highlights.delete("current");
    found = []; at = -1;
    if (!pattern) return 0;
    const form = new RegExp(pattern, "giu");
    const walk = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node && found.length < MOST; node = walk.nextNode()) {
      for (const match of node.data.matchAll(form)) {
        if (!match[0]) continue;
        const range = new Range();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        found.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...found));
    return found.length;
  }

  // Goes on by so many matches; at first to the one that is in sight or below. Answers "3/14".
  function step(by) {
    if (!found.length) return "0/0";
    if (at < 0) {
      const below = found.findIndex((range) => range.getBoundingClientRect().bottom > 0);
      at = below < 0 ? 0 : by < 0 ? Math.max(below - 1, 0) : below;
    } else {
      at = (at + by + found.length) % found.length;
    }
    CSS.highlights.set("current", Object.assign(new Highlight(found[at]), { priority: 2 }));
    reveal(found[at]);
    return `${at + 1}/${found.length}`;
  }

  function reveal(range) {
    const box = range.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight - 60) scrollBy({ top: box.top - innerHeight / 3 });
  }

  function showPlace(start, end, height) {
    const range = rangeOf(start, Math.max(end, start + 1));
    if (!range) return;
    scrollBy({ top: range.getBoundingClientRect().top - (height ?? innerHeight / 3) });
  }

  // The place of the text at the top of the window.
  function topPlace() {
    const box = body().getBoundingClientRect();
    for (let y = 24; y < Math.min(innerHeight, 400); y += 24) {
      const caret = document.caretRangeFromPoint(Math.min(box.left + 40, innerWidth - 8), y);
      if (caret && body().contains(caret.startContainer)) return Math.max(placeOf(caret.startContainer, caret.startOffset), 0);
    }
    return 0;
  }

  function share() {
    const root = document.scrollingElement, room = root.scrollHeight - root.clientHeight;
    return room > 0 ? root.scrollTop / room : 1;
  }

  function turn() {
    const root = document.scrollingElement;
    if (root.scrollTop + root.clientHeight >= root.scrollHeight - 2) return true;
    // A line or two of what was read stays in sight.
    root.scrollBy({ top: root.clientHeight - 56, behavior: "smooth" });
    return false;
  }

  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return "";
    const range = chosen.getRangeAt(0);
    if (!body().contains(range.startContainer)) return "";
    const start = placeOf(range.startContainer, range.startOffset);
    const end = body().contains(range.endContainer) ? placeOf(range.endContainer, range.endOffset) : whole.length;
    if (start < 0 || end <= start) return "";
    return JSON.stringify({
      start, end, quote: whole.slice(start, end),
      prefix: whole.slice(Math.max(0, start - AROUND), start), suffix: whole.slice(end, end + AROUND),
    });
  }

  function select(start, end) {
    const range = rangeOf(start, end), chosen = getSelection();
    chosen.removeAllRanges();
    if (range) chosen.addRange(range);
  }

  function tell(kind, data) {
    const message = { type: 6, id: 1, object: "ear", method: "hear", args: [kind, JSON.stringify(data)] };
    globalThis.qt?.webChannelTransport?.send(JSON.stringify(message));
  }

  function note(link) {
    document.querySelector(".popover")?.remove();
    const target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target || !link.closest("sup") && link.getAttribute("role") !== "doc-noteref") return false;
    const card = document.createElement("div"), box = link.getBoundingClientRect();
    card.className = "popover";
    card.append(...target.cloneNode(true).childNodes);
    document.body.append(card);
    const left = Math.min(Math.max(box.left - 140, 12), innerWidth - card.offsetWidth - 12);
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${box.bottom + scrollY + 8}px`;
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']"), image = event.target.closest?.("figure img");
    if (link && note(link)) { event.preventDefault(); return; }
    if (!event.target.closest?.(".popover")) document.querySelector(".popover")?.remove();
    const act = event.target.closest?.("figure .missing [data-act]");
    if (act) {
      tell("missing", { number: Number(act.closest("figure").dataset.figure ?? -1), act: act.dataset.act });
      return;
    }
    if (image) { tell("image", { number: Number(image.closest("figure").dataset.figure ?? -1) }); return; }
    const caret = document.caretRangeFromPoint(event.clientX, event.clientY);
    if (caret && body().contains(caret.startContainer) && getSelection().isCollapsed)
      tell("clicked", { place: placeOf(caret.startContainer, caret.startOffset) });
  });
  document.addEventListener("scroll", () => tell("scrolled", { place: topPlace(), share: share() }));
  document.addEventListener("selectionchange", () => tell("selected", { is: !getSelection().isCollapsed }));

  // Puts another article into the page. The markup was sanitised when it was clipped.
  function show(number, markup, language, direction, title, place) {
    const root = document.documentElement;
    root.lang = language; root.dir = direction; document.title = title;
    nodes = null; found = []; at = -1;
    CSS.highlights.clear();
    document.querySelector(".popover")?.remove();
    document.querySelector("main").innerHTML = markup;
    scrollTo({ top: 0, behavior: "instant" });
    if (place) showPlace(place, place + 1, 24);
    // Timers do not run where the scripts of pages are off. Whether something is in sight is told
    // once a frame, after it was laid out; a page that nobody sees gets no frames.
    const done = () => tell("shown", { number });
    if (document.hidden) { done(); return; }
    const eye = new IntersectionObserver(() => { eye.disconnect(); done(); });
    eye.observe(document.querySelector("main"));
  }

  return { show, text, paint, locate, mark, step, showPlace, topPlace, share, turn, selected, select };
})();

// Marks every place that a pattern matches; runs in a world of its own, the page's scripts are off.
(function (pattern) {
  CSS.highlights.delete("found");
  if (!pattern) return 0;
  const form = new RegExp(pattern, "giu"), ranges = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node && ranges.length < 2000; node = walk.nextNode()) {
    for (const match of node.data.matchAll(form)) {
      if (!match[0]) continue;
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  return ranges.length;
})

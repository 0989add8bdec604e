(() => {
  const root = document.scrollingElement;
  if (root.scrollTop + root.clientHeight >= root.scrollHeight - 2) return true;
  // A line or two of what was read stays in sight.
  root.scrollBy({ top: root.clientHeight - 56, behavior: "smooth" });
  return false;
})()

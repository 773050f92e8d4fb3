// Files dragged over a chat and let go there.

/** `offer(files)` is handed what was dropped on `element`, which is marked while something hovers over it. */
export function acceptDrops(element, offer) {
  let depth = 0;
  const lit = (change) => {
    depth = Math.max(0, depth + change);
    element.classList.toggle("dropping", depth > 0);
  };
  const withFiles = (event) => event.dataTransfer?.types.includes("Files");
  element.addEventListener("dragenter", (event) => withFiles(event) && lit(1));
  element.addEventListener("dragleave", (event) => withFiles(event) && lit(-1));
  element.addEventListener("dragover", (event) => withFiles(event) && event.preventDefault());
  element.addEventListener("drop", (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    depth = 0;
    lit(0);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) offer(files);
  });
}

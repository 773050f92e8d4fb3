// What Telegram's clients make of a text as it is typed: **bold**, __italic__, ~~struck~~, ||hidden||, `code` and
// [words](https://…). Ctrl+B and the like put the marks around what is selected.

const PAIRS = [
  [/\*\*(\S(?:[\s\S]*?\S)?)\*\*/g, "b"],
  [/__(\S(?:[\s\S]*?\S)?)__/g, "i"],
  [/~~(\S(?:[\s\S]*?\S)?)~~/g, "s"],
  [/\|\|(\S(?:[\s\S]*?\S)?)\|\|/g, "tg-spoiler"],
  [/`([^`\n]+)`/g, "code"],
];
const LINK = /\[([^\]\n]+)\]\((https?:\/\/[^\s)"<>]+)\)/g;
const KEYS = { KeyB: "**", KeyI: "__" };

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** The text as Telegram's HTML, or null when nothing in it is formatted. */
export function formatted(text) {
  const plain = escaped(text);
  const linked = plain.replace(LINK, '<a href="$2">$1</a>');
  const html = PAIRS.reduce((done, [pattern, tag]) => done.replace(pattern, `<${tag}>$1</${tag}>`), linked);
  return html === plain ? null : html;
}

/** Puts marks around the selection when the keys ask for it; true when it did. */
export function markSelection(event, area) {
  const mark = (event.ctrlKey || event.metaKey) && !event.altKey && KEYS[event.code];
  const { selectionStart: start, selectionEnd: end } = area;
  if (!mark || start === end) return false;
  area.setRangeText(`${mark}${area.value.slice(start, end)}${mark}`, start, end, "select");
  return true;
}

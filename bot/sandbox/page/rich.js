// The bot's formatted text. It arrives as HTML and is built anew from a list of allowed tags: whatever is not on the
// list keeps its words and loses its tag, so nothing the server (or a hostile text behind it) sends can run here.

import { el } from "./dom.js";
import { safeAddress } from "./links.js";
import { t } from "./words.js";

const PLAIN = {
  B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre",
  BLOCKQUOTE: "blockquote",
};
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "MATH", "NOSCRIPT", "TITLE"]);
const DEEPEST = 40;

// Telegram makes links of bare addresses and of /commands; a slash inside a word or a date is none.
const LIVELY = /(https?:\/\/[^\s<>"]+|(?<![\w./])t\.me\/[^\s<>"]+)|(?<![\p{L}\p{N}/_.:<>-])(\/[a-zA-Z][a-zA-Z0-9_]{0,31})(?![\p{L}\p{N}/_<>])/gu;

/** A fragment to show for the server's HTML; newlines stay newlines. `commands`: whether they become lively. */
export function rich(html, { commands = true } = {}) {
  const source = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  rebuild(source.body, fragment, { depth: 0, lively: true, commands });
  return fragment;
}

/** A fragment for plain text, with its addresses (and, where told, commands) made lively. */
export function plain(text, { commands = false } = {}) {
  const fragment = document.createDocumentFragment();
  enliven(text, fragment, commands);
  return fragment;
}

function rebuild(from, to, { depth, lively, commands }) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (lively) enliven(node.data, to, commands);
      else to.append(node.data);
    } else if (node.nodeType === Node.ELEMENT_NODE && !DROPPED.has(node.tagName.toUpperCase())) {
      const shell = shellOf(node);
      const inert = ["A", "CODE", "PRE"].includes(node.tagName);
      if (shell) to.append(shell);
      if (depth < DEEPEST) rebuild(node, shell ?? to, { depth: depth + 1, lively: lively && !inert, commands });
      else (shell ?? to).append(node.textContent);
    }
  }
}

function shellOf(node) {
  if (node.tagName in PLAIN) return el(PLAIN[node.tagName]);
  if (node.tagName === "BR") return document.createTextNode("\n");
  if (node.tagName === "A") return anchor(node.getAttribute("href") ?? "");
  const spoiler = node.tagName === "TG-SPOILER" || (node.tagName === "SPAN" && node.classList.contains("tg-spoiler"));
  return spoiler ? hidden() : null;
}

function anchor(address) {
  const href = safeAddress(address);
  return href === null ? null : el("a", { href, target: "_blank", rel: "noopener noreferrer" });
}

function hidden() {
  const label = t("message.spoiler");
  const spoiler = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": label, title: label });
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    for (const name of ["role", "tabindex", "aria-label", "title"]) spoiler.removeAttribute(name);
    spoiler.classList.add("revealed");
    spoiler.removeEventListener("click", reveal);
    spoiler.removeEventListener("keydown", reveal);
  };
  spoiler.addEventListener("click", reveal);
  spoiler.addEventListener("keydown", reveal);
  return spoiler;
}

function enliven(text, to, commands) {
  let done = 0;
  for (const match of text.matchAll(LIVELY)) {
    const [whole, address, command] = match;
    if (command && !commands) continue;
    to.append(text.slice(done, match.index));
    done = match.index + whole.length;
    if (command) {
      to.append(el("button", { type: "button", class: "command", "data-command": command, text: command }));
      continue;
    }
    const kept = address.replace(/[.,;:!?»”)\]]+$/u, "");
    const link = anchor(kept.startsWith("http") ? kept : `https://${kept}`);
    if (link) link.append(kept);
    to.append(link ?? kept, address.slice(kept.length));
  }
  to.append(text.slice(done));
}

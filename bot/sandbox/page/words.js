// Says things in the page's language: the one chosen, else the browser's, else Bulgarian.

import { WORDS } from "./dictionary.js";
import { pageLanguage } from "./memory.js";

export const KINDS = { group: "kind.group", supergroup: "kind.supergroup", channel: "kind.channel" };
const BOT = {
  administrator: "bot.administrator", member: "bot.member", restricted: "bot.restricted", kicked: "bot.kicked", left: "bot.left",
};

let language = guess();

function guess() {
  const wanted = [pageLanguage.chosen(), ...(navigator.languages ?? [navigator.language])];
  const known = wanted.map((tag) => String(tag ?? "").slice(0, 2).toLowerCase()).find((tag) => tag in WORDS);
  return known ?? "bg";
}

export function currentLanguage() {
  return language;
}

export function chooseLanguage(chosen) {
  if (!(chosen in WORDS)) return;
  language = chosen;
  pageLanguage.keep(chosen);
}

/** The sentence of a key in the page's language; a key without one shows as itself, so that it is seen. */
export function t(key, facts = {}) {
  const sentence = WORDS[language][key] ?? WORDS.bg[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

/** Fills every element that stands in the page from the beginning: data-t its text, data-t-label its name. */
export function translatePage(root = document) {
  document.documentElement.lang = language;
  document.title = t("title");
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-title]")) node.title = t(node.dataset.tTitle);
}

/** "турски" of "tr"; a language the page has no word for keeps its code. */
export function languageName(code) {
  const short = String(code ?? "").slice(0, 2).toLowerCase();
  return short in WORDS ? t(`lang.${short}`) : String(code ?? "");
}

/** A person's label in the page's language where its words are known, as the server wrote it where not. */
export function noteOf(person) {
  const parts = String(person.note ?? "").split(/[,·]/).map((part) => part.trim()).filter(Boolean);
  return parts.map(translateNote).join(", ");
}

function translateNote(part) {
  for (const words of Object.values(WORDS)) {
    const key = Object.keys(words).find(
      (name) => /^(note|lang)\./.test(name) && words[name].toLowerCase() === part.toLowerCase(),
    );
    if (key) return t(key);
  }
  return part;
}

/** Who a person is, in short: their label and language, each word once; of a group or channel, its kind. */
export function factsOf(person) {
  if (person.kind) return `${t(KINDS[person.kind])} · ${t(BOT[person.bot] ?? BOT.left)}`;
  const words = [...noteOf(person).split(", "), languageName(person.language_code)].filter(Boolean);
  return [...new Set(words)].join(" · ");
}

/** Whether the server's label says that this person may publish. */
export function isStaff(person) {
  return ["note.moderator", "note.owner"].some((key) =>
    Object.values(WORDS).some((words) => String(person.note ?? "").toLowerCase().includes(words[key].toLowerCase())),
  );
}

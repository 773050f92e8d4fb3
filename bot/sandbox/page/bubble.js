// One message, drawn.

import { el, icon, spoken } from "./dom.js";
import { ownFile, safeAddress } from "./links.js";
import { plain, rich } from "./rich.js";
import { hourOf } from "./time.js";
import { t } from "./words.js";

const UNITS = ["B", "kB", "MB"];
const OTHERS = {
  poll: "other.poll", contact: "other.contact", sticker: "other.sticker", voice: "other.voice", audio: "other.audio",
  video_note: "other.video_note", animation: "other.animation", dice: "other.dice",
};
const HAPPENED = {
  new_chat_members: "happened.joined", left_chat_member: "happened.left", migrate_to_chat_id: "happened.moved", migrate_from_chat_id: "happened.founded",
};

/** "12 kB" */
export function sizeOf(bytes) {
  let amount = Number(bytes) || 0;
  let unit = 0;
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${amount < 10 && unit > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[unit]}`;
}

/** What a message says, as plain text: for a preview in a list and for copying. */
export function plainText(message) {
  const parts = [];
  if (message.service) parts.push(serviceWords(message.service));
  if (message.photo) parts.push(`[${t("message.photo")}]`);
  if (message.video) parts.push(`[${t("message.video")}]`);
  if (message.other) parts.push(`[${t(OTHERS[message.other] ?? "other.more")}]`);
  if (message.document) parts.push(`[${message.document.file_name ?? t("message.document")}]`);
  if (message.location) parts.push(`[${t("message.location")} ${coordinates(message.location)}]`);
  const words = bareWords(message);
  if (words) parts.push(words);
  return parts.join(" ");
}

const FORMATTED = /<(?:b|i|u|s|code|pre|blockquote|tg-spoiler|a)[ >]/;

// Parsed once for a message: a list of many people asks again at every change. A changed message is another object.
const parsed = new WeakMap();

function bareWords(message) {
  const markup = markupOf(message);
  if (markup === null || (message.from === "person" && message.text)) return message.text;
  if (!parsed.has(message)) parsed.set(message, new DOMParser().parseFromString(markup, "text/html").body.textContent);
  return parsed.get(message);
}

/**
 * The element of a message. `who`: {bot, person} names for those who listen instead of looking, and in a group or channel
 * me(), the number of whoever one is there.
 */
export function bubble(message, { zone, who }) {
  if (message.service) return serviceNote(message);
  const mine = message.from === "person" && (!who.me || message.sender.id === who.me());
  const content = el("div", { class: `bubble${bare(message) ? " bare" : ""}` });
  const named = who.me && !mine;
  const name = who.me ? message.sender.name : mine ? who.person : who.bot;
  content.append(named ? el("div", { class: "sender", dir: "auto", text: name }) : spoken(`${name}: `), ...attachments(message));
  const words = wordsOf(message);
  if (words) content.append(el("div", { class: "words", dir: "auto" }, words));
  content.append(stamp(message, zone));
  return el(
    "article",
    {
      class: `message ${mine ? "mine" : "theirs"}${message.album ? " of-album" : ""}`, testid: "message",
      "data-message-id": message.message_id, "data-from": message.from, "data-album": message.album,
    },
    content,
    message.inline_keyboard?.length ? keyboard(message) : null,
  );
}

function serviceWords({ what, by, bot }) {
  return t(bot ? "happened.added" : (HAPPENED[what] ?? "happened.more"), { name: by });
}

function serviceNote(message) {
  return el(
    "article",
    { class: "message service", testid: "message", "data-message-id": message.message_id, "data-from": "service" },
    el("div", { class: "note", dir: "auto", text: serviceWords(message.service) }),
  );
}

// A photo without words fills its bubble to the edges.
function bare(message) {
  return Boolean(message.photo) && !wordsOf(message);
}

function markupOf(message) {
  return message.caption_html ?? message.html ?? null;
}

function wordsOf(message) {
  const markup = markupOf(message);
  if (message.from === "person" && message.text && !FORMATTED.test(markup ?? "")) return plain(message.text);
  if (markup) return rich(markup, { commands: message.from === "bot" });
  return message.text ? plain(message.text, { commands: message.from === "bot" }) : null;
}

function attachments(message) {
  return [
    message.photo && photo(message.photo),
    message.video && video(message.video),
    message.other && card("document", t(OTHERS[message.other] ?? "other.more")),
    message.document && documentCard(message.document),
    message.location && locationCard(message.location),
  ].filter(Boolean);
}

function photo(file) {
  const address = ownFile(file.url);
  if (address === null) return null;
  const picture = el("img", { class: "photo", src: address, alt: file.file_name ?? t("message.photo"), testid: "photo" });
  return el("a", { class: "photo-link", href: address, target: "_blank", rel: "noopener" }, picture);
}

// A film the browser cannot show is a file like any other.
function video(file) {
  const address = ownFile(file.url);
  const film = el("video", { class: "video", src: address, controls: true, preload: "metadata", testid: "video", "aria-label": file.file_name });
  film.addEventListener("error", () => film.replaceWith(documentCard(file, "video")));
  return film;
}

function card(sign, name) {
  const words = el("span", { class: "card-words" }, el("span", { class: "card-name", dir: "auto", text: name }));
  return el("div", { class: "card" }, el("span", { class: "card-sign" }, icon(sign)), words);
}

function documentCard(file, testid = "document") {
  const name = file.file_name ?? t("message.document");
  const card = { class: "card", href: ownFile(file.url), download: name, testid };
  return el(
    "a", card,
    spoken(`${t("message.download")} `),
    el("span", { class: "card-sign" }, icon("document")),
    el("span", { class: "card-words" },
      el("span", { class: "card-name", dir: "auto", text: name }),
      el("span", { class: "card-note", text: sizeOf(file.size) })),
  );
}

function coordinates({ latitude, longitude }) {
  return `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
}

function locationCard(place) {
  const { latitude, longitude } = place;
  const map = `https://www.openstreetmap.org/?mlat=${Number(latitude)}&mlon=${Number(longitude)}#map=16/${Number(latitude)}/${Number(longitude)}`;
  return el(
    "div", { class: "card", testid: "location" },
    el("span", { class: "card-sign" }, icon("location")),
    el("span", { class: "card-words" },
      el("span", { class: "card-name", dir: "auto", text: place.title ?? coordinates(place) }),
      place.address && el("span", { class: "card-note", dir: "auto", text: place.address }),
      el("a", { class: "card-note", href: map, target: "_blank", rel: "noopener noreferrer", text: t("message.map") })),
  );
}

function stamp(message, zone) {
  const time = el("time", { datetime: new Date(message.date * 1000).toISOString(), text: hourOf(message.date, zone) });
  const mark = message.edited && el("span", {
    class: "edited", testid: "edited", text: t("message.edited"),
    title: t("message.edited.at", { time: hourOf(message.edited, zone) }),
  });
  return el("div", { class: "stamp" }, mark, mark && " ", time);
}

function keyboard(message) {
  const rows = message.inline_keyboard.map((row, r) =>
    el("div", { class: "key-row" }, row.map((button, c) => inlineButton(button, r, c))),
  );
  return el("div", { class: "keys", role: "group", "aria-label": t("message.buttons") }, rows);
}

function inlineButton(button, row, column) {
  const facts = { class: "key", testid: "inline-button", "data-row": row, "data-column": column, dir: "auto" };
  const href = button.kind === "url" ? safeAddress(button.url ?? "") : null;
  if (href !== null) {
    return el("a", { ...facts, href, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("open"));
  }
  return el("button", { ...facts, type: "button", "data-kind": button.kind, text: button.text });
}

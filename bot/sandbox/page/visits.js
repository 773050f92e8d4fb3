// What opening a link does inside a chat: deep links start the bot as this person, shared links can be handed on.

import { api } from "./api.js";
import { cancelButton, copy, field, openDialog, submitButton, toast } from "./dialogs.js";
import { el, fullName } from "./dom.js";
import { destination, isPayload } from "./links.js";
import { t } from "./words.js";

/**
 * Follows `address` as the person of `column`; true when the page did it itself and the browser must not.
 * `column`: {world, id, who(), toasts, sent(message), switchTo(id)}
 */
export function visit(address, column) {
  const place = destination(address, column.world.bot.username);
  if (place.kind === "start") start(place.payload, column);
  else if (place.kind === "join") join(place, column);
  else if (place.kind === "share") share(place, column);
  else return false;
  return true;
}

/** What an answer to a button asks to open: a browser would block a tab nobody clicked for, so it is offered. */
export function offerVisit(address, column) {
  if (visit(address, column)) return;
  const place = destination(address, column.world.bot.username);
  if (place.kind !== "web") return;
  const link = el("a", { class: "button primary", href: place.href, target: "_blank", rel: "noopener noreferrer", text: t("visit.open") });
  const { close } = openDialog({
    title: t("visit.title"),
    content: [el("p", { class: "said", text: place.href })],
    actions: [cancelButton(), link],
  });
  link.addEventListener("click", () => close());
}

/** Asks for a link or its payload and opens it. */
export function askLink(column) {
  const { username } = column.world.bot;
  const input = el("input", { type: "text", autocomplete: "off", spellcheck: "false", required: true, testid: "link-field" });
  const hint = el("small", { text: t("link.example", { bot: username }) });
  openDialog({
    title: t("link.title"),
    testid: "link-dialog",
    content: [field(t("link.field"), input), hint],
    actions: [cancelButton(), submitButton(t("link.open"))],
    submitted: async () => {
      const typed = input.value.trim();
      const whole = /^(t\.me|telegram\.me)\//.test(typed) ? `https://${typed}` : typed;
      const place = whole.includes(":") ? destination(whole, username) : { kind: "start", payload: whole };
      if (place.kind === "join") return () => join(place, column);
      if (place.kind !== "start") throw new Error(t("link.foreign"));
      if (place.payload !== null && !isPayload(place.payload)) throw new Error(t("link.bad"));
      column.sent(await api.start(column.id, place.payload));
    },
  });
}

async function start(payload, column) {
  if (payload !== null && !isPayload(payload)) return toast(t("link.bad"), column.toasts);
  try {
    column.sent(await api.start(column.id, payload));
  } catch (error) {
    toast(error.message, column.toasts);
  }
}

// Telegram asks where to; here one chooses among the groups or channels there are.
function join({ channel, payload, admin }, column) {
  const { world } = column;
  const fitting = world.communities.filter((community) => (community.kind === "channel") === channel);
  if (fitting.length === 0) return toast(t("visit.join.none"), column.toasts);
  const options = fitting.map((community) => el("option", { value: community.id, text: community.title }));
  const choice = el("select", { testid: "join-where" }, options);
  openDialog({
    title: t("visit.join"),
    testid: "join-dialog",
    content: [field(t("visit.join.where"), choice)],
    actions: [cancelButton(), submitButton(t("add"))],
    submitted: async () => {
      const id = Number(choice.value);
      await api.bot(id, { by: column.who().id, status: admin ? "administrator" : "member", payload });
      return () => column.switchTo(id);
    },
  });
}

function share({ url, text }, column) {
  const { world } = column;
  const inside = destination(url, world.bot.username);
  const content = [
    el("p", { text: t("share.note") }),
    el("blockquote", { class: "said", dir: "auto", testid: "share-text" }, text, text && el("br"), el("span", { class: "address", text: url })),
  ];
  // Said inside the dialog: everything outside is silent and dim while it is open.
  const said = el("div", { class: "toasts", role: "status" });
  content.push(said);
  const copyButton = el("button", { type: "button", class: "button", testid: "share-copy", text: t("share.copy"), onclick: () => copy(url, said) });
  const others = world.people.filter((person) => person.id !== column.id);
  if (inside.kind !== "start" || others.length === 0) {
    openDialog({ title: t("share.title"), testid: "share-dialog", content, actions: [copyButton] });
    return;
  }
  const choice = el("select", { testid: "share-person" }, others.map((person) => el("option", { value: person.id, text: fullName(person) })));
  openDialog({
    title: t("share.title"),
    testid: "share-dialog",
    content: [...content, field(t("share.as"), choice)],
    actions: [copyButton, submitButton(t("link.open"))],
    submitted: async () => {
      const id = others[choice.selectedIndex].id;
      world.take(id, await api.start(id, inside.payload));
      return () => column.switchTo(id);
    },
  });
}

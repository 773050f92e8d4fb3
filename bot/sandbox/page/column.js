// One chat: a person on the right, the bot on the left. In a group or channel one chooses who one is.

import { api } from "./api.js";
import { plainText } from "./bubble.js";
import { communityMenu, speakerChoice, speakerIn } from "./communities.js";
import { Composer } from "./composer.js";
import { alertDialog, copy, openMenu, toast } from "./dialogs.js";
import { avatar, el, fullName, iconButton } from "./dom.js";
import { acceptDrops } from "./drops.js";
import { Log } from "./log.js";
import { fieldValue } from "./time.js";
import { askLink, offerVisit, visit } from "./visits.js";
import { factsOf, t } from "./words.js";

const TYPING_MS = 5000;
const PATIENCE_MS = 15_000;

export class Column {
  #world;
  #typing = null;
  #keyboardShown = false;
  #about = null;
  #wantsFocus = false;

  /** `closed()`, `left()` (back to the people, on a phone) and `switchTo(id)` belong to whoever lays columns out. */
  constructor(world, id, { closed, left, switchTo }) {
    this.#world = world;
    this.id = id;
    this.world = world;
    this.switchTo = switchTo;
    const person = world.somebody(id);
    const name = fullName(person);
    this.speaker = el("div", { class: "speaker-place" });
    this.toasts = el("div", { class: "toasts", role: "status" });
    this.title = el("h2", { class: "column-name", id: `column-name-${id}`, dir: "auto", tabindex: "-1" });
    this.facts = el("p", { class: "column-facts" });
    const more = iconButton("more", t("column.menu", { name }), { "aria-haspopup": "menu", "aria-expanded": "false", testid: "menu" });
    more.addEventListener("click", () => (more.getAttribute("aria-expanded") === "true" ? null : this.#menu(more)));
    this.header = el(
      "header", { class: "column-head" },
      iconButton("back", t("column.back"), { class: "icon-button back", onclick: left, testid: "back" }),
      avatar(person),
      el("div", { class: "column-names" }, this.title, this.facts),
      el("div", { class: "menu-place" }, more),
      iconButton("close", t("column.close", { name }), { class: "icon-button close", onclick: closed, testid: "close-column" }),
    );
    this.log = new Log({
      who: { bot: world.bot.first_name || t("message.bot"), person: name, me: person.kind ? () => this.who().id : null },
      zone: world.zone,
      label: t("column.log", { name }),
      language: person.language_code,
      seen: () => document.hidden || world.markRead(id),
    });
    this.composer = new Composer(world, id, { toasts: this.toasts, sent: (message) => this.sent(message), who: () => this.who() });
    this.composer.keyboardButton.addEventListener("click", () => this.#toggleKeyboard());
    this.replies = el("div", { class: "replies", role: "group", "aria-label": t("compose.keyboard"), testid: "reply-keyboard" });
    this.foot = el("div", { class: "column-foot" });
    this.drop = el("div", { class: "drop", "aria-hidden": "true", text: t("file.drop") });
    this.element = el(
      "section", { class: "column", testid: `column-${id}`, "aria-labelledby": this.title.id },
      this.header, this.log.element, this.toasts, this.speaker, this.foot, this.drop,
    );
    this.element.addEventListener("click", (event) => this.#clicked(event));
    acceptDrops(this.element, (files) => this.composer.offerFiles(files));
    this.renamed();
    this.reload();
  }

  get isRead() {
    return this.log.isRead;
  }

  /** Who writes here: {id}, and the chat where it is not their own. */
  who() {
    const community = this.#world.community(this.id);
    return community ? { id: speakerIn(this.#world, community), chat: this.id } : { id: this.id };
  }

  sent(message) {
    this.#world.take(this.id, message);
  }

  /** The whole chat came anew. */
  reload() {
    const chat = this.#world.chat(this.id);
    this.log.draw(chat.messages);
    this.keyboard();
    this.#refoot();
  }

  message(message) {
    if (message.from === "bot") this.#stopTyping();
    this.log.put(message, this.#world.chat(this.id).messages);
    this.#refoot();
  }

  removed(messageId) {
    this.log.remove(messageId, this.#world.chat(this.id).messages);
    this.#refoot();
  }

  /** The bot put up, changed or took away its keyboard. */
  keyboard() {
    const { keyboard } = this.#world.chat(this.id);
    this.composer.keyboardButton.hidden = keyboard === null;
    this.composer.placeholder(keyboard?.placeholder);
    this.#keyboardShown = keyboard !== null;
    this.replies.replaceChildren(...(keyboard?.rows ?? []).map((row) => el("div", { class: "key-row" }, row.map((button) => this.#reply(button)))));
    this.#showKeyboard();
  }

  answer({ text, show_alert: asAlert, url }) {
    this.#release();
    if (url) offerVisit(url, this);
    else if (text && asAlert) alertDialog(this.#world.bot.first_name || t("message.bot"), text);
    else if (text) toast(text, this.toasts);
  }

  action() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#stopTyping(), TYPING_MS);
    this.renamed();
  }

  /** Name, language, note or the block changed. */
  renamed() {
    const person = this.#world.somebody(this.id);
    if (!person) return;
    if (person.kind) this.speaker.replaceChildren(speakerChoice(this.#world, person, () => this.#spokenAs()));
    this.title.textContent = fullName(person);
    this.facts.textContent = this.#typing ? t("column.typing") : factsOf(person);
    this.facts.classList.toggle("typing", Boolean(this.#typing));
    this.#refoot();
  }

  /** Where a keyboard goes on: the start button, the composer; on a touch screen only the title, so that nothing jumps up. */
  focus() {
    const touch = window.matchMedia("(pointer: coarse)").matches;
    const main = this.foot.querySelector("[data-main]");
    this.#wantsFocus = this.foot.dataset.shows === "loading";
    if (this.#wantsFocus) this.title.focus();
    else if (main) main.focus();
    else if (touch) this.title.focus();
    else this.composer.focus();
  }

  /** To be called once the column stands in the page: sizes can be measured only there. */
  settle() {
    this.composer.settle();
    this.log.toBottom();
  }

  #spokenAs() {
    this.reload();
    this.composer.focus();
  }

  #refoot() {
    const person = this.#world.somebody(this.id);
    const chat = this.#world.chat(this.id);
    const empty = chat.whole && chat.messages.length === 0 && !person?.kind;
    const silent = person?.gone || this.who().id === null;
    const wanted = person?.blocked ? "blocked" : silent ? "silent" : empty ? "start" : chat.whole ? "composer" : "loading";
    this.#describe(empty);
    if (this.foot.dataset.shows === wanted) return;
    const held = this.foot.contains(document.activeElement);
    this.foot.dataset.shows = wanted;
    const main = (text, testid, onclick) => el("button", { type: "button", class: "button primary start", "data-main": true, testid, text, onclick });
    const contents = {
      composer: () => [this.replies, this.composer.element],
      start: () => [main(t("start"), "start", () => this.#start())],
      blocked: () => [
        el("p", { class: "blocked-note", text: t("blocked.note", { name: fullName(person) }) }),
        main(t("start.restart"), "unblock", () => this.#block(false)),
      ],
      silent: () => [el("p", { class: "blocked-note", text: t("silent.note") })],
      loading: () => [el("p", { class: "blocked-note", text: t("column.loading") })],
    };
    this.foot.replaceChildren(...contents[wanted]());
    this.composer.settle();
    if (held || (this.#wantsFocus && document.activeElement === this.title)) this.focus();
  }

  #describe(empty) {
    const { description } = this.#world.bot;
    this.element.classList.toggle("empty", empty);
    this.#about?.remove();
    if (!empty || !description) return;
    this.#about = el("div", { class: "description" }, el("h3", { text: t("start.what") }), el("p", { dir: "auto", text: description }));
    this.log.scroller.append(this.#about);
  }

  async #attempt(deed) {
    try {
      await deed();
    } catch (error) {
      toast(error.message, this.toasts);
    }
  }

  #start() {
    return this.#attempt(async () => this.sent(await api.start(this.id)));
  }

  #block(blocked) {
    return this.#attempt(async () => this.#world.takePerson(await api.block(this.id, blocked)));
  }

  #menu(button) {
    const community = this.#world.community(this.id);
    const copying = { text: t("menu.copy"), testid: "menu-copy", chosen: () => this.#copy() };
    if (community) return openMenu(button, [...communityMenu(this.#world, community, (deed) => this.#attempt(deed)), copying]);
    const blocked = this.#world.person(this.id)?.blocked;
    openMenu(button, [
      { text: t(blocked ? "menu.unblock" : "menu.block"), testid: "menu-block", chosen: () => this.#block(!blocked) },
      { text: t("menu.link"), testid: "menu-link", chosen: () => askLink(this) },
      copying,
    ]);
  }

  #copy() {
    const names = { bot: this.#world.bot.first_name, person: fullName(this.#world.somebody(this.id)) };
    const lines = this.#world.chat(this.id).messages.map((message) => {
      const moment = fieldValue(message.date, this.#world.zone).replace("T", " ");
      return `[${moment}] ${message.service ? "" : `${this.#world.community(this.id) ? message.sender.name : names[message.from]}: `}${plainText(message)}`;
    });
    return copy(lines.join("\n"), this.toasts);
  }

  #clicked(event) {
    const key = event.target.closest("button.key");
    const command = event.target.closest("button.command");
    const link = event.target.closest("a[href]");
    if (key && this.log.element.contains(key)) this.#press(key);
    else if (command) this.composer.say(command.dataset.command);
    else if (link && !link.hasAttribute("download") && visit(link.getAttribute("href"), this)) event.preventDefault();
  }

  async #press(key) {
    if (key.dataset.kind !== "callback") return toast(t("button.other"), this.toasts);
    if (key.getAttribute("aria-busy") === "true") return;
    const message = Number(key.closest("article").dataset.messageId);
    key.setAttribute("aria-busy", "true");
    // The answer names no button, so every waiting one is released by it, by an edit, or by patience.
    setTimeout(() => key.removeAttribute("aria-busy"), PATIENCE_MS);
    try {
      await api.press(this.who(), message, Number(key.dataset.row), Number(key.dataset.column));
    } catch (error) {
      key.removeAttribute("aria-busy");
      toast(error.status === 409 ? t("button.gone") : error.message, this.toasts);
    }
  }

  #release() {
    for (const key of this.log.element.querySelectorAll('[aria-busy="true"].key')) key.removeAttribute("aria-busy");
  }

  #reply(button) {
    const pressed = () => {
      if (this.#world.chat(this.id).keyboard?.one_time) this.#toggleKeyboard(false);
      if (button.request_location) this.composer.askLocation();
      else if (button.request_contact) toast(t("button.contact"), this.toasts);
      else this.composer.say(button.text);
    };
    return el("button", { type: "button", class: "key", testid: "reply-button", dir: "auto", text: button.text, onclick: pressed });
  }

  #toggleKeyboard(shown = !this.#keyboardShown) {
    this.#keyboardShown = shown;
    this.#showKeyboard();
  }

  #showKeyboard() {
    const held = this.replies.contains(document.activeElement);
    this.replies.hidden = !this.#keyboardShown;
    this.composer.keyboardButton.setAttribute("aria-expanded", String(this.#keyboardShown));
    if (held && this.replies.hidden) this.composer.focus();
  }

  #stopTyping() {
    if (!this.#typing) return;
    clearTimeout(this.#typing);
    this.#typing = null;
    this.renamed();
  }
}

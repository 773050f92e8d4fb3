// Where a person writes: text, files, a location, commands, and corrections of what they said.

import { api } from "./api.js";
import { askAlbum, askFile, askLocation } from "./attachments.js";
import { CommandList, commandsFor } from "./commands.js";
import { toast } from "./dialogs.js";
import { el, iconButton, fullName } from "./dom.js";
import { formatted, markSelection } from "./formatting.js";
import { drafts } from "./memory.js";
import { t } from "./words.js";

export class Composer {
  #world;
  #id;
  #toasts;
  #sent;
  #who;
  #editing = null;
  #queue = Promise.resolve();

  /** `toasts`: where failures are said; `sent(message)`: told of every message that went out; `who()`: who writes. */
  constructor(world, personId, { toasts, sent, who }) {
    this.#world = world;
    this.#id = personId;
    this.#toasts = toasts;
    this.#sent = sent;
    this.#who = who;
    const name = fullName(world.somebody(personId));
    this.area = el("textarea", {
      class: "composer-text", testid: "composer", rows: 1, dir: "auto", "aria-label": t("compose", { name }),
      placeholder: t("compose.placeholder"), enterkeyhint: "send",
    });
    this.area.value = drafts.of(personId);
    this.commands = new CommandList(this.area, (command, how) => this.#command(command, how));
    this.strip = el("div", { class: "editing-strip" });
    this.strip.hidden = true;
    this.send = iconButton("send", t("compose.send"), { class: "icon-button send", testid: "send", type: "submit" });
    this.keyboardButton = iconButton("keyboard", t("compose.keyboard"), { testid: "keyboard-toggle" });
    this.keyboardButton.hidden = true;
    const offer = iconButton("commands", t("compose.commands"), { testid: "commands-button", onclick: () => this.#offerAll() });
    // Taking the focus from the field would close the list before the click could.
    offer.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element = el(
      "form", { class: "composer" },
      this.commands.element, this.strip,
      el("div", { class: "composer-row" },
        offer,
        iconButton("attach", t("compose.attach"), { testid: "attach", onclick: () => this.#pick() }),
        this.area, this.keyboardButton,
        iconButton("location", t("compose.location"), { testid: "location-button", onclick: () => this.askLocation() }),
        this.send),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.area.addEventListener("keydown", (event) => this.#key(event));
    this.area.addEventListener("input", () => this.#typed());
    this.area.addEventListener("blur", () => this.commands.close());
    this.area.addEventListener("paste", (event) => this.#pasted(event));
    this.#grow();
  }

  focus() {
    this.area.focus();
  }

  placeholder(text) {
    this.area.placeholder = text || t("compose.placeholder");
  }

  /** Measured again when the composer has come into the page. */
  settle() {
    this.#grow();
  }

  async submit() {
    await this.#attempt(async () => {
      const text = this.area.value.trim();
      if (!text) return;
      const editing = this.#editing;
      const html = formatted(text);
      const words = [html ?? text, html !== null];
      const message = editing ? await api.edit(this.#who(), editing.message_id, ...words) : await api.say(this.#who(), ...words);
      if (editing) this.#stopEditing();
      else this.#forget(text);
      this.#sent(message);
    });
  }

  /** Sends a text that was not typed (a command, a button of the reply keyboard); what is typed stays. */
  async say(text) {
    await this.#attempt(async () => this.#sent(await api.say(this.#who(), text)));
  }

  /** Edits the person's last own text, as ArrowUp does in Telegram. */
  editLast() {
    const { id, chat } = this.#who();
    const mine = (message) => message.from === "person" && (!chat || message.sender.id === id);
    const own = this.#world.chat(this.#id).messages.filter((message) => mine(message) && message.text);
    const last = own.at(-1);
    if (!last) return false;
    this.#editing = last;
    this.strip.replaceChildren(
      el("span", { class: "editing-words" }, el("strong", { text: t("compose.editing") }), el("span", { dir: "auto", text: last.text })),
      iconButton("close", t("compose.editing.stop"), { onclick: () => this.#stopEditing() }),
    );
    this.strip.hidden = false;
    this.send.setAttribute("aria-label", t("compose.save"));
    this.send.title = t("compose.save");
    this.#fill(last.text);
    return true;
  }

  /** Files that were chosen, dropped or pasted: several go as an album. */
  offerFiles(files) {
    if (files.length === 1) {
      askFile(files[0], async (kind, words) => this.#sent(await api.attach(this.#who(), kind, files[0], words)));
    } else askAlbum(files, async (kinds, words) => (await api.album(this.#who(), kinds, files, words)).forEach(this.#sent));
  }

  askLocation() {
    askLocation(async (place) => this.#sent(await api.locate(this.#who(), place)));
  }

  // One after another, so that messages go in the order in which they were sent.
  #attempt(deed) {
    const done = this.#queue.then(async () => {
      this.send.setAttribute("aria-busy", "true");
      try {
        await deed();
      } catch (error) {
        toast(error.message, this.#toasts);
      } finally {
        this.send.removeAttribute("aria-busy");
      }
    });
    this.#queue = done;
    return done;
  }

  // What was typed while the message was on its way is not lost with it.
  #forget(text) {
    const left = this.area.value.trim();
    this.#fill(left.startsWith(text) ? left.slice(text.length).trimStart() : left);
    drafts.keep(this.#id, this.area.value);
  }

  #stopEditing() {
    this.#editing = null;
    this.strip.hidden = true;
    this.send.setAttribute("aria-label", t("compose.send"));
    this.send.title = t("compose.send");
    this.#fill(drafts.of(this.#id));
    this.area.focus();
  }

  #fill(text) {
    this.area.value = text;
    this.area.setSelectionRange(text.length, text.length);
    this.#grow();
  }

  #grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
    this.element.classList.toggle("written", this.area.value.trim() !== "");
  }

  #typed() {
    this.#grow();
    if (!this.#editing) drafts.keep(this.#id, this.area.value);
    const beginning = /^\/([a-z0-9_]*)$/i.exec(this.area.value);
    if (!beginning || this.#editing) return this.commands.close();
    const wanted = beginning[1].toLowerCase();
    const fitting = this.#commands().filter((one) => one.command.startsWith(wanted));
    this.commands.open(fitting.sort((one, other) => (other.command === wanted) - (one.command === wanted)));
  }

  #key(event) {
    if (event.isComposing || this.commands.key(event)) return;
    if (markSelection(event, this.area)) {
      event.preventDefault();
      this.#typed();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && this.area.value === "" && !this.#editing) {
      if (this.editLast()) event.preventDefault();
    } else if (event.key === "Escape" && this.#editing) {
      event.preventDefault();
      this.#stopEditing();
    }
  }

  #commands() {
    return commandsFor(this.#world.bot, this.#world.person(this.#who().id)?.language_code);
  }

  #offerAll() {
    const all = this.#commands();
    if (all.length === 0) return toast(t("compose.commands.none"), this.#toasts);
    if (this.commands.isOpen) return this.commands.close();
    this.area.focus();
    this.commands.open(all);
  }

  #command(command, { complete }) {
    if (complete) {
      this.#fill(`/${command} `);
      drafts.keep(this.#id, this.area.value);
      return;
    }
    // A half-typed "/he" becomes the command and stays until it is sent; anything else in the field is a draft.
    if (!/^\/[a-z0-9_]*$/i.test(this.area.value)) return this.say(`/${command}`);
    this.#fill(`/${command}`);
    this.submit();
  }

  #pick() {
    const input = el("input", { type: "file", multiple: true });
    input.addEventListener("change", () => input.files.length > 0 && this.offerFiles([...input.files]));
    input.click();
  }

  #pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.offerFiles(files);
  }
}

// The list of the bot's commands above the composer: opened by "/" or by its button, walked by arrows.

import { el } from "./dom.js";
import { t } from "./words.js";

let counter = 0;

/** The bot's commands as a person with this Telegram language sees them. */
export function commandsFor(bot, languageCode) {
  const lists = bot.commands ?? {};
  return lists[languageCode] ?? lists[String(languageCode ?? "").slice(0, 2)] ?? lists[""] ?? lists.default ?? [];
}

/** Belongs to one text field, which keeps the focus and names the chosen entry by aria-activedescendant. */
export class CommandList {
  #field;
  #chosen;
  #entries = [];
  #current = -1;

  constructor(field, chosen) {
    this.#field = field;
    this.#chosen = chosen;
    counter += 1;
    this.id = `commands-${counter}`;
    this.list = el("div", { class: "commands", id: this.id, role: "listbox", "aria-label": t("compose.commands") });
    this.status = el("div", { class: "spoken", role: "status" });
    this.element = el("div", { class: "commands-place", testid: "commands" }, this.list, this.status);
    this.element.hidden = true;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open(commands) {
    if (commands.length === 0) return this.close();
    const same = this.isOpen && commands.map((one) => one.command).join() === this.#entries.map((one) => one.dataset.command).join();
    if (same) return;
    this.#entries = commands.map((one, place) => {
      const entry = el(
        "div",
        { class: "command-entry", role: "option", id: `${this.id}-${place}`, "data-command": one.command, testid: `command-${one.command}` },
        el("span", { class: "command-name", text: `/${one.command}` }),
        el("span", { class: "command-what", dir: "auto", text: one.description }),
      );
      // The field keeps the focus: a press on the list must not take it.
      entry.addEventListener("pointerdown", (event) => event.preventDefault());
      entry.addEventListener("click", () => this.#choose(place));
      return entry;
    });
    this.list.replaceChildren(...this.#entries);
    this.element.hidden = false;
    this.#field.setAttribute("aria-controls", this.id);
    this.status.textContent = t("compose.commands.count", { n: commands.length });
    this.#point(0);
  }

  close() {
    this.element.hidden = true;
    this.status.textContent = "";
    this.#entries = [];
    this.#current = -1;
    this.#field.removeAttribute("aria-controls");
    this.#field.removeAttribute("aria-activedescendant");
  }

  /** True when the key was for the list. */
  key(event) {
    if (!this.isOpen) return false;
    const count = this.#entries.length;
    if (event.key === "ArrowDown") this.#point((this.#current + 1) % count);
    else if (event.key === "ArrowUp") this.#point((this.#current + count - 1) % count);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !event.shiftKey) this.#choose(this.#current);
    else if (event.key === "Tab" && !event.shiftKey) this.#choose(this.#current, { complete: true });
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #point(place) {
    this.#current = place;
    this.#entries.forEach((entry, other) => entry.setAttribute("aria-selected", String(other === place)));
    this.#entries[place].scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", this.#entries[place].id);
  }

  #choose(place, { complete = false } = {}) {
    const command = this.#entries[place].dataset.command;
    this.close();
    this.#chosen(command, { complete });
  }
}

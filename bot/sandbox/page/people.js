// The people one can be, and likewise groups and channels: lists walked by arrows, with what was last said and how much
// of it is unread.

import { api } from "./api.js";
import { plainText } from "./bubble.js";
import { LANGUAGES } from "./dictionary.js";
import { cancelButton, field, openDialog, submitButton } from "./dialogs.js";
import { avatar, el, fullName, icon, spoken } from "./dom.js";
import { briefMoment } from "./time.js";
import { currentLanguage, factsOf, t } from "./words.js";

export class People {
  #world;
  #list;
  #chosen;
  #open = [];
  #planned = false;
  #within;
  #entries = new Map();
  #nobody = el("p", { class: "nobody-here", hidden: true });
  #of;

  /** `chosen(id)`: somebody was picked; `list`: the <ul> to fill; `of`: "people" or "communities". */
  constructor(world, list, chosen, of = "people") {
    this.#world = world;
    this.#list = list;
    this.#chosen = chosen;
    this.#of = of;
    list.after(this.#nobody);
    list.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["people", "communities", "chat", "message", "removed", "unread"]) world.addEventListener(name, () => this.plan());
  }

  /** Marks whose chats stand open. */
  opened(ids) {
    this.#open = ids;
    this.plan();
  }

  /** Draws once for whatever happens within one frame. */
  plan() {
    if (this.#planned) return;
    this.#planned = true;
    setTimeout(() => {
      this.#planned = false;
      this.draw();
    }, 40);
  }

  draw() {
    const people = this.#world[this.#of];
    const here = (id) => people.find((person) => person.id === id);
    const focused = Number(document.activeElement?.closest?.(".person")?.dataset.personId);
    const tabStop = here(focused || this.#within)?.id ?? people[0]?.id;
    for (const id of [...this.#entries.keys()]) if (!here(id)) this.#forget(id);
    people.forEach((person, place) => {
      const { item, button } = this.#entry(person);
      button.setAttribute("tabindex", person.id === tabStop ? "0" : "-1");
      if (this.#list.children[place] !== item) this.#list.insertBefore(item, this.#list.children[place] ?? null);
    });
    this.#nobody.hidden = people.length > 0;
    this.#nobody.textContent = t(this.#of === "people" ? "people.none" : "communities.none");
    if (this.#of !== "people") return;
    const unread = people.reduce((sum, person) => sum + this.#world.unread(person.id), 0);
    document.title = unread ? `(${unread}) ${t("title")}` : t("title");
  }

  // The button of a person stays the same element for ever: a finger or the focus may be on it.
  #entry(person) {
    if (!this.#entries.has(person.id)) {
      const button = el("button", { type: "button", class: "person", testid: `${person.kind ? "community" : "person"}-${person.id}`, "data-person-id": person.id });
      button.addEventListener("click", () => {
        this.#within = person.id;
        this.#chosen(person.id);
      });
      this.#entries.set(person.id, { item: el("li", {}, button), button, shows: "" });
    }
    const entry = this.#entries.get(person.id);
    const facts = this.#facts(person);
    const shows = JSON.stringify(facts);
    if (entry.shows !== shows) {
      entry.shows = shows;
      if (facts.open) entry.button.setAttribute("aria-current", "true");
      else entry.button.removeAttribute("aria-current");
      entry.button.replaceChildren(avatar(person), this.#words(facts));
    }
    return entry;
  }

  #forget(id) {
    this.#entries.get(id).item.remove();
    this.#entries.delete(id);
  }

  #facts(person) {
    const world = this.#world;
    const last = world.chat(person.id).messages.at(-1);
    return {
      name: fullName(person),
      labels: factsOf(person),
      blocked: person.blocked ? t("people.blocked") : person.gone ? t("people.gone") : null,
      open: this.#open.includes(person.id),
      when: last ? briefMoment(last.date, world.zone, world.now()) : null,
      last: last ? plainText(last).slice(0, 120) : t("people.empty"),
      unread: world.unread(person.id),
    };
  }

  #words({ name, labels, blocked, when, last, unread }) {
    return el(
      "span", { class: "person-words" },
      el("span", { class: "person-top" },
        el("span", { class: "person-name", dir: "auto", text: name }),
        blocked && el("span", { class: "person-blocked", title: blocked }, icon("blocked"), spoken(blocked)),
        when && el("span", { class: "person-when", text: when })),
      el("span", { class: "person-facts", text: labels }),
      el("span", { class: "person-bottom" },
        el("span", { class: "person-last", dir: "auto", text: last }),
        unread > 0 && el("span", { class: "unread", testid: "unread" },
          el("span", { "aria-hidden": "true", text: unread }), spoken(t("people.unread", { n: unread })))),
    );
  }

  #key(event) {
    const buttons = [...this.#list.querySelectorAll(".person")];
    const here = buttons.indexOf(document.activeElement);
    const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (here < 0 || there === undefined) return;
    event.preventDefault();
    const target = buttons[Math.min(Math.max(there, 0), buttons.length - 1)];
    buttons.forEach((button) => button.setAttribute("tabindex", button === target ? "0" : "-1"));
    this.#within = Number(target.dataset.personId);
    target.focus();
  }
}

/** Asks for a name and a language and opens the new person's chat. */
export function askPerson(world, opened) {
  const name = el("input", { type: "text", required: true, maxlength: 64, autocomplete: "off", dir: "auto", testid: "person-name" });
  const languages = Object.entries(LANGUAGES).map(([code, own]) => el("option", { value: code, lang: code, text: own }));
  const language = el("select", { testid: "person-language" }, languages);
  language.value = currentLanguage();
  openDialog({
    title: t("people.add"),
    testid: "person-dialog",
    content: [field(t("people.name"), name), field(t("people.language"), language)],
    actions: [cancelButton(), submitButton(t("add"))],
    submitted: async () => {
      const person = await api.addPerson({ first_name: name.value.trim(), language_code: language.value });
      world.takePerson(person);
      return () => opened(person.id);
    },
  });
}

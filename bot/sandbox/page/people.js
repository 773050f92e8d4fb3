// The people one can be: a list walked by arrows, with what they last heard and how much of it is unread.

import { api } from "./api.js";
import { plainText } from "./bubble.js";
import { LANGUAGES } from "./dictionary.js";
import { cancelButton, field, openDialog, submitButton } from "./dialogs.js";
import { avatar, el, fullName, icon, spoken } from "./dom.js";
import { briefMoment } from "./time.js";
import { currentLanguage, languageName, noteOf, t } from "./words.js";

export class People {
  #world;
  #list;
  #chosen;
  #open = [];
  #planned = false;
  #within;

  /** `chosen(id)`: somebody was picked; `list`: the <ul> to fill. */
  constructor(world, list, chosen) {
    this.#world = world;
    this.#list = list;
    this.#chosen = chosen;
    list.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["people", "chat", "message", "removed", "unread"]) world.addEventListener(name, () => this.plan());
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
    const focused = document.activeElement?.closest?.(".person")?.dataset.personId;
    this.#within ??= this.#world.people[0]?.id;
    const tabStop = this.#world.person(Number(focused ?? this.#within))?.id ?? this.#world.people[0]?.id;
    this.#list.replaceChildren(...this.#world.people.map((person) => el("li", {}, this.#entry(person, person.id === tabStop))));
    if (this.#world.people.length === 0) this.#list.append(el("li", { class: "nobody-here", text: t("people.none") }));
    if (focused) this.#list.querySelector(`[data-person-id="${focused}"]`)?.focus({ preventScroll: true });
    const unread = this.#world.people.reduce((sum, person) => sum + this.#world.unread(person.id), 0);
    document.title = unread ? `(${unread}) ${t("title")}` : t("title");
  }

  #entry(person, isTabStop) {
    const world = this.#world;
    const last = world.chat(person.id).messages.at(-1);
    const unread = world.unread(person.id);
    const facts = [noteOf(person), languageName(person.language_code)].filter(Boolean);
    const button = el(
      "button",
      {
        type: "button", class: "person", testid: `person-${person.id}`, "data-person-id": person.id,
        tabindex: isTabStop ? 0 : -1, "aria-current": this.#open.includes(person.id) ? "true" : null,
      },
      avatar(person),
      el("span", { class: "person-words" },
        el("span", { class: "person-top" },
          el("span", { class: "person-name", dir: "auto", text: fullName(person) }),
          person.blocked && el("span", { class: "person-blocked", title: t("people.blocked") }, icon("blocked"), spoken(t("people.blocked"))),
          last && el("span", { class: "person-when", text: briefMoment(last.date, world.zone, world.now()) })),
        el("span", { class: "person-facts", text: [...new Set(facts.join(", ").split(", "))].join(" · ") }),
        el("span", { class: "person-bottom" },
          el("span", { class: "person-last", dir: "auto", text: last ? plainText(last).slice(0, 120) : t("people.empty") }),
          unread > 0 && el("span", { class: "unread", testid: `unread-${person.id}` }, el("span", { "aria-hidden": "true", text: unread }), spoken(t("people.unread", { n: unread }))))),
    );
    button.addEventListener("click", () => {
      this.#within = person.id;
      this.#chosen(person.id);
    });
    return button;
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

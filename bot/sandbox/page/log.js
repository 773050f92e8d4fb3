// The messages of one chat: drawn, kept in order, parted by days, and scrolled as a chat client scrolls.

import { bubble } from "./bubble.js";
import { el } from "./dom.js";
import { dayOf, longDay } from "./time.js";
import { currentLanguage, t } from "./words.js";

const DRAWN_AT_ONCE = 120;
const NEAR_PX = 70;

export class Log {
  #who;
  #zone;
  #seen;
  #messages = [];
  #first = 0;
  #atBottom = true;
  #below = 0;
  #measured = "";

  /** `who`: the two names; `zone`: the town's; `seen()`: called when the last message is in view. */
  constructor({ who, zone, label, language, seen }) {
    this.#who = who;
    this.#zone = zone;
    this.#seen = seen;
    this.earlier = el("button", { type: "button", class: "button small earlier", onclick: () => this.#drawEarlier() });
    this.earlier.hidden = true;
    this.stack = el("div", { class: "stack" });
    this.scroller = el(
      "div",
      {
        class: "scroller", role: "log", "aria-live": "polite", "aria-relevant": "additions text", "aria-label": label,
        tabindex: "0", lang: language, testid: "log",
      },
      this.earlier, this.stack,
    );
    this.pill = el("button", { type: "button", class: "pill", testid: "new-messages", onclick: () => this.toBottom() });
    this.pill.hidden = true;
    this.element = el("div", { class: "log" }, this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.#scrolled());
    // A photo that arrives late, a keyboard that opens, a window that narrows: the end stays in view.
    const resized = new ResizeObserver(() => this.#atBottom && this.toBottom());
    resized.observe(this.scroller);
    resized.observe(this.stack);
  }

  /** Draws a chat anew. */
  draw(messages) {
    this.#messages = messages;
    this.#first = Math.max(0, messages.length - DRAWN_AT_ONCE);
    this.scroller.setAttribute("aria-busy", "true");
    this.stack.replaceChildren(...messages.slice(this.#first).map((message) => this.#drawn(message)));
    this.#partDays();
    this.#offerEarlier();
    this.toBottom();
    this.scroller.removeAttribute("aria-busy");
  }

  /** A message that came or changed. */
  put(message, messages) {
    this.#messages = messages;
    const old = this.#find(message.message_id);
    if (old) return this.#replace(old, message);
    const first = messages[this.#first]?.message_id ?? message.message_id;
    if (message.message_id < first) {
      this.#first += 1;
      return this.#offerEarlier();
    }
    const later = [...this.stack.querySelectorAll("article")].find((other) => Number(other.dataset.messageId) > message.message_id);
    this.stack.insertBefore(this.#drawn(message), later ?? null);
    this.#partDays();
    if (this.#atBottom || message.from === "person") return this.toBottom();
    this.#below += 1;
    this.#offerPill();
  }

  remove(messageId, messages) {
    this.#messages = messages;
    this.#first = Math.min(this.#first, messages.length);
    this.#find(messageId)?.remove();
    this.#partDays();
  }

  toBottom() {
    this.#atBottom = true;
    this.#below = 0;
    this.#offerPill();
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#measured = this.#measure();
    this.#seen();
  }

  /** Whether the person who looks has everything before their eyes. */
  get isRead() {
    return this.#atBottom && !document.hidden;
  }

  #find(messageId) {
    return this.stack.querySelector(`article[data-message-id="${Number(messageId)}"]`);
  }

  #drawn(message) {
    const article = bubble(message, { zone: this.#zone, who: this.#who });
    article.dataset.day = dayOf(message.date, this.#zone);
    article.dataset.date = message.date;
    return article;
  }

  // The button under somebody's finger keeps the focus when the bot edits the message around it.
  #replace(old, message) {
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    const place = held && `[data-row="${held.dataset.row}"][data-column="${held.dataset.column}"]`;
    const fresh = this.#drawn(message);
    old.replaceWith(fresh);
    if (held) (fresh.querySelector(place) ?? fresh.querySelector(".key") ?? this.scroller).focus({ preventScroll: true });
    if (this.#atBottom) this.toBottom();
  }

  #partDays() {
    let day = null;
    for (const node of [...this.stack.children]) {
      if (node.dataset.separator) {
        const next = node.nextElementSibling;
        if (!next || next.dataset.separator || next.dataset.day === day || next.dataset.day !== node.dataset.separator) node.remove();
      } else if (node.dataset.day !== day) {
        if (node.previousElementSibling?.dataset.separator !== node.dataset.day) node.before(this.#separator(node));
        day = node.dataset.day;
      }
    }
  }

  #separator(article) {
    const words = longDay(Number(article.dataset.date), this.#zone, currentLanguage());
    return el("h3", { class: "day", "data-separator": article.dataset.day, lang: currentLanguage(), text: words });
  }

  #drawEarlier() {
    const until = this.#first;
    this.#first = Math.max(0, until - DRAWN_AT_ONCE);
    const height = this.scroller.scrollHeight;
    this.scroller.setAttribute("aria-busy", "true");
    this.stack.prepend(...this.#messages.slice(this.#first, until).map((message) => this.#drawn(message)));
    this.#partDays();
    this.#offerEarlier();
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
    this.scroller.removeAttribute("aria-busy");
  }

  #offerEarlier() {
    this.earlier.hidden = this.#first === 0;
    this.earlier.textContent = t("column.earlier", { n: this.#first });
  }

  #offerPill() {
    this.pill.hidden = this.#below === 0;
    this.pill.textContent = t("column.new", { n: this.#below });
  }

  #measure() {
    return `${this.scroller.clientHeight} ${this.scroller.scrollHeight}`;
  }

  #scrolled() {
    // Sizes changed under a scroll of our own, which is told of late: it was nobody's wish to leave the end.
    if (this.#atBottom && this.#measured !== this.#measure()) return this.toBottom();
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    this.#atBottom = left < NEAR_PX;
    if (!this.#atBottom) return;
    this.#below = 0;
    this.#offerPill();
    this.#seen();
  }
}

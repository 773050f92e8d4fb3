// What the page knows of the sandbox: the server's state, kept up to date by its events. Nothing is drawn here.

import { api, follow } from "./api.js";
import { marks } from "./memory.js";

// Beyond so many people (a load test, say) a chat is fetched only when somebody opens it.
const FETCHED_AT_ONCE = 30;

// A bot that has just been started tells its commands a moment later; no event says so.
const ASKED_AGAIN_MS = 2000;
const ASKED_AGAIN_TIMES = 30;

/**
 * Dispatches CustomEvents: "people", "communities", "clock", "switches", "connection" (detail {connected}), "bot", and with detail
 * {id, ...} "chat" (all of it anew), "message" ({message, isNew}), "removed" ({messageId}), "keyboard", "answer", "action",
 * "unread".
 */
export class World extends EventTarget {
  bot = { username: "", first_name: "", commands: {}, description: "", short_description: "" };
  people = [];
  communities = [];
  switches = { ceiling_per_second: null, flood: false, down: false };
  connected = false;
  #clock = { now: Date.now() / 1000, timezone: "Europe/Sofia", taken: performance.now() };
  #chats = new Map();
  #fetching = new Map();

  follow() {
    follow({
      opened: () => this.#refresh(),
      lost: () => this.#connection(false),
      happened: (name, data) => this.#happened(name, data),
    });
  }

  /** The sandbox's instant, running between the moments the server tells. */
  now() {
    return this.#clock.now + (performance.now() - this.#clock.taken) / 1000;
  }

  get zone() {
    return this.#clock.timezone;
  }

  person(id) {
    return this.people.find((person) => person.id === id) ?? null;
  }

  /** A group or channel one can open; one that became a supergroup is no more. */
  community(id) {
    return this.communities.find((community) => community.id === id) ?? null;
  }

  somebody(id) {
    return this.person(id) ?? this.community(id);
  }

  /** {messages, keyboard, whole, highest}; not whole until it was fetched; highest: the last number ever seen. */
  chat(id) {
    if (!this.#chats.has(id)) this.#chats.set(id, { messages: [], keyboard: null, whole: false, highest: 0 });
    return this.#chats.get(id);
  }

  unread(id) {
    const read = marks.of(id);
    return this.chat(id).messages.filter((message) => message.from === "bot" && message.message_id > read).length;
  }

  markRead(id) {
    const last = this.chat(id).messages.at(-1)?.message_id ?? 0;
    if (last <= marks.of(id)) return;
    marks.keep(id, last);
    this.#tell("unread", { id });
  }

  /** Fetches a whole chat. What happens to it meanwhile is applied again on top, for the answer may be older. */
  async load(id) {
    if (this.#fetching.has(id)) return this.#fetching.get(id).done;
    const fetching = { meanwhile: [] };
    fetching.done = this.#fetch(id, fetching).finally(() => this.#fetching.delete(id));
    this.#fetching.set(id, fetching);
    return fetching.done;
  }

  async #fetch(id, fetching) {
    const answer = await api.chat(id);
    const chat = this.chat(id);
    chat.messages = [...answer.messages].sort((one, other) => one.message_id - other.message_id);
    chat.keyboard = answer.reply_keyboard ?? null;
    chat.highest = chat.messages.at(-1)?.message_id ?? 0;
    chat.whole = true;
    for (const [name, data] of fetching.meanwhile) this.#change(chat, name, data);
    // A sandbox begun anew counts its messages from the beginning.
    if (chat.messages.length === 0) marks.keep(id, 0);
    this.#tell("chat", { id });
  }

  /** Shows at once the new message that a request returned. Where its event was faster, the event knows better. */
  take(id, message) {
    if (message?.message_id > this.chat(id).highest) this.#happened("message", { chat_id: id, message });
  }

  takePerson(person) {
    const others = this.people.filter((other) => other.id !== person.id);
    const known = others.length < this.people.length;
    this.people = known ? this.people.map((other) => (other.id === person.id ? person : other)) : [...others, person];
    this.#tell("people");
  }

  takeCommunity(community) {
    this.#takeCommunities([...this.communities.filter((other) => other.id !== community.id), community]);
  }

  takeClock(clock) {
    this.#clock = { ...this.#clock, ...clock, taken: performance.now() };
    this.#tell("clock");
  }

  takeSwitches(switches) {
    this.switches = { ...this.switches, ...switches };
    this.#tell("switches");
  }

  async #refresh() {
    try {
      const state = await api.state();
      this.#takeBot(state.bot);
      this.takeClock(state.clock);
      this.takeSwitches(state.switches);
      this.#takeCommunities(state.communities ?? []);
      this.#takePeople(state.people);
      const wanted = [...this.people, ...this.communities].filter(({ id }, place) => place < FETCHED_AT_ONCE || this.chat(id).whole);
      await Promise.all(wanted.map((person) => this.load(person.id)));
      this.#connection(true);
    } catch {
      this.#connection(false);
      setTimeout(() => this.connected || this.#refresh(), 2000);
    }
  }

  #takeBot(bot, times = ASKED_AGAIN_TIMES) {
    this.bot = { ...this.bot, ...bot };
    this.#tell("bot");
    if (Object.keys(this.bot.commands).length > 0 || times === 0) return;
    setTimeout(async () => {
      const state = await api.state().catch(() => null);
      if (state) this.#takeBot(state.bot, times - 1);
    }, ASKED_AGAIN_MS);
  }

  #takePeople(people) {
    this.people = people;
    this.#forgetChats();
    this.#tell("people");
  }

  #takeCommunities(communities) {
    const shown = communities.filter((community) => !community.moved_to);
    this.communities = shown.map((community) => ({ ...community, first_name: community.title }));
    this.#forgetChats();
    this.#tell("communities");
  }

  #forgetChats() {
    for (const id of this.#chats.keys()) if (!this.somebody(id)) this.#chats.delete(id);
  }

  #connection(connected) {
    this.connected = connected;
    this.#tell("connection", { connected });
  }

  #happened(name, data) {
    if (name === "clock") return this.takeClock(data);
    if (name === "switches") return this.takeSwitches(data);
    if (name === "people") return this.#takePeople(data.people);
    if (name === "communities") return this.#takeCommunities(data.communities);
    const id = data.chat_id;
    if (name === "answer" || name === "action") return this.#tell(name, { ...data, id });
    this.#fetching.get(id)?.meanwhile.push([name, data]);
    const isNew = this.#change(this.chat(id), name, data);
    if (name === "delete") this.#tell("removed", { id, messageId: data.message_id });
    else if (name === "keyboard") this.#tell("keyboard", { id });
    else this.#tell("message", { id, message: data.message, isNew });
    this.#tell("unread", { id });
  }

  #change(chat, name, data) {
    if (name === "keyboard") chat.keyboard = data.reply_keyboard;
    else if (name === "delete") {
      chat.messages = chat.messages.filter((message) => message.message_id !== data.message_id);
    } else {
      chat.highest = Math.max(chat.highest, data.message.message_id);
      return put(chat.messages, data.message);
    }
    return false;
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Puts a message where its number belongs; true if it was not there before. */
function put(messages, message) {
  let place = messages.length;
  while (place > 0 && messages[place - 1].message_id > message.message_id) place -= 1;
  if (place > 0 && messages[place - 1].message_id === message.message_id) {
    messages[place - 1] = message;
    return false;
  }
  messages.splice(place, 0, message);
  return true;
}

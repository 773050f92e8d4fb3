// The control API of the sandbox: requests with errors in words, and the stream of what happens.

import { t } from "./words.js";

const PATIENCE_MS = 20_000;
const EVENTS = ["message", "edit", "delete", "answer", "action", "keyboard", "clock", "people", "communities", "switches"];

/** A refusal or a lost connection; `message` is ready to be shown, `status` is 0 when nothing answered. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const options = { method, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  let response;
  let answer;
  try {
    response = await fetch(`/sandbox${path}`, options);
    answer = await response.json().catch((error) => {
      if (error instanceof SyntaxError) return {};
      throw error;
    });
  } catch (error) {
    throw new Refusal(0, t(error.name === "TimeoutError" ? "error.slow" : "error.network"));
  }
  if (!response.ok) {
    throw new Refusal(response.status, t("error.said", { sentence: answer.error ?? `HTTP ${response.status}` }));
  }
  return answer;
}

const person = (id) => `/people/${encodeURIComponent(id)}`;

// The caption goes as it was typed, or as HTML where it is formatted.
function formOf(who, { caption, html }) {
  const form = new FormData();
  if (who.chat) form.append("chat_id", who.chat);
  if (html) form.append("html", html);
  else if (caption) form.append("caption", caption);
  return form;
}

/** `who` writes: {id} of a person, and {chat} when it is not their own chat with the bot. */
export const api = {
  state: () => call("GET", "/state"),
  chat: (id) => call("GET", `/chats/${encodeURIComponent(id)}`),
  addPerson: (facts) => call("POST", "/people", facts),
  say: (who, text, html = false) => call("POST", `${person(who.id)}/text`, { text, html, chat_id: who.chat }),
  start: (id, payload = null) => call("POST", `${person(id)}/start`, { payload }),
  press: (who, messageId, row, column) =>
    call("POST", `${person(who.id)}/press`, { message_id: messageId, row, column, chat_id: who.chat }),
  edit: (who, messageId, text, html = false) =>
    call("POST", `${person(who.id)}/edit`, { message_id: messageId, text, html, chat_id: who.chat }),
  locate: (who, place) => call("POST", `${person(who.id)}/location`, { ...place, chat_id: who.chat }),
  block: (id, blocked) => call("POST", `${person(id)}/blocked`, { blocked }),
  attach: (who, kind, file, words) => {
    const form = formOf(who, words);
    form.append("kind", kind);
    form.append("file", file, file.name || "file");
    return call("POST", `${person(who.id)}/file`, form);
  },
  album: (who, kinds, files, words) => {
    const form = formOf(who, words);
    files.forEach((file, place) => {
      form.append(`kind${place + 1}`, kinds[place]);
      form.append(`file${place + 1}`, file, file.name || "file");
    });
    return call("POST", `${person(who.id)}/album`, form);
  },
  found: (facts) => call("POST", "/communities", facts),
  bot: (id, facts) => call("POST", `/communities/${id}/bot`, facts),
  member: (id, facts) => call("POST", `/communities/${id}/members`, facts),
  upgrade: (id, by) => call("POST", `/communities/${id}/upgrade`, { by }),
  advance: (seconds) => call("POST", "/clock", { advance_seconds: seconds }),
  moveTo: (moment) => call("POST", "/clock", { to: moment }),
  switches: (change) => call("POST", "/switches", change),
};

/**
 * Follows the stream for as long as the page lives. `opened` is called at every (re)connection, before any of its
 * events; `lost` once for every connection that ended; `happened(name, data)` for every event, in order.
 */
export function follow({ opened, lost, happened }) {
  let source = null;
  let waiting = null;
  let pause = 500;

  function connect() {
    clearTimeout(waiting);
    waiting = null;
    source = new EventSource("/sandbox/events");
    source.onopen = () => {
      pause = 500;
      opened();
    };
    source.onerror = () => {
      // The browser's own retry gives up after an HTTP error; one way of retrying serves both cases.
      source.close();
      source = null;
      lost();
      waiting = setTimeout(connect, pause);
      pause = Math.min(pause * 1.7, 5000);
    };
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => happened(name, JSON.parse(event.data)));
    }
  }

  const hurry = () => waiting !== null && connect();
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  connect();
}

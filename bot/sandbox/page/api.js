// The control API of the sandbox: requests with errors in words, and the stream of what happens.

import { t } from "./words.js";

const PATIENCE_MS = 20_000;
const EVENTS = ["message", "edit", "delete", "answer", "action", "keyboard", "clock", "people", "switches"];

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

export const api = {
  state: () => call("GET", "/state"),
  chat: (id) => call("GET", `/chats/${encodeURIComponent(id)}`),
  addPerson: (facts) => call("POST", "/people", facts),
  say: (id, text) => call("POST", `${person(id)}/text`, { text }),
  start: (id, payload = null) => call("POST", `${person(id)}/start`, { payload }),
  press: (id, messageId, row, column) => call("POST", `${person(id)}/press`, { message_id: messageId, row, column }),
  edit: (id, messageId, text) => call("POST", `${person(id)}/edit`, { message_id: messageId, text }),
  locate: (id, latitude, longitude) => call("POST", `${person(id)}/location`, { latitude, longitude }),
  block: (id, blocked) => call("POST", `${person(id)}/blocked`, { blocked }),
  attach: (id, kind, file, caption) => {
    const form = new FormData();
    form.append("kind", kind);
    if (caption) form.append("caption", caption);
    form.append("file", file, file.name || "file");
    return call("POST", `${person(id)}/file`, form);
  },
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

// Where a link leads, seen from inside a Telegram chat with this bot.

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;
const SHOWN = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);

/** The address if it may stand in a page at all, else null. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return SHOWN.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Bytes the sandbox serves itself: a path of this origin, else null. */
export function ownFile(address) {
  try {
    const url = new URL(address, location.origin);
    return url.origin === location.origin ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}

export function isPayload(text) {
  return PAYLOAD.test(text);
}

function botNamed(url) {
  if (url.protocol === "tg:") {
    return (url.host || url.pathname.replace(/^\/+/, "")) === "resolve" ? url.searchParams.get("domain") : null;
  }
  if (!["t.me", "telegram.me", "www.t.me"].includes(url.host)) return null;
  return /^\/([A-Za-z0-9_]+)\/?$/.exec(url.pathname)?.[1] ?? null;
}

/**
 * What opening an address means:
 * {kind: "start", payload: string|null}  this bot, opened with a deep link (payload null: just opened)
 * {kind: "join", channel, payload, admin}  this bot to be added to a group or channel, as administrator or not
 * {kind: "share", url, text}             Telegram's "choose a chat" for a link
 * {kind: "web", href}                    anything else that a browser may open
 * {kind: "none"}                         nothing one could open
 */
export function destination(address, botUsername) {
  const href = safeAddress(address);
  if (href === null) return { kind: "none" };
  const url = new URL(href);
  if (botNamed(url)?.toLowerCase() === botUsername.toLowerCase()) {
    const asked = url.searchParams;
    const channel = asked.has("startchannel");
    if (channel || asked.has("startgroup")) {
      return { kind: "join", channel, payload: asked.get("startgroup") || null, admin: channel || asked.has("admin") };
    }
    return { kind: "start", payload: asked.get("start") || null };
  }
  const shares = url.host === "t.me" && (url.pathname === "/share/url" || url.pathname === "/share");
  if (shares || (url.protocol === "tg:" && url.host === "msg_url")) {
    return { kind: "share", url: url.searchParams.get("url") ?? "", text: url.searchParams.get("text") ?? "" };
  }
  return { kind: "web", href };
}

// Puts the page together: who is open, in which column, and what becomes of every event.

import { Column } from "./column.js";
import { askCommunity } from "./communities.js";
import { toast } from "./dialogs.js";
import { openColumns } from "./memory.js";
import { askPerson, People } from "./people.js";
import { prepareTopbar, retellTopbar } from "./topbar.js";
import { World } from "./world.js";
import { translatePage } from "./words.js";

const COLUMN_PX = 380;
const MOST_COLUMNS = 3;
const PHONE = window.matchMedia("(max-width: 759px)");

const world = new World();
const place = document.getElementById("columns");
const columns = new Map();
const lately = []; // ids by last use, the latest at the end

function capacity() {
  if (PHONE.matches) return 1;
  return Math.min(MOST_COLUMNS, Math.max(1, Math.floor(place.clientWidth / COLUMN_PX)));
}

function use(id) {
  const before = lately.indexOf(id);
  if (before >= 0) lately.splice(before, 1);
  lately.push(id);
}

function open(id, { focus = true, show = true } = {}) {
  if (!world.somebody(id)) return;
  if (!columns.has(id)) {
    add(id, shrinkTo(capacity() - 1));
    if (!world.chat(id).whole) world.load(id).catch((error) => toast(error.message));
  }
  use(id);
  if (show) showChat(true);
  if (focus) columns.get(id).focus();
  changed();
}

/** Drops the least lately used columns until at most `most` stand; returns what stood behind the last one dropped. */
function shrinkTo(most) {
  let next = null;
  while (columns.size > most) {
    const oldest = lately.find((id) => columns.has(id));
    next = columns.get(oldest).element.nextElementSibling;
    drop(oldest);
  }
  return next;
}

function add(id, before = null) {
  const column = new Column(world, id, {
    closed: () => close(id),
    left: () => showChat(false),
    switchTo: (other) => open(other),
  });
  column.element.addEventListener("focusin", () => use(id));
  columns.set(id, column);
  place.insertBefore(column.element, before);
  column.settle();
}

function drop(id) {
  columns.get(id)?.element.remove();
  columns.delete(id);
}

function close(id) {
  drop(id);
  showChat(false);
  changed();
  document.querySelector(`.person[data-person-id="${id}"]`)?.focus();
}

/** On a phone either the people or the chat is in view; elsewhere both are. */
function showChat(shown) {
  document.body.classList.toggle("chatting", shown);
  if (!shown && PHONE.matches) document.querySelector('.person[tabindex="0"]')?.focus();
}

function shownIds() {
  return [...columns.values()]
    .sort((one, other) => (one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
    .map((column) => column.id);
}

function changed() {
  const ids = shownIds();
  openColumns.keep(ids);
  people.opened(ids);
  communities.opened(ids);
  document.body.classList.toggle("alone", ids.length === 0);
  place.dataset.count = ids.length;
}

function followPeople() {
  for (const id of [...columns.keys()]) {
    if (world.somebody(id)) columns.get(id).renamed();
    else drop(id);
  }
  if (!restored && world.people.length > 0) restore();
  if (restored) changed();
}

let restored = false;

function restore() {
  restored = true;
  const kept = openColumns.all()?.filter((id) => world.somebody(id));
  for (const id of (kept ?? [world.people[0].id]).slice(0, capacity())) open(id, { focus: false, show: false });
}

function retranslated() {
  translatePage();
  retellTopbar(world);
  const ids = shownIds();
  ids.forEach(drop);
  ids.forEach((id) => add(id));
  changed();
}

function inColumn(name, tell) {
  world.addEventListener(name, ({ detail }) => {
    const column = columns.get(detail.id);
    if (column) tell(column, detail);
  });
}

translatePage();
const people = new People(world, document.getElementById("people"), (id) => open(id));
prepareTopbar(world, { retranslated, explained: () => showChat(false) });
const communities = new People(world, document.getElementById("communities"), (id) => open(id), "communities");
document.getElementById("add-person").addEventListener("click", () => askPerson(world, open));
document.getElementById("add-community").addEventListener("click", () => askCommunity(world, open));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  const latest = columns.get(lately.findLast((id) => columns.has(id)));
  if (latest) {
    showChat(true);
    latest.focus();
  } else document.getElementById("chats").focus();
});

for (const name of ["people", "communities"]) world.addEventListener(name, followPeople);
world.addEventListener("bot", () => columns.forEach((column) => column.renamed()));
inColumn("chat", (column) => column.reload());
inColumn("message", (column, { message }) => column.message(message));
inColumn("removed", (column, { messageId }) => column.removed(messageId));
inColumn("keyboard", (column) => column.keyboard());
inColumn("answer", (column, answer) => column.answer(answer));
inColumn("action", (column) => column.action());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) columns.forEach((column, id) => column.isRead && world.markRead(id));
});
window.addEventListener("resize", () => {
  if (columns.size <= capacity()) return;
  shrinkTo(capacity());
  changed();
});

world.follow();

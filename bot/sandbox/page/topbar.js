// Above everything: the invented clock, the experiments, the page's language and what all this is.

import { api } from "./api.js";
import { LANGUAGES } from "./dictionary.js";
import { cancelButton, field, openDialog, submitButton, toast } from "./dialogs.js";
import { el, fullName, icon } from "./dom.js";
import { introduction } from "./memory.js";
import { fieldValue, hourOf, instantOf, isoOf, longDay, nextTen, shortDay } from "./time.js";
import { chooseLanguage, currentLanguage, isStaff, noteOf, t } from "./words.js";

const HOUR = 3600;
const byId = (id) => document.getElementById(id);

/**
 * `retranslated()`: the language of the page changed and everything must be said anew; `explained()`: the explanation
 * was asked for and must come into view.
 */
export function prepareTopbar(world, { retranslated, explained }) {
  byId("controls-toggle").append(icon("controls"));
  byId("add-person").append(icon("add"));
  byId("add-community").append(icon("add"));
  prepareClock(world);
  prepareSwitches(world);
  prepareLanguage(retranslated);
  prepareAbout(explained);
  for (const name of ["people", "bot"]) world.addEventListener(name, () => describe(world));
  world.addEventListener("connection", ({ detail }) => showConnection(world, detail.connected));
  byId("controls-toggle").addEventListener("click", () => {
    const open = byId("controls").classList.toggle("open");
    byId("controls-toggle").setAttribute("aria-expanded", String(open));
  });
}

/** Says again what this module wrote, in the language of now. */
export function retellTopbar(world) {
  showClock(world);
  describe(world);
  showNotice(world);
}

function prepareClock(world) {
  const steps = { "plus-hour": HOUR, "plus-day": 24 * HOUR, "plus-week": 7 * 24 * HOUR };
  for (const [id, seconds] of Object.entries(steps)) {
    byId(id).addEventListener("click", () => attempt(byId(id), () => move(world, api.advance(seconds))));
  }
  byId("clock-to").addEventListener("click", () => askMoment(world));
  world.addEventListener("clock", () => showClock(world));
  setInterval(() => showClock(world), 1000);
}

async function move(world, request) {
  world.takeClock(await request);
  const now = world.now();
  const day = longDay(now, world.zone, currentLanguage());
  toast(t("clock.moved", { moment: `${day}, ${hourOf(now, world.zone)}` }));
}

async function attempt(button, deed) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await deed();
  } catch (error) {
    toast(error.message);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

function showClock(world) {
  const now = world.now();
  const words = `${shortDay(now, world.zone, currentLanguage(), 0)}, ${hourOf(now, world.zone)}`;
  const clock = byId("clock");
  if (clock.textContent === words) return;
  clock.textContent = words;
  clock.dateTime = isoOf(now);
  clock.title = `${longDay(now, world.zone, currentLanguage())} (${world.zone})`;
}

function askMoment(world) {
  const { zone } = world;
  const ten = nextTen(world.now(), zone);
  const input = el("input", { type: "datetime-local", required: true, testid: "clock-field" });
  input.value = fieldValue(ten, zone);
  const goTo = async (instant) => {
    if (!(instant > world.now())) throw new Error(t("clock.back"));
    await move(world, refusedBackwards(api.moveTo(isoOf(instant))));
  };
  let chosen = null;
  const tenButton = el("button", {
    type: "submit", class: "button", testid: "next-ten", text: t("clock.ten"), onclick: () => { chosen = nextTen(world.now(), zone); },
  });
  openDialog({
    title: t("clock.to.title"),
    testid: "clock-dialog",
    content: [field(t("clock.to.field", { zone }), input), el("small", { text: t("clock.to.note") })],
    actions: [cancelButton(), tenButton, submitButton(t("clock.move"))],
    submitted: async () => {
      const instant = chosen ?? instantOf(input.value, zone);
      chosen = null;
      await goTo(instant);
    },
  });
}

async function refusedBackwards(request) {
  try {
    return await request;
  } catch (error) {
    throw error.status === 409 ? new Error(t("clock.back")) : error;
  }
}

function prepareSwitches(world) {
  for (const name of ["flood", "down"]) {
    const box = byId(`switch-${name}`);
    box.addEventListener("change", async () => {
      try {
        world.takeSwitches(await api.switches({ [name]: box.checked }));
      } catch (error) {
        box.checked = world.switches[name];
        toast(error.message);
      }
    });
  }
  world.addEventListener("switches", () => {
    for (const name of ["flood", "down"]) byId(`switch-${name}`).checked = Boolean(world.switches[name]);
    showNotice(world);
  });
}

let connectedBefore = false;

function showConnection(world, connected) {
  if (connected && connectedBefore && byId("notice").dataset.says === "lost") toast(t("connection.back"));
  connectedBefore ||= connected;
  showNotice(world);
}

// One line for whatever stands between the person and an answer, the gravest first.
function showNotice(world) {
  const lost = !world.connected && connectedBefore;
  const says = lost ? "lost" : world.switches.down ? "down" : world.switches.flood ? "flood" : "";
  const words = { lost: "connection.lost", down: "switch.down.on", flood: "switch.flood.on" };
  const notice = byId("notice");
  notice.dataset.says = says;
  notice.textContent = says ? t(words[says]) : "";
}

function prepareLanguage(retranslated) {
  const select = byId("language");
  select.append(...Object.entries(LANGUAGES).map(([code, own]) => el("option", { value: code, lang: code, title: own, text: code.toUpperCase() })));
  select.value = currentLanguage();
  select.addEventListener("change", () => {
    chooseLanguage(select.value);
    retranslated();
  });
}

function prepareAbout(explained) {
  const show = (shown) => {
    byId("about").hidden = !shown;
    byId("about-toggle").setAttribute("aria-expanded", String(shown));
    introduction.keep(!shown);
  };
  show(!introduction.isDismissed());
  byId("about-toggle").addEventListener("click", () => {
    const shown = byId("about").hidden;
    show(shown);
    if (!shown) return;
    explained();
    byId("about-dismiss").focus();
  });
  byId("about-dismiss").addEventListener("click", () => {
    show(false);
    byId("about-toggle").focus();
  });
}

function describe(world) {
  byId("bot-name").textContent = world.bot.first_name || "Престиж";
  const moderator = world.people.find(isStaff);
  const citizen = world.people.find((person) => !isStaff(person));
  const facts = {
    citizen: citizen ? fullName(citizen) : t("note.citizen"),
    moderator: moderator ? fullName(moderator) : t("note.moderator"),
    note: moderator ? noteOf(moderator) : "…",
  };
  const steps = [1, 2, 3, 4].map((step) => el("li", { text: t(`about.${step}`, facts) }));
  byId("about-steps").replaceChildren(...steps);
}

// Groups and channels: who one is there, what becomes of the bot and of oneself, and founding another.

import { api } from "./api.js";
import { cancelButton, field, openDialog, submitButton } from "./dialogs.js";
import { el, fullName } from "./dom.js";
import { speakers } from "./memory.js";
import { KINDS, t } from "./words.js";

const ROLES = { creator: "role.creator", administrator: "role.administrator", member: "role.member" };
const GOVERNS = ["creator", "administrator"];

/** Who may write there: everybody in a group, in a channel those who govern it. */
export function voicesOf(world, community) {
  const governs = (person) => GOVERNS.includes(community.members[person.id]);
  const people = community.kind === "channel" ? world.people.filter(governs) : [...world.people];
  return people.sort((one, other) => governs(other) - governs(one));
}

/** The person one is in this community, null when nobody may write there. */
export function speakerIn(world, community) {
  const voices = voicesOf(world, community);
  const kept = speakers.of(community.id);
  return (voices.find((person) => person.id === kept) ?? voices[0])?.id ?? null;
}

/** The choice of whom one is there, with its label; `chosen()` when another was taken. */
export function speakerChoice(world, community, chosen) {
  const options = voicesOf(world, community).map((person) => {
    const role = ROLES[community.members[person.id]];
    const hidden = community.anonymous.includes(person.id) ? `, ${t("role.anonymous")}` : "";
    return el("option", { value: person.id, text: `${fullName(person)}${role ? ` (${t(role)}${hidden})` : ""}` });
  });
  const choice = el("select", { class: "small speaker", testid: "speaker" }, options);
  choice.value = speakerIn(world, community) ?? "";
  choice.addEventListener("change", () => {
    speakers.keep(community.id, Number(choice.value));
    chosen();
  });
  return el("label", { class: "speaker-label" }, t("speaker"), choice);
}

/** What one can do to the bot, to oneself and to the chat: entries of its menu. `attempt(deed)` says failures. */
export function communityMenu(world, community, attempt) {
  const me = speakerIn(world, community) ?? world.people[0]?.id;
  const person = world.person(me);
  if (!person) return [];
  const role = community.members[me];
  const hidden = community.anonymous.includes(me);
  const becomes = (status) => () => attempt(() => api.bot(community.id, { by: me, status }));
  const become = (facts) => () => attempt(() => api.member(community.id, { person: me, ...facts }));
  const entry = (key, testid, chosen) => ({ text: t(key, { name: fullName(person) }), testid, chosen });
  const present = ["member", "administrator", "restricted"].includes(community.bot);
  const channel = community.kind === "channel";
  return [
    !present && entry("menu.bot.add", "menu-bot-add", becomes(channel ? "administrator" : "member")),
    present && community.bot !== "administrator" && entry("menu.bot.promote", "menu-bot-promote", becomes("administrator")),
    present && !channel && community.bot !== "member" && entry("menu.bot.demote", "menu-bot-demote", becomes("member")),
    present && !channel && community.bot !== "restricted" && entry("menu.bot.restrict", "menu-bot-restrict", becomes("restricted")),
    present && entry("menu.bot.remove", "menu-bot-remove", becomes("kicked")),
    !GOVERNS.includes(role) && entry("menu.me.promote", "menu-me-promote", become({ status: "administrator" })),
    role === "administrator" && entry("menu.me.demote", "menu-me-demote", become({ status: "member" })),
    GOVERNS.includes(role) && !channel &&
      entry(hidden ? "menu.me.shown" : "menu.me.hidden", "menu-me-hidden", become({ status: role, anonymous: !hidden })),
    community.kind === "group" && entry("menu.upgrade", "menu-upgrade", () => attempt(() => api.upgrade(community.id, me))),
  ].filter(Boolean);
}

/** Asks for a title, a kind and a founder, and opens what was founded. */
export function askCommunity(world, opened) {
  const title = el("input", { type: "text", required: true, maxlength: 128, autocomplete: "off", dir: "auto", testid: "community-title" });
  const kinds = Object.entries(KINDS).map(([kind, key]) => el("option", { value: kind, text: t(key) }));
  const kind = el("select", { testid: "community-kind" }, kinds);
  const people = world.people.map((person) => el("option", { value: person.id, text: fullName(person) }));
  const founder = el("select", { testid: "community-founder", required: true }, people);
  const bot = el("input", { type: "checkbox", checked: true, testid: "community-bot" });
  openDialog({
    title: t("communities.add"),
    testid: "community-dialog",
    content: [
      field(t("community.title"), title), field(t("community.kind"), kind), field(t("community.founder"), founder),
      el("label", { class: "choice" }, bot, t("community.bot")),
    ],
    actions: [cancelButton(), submitButton(t("add"))],
    submitted: async () => {
      const facts = { title: title.value.trim(), kind: kind.value, by: Number(founder.value), with_bot: bot.checked };
      const community = await api.found(facts);
      world.takeCommunity(community);
      return () => opened(community.id);
    },
  });
}

// Dialogs, toasts and pop-up menus. Dialogs are the browser's own <dialog>: it traps the focus, closes on Esc and gives
// the focus back.

import { el, iconButton } from "./dom.js";
import { t } from "./words.js";

const TOAST_MS = 6000;

/** Says something for a moment in `place` (an element with role=status), the page's own corner if none is given. */
export function toast(text, place = document.getElementById("toasts")) {
  const note = el("div", { class: "toast", testid: "toast", dir: "auto", text });
  place.append(note);
  while (place.children.length > 3) place.firstChild.remove();
  setTimeout(() => note.remove(), TOAST_MS + text.length * 40);
}

/**
 * Opens a dialog and returns {dialog, form, close}. `content` are its elements; `actions` its buttons. `submitted`
 * runs when the form is sent (by Enter too); while its promise runs the dialog waits, and where it fails the words of the
 * failure are shown and everything typed stays. A function it returns runs once the dialog is gone and the focus is back.
 */
export function openDialog({ title, content = [], actions = [], submitted = null, testid = "dialog", role = null, closed }) {
  const heading = el("h2", { id: `dialog-title-${Date.now()}`, text: title });
  const failure = el("p", { class: "failure", role: "alert" });
  const form = el("form", { class: "dialog-form" }, content, failure, el("div", { class: "actions" }, actions));
  const dialog = el(
    "dialog",
    { class: "dialog", testid, role, "aria-labelledby": heading.id },
    el("header", { class: "dialog-head" }, heading, iconButton("close", t("cancel"), { onclick: () => dialog.close() })),
    form,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.inert || !submitted) return;
    const held = document.activeElement;
    form.inert = true;
    failure.textContent = "";
    let afterwards = null;
    try {
      afterwards = await submitted();
    } catch (error) {
      form.inert = false;
      failure.textContent = error.message;
      held.focus();
      return;
    }
    dialog.close();
    afterwards?.();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  (form.querySelector("[autofocus]") ?? form.querySelector("input, textarea, select, button"))?.focus();
  return { dialog, form, close: () => dialog.close() };
}

export function submitButton(text, testid = "dialog-submit") {
  return el("button", { type: "submit", class: "button primary", testid, text });
}

export function cancelButton() {
  const close = (event) => event.target.closest("dialog").close();
  return el("button", { type: "button", class: "button", text: t("cancel"), onclick: close });
}

export function field(label, input) {
  return el("label", { class: "field" }, el("span", { text: label }), input);
}

/** What a bot says by show_alert: to be read and closed. */
export function alertDialog(title, text) {
  openDialog({
    title,
    testid: "alert",
    role: "alertdialog",
    content: [el("p", { class: "said", dir: "auto", text })],
    actions: [el("button", { type: "submit", class: "button primary", testid: "alert-ok", autofocus: true, text: t("ok") })],
    submitted: async () => {},
  });
}

/** Copies; where the browser forbids it, shows the text selected so that the person can. */
export async function copy(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"), place);
  } catch {
    const area = el("textarea", { class: "copy-area", readonly: true, rows: 10, "aria-label": t("copy.failed") });
    area.value = text;
    openDialog({ title: t("copy.failed"), content: [area], actions: [cancelButton()] });
    area.select();
  }
}

/** A menu under `button`: items [{text, testid, chosen}]. Arrows walk, Esc closes, the focus returns to the button. */
export function openMenu(button, items) {
  document.querySelector(".menu")?.dispatchEvent(new Event("dismiss"));
  const entries = items.map((item) =>
    el("button", {
      type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", testid: item.testid, text: item.text,
      onclick: () => {
        close();
        item.chosen();
      },
    }),
  );
  const menu = el("div", { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label") }, entries);
  const outside = (event) => menu.contains(event.target) || button.contains(event.target) || close({ refocus: false });

  function close({ refocus = true } = {}) {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus();
  }

  menu.addEventListener("dismiss", () => close({ refocus: false }));
  menu.addEventListener("keydown", (event) => {
    const here = entries.indexOf(document.activeElement);
    const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (there !== undefined) entries.at(there % entries.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", outside, true);
  button.setAttribute("aria-expanded", "true");
  button.after(menu);
  entries[0].focus();
}

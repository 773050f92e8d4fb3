// The few verbs with which the page builds its elements. Text always enters as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  add: "M12 5v14M5 12h14",
  attach: "M20 11.5 12.3 19a5 5 0 0 1-7.1-7.1l8-7.9a3.3 3.3 0 0 1 4.7 4.7l-7.8 7.7a1.6 1.6 0 0 1-2.3-2.3l7.1-7",
  back: "M15 5l-7 7 7 7",
  blocked: "M5.6 5.6l12.8 12.8M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  commands: "M15 5L9 19",
  controls: "M4 8h9M17 8h3M4 16h3M11 16h9M15 5.5v5M9 13.5v5",
  document: "M7 3.5h7l4 4v13H7zM14 3.5v4h4",
  down: "M6 9l6 6 6-6",
  edit: "M4.5 19.5l1-4L16 5l3 3L8.5 18.5z",
  keyboard: "M3.5 7h17v10.5h-17zM7 10.5h.01M10.3 10.5h.01M13.7 10.5h.01M17 10.5h.01M8 14.2h8",
  location: "M12 21s6.5-5.7 6.5-11a6.5 6.5 0 0 0-13 0c0 5.3 6.5 11 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  more: "M11.6 5.5h.8M11.6 12h.8M11.6 18.5h.8",
  open: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  send: "M4.5 12L20 4.5 15.5 20l-3.3-6.3zM12.2 13.7L20 4.5",
};

/** An element with properties, attributes, listeners and children; strings become text nodes, empty ones are skipped. */
export function el(tag, facts = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (name === "testid") node.dataset.testid = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A drawn sign; it is decoration, so whoever shows it alone must label its button in words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A square button with a sign, named for those who do not see it. */
export function iconButton(name, label, facts = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...facts }, icon(name));
}

/** Words read aloud but not shown. */
export function spoken(text) {
  return el("span", { class: "spoken", text });
}

/** The round initial of somebody; eight quiet colours, always the same for the same id. */
export function avatar(person) {
  const initial = [...(person.first_name || "?")][0].toUpperCase();
  return el("span", { class: `avatar tint-${Math.abs(Number(person.id)) % 8}`, "aria-hidden": "true", text: initial });
}

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

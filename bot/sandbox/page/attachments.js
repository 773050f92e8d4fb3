// What goes besides text: a file and a place, each looked at before it is sent.

import { sizeOf } from "./bubble.js";
import { cancelButton, field, openDialog, submitButton } from "./dialogs.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const PLACES = [
  ["place.centre", 41.9344, 25.5556],
  ["place.village", 41.967, 25.667],
];

/** Shows a file before it goes; `send(kind, caption)` sends it as a "photo" or a "document". */
export function askFile(file, send) {
  const image = file.type.startsWith("image/") && file.type !== "image/svg+xml";
  const address = image ? URL.createObjectURL(file) : null;
  const caption = el("textarea", { rows: 2, dir: "auto", maxlength: 1024, testid: "file-caption" });
  const kind = (value, checked) =>
    el("label", { class: "choice" }, el("input", { type: "radio", name: "kind", value, checked, testid: `file-as-${value}` }), t(`file.${value}`));
  const { form } = openDialog({
    title: t("file.title"),
    testid: "file-dialog",
    content: [
      image && el("img", { class: "preview", src: address, alt: "" }),
      el("p", { class: "file-facts", dir: "auto", text: `${file.name} · ${sizeOf(file.size)}` }),
      image && el("fieldset", { class: "choices" }, el("legend", { text: t("file.kind") }), kind("photo", true), kind("document", false)),
      field(t("file.caption"), caption),
    ].filter(Boolean),
    actions: [cancelButton(), submitButton(t("send"))],
    submitted: async () => {
      const chosen = form.elements.kind?.value || "document";
      await send(chosen, caption.value.trim());
    },
    closed: () => address && URL.revokeObjectURL(address),
  });
}

/** Asks for a place; `send(latitude, longitude)` in degrees. */
export function askLocation(send) {
  const number = (value, edge, testid) => {
    const input = el("input", { type: "number", step: "any", min: -edge, max: edge, required: true, testid });
    input.value = value;
    return input;
  };
  const latitude = number(PLACES[0][1], 90, "latitude");
  const longitude = number(PLACES[0][2], 180, "longitude");
  const places = PLACES.map(([key, north, east]) =>
    el("button", {
      type: "button", class: "button small", text: t(key),
      onclick: () => {
        latitude.value = north;
        longitude.value = east;
      },
    }),
  );
  const { form } = openDialog({
    title: t("location.title"),
    testid: "location-dialog",
    content: [
      el("div", { class: "presets" }, places),
      el("div", { class: "pair" }, field(t("location.latitude"), latitude), field(t("location.longitude"), longitude)),
    ],
    actions: [cancelButton(), submitButton(t("send"))],
    submitted: async () => {
      const [north, east] = [latitude.valueAsNumber, longitude.valueAsNumber];
      if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) throw new Error(t("location.bad"));
      await send(north, east);
    },
  });
  form.noValidate = true; // Refused above, in the page's language.
}

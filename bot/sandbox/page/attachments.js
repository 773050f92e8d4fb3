// What goes besides text: a file, several as an album, and a place, each looked at before it is sent.

import { sizeOf } from "./bubble.js";
import { cancelButton, field, openDialog, submitButton } from "./dialogs.js";
import { el } from "./dom.js";
import { formatted } from "./formatting.js";
import { t } from "./words.js";

const PLACES = [
  ["place.centre", 41.9344, 25.5556],
  ["place.village", 41.967, 25.667],
];

const MOST_IN_ALBUM = 10;

/** What a file is sent as when nothing else is chosen: a photo, a video or a document. */
function kindOf(file) {
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") return "photo";
  return file.type.startsWith("video/") ? "video" : "document";
}

function captionField() {
  return el("textarea", { rows: 2, dir: "auto", maxlength: 1024, testid: "file-caption" });
}

/** {caption, html}: html when it is formatted. */
function wordsOf(field) {
  const caption = field.value.trim();
  return { caption, html: formatted(caption) };
}

function factsOf(file) {
  return el("p", { class: "file-facts", dir: "auto", text: `${file.name} · ${sizeOf(file.size)}` });
}

/** Shows a file before it goes; `send(kind, words)` sends it as a "photo", a "video" or a "document". */
export function askFile(file, send) {
  const lively = kindOf(file);
  const image = lively === "photo";
  const address = image ? URL.createObjectURL(file) : null;
  const caption = captionField();
  const kind = (value, checked) =>
    el("label", { class: "choice" }, el("input", { type: "radio", name: "kind", value, checked, testid: `file-as-${value}` }), t(`file.${value}`));
  const { form } = openDialog({
    title: t("file.title"),
    testid: "file-dialog",
    content: [
      image && el("img", { class: "preview", src: address, alt: "" }),
      factsOf(file),
      lively !== "document" &&
        el("fieldset", { class: "choices" }, el("legend", { text: t("file.kind") }), kind(lively, true), kind("document", false)),
      field(t("file.caption"), caption),
    ].filter(Boolean),
    actions: [cancelButton(), submitButton(t("send"))],
    submitted: async () => {
      const chosen = form.elements.kind?.value || "document";
      await send(chosen, wordsOf(caption));
    },
    closed: () => address && URL.revokeObjectURL(address),
  });
}

/** Shows several files before they go as one album; `send(kinds, words)`. Documents stay documents together. */
export function askAlbum(files, send) {
  const caption = captionField();
  const kinds = files.map(kindOf);
  const mixed = kinds.includes("document") ? kinds.map(() => "document") : kinds;
  const addresses = files.map((file, place) => (mixed[place] === "photo" ? URL.createObjectURL(file) : null));
  openDialog({
    title: t("album.title", { n: files.length }),
    testid: "album-dialog",
    content: [
      el("div", { class: "previews" }, addresses.filter(Boolean).map((address) => el("img", { src: address, alt: "" }))),
      ...files.map(factsOf),
      field(t("file.caption"), caption),
    ],
    actions: [cancelButton(), submitButton(t("send"))],
    submitted: async () => {
      if (files.length > MOST_IN_ALBUM) throw new Error(t("album.many"));
      await send(mixed, wordsOf(caption));
    },
    closed: () => addresses.forEach((address) => address && URL.revokeObjectURL(address)),
  });
}

/** Asks for a place; `send({latitude, longitude, title, address})` in degrees; with a title it is a venue. */
export function askLocation(send) {
  const number = (value, edge, testid) => {
    const input = el("input", { type: "number", step: "any", min: -edge, max: edge, required: true, testid });
    input.value = value;
    return input;
  };
  const latitude = number(PLACES[0][1], 90, "latitude");
  const longitude = number(PLACES[0][2], 180, "longitude");
  const title = el("input", { type: "text", maxlength: 128, dir: "auto", testid: "venue-title" });
  const address = el("input", { type: "text", maxlength: 256, dir: "auto", testid: "venue-address" });
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
      field(t("location.name"), title),
      field(t("location.address"), address),
    ],
    actions: [cancelButton(), submitButton(t("send"))],
    submitted: async () => {
      const [north, east] = [latitude.valueAsNumber, longitude.valueAsNumber];
      if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) throw new Error(t("location.bad"));
      await send({ latitude: north, longitude: east, title: title.value.trim(), address: address.value.trim() });
    },
  });
  form.noValidate = true; // Refused above, in the page's language.
}

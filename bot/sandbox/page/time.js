// Instants are UTC epoch seconds everywhere; the town's zone comes from the server and is applied only here.

// Day before month in English as in the town.
const LOCALES = { en: "en-GB" };

const formats = new Map();

function format(language, zone, options) {
  const key = JSON.stringify([language, zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALES[language] ?? language, { timeZone: zone, ...options }));
  return formats.get(key);
}

function wall(seconds, zone) {
  const options = {
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    hourCycle: "h23",
  };
  const parts = format("en-GB", zone, options).formatToParts(seconds * 1000);
  return Object.fromEntries(parts.filter((part) => part.type !== "literal").map((part) => [part.type, Number(part.value)]));
}

const two = (number) => String(number).padStart(2, "0");

/** "14:05" of the town. */
export function hourOf(seconds, zone) {
  const { hour, minute } = wall(seconds, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** "2026-11-02": the day of the town, to compare days by. */
export function dayOf(seconds, zone) {
  const { year, month, day } = wall(seconds, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** "понеделник, 2 ноември 2026 г." */
export function longDay(seconds, zone, language) {
  return format(language, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(seconds * 1000);
}

/** "пн, 2 ноември" and, in another year than `now`, the year. */
export function shortDay(seconds, zone, language, now) {
  const sameYear = wall(seconds, zone).year === wall(now, zone).year;
  const options = { weekday: "short", day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) };
  return format(language, zone, options).format(seconds * 1000);
}

/** "02.11", or the hour when it is today: what a list has room for. */
export function briefMoment(seconds, zone, now) {
  if (dayOf(seconds, zone) === dayOf(now, zone)) return hourOf(seconds, zone);
  const { month, day } = wall(seconds, zone);
  return `${two(day)}.${two(month)}`;
}

/** The value of a datetime-local field: "2026-11-02T14:05", the town's time. */
export function fieldValue(seconds, zone) {
  return `${dayOf(seconds, zone)}T${hourOf(seconds, zone)}`;
}

function offsetAt(seconds, zone) {
  const { year, month, day, hour, minute, second } = wall(seconds, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds;
}

/** The instant of a datetime-local value in the town's zone, or NaN. An hour that spring skips becomes the next real one. */
export function instantOf(value, zone) {
  const asIfUtc = Date.parse(`${value}Z`) / 1000;
  if (Number.isNaN(asIfUtc)) return NaN;
  const before = asIfUtc - offsetAt(asIfUtc - 86400, zone);
  const after = asIfUtc - offsetAt(asIfUtc + 86400, zone);
  return fieldValue(after, zone) === value.slice(0, 16) ? after : before;
}

/** The first 10:00 of the town strictly after `now`: when folded alerts go out. */
export function nextTen(now, zone) {
  const today = instantOf(`${dayOf(now, zone)}T10:00`, zone);
  return today > now ? today : instantOf(`${dayOf(now + 86400, zone)}T10:00`, zone);
}

/** ISO 8601 with an offset, as the control API wants it. */
export function isoOf(seconds) {
  return new Date(Math.round(seconds) * 1000).toISOString().replace(/\.\d+Z$/, "+00:00");
}

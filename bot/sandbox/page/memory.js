// What the page remembers in the browser. A browser that forbids storage only forgets sooner.

function read(storage, key, otherwise) {
  try {
    const kept = storage().getItem(key);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch {
    return otherwise;
  }
}

function write(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the page goes on without it.
  }
}

// Asked for each time: merely naming the storage throws where cookies are refused.
const session = () => window.sessionStorage;
const lasting = () => window.localStorage;

export const drafts = {
  of: (personId) => read(session, `draft.${personId}`, ""),
  keep: (personId, text) => write(session, `draft.${personId}`, text || null),
};

// Asked for at every change of every chat, so kept at hand as well.
const known = new Map();

export const marks = {
  of: (personId) => {
    if (!known.has(personId)) known.set(personId, read(session, `read.${personId}`, 0));
    return known.get(personId);
  },
  keep: (personId, messageId) => {
    known.set(personId, messageId);
    write(session, `read.${personId}`, messageId);
  },
};

export const speakers = {
  of: (chatId) => read(session, `speaker.${chatId}`, null),
  keep: (chatId, personId) => write(session, `speaker.${chatId}`, personId),
};

export const openColumns = {
  all: () => read(session, "columns", null),
  keep: (ids) => write(session, "columns", ids),
};

export const pageLanguage = {
  chosen: () => read(lasting, "language", null),
  keep: (language) => write(lasting, "language", language),
};

export const introduction = {
  isDismissed: () => read(lasting, "introduction.dismissed", false),
  keep: (dismissed) => write(lasting, "introduction.dismissed", dismissed),
};

// The conversation as its user owns it: read and written through the API, and kept in this browser if he wants so.
import { all, say, wire, words } from "./common.js";

const KEY = `teknologiraadgiveren ${new URL(document.baseURI).pathname}`;
const MOST_EXCHANGES = 500; // as the library takes them
export const MOST_BYTES = 1_048_576; // as the server takes them
const SHOWN = 30; // exchanges that the page shows at most; see MOST_SHOWN in ui/handlers.py
const TRIES = 3;
const MISSING = 404;
const CONFLICT = 409;

let held = null; // the conversation as last read
const hearing = [];

export const current = () => held;
export const onChange = (hear) => hearing.push(hear);
export const answerTo = (sub) => held?.walk?.answers.find((answer) => answer.sub_question === sub) ?? null;

/** What the server, or the way there, had against it; the message is for the user. */
export class Problem extends Error {
  constructor(code, message) {
    super(message);
    this.status = code;
  }
}

async function call(method, path, body) {
  let response;
  let found = null;
  try {
    const headers = body ? { "Content-Type": "application/json" } : {};
    response = await fetch(`v1/${path}`, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
    if (response.status !== 204) found = await response.json();
  } catch {
    throw new Problem(0, words.unreachable);
  }
  if (!response.ok) throw new Problem(response.status, found?.detail ?? words.unreachable);
  return found;
}

const place = (id) => `conversations/${encodeURIComponent(id)}`;

function take(conversation) {
  held = conversation;
  try {
    if (remembers()) store();
  } catch {
    say(words.noMemory);
  }
  tell();
  return held;
}

function tell() {
  for (const hear of hearing) hear(held);
}

/** As much of a conversation as can be opened again: of a very long one, the oldest exchanges stay behind. */
export function fitting(conversation) {
  if (!Array.isArray(conversation?.exchanges)) return conversation;
  let exchanges = conversation.exchanges.slice(-MOST_EXCHANGES);
  const size = () => new TextEncoder().encode(JSON.stringify({ ...conversation, exchanges }, null, 1)).length;
  while (exchanges.length && size() > MOST_BYTES) exchanges = exchanges.slice(Math.ceil(exchanges.length / 10));
  return { ...conversation, exchanges };
}

export const read = async (id) => take(await call("GET", place(id)));

// After a turn. When the server has lost the conversation meanwhile, this tab still has it: it goes on where it
// was, with what was said in the new one.
export async function follow(id) {
  if (!id) return held;
  const found = await call("GET", place(id));
  const before = held;
  if (!before || before.conversation_id === id) return take(found);
  const exchanges = [...before.exchanges, ...found.exchanges];
  take(await call("PUT", place(id), fitting({ ...before, exchanges })));
  const shown = all("#chat h2.question").length;
  if (shown < Math.min(exchanges.length, SHOWN)) wire({ do: "open", id }); // else it all stands there already
  return held;
}

async function begun() {
  if (held) return held;
  take(await call("POST", "conversations"));
  wire({ do: "adopt", id: held.conversation_id });
  return held;
}

/** Begin the guide at a sub-question when it has not begun; gives the conversation in which it has. */
export async function stand(sub) {
  if (held?.walk?.current || held?.walk?.awaits === "project") return held.conversation_id;
  const { conversation_id: id } = held ?? (await call("POST", "conversations"));
  take(await call("PUT", `${place(id)}/answers/${sub}`, { contributions: [] }));
  return id;
}

/** The conversation in a new place, when the server no longer has the old one. */
async function moved(kept) {
  const made = await call("POST", "conversations");
  return take(await call("PUT", place(made.conversation_id), fitting(kept)));
}

const texts = (answer) => JSON.stringify((answer?.contributions ?? []).map(({ text, voice }) => [text, voice]));

/** Write an answer anew that was `base` when it was read. Throws a Problem with `theirs` when it no longer is. */
export async function edit(sub, contributions, base) {
  await begun();
  for (let tries = 1; ; tries++) {
    if (texts(answerTo(sub)) !== texts(base))
      throw Object.assign(new Problem(CONFLICT, words.conflict), { theirs: answerTo(sub) });
    try {
      const body = { contributions, revision: held.revision };
      return take(await call("PUT", `${place(held.conversation_id)}/answers/${sub}`, body));
    } catch (problem) {
      if (tries === TRIES) throw problem;
      if (problem.status === MISSING) {
        await moved(held);
        wire({ do: "adopt", id: held.conversation_id });
      } else if (problem.status === CONFLICT) await read(held.conversation_id);
      else throw problem;
    }
  }
}

/** Load a saved conversation in the place of the one at hand, which stays as it is when the file is no good. */
export async function open(kept) {
  const id = held?.conversation_id ?? (await call("POST", "conversations")).conversation_id;
  try {
    take(await call("PUT", place(id), kept));
  } catch (problem) {
    if (problem.status !== MISSING) throw problem;
    await moved(kept);
  }
  wire({ do: "open", id: held.conversation_id });
}

export async function erase() {
  if (!held) return;
  try {
    await call("DELETE", place(held.conversation_id));
  } catch (problem) {
    if (problem.status !== MISSING) throw problem; // gone is what was wanted
  }
  take(null);
}

// What is remembered is the conversation itself, or null while there is none; nothing at all unless wanted.
export function remembers() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

function store() {
  localStorage.setItem(KEY, JSON.stringify(fitting(held)));
}

/** Throws where the browser keeps nothing for this page. */
export function remember(wanted) {
  if (wanted) store();
  else localStorage.removeItem(KEY);
  if (wanted !== remembers()) throw new Error(words.noMemory);
}

/** What this browser remembers, taken up again; nothing happens where it remembers nothing. */
export async function restore() {
  const kept = remembers() ? stored(localStorage.getItem(KEY)) : null;
  if (!kept) return;
  try {
    await read(kept.conversation_id);
  } catch (problem) {
    if (problem.status !== MISSING && problem.status !== 422) throw problem;
    await moved(kept);
  }
  wire({ do: "open", id: held.conversation_id });
}

function stored(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Another tab of this browser has gone on, begun again, or been told to forget.
addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  const theirs = stored(event.newValue);
  if (event.newValue === "null") held = null; // begun again there: this is gone
  else if (theirs?.conversation_id === held?.conversation_id && theirs?.revision > held?.revision) held = theirs;
  tell();
});

// Whoever comes back to this tab sees what was done in another one.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && held) read(held.conversation_id).catch(() => {});
});

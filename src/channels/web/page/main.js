/** @import { MessageView, PageState } from '../render/page-view.ts' */
/** @import { Outgoing } from './outgoing.js' */
import { post, RequestProblem } from './api.js';
import { createBanner } from './banner.js';
import { forgetDrafts } from './card.js';
import { createChat } from './chat.js';
import { createComposer } from './composer.js';
import { createMap } from './map.js';
import { newId } from './new-id.js';
import { createOutgoing } from './outgoing.js';
import { problemWords } from './problem-words.js';
import { listen } from './stream.js';
import { createTicket } from './ticket.js';
import { createViews } from './views.js';
import { listed, locale, speak, word } from './words.js';

/** The greeting of the page itself, as long as the server cannot. */
const GREETING = 'greeting';
const MAX_PAUSE_MS = 30_000;
/** @type {PageState['map']} */
const NOWHERE = {
  title: null,
  symptoms: [],
  causes: [],
  lastResort: null,
  ticket: { mark: 'ahead', number: null },
  solved: false,
};

await speak(locale());

const banner = createBanner();
const views = createViews();
const map = createMap();
const ticket = createTicket();
const chat = createChat((press) => send('/page/presses', press, null));
const composer = createComposer((text, files) => {
  send('/page/messages', { text, files: files.map(({ id }) => id) }, { text, files });
});
const outgoing = createOutgoing({ arrived, failed, delayed: () => chat.delayed(), waiting });

/**
 * @param {string} path
 * @param {object} body
 * @param {Outgoing['said']} said
 */
function send(path, body, said) {
  take({ path, body: { id: newId(), ...body }, said });
}

/** @param {Outgoing} sending */
function take(sending) {
  if (sending.said !== null) chat.sending(sending.body.id, sending.said.text, sending.said.files);
  chat.await();
  outgoing.send(sending);
}

/** @param {Outgoing} sending */
function arrived(sending) {
  const { body } = sending;
  chat.sent(shownAs(sending));
  // A button of an old card changes nothing: its card is there to be pressed again.
  const { prompt } = body;
  if (typeof prompt === 'string') setTimeout(() => chat.release(prompt), 1500);
}

/**
 * @param {Outgoing} sending
 * @param {string | null} sentence
 */
function waiting(sending, sentence) {
  chat.waiting(shownAs(sending), sentence ?? (sending.said === null ? null : word('chat.sending')));
}

/**
 * The entry it shows in: its own, or the card whose button it is.
 * @param {Outgoing} sending
 */
function shownAs({ body, said }) {
  return said === null ? String(body.prompt) : body.id;
}

/** Problems of what is sent: the same would be refused again. */
const ITS_OWN = new Set(['file-lost', 'too-large']);

/**
 * @param {Outgoing} sending
 * @param {RequestProblem} error
 */
function failed(sending, error) {
  const { body, said } = sending;
  const { problem, files: lost } = error;
  const again = { label: word('chat.retry'), action: () => take(sending) };
  const reload = { label: word('chat.reload'), action: () => location.reload() };
  /** @type {{ label: string, action: () => void }[]} */
  const ways = [];
  if (!ITS_OWN.has(problem))
    ways.push(problem === 'no-session' || problem === 'wrong-origin' ? reload : again);
  if (said !== null) {
    const left = { ...said, files: said.files.filter(({ id }) => !lost.includes(id)) };
    ways.push({ label: word('chat.edit'), action: () => takeBack(body.id, left) });
  }
  chat.trouble(shownAs(sending), troubleWords(error, said), ways);
}

/**
 * @param {RequestProblem} problem
 * @param {Outgoing['said']} said
 */
function troubleWords({ problem, afterMs, files }, said) {
  if (problem !== 'file-lost' || said === null) return problemWords(problem, afterMs);
  const lost = said.files.filter(({ id }) => files.includes(id)).map(({ name }) => name);
  return word('problem.file-lost', { count: lost.length, names: listed(lost) });
}

/**
 * @param {string} id
 * @param {NonNullable<Outgoing['said']>} said
 */
function takeBack(id, { text, files }) {
  chat.remove(id);
  composer.restore(text, files);
}

/** @param {PageState} state */
async function showState(state) {
  if (state.locale !== locale()) {
    await speak(state.locale);
    composer.redraw();
  }
  views.showLocale(state.locale);
  views.showScore(state.ticket);
  map.show(state.map);
  ticket.show(state.ticket);
  if (state.phase === 'report' || state.phase === 'after') forgetDrafts();
  chat.goLive();
}

views.onPress((verb, value) =>
  send('/page/presses', { prompt: '', verb, value, fields: {} }, null),
);

/** The last change of the conversation that is drawn. */
let revision = 0;

/** @param {MessageView} message */
function showMessage(message) {
  revision = Math.max(revision, message.revision);
  chat.show(message);
}

listen(
  () => `/page/events?after=${revision}`,
  { message: showMessage, state: (state) => void showState(state) },
  (connected) => {
    banner.change(connected);
    if (!connected) return;
    outgoing.hurry();
    composer.hurry();
  },
);

for (const left of outgoing.left()) take(left);
await join();

/** Tells the server that the page is open: a new session is greeted. Meanwhile the page greets it. */
async function join() {
  for (let pauseMs = 500; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
    try {
      await post('/page/joined', {});
      chat.remove(GREETING);
      // Files are refused until then.
      composer.hurry();
      return;
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      if (revision === 0) greet(error);
      await new Promise((resolve) => setTimeout(resolve, Math.max(pauseMs, error.afterMs)));
    }
  }
}

/** @param {RequestProblem} problem why the server cannot */
function greet({ problem, afterMs }) {
  const isUnsaved = problem === 'unavailable';
  chat.greet(GREETING, isUnsaved ? word('problem.not-joined') : problemWords(problem, afterMs));
  map.show(NOWHERE);
  ticket.show(null);
}

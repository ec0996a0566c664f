/** @import { Locale } from '../../../../i18n/locale.ts' */
/** @import { DeskAnswer } from '../../agents/desk-view.ts' */
import { createBanner } from '../banner.js';
import { find } from '../dom.js';
import { keep, kept } from '../keep.js';
import { listen } from '../stream.js';
import { isOffered, locale, speak } from '../words.js';
import { agentName, onNameChosen } from './agent-name.js';
import { createAnswers } from './answers.js';
import { createCall } from './call.js';
import { createCommandLine } from './command-line.js';
import { address, requestOf } from './desk-api.js';
import { createOpenTicket } from './open-ticket.js';
import { createQueue } from './queue.js';

const LOCALE = 'desk.locale';

await speak(chosenLocale());

const banner = createBanner();
const answers = createAnswers((press) => requestOf('/desk/presses', { press }), take);
const ticket = createOpenTicket((press) => void answers.ask(requestOf('/desk/presses', { press })));
const queue = createQueue(open);
createCommandLine((text) => {
  showView('answers');
  void answers.ask(requestOf('/desk/commands', { text, ticket: ticket.number() }), text);
});

const call = createCall(open);

/** @param {DeskAnswer} answer */
function take(answer) {
  if (answer.opens !== null) open(answer.opens);
  else showView('answers');
  refresh();
}

/** @param {string} number */
function open(number) {
  showView('open');
  call.seen(number);
  queue.mark(number);
  ticket.open(number);
}

function refresh() {
  queue.refresh();
  ticket.refresh();
}

/** @param {string} view */
function showView(view) {
  document.body.dataset.view = view;
  for (const other of document.querySelectorAll('.views button')) {
    if (other.getAttribute('data-view') === view) other.setAttribute('aria-current', 'true');
    else other.removeAttribute('aria-current');
  }
}

for (const view of document.querySelectorAll('.views button')) {
  view.addEventListener('click', () => showView(view.getAttribute('data-view') ?? 'queue'));
}

for (const language of document.querySelectorAll('.languages button')) {
  language.addEventListener(
    'click',
    () => void changeLanguage(language.getAttribute('data-locale')),
  );
}
markLanguage();

/** @param {string | null} wanted */
async function changeLanguage(wanted) {
  keep(LOCALE, wanted);
  await speak(chosenLocale());
  markLanguage();
  refresh();
}

function markLanguage() {
  for (const language of document.querySelectorAll('.languages button')) {
    language.setAttribute(
      'aria-pressed',
      String(language.getAttribute('data-locale') === locale()),
    );
  }
}

/** @returns {Locale} */
function chosenLocale() {
  const chosen = kept(LOCALE);
  return isOffered(chosen) ? chosen : locale();
}

/** @type {(() => void) | null} */
let reconnect = null;

onNameChosen(() => {
  find('.desk').hidden = false;
  find('.agent-name').textContent = agentName();
  find('.agent').hidden = false;
  if (reconnect !== null) reconnect();
  else
    reconnect = listen(
      () => address('/desk/events'),
      { changed: refresh, beat: refresh, called: call.called },
      connected,
    );
  refresh();
});

/** @param {boolean} now */
function connected(now) {
  banner.change(now);
}

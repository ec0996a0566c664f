/** @import { MessageView } from '../page-view.ts' */
import { CARD_CONFIG } from './card-config.js';
import { element } from './dom.js';
import { forget, keep, kept } from './keep.js';
import { word } from './words.js';

/**
 * A button of a card that was pressed, with what its inputs hold.
 * @typedef {{ prompt: string, verb: string, value: string | null, fields: Record<string, string> }} Press
 */

const DRAFT = 'draft.';

/**
 * Draws a message's Adaptive Card. Text is drawn as text: Markdown is not read, so nothing in it can become markup.
 * What is typed into a form is kept over a reload. A card that cannot be drawn is shown as its plain text.
 * @param {Pick<MessageView, 'card' | 'text'>} message
 * @param {(press: Press) => void} pressed
 * @returns {HTMLElement}
 */
export function drawCard({ card: json, text }, pressed) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(CARD_CONFIG);
  card.onExecuteAction = (action) => execute(action, pressed);
  card.onInputValueChanged = (input) => keepInput(card, input);
  card.parse(json);
  restoreInputs(card);
  const drawn = card.render();
  if (drawn === undefined) return element('p', { class: 'undrawable' }, `${word('chat.undrawable')}\n${text}`);
  drawn.classList.add('card');
  // The article around it is what has a name and takes the focus.
  drawn.removeAttribute('tabindex');
  drawn.removeAttribute('aria-label');
  if (typeof json?.lang === 'string') drawn.lang = json.lang;
  return drawn;
}

/** Forgets what was typed into forms: it was sent, or is about something that is over. */
export function forgetDrafts() {
  forget(DRAFT);
}

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (_, result) => {
  result.didProcess = false;
};

/**
 * @param {import('adaptivecards').Action} action
 * @param {(press: Press) => void} pressed
 */
function execute(action, pressed) {
  if (action instanceof AdaptiveCards.OpenUrlAction) return openUrl(action.url);
  if (!(action instanceof AdaptiveCards.ExecuteAction || action instanceof AdaptiveCards.SubmitAction)) return;
  const { prompt, verb, value, ...inputs } = /** @type {Record<string, unknown>} */ (action.data ?? {});
  if (typeof prompt !== 'string' || typeof verb !== 'string') return;
  forgetDrafts();
  pressed({ prompt, verb, value: typeof value === 'string' ? value : null, fields: texts(inputs) });
}

/** @param {string | undefined} url */
function openUrl(url) {
  if (url !== undefined && /^https?:\/\//i.test(url)) open(url, '_blank', 'noopener,noreferrer');
}

/** @param {Record<string, unknown>} inputs */
function texts(inputs) {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/**
 * A form is known by its inputs: said again in another language, it is still the same form.
 * @param {import('adaptivecards').AdaptiveCard} card
 */
function draftName(card) {
  return `${DRAFT}${card.getAllInputs().map(({ id }) => id)}`;
}

/** @param {import('adaptivecards').AdaptiveCard} card */
function draftOf(card) {
  return /** @type {Record<string, string>} */ (kept(draftName(card)) ?? {});
}

/**
 * @param {import('adaptivecards').AdaptiveCard} card
 * @param {import('adaptivecards').Input} changed
 */
function keepInput(card, changed) {
  keep(draftName(card), { ...draftOf(card), [changed.id ?? '']: String(changed.value ?? '') });
}

/** @param {import('adaptivecards').AdaptiveCard} card */
function restoreInputs(card) {
  const draft = draftOf(card);
  for (const input of card.getAllInputs()) {
    const value = draft[input.id ?? ''];
    if (value !== undefined && 'defaultValue' in input) input.defaultValue = value;
  }
}

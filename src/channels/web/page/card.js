/** @import { MessageView } from '../render/page-view.ts' */
import { CARD_CONFIG } from './card-config.js';
import { element } from './dom.js';
import { forget, keep, kept } from './keep.js';
import { holdMoments, showMoments } from './moments.js';
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
 * @param {(data: Record<string, unknown>) => void} pressed told what a button holds, and the inputs that belong to it
 * @param {string} [form] what the form is called; by default it is known by its inputs
 * @returns {HTMLElement}
 */
export function drawCard({ card: json, text }, pressed, form) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(CARD_CONFIG);
  card.parse(holdMoments(json));
  // Said again in another language, it is still the same form.
  const draft = DRAFT + (form ?? card.getAllInputs().map(({ id }) => id));
  card.onExecuteAction = (action) => execute(action, pressed);
  card.onInputValueChanged = (input) => keepInput(draft, input);
  restoreInputs(card, draft);
  const drawn = card.render();
  if (drawn === undefined)
    return element('p', { class: 'undrawable' }, `${word('chat.undrawable')}\n${text}`);
  showMoments(drawn);
  drawn.classList.add('card');
  // The article around it is what has a name and takes the focus.
  drawn.removeAttribute('tabindex');
  drawn.removeAttribute('aria-label');
  if (typeof json?.lang === 'string') drawn.lang = json.lang;
  return drawn;
}

/**
 * What a button of a reply's card means; null if it is none of those.
 * @param {Record<string, unknown>} data
 * @returns {Press | null}
 */
export function pressOf({ prompt, verb, value, ...inputs }) {
  if (typeof prompt !== 'string' || typeof verb !== 'string') return null;
  return { prompt, verb, value: typeof value === 'string' ? value : null, fields: texts(inputs) };
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
 * @param {(data: Record<string, unknown>) => void} pressed
 */
function execute(action, pressed) {
  if (action instanceof AdaptiveCards.OpenUrlAction) return openUrl(action.url);
  if (
    !(action instanceof AdaptiveCards.ExecuteAction || action instanceof AdaptiveCards.SubmitAction)
  )
    return;
  pressed(/** @type {Record<string, unknown>} */ (action.data ?? {}));
}

/** @param {string | undefined} url */
function openUrl(url) {
  if (url?.startsWith(`${location.origin}/files/`)) download(url);
  else if (url !== undefined && /^https?:\/\//i.test(url))
    open(url, '_blank', 'noopener,noreferrer');
}

/**
 * Saves a file from here, without a window of its own that would only close again.
 * @param {string} url
 */
function download(url) {
  element('a', { href: url, download: '' }).click();
}

/**
 * Those that are texts, which is what inputs hold.
 * @param {Record<string, unknown>} inputs
 * @returns {Record<string, string>}
 */
function texts(inputs) {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/**
 * @param {string} draft
 * @returns {Record<string, string>}
 */
function draftOf(draft) {
  return /** @type {Record<string, string>} */ (kept(draft) ?? {});
}

/**
 * @param {string} draft
 * @param {import('adaptivecards').Input} changed
 */
function keepInput(draft, changed) {
  keep(draft, { ...draftOf(draft), [changed.id ?? '']: String(changed.value ?? '') });
}

/**
 * @param {import('adaptivecards').AdaptiveCard} card
 * @param {string} draft
 */
function restoreInputs(card, draft) {
  const values = draftOf(draft);
  for (const input of card.getAllInputs()) {
    const value = values[input.id ?? ''];
    if (value !== undefined && 'defaultValue' in input) input.defaultValue = value;
  }
}

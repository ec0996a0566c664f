/** @typedef {import('../../../i18n/locale.ts').Locale} Locale */

/** @type {Map<Locale, Record<string, string>>} */
const loaded = new Map();

let spoken = /** @type {Locale} */ (document.documentElement.lang);

/** The language the page speaks now. */
export function locale() {
  return spoken;
}

/**
 * True if the page has a button for this language.
 * @param {unknown} tag
 * @returns {tag is Locale}
 */
export function isOffered(tag) {
  return [...document.querySelectorAll('.languages button')].some(
    (button) => button.getAttribute('data-locale') === tag,
  );
}

/**
 * Changes the language of the page's own words. Resolves when they stand.
 * @param {Locale} wanted
 */
export async function speak(wanted) {
  if (!loaded.has(wanted)) loaded.set(wanted, await fetchWords(wanted));
  spoken = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = directionOf(wanted);
  document.title = word(document.body.dataset.wordTitle ?? '');
  for (const marked of document.querySelectorAll(
    '[data-word], [data-word-label], [data-word-placeholder]',
  )) {
    fillIn(marked);
  }
  document.documentElement.dataset.ready = 'true';
}

/**
 * A word of the page in its language, with `{{name}}` in it filled in. With a `count`, the form for that number.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function word(key, values = {}) {
  const words = loaded.get(spoken) ?? {};
  const text = words[keyFor(key, values)];
  if (text === undefined) throw new Error(`The page has no words for ${key}.`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? ''));
}

/**
 * Some words as one list.
 * @param {readonly string[]} items
 */
export function listed(items) {
  return items.join(word('list.separator'));
}

/**
 * The hour and minute of an instant, as people here write it.
 * @param {string} at
 */
export function clock(at) {
  return new Intl.DateTimeFormat(spoken, { hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  );
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
function keyFor(key, values) {
  const words = loaded.get(spoken) ?? {};
  if (typeof values.count !== 'number' || key in words) return key;
  return `${key}_${new Intl.PluralRules(spoken).select(values.count)}`;
}

/**
 * The direction of a language, as its button says.
 * @param {Locale} wanted
 */
function directionOf(wanted) {
  const button = document.querySelector(`.languages [data-locale="${wanted}"]`);
  return button instanceof HTMLElement ? (button.dataset.dir ?? '') : '';
}

/** @param {Element} marked */
function fillIn(marked) {
  if (!(marked instanceof HTMLElement)) return;
  const { word: text, wordLabel: label, wordPlaceholder: placeholder } = marked.dataset;
  if (text) marked.textContent = word(text);
  if (label) {
    marked.setAttribute('aria-label', word(label));
    if (marked instanceof HTMLButtonElement) marked.title = word(label);
  }
  if (placeholder) marked.setAttribute('placeholder', word(placeholder));
}

/**
 * @param {Locale} wanted
 * @returns {Promise<Record<string, string>>}
 */
async function fetchWords(wanted) {
  const response = await fetch(`/page/words/${wanted}.json`);
  if (!response.ok) throw new Error(`The words of ${wanted} cannot be read.`);
  return response.json();
}

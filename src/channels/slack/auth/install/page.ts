import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DEFAULT_LOCALE, type Locale } from '../../../../i18n/locale.ts';
import { langAttributes, languageChoice, localeFor } from '../../../../i18n/locales.ts';
import { translate, type WordsUnder } from '../../../../i18n/words.ts';

type OutcomeWord = WordsUnder<'slack.install.outcome'>;

/** How an installation ended; each has its title and its text. */
export type Outcome = OutcomeWord extends `${infer Name}.${'title' | 'text'}` ? Name : never;

const STATUS: Readonly<Record<Outcome, number>> = {
  installed: 200,
  cancelled: 200,
  'not-ours': 400,
  expired: 400,
  'other-browser': 400,
  used: 400,
  'no-code': 400,
  refused: 502,
  'not-allowed': 403,
  unavailable: 503,
  failed: 503,
};

const STYLE =
  'body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto 0;padding:0 1.5rem;color:#1d2b2a;' +
  'background:#fbfaf6}h1{font-size:1.6rem;line-height:1.3}a{color:#0b5c57}' +
  '@media(prefers-color-scheme:dark){body{color:#e8ebe6;background:#16201f}a{color:#7fd1c7}}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  // The page's URL contains a code from Slack.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

export interface Page {
  readonly outcome: Outcome;
  /** Link target: Slack after an installation, otherwise a new attempt. */
  readonly link: string;
  /** Values for the placeholders in the outcome's text: `name`, `id`, `reason`. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Answers a browser with the result of the installation, in the browser's language. */
export function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const locale = localeOf(request.headers['accept-language']);
  response.writeHead(STATUS[page.outcome], HEADERS);
  response.end(html(page, locale));
}

function html({ outcome, link, names = {} }: Page, locale: Locale): string {
  const { name = '', id = '', reason = '' } = names;
  const values = { name: escaped(name), id: escaped(id), reason: escaped(reason) };
  const title = translate(locale, `slack.install.outcome.${outcome}.title`, values);
  const text = translate(locale, `slack.install.outcome.${outcome}.text`, {
    ...values,
    languages: languageChoice(locale),
  });
  const label = translate(locale, `slack.install.${outcome === 'installed' ? 'open' : 'again'}`);
  return (
    `<!doctype html><html ${langAttributes(locale)}><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><main>` +
    `<h1>${title}</h1><p>${text}</p><p><a href="${escaped(link)}">${label}</a></p></main></body></html>`
  );
}

/** Returns the browser's first language that we support. */
function localeOf(accepted: string | undefined): Locale {
  for (const tag of (accepted ?? '').split(',')) {
    const locale = localeFor(tag.split(';')[0]);
    if (locale) return locale;
  }
  return DEFAULT_LOCALE;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

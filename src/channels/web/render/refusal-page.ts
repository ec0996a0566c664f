import type { IncomingMessage, ServerResponse } from 'node:http';
import { langAttributes } from '../../../i18n/locales.ts';
import { localeAsked } from '../inbound/locale-asked.ts';
import type { WebRefusal } from '../inbound/problem.ts';
import { pageWords } from './page-words.ts';
import { waitSentence } from './wait-words.ts';

/** Seconds before the browser reloads on its own. */
const RELOAD_SECONDS = 15;

/** True if a person opened a URL, rather than a script of the page. */
export function isForPerson({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '');
}

/**
 * Answers a person's refused request with a small page in their language. If the problem is
 * temporary, the page reloads after a while. It needs no script and no database.
 */
export function sendRefusalPage(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: WebRefusal,
): void {
  const locale = localeAsked(request);
  const words = pageWords(locale);
  const passes = refusal.status === 503 || refusal.retryAfterSeconds !== null;
  const seconds = Math.max(RELOAD_SECONDS, refusal.retryAfterSeconds ?? 0);
  if (passes) response.setHeader('Retry-After', seconds);
  response.writeHead(refusal.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  // An empty URL means the one requested: nothing of the request gets into the page.
  response.end(`<!doctype html>
<html ${langAttributes(locale)} data-ready="true">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${passes ? `<meta http-equiv="refresh" content="${seconds}">` : ''}
    <title>Signpost</title>
    <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/page/colours.css">
    <link rel="stylesheet" href="/page/base.css">
    <link rel="stylesheet" href="/page/languages.css">
    <link rel="stylesheet" href="/page/refusal.css">
  </head>
  <body class="refusal">
    <main>
      <h1>Signpost</h1>
      <p role="alert">${sentenceOf(refusal, locale)}</p>
      ${passes ? `<a class="quiet" href="">${words['chat.retry']}</a>` : ''}
    </main>
  </body>
</html>
`);
}

/** Uses only our own texts. */
function sentenceOf(
  { problem, retryAfterSeconds }: WebRefusal,
  locale: ReturnType<typeof localeAsked>,
): string {
  if (problem === 'too-many' || problem === 'busy' || problem === 'too-slow') {
    return waitSentence(problem, retryAfterSeconds ?? 1, locale);
  }
  const words = pageWords(locale);
  return (
    words[problem === 'unavailable' ? 'problem.away' : `problem.${problem}`] ??
    words['problem.invalid'] ??
    ''
  );
}

import { endingOf } from './runs.ts';

/** Of a JSON file larger than this, only the beginning is looked at. */
const MAX_PARSED = 4 * 1024 * 1024;

/** What browsers draw or run scripts in, or what can become it, whatever the file is called. */
const DRAWN =
  /<(?:\w{1,20}:)?(?:html|svg|script)\b|<!ENTITY|<\?xml-stylesheet|www\.w3\.org\/(?:1999\/xhtml|2000\/svg)/i;

/** Media type of a text: a more exact one than text/plain only where its name and its content agree on it. */
export function textType(text: string, name: string): string {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  switch (endingOf(name)) {
    case 'json':
    case 'har':
      return isJson(trimmed) ? 'application/json' : 'text/plain';
    case 'xml':
      return isXml(trimmed) ? 'application/xml' : 'text/plain';
    case 'csv':
      return isCsv(trimmed) ? 'text/csv' : 'text/plain';
    default:
      return 'text/plain';
  }
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text) || !/[\]}]$/.test(text.slice(-1))) return false;
  if (text.length > MAX_PARSED) return /^[[{]\s*["{[\d\]}tfn-]/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isXml(text: string): boolean {
  return /^<[?!\w]/.test(text) && text.endsWith('>') && !DRAWN.test(text);
}

function isCsv(text: string): boolean {
  return /^[^\r\n]{0,4000}[,;\t]/.test(text) && !/^[<{[]/.test(text);
}

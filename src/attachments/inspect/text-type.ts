import { endingOf } from './runs.ts';

/** Only the beginning of a JSON file larger than this is checked. */
const MAX_PARSED = 4 * 1024 * 1024;

/**
 * Markup that browsers render or run scripts in, or that can become such markup, regardless of the
 * file's name.
 */
const DRAWN =
  /<(?:\w{1,20}:)?(?:html|svg|script)\b|<!ENTITY|<\?xml-stylesheet|www\.w3\.org\/(?:1999\/xhtml|2000\/svg)/i;

/**
 * Returns the media type of a text: more specific than text/plain only if name and content agree.
 */
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

/** How JSON text writes what PostgreSQL cannot keep: NUL, and halves of surrogate pairs. */
const SUSPICIOUS = /\\u(0000|d[89a-f])/;

/**
 * The same value with what PostgreSQL cannot keep taken out of its strings: NUL characters go, halves of a surrogate
 * pair become U+FFFD. People do paste such text, out of hex dumps and half-copied emoji.
 */
export function storable<T>(value: T): T {
  return SUSPICIOUS.test(JSON.stringify(value)) ? cleaned(value) : value;
}

/** JSON text for a `jsonb` column or parameter. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // What JSON made of it is cleaned: a date is text by now.
  return SUSPICIOUS.test(text) ? JSON.stringify(cleaned(JSON.parse(text))) : text;
}

function cleaned<T>(value: T): T;
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanedText(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => cleaned(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [cleanedText(key), cleaned(entry)]),
  );
}

function cleanedText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

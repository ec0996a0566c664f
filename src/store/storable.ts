/** JSON escapes for what PostgreSQL can't store: NUL and unpaired surrogates. */
const SUSPICIOUS = /\\u(0000|d[89a-f])/;

/**
 * Returns the same value without what PostgreSQL can't store in strings: NUL characters are
 * removed, unpaired surrogates become U+FFFD. People do paste such text, from hex dumps and
 * half-copied emoji.
 */
export function storable<T>(value: T): T {
  return SUSPICIOUS.test(JSON.stringify(value)) ? cleaned(value) : value;
}

/** Returns JSON text for a `jsonb` column or parameter. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Cleans the serialized form, in which dates are already text.
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

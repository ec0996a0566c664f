/**
 * The same value with what PostgreSQL cannot keep taken out of its strings: NUL characters go, halves of a
 * surrogate pair become U+FFFD. People do paste such text, out of hex dumps and half-copied emoji.
 */
export function storable<T>(value: T): T;
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => storable(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storableText(key), storable(entry)]));
}

/** JSON text for a `jsonb` column or parameter. */
export function storableJson(value: unknown): string {
  return JSON.stringify(storable(value));
}

function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

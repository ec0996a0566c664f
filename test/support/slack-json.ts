export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an object; throws if the text is none. */
export function readJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new Error(`This is not a JSON object: ${text.slice(0, 200)}`);
  return value;
}

/**
 * The same with changes in it, objects within objects as well; what is `undefined` in the changes
 * is taken away.
 */
export function merged(base: Json, changes: Json): Json {
  const keys = new Set([...Object.keys(base), ...Object.keys(changes)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      if (!(key in changes)) return [[key, base[key]]];
      const [before, after] = [base[key], changes[key]];
      if (after === undefined) return [];
      return [[key, isJson(before) && isJson(after) ? merged(before, after) : after]];
    }),
  );
}

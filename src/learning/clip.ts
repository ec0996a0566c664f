const MAX = 100;

/** Returns a text as one short line without anything that could control a terminal. */
export function clip(text: string): string {
  const line = text.toWellFormed().replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
  return line.length > MAX ? `${line.slice(0, MAX - 1).trimEnd()}…` : line;
}

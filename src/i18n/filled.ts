/**
 * Replaces each `{{name}}` in a text with the value of that name, literally; leaves it unchanged if
 * there is no value.
 */
export function filled(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

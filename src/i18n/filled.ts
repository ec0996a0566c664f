/** Words with a `{{name}}` in them, filled with the values of those names: literally, and left as it is where there is none. */
export function filled(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

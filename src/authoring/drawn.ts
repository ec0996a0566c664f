/** What is wrong with a card: one that cannot be drawn at all is a problem like any other. */
export function drawn(problemsOf: () => string[]): string[] {
  try {
    return problemsOf();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

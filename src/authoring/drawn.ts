/**
 * Returns the problems of a card. A card that can't be drawn at all is a problem like any other.
 */
export function drawn(problemsOf: () => string[]): string[] {
  try {
    return problemsOf();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

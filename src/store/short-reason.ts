const MAX_CHARACTERS = 500;

/**
 * Shortens a reason for people to read: enough to understand, without a proxy's whole HTML page.
 */
export function shortReason(reason: string): string {
  return reason.slice(0, MAX_CHARACTERS);
}

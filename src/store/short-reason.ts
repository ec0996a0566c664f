const MAX_CHARACTERS = 500;

/** A reason for a person's eyes: enough to understand, not the page of HTML some proxy sent. */
export function shortReason(reason: string): string {
  return reason.slice(0, MAX_CHARACTERS);
}

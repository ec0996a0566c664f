/** First number of the sequence, so that every number has at least four digits. */
export const FIRST_TICKET = 1001;

const WRITTEN = /^\s*(?:SP\s*[-–—－]?|#)?\s*(\d{4,15})\s*$/i;

/** Formats a ticket number for people: `SP-1001` for 1001. */
export function formatTicketNumber(sequence: number): string {
  return `SP-${sequence}`;
}

/**
 * Normalizes a ticket number to `SP-1001`, however it is written (`sp 1001`, `#1001`, `1001`); null
 * if it isn't one.
 */
export function parseTicketNumber(written: string): string | null {
  const sequence = Number(WRITTEN.exec(written)?.[1]);
  return sequence >= FIRST_TICKET ? formatTicketNumber(sequence) : null;
}

/**
 * Returns the number within `SP-1001`, 1001; null if written in any other form, except for its
 * case.
 */
export function sequenceOf(number: string): number | null {
  const digits = /^SP-(\d{4,9})$/i.exec(number)?.[1];
  return digits === undefined ? null : Number(digits);
}

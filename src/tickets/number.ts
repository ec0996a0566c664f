/** The sequence begins here: every number has at least four digits. */
export const FIRST_TICKET = 1001;

const WRITTEN = /^\s*(?:SP\s*[-–—－]?|#)?\s*(\d{4,15})\s*$/i;

/** What people call a ticket by: `SP-1001` for 1001. */
export function formatTicketNumber(sequence: number): string {
  return `SP-${sequence}`;
}

/**
 * The ticket number a person means, as `SP-1001`, however they write it (`sp 1001`, `#1001`, `1001`);
 * null where it is none.
 */
export function parseTicketNumber(written: string): string | null {
  const sequence = Number(WRITTEN.exec(written)?.[1]);
  return sequence >= FIRST_TICKET ? formatTicketNumber(sequence) : null;
}

/** The number within `SP-1001`, 1001; null where it is written otherwise, but for its case. */
export function sequenceOf(number: string): number | null {
  const digits = /^SP-(\d{4,9})$/i.exec(number)?.[1];
  return digits === undefined ? null : Number(digits);
}

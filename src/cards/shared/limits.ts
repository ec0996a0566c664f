/**
 * Limits of a card. Teams rejects messages over 100 KB, counted in UTF-16, and shows six buttons of
 * a card; we keep a message under 80 KB and its card slightly smaller. Version 1.5 is the newest
 * that Teams draws everywhere.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export const CARD_LIMITS = {
  version: '1.5',
  /** Buttons in one row. */
  actions: 6,
  /** UTF-16 bytes of a card as JSON. */
  cardBytes: 76 * 1024,
  /**
   * Characters of the summary: phones show about as many of a notification.
   */
  summary: 200,
  /** UTF-16 bytes of the plain text, which is sent if the card can't be. */
  textBytes: 12 * 1024,
  /**
   * Characters of one long text (for example a pasted log) shown in a card; the ticket holds all of
   * it.
   */
  shown: 1000,
  /** Characters shown of a message between two people, which the reader can't see anywhere else. */
  shownWhole: 8000,
  /** Characters of a short text (a name, a title) shown in a card. */
  shownTitle: 300,
  /** Lines of one list shown in a card. */
  listed: 10,
} as const;

/** Returns the size of a text in UTF-16 bytes, as Teams counts it. */
export function utf16Bytes(text: string): number {
  return text.length * 2;
}

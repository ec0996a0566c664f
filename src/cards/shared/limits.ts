/**
 * What a card may hold. Teams refuses messages over 100 KB, counted in UTF-16, and shows six buttons of a card; we keep
 * a message under 80 KB and the card in it a little below. Version 1.5 is the newest Teams draws everywhere.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export const CARD_LIMITS = {
  version: '1.5',
  /** Buttons in one row of them. */
  actions: 6,
  /** UTF-16 bytes of a card as JSON. */
  cardBytes: 76 * 1024,
  /** UTF-16 bytes of the plain text, which goes where the card cannot. */
  textBytes: 12 * 1024,
  /** Characters of one long text (a pasted log, say) shown in a card; the ticket holds all of it. */
  shown: 1000,
  /** Characters shown of what one person writes to another, who has it nowhere else. */
  shownWhole: 8000,
  /** Characters of a short text (a name, a title) shown in a card. */
  shownTitle: 300,
  /** Lines of one list shown in a card. */
  listed: 10,
} as const;

/** Size of a text in UTF-16 bytes, as Teams counts it. */
export function utf16Bytes(text: string): number {
  return text.length * 2;
}

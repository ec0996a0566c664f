import type { ChannelName } from '../../src/conversation/event.ts';
import type { Transcript } from './read-transcript.ts';
import type { Said, TranscriptDriver } from './transcript.ts';

/** One person at one platform: what they can do there, and what stands on their screen. */
export interface Seat extends TranscriptDriver {
  /** Key of their conversation. */
  readonly conversation: string;
  /** Everything of the bot's on their screen, oldest first, as it is shown now. */
  screen(): Promise<readonly Said[]>;
  /** The platform sends the last thing they said or pressed once more, as platforms do. */
  again(): Promise<readonly Said[]>;
}

/** What befalls messages on their way to the platform. */
export type Trouble = 'throttled' | 'unavailable' | 'refused';

/** A platform with Signpost behind it. */
export interface Platform {
  readonly name: ChannelName;
  seat(person?: Transcript['person']): Promise<Seat>;
  /**
   * Befalls the next messages, one after the other. Null if messages take no way that trouble
   * could befall.
   */
  readonly trouble: ((...troubles: readonly Trouble[]) => void) | null;
}

/** The newest thing on a screen that has this button, with the button. */
export function newestWith<T, B extends { readonly label: string }>(
  shown: readonly T[],
  buttonsOf: (card: T) => readonly B[],
  label: string,
): { readonly card: T; readonly button: B } {
  for (const card of shown.toReversed()) {
    const button = buttonsOf(card).find((each) => each.label === label);
    if (button !== undefined) return { card, button };
  }
  const labels = shown.flatMap(buttonsOf).map((button) => button.label);
  throw new Error(`no card has a button "${label}"; there are: ${labels.join(' | ')}`);
}

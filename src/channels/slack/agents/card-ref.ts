import { z } from 'zod';
import { parseJson } from '../inbound/parse-json.ts';

/** The messages of one ticket's card in a desk. */
export interface CardRef {
  /** `ts` of the message in the channel, which is the root of the thread. */
  readonly root: string;
  /** Overflow messages in the thread, in this order. */
  readonly more: readonly string[];
}

const refSchema = z.object({ root: z.string().min(1), more: z.array(z.string()) });

/**
 * Returns the id stored for a card: the `ts`, or JSON that starts with it if the card took several
 * messages.
 */
export function writeCardRef({ root, more }: CardRef): string {
  return more.length === 0 ? root : JSON.stringify({ root, more });
}

/** Reads such an id; returns null if it isn't ours. */
export function readCardRef(id: string): CardRef | null {
  if (!id.startsWith('{')) return id === '' ? null : { root: id, more: [] };
  return refSchema.safeParse(parseJson(id)).data ?? null;
}

/** Returns how ids of cards with this root look: either `whole`, or starting with `begin`. */
export function idsOfRoot(root: string): { readonly whole: string; readonly begin: string } {
  return { whole: root, begin: `{"root":${JSON.stringify(root)},` };
}

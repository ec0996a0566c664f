import { z } from 'zod';

/** The messages of one ticket's card in a desk. */
export interface CardRef {
  /** The `ts` of the message in the channel, which the thread hangs on. */
  readonly root: string;
  /** What did not fit in it goes on in the thread, in this order. */
  readonly more: readonly string[];
}

const refSchema = z.object({ root: z.string().min(1), more: z.array(z.string()) });

/** The id that is kept for a card: the `ts`, or JSON that begins with it where the card took several messages. */
export function writeCardRef({ root, more }: CardRef): string {
  return more.length === 0 ? root : JSON.stringify({ root, more });
}

/** Reads such an id; null where it is none of ours. */
export function readCardRef(id: string): CardRef | null {
  if (!id.startsWith('{')) return id === '' ? null : { root: id, more: [] };
  try {
    return refSchema.safeParse(JSON.parse(id)).data ?? null;
  } catch {
    return null;
  }
}

/** The beginnings of ids that a card with this root may have: all of the first, or the begin of the second. */
export function idsOfRoot(root: string): { readonly whole: string; readonly begin: string } {
  return { whole: root, begin: `{"root":${JSON.stringify(root)},` };
}

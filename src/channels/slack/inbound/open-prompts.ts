import type { Reply } from '../../../conversation/reply.ts';
import type { State } from '../../../conversation/state.ts';
import { loadConversation } from '../../../store/conversations.ts';
import type { Who } from '../../../store/slack/address.ts';
import { conversationsOf } from '../../../store/slack/conversations.ts';
import type { Store } from '../../../store/store.ts';

/** A card that waits for an answer, and its conversation. */
export interface OpenPrompts {
  readonly reply: Reply;
  readonly state: State;
}

/** Finds the waiting card with this id among the person's own; null if none of theirs waits. */
export async function findOpenPrompts(
  { db }: Pick<Store, 'db'>,
  who: Who,
  prompt: string,
): Promise<OpenPrompts | null> {
  const own = await conversationsOf(db, who);
  const found = own.find(({ waiting }) => waiting.includes(prompt));
  const stored = found ? await loadConversation(db, found.id) : null;
  if (stored === null) return null;
  const { state } = stored;
  const about = state.ticketPrompts.map((ask) => ask.reply);
  const reply = [state.prompt, state.sidePrompt, ...about].find(
    (waiting) => waiting?.id === prompt,
  );
  return reply ? { reply, state } : null;
}

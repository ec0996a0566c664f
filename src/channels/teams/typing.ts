import type { TurnContext } from 'botbuilder';
import { TEAMS_LIMITS } from './limits.ts';

/** Shows "typing" in the chat while work takes longer than `afterMs`. That it could not be shown never matters. */
export async function withTyping<T>(context: TurnContext, afterMs: number, work: Promise<T>): Promise<T> {
  const show = () => {
    context.sendActivity({ type: 'typing' }).catch(() => undefined);
  };
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    again = setInterval(show, TEAMS_LIMITS.typingAgainMs);
  }, afterMs);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}

import type { TurnContext } from 'botbuilder';

/** Shows "typing" in the chat if the work is not done after `afterMs`. That it could not be shown never matters. */
export async function withTyping<T>(context: TurnContext, afterMs: number, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    context.sendActivity({ type: 'typing' }).catch(() => undefined);
  }, afterMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

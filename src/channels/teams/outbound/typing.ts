import type { TurnContext } from 'botbuilder';

/** When "typing" is shown, in ms: first after one delay, then repeatedly at an interval. */
export interface TypingRhythm {
  readonly afterMs: number;
  readonly againMs: number;
}

/** Shows "typing" in the chat while work is in progress. Failing to show it doesn't matter. */
export async function withTyping<T>(
  context: TurnContext,
  { afterMs, againMs }: TypingRhythm,
  work: Promise<T>,
): Promise<T> {
  const show = () => {
    context.sendActivity({ type: 'typing' }).catch(() => undefined);
  };
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    again = setInterval(show, againMs);
  }, afterMs);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}

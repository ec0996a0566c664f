import type { TicketUpdated } from '../event.ts';
import { addPrompt, lapsePrompt, rememberTicket, ticketOf, withTicket } from '../open-tickets.ts';
import { choice, type Prompt, say, type Turn, withState } from '../turn.ts';

/**
 * Handles the desk's change to a ticket. The person's update is shown beside the current card,
 * which keeps waiting.
 */
export function takeTicketUpdate(
  talk: Turn,
  { number, status, assignee, about, news }: TicketUpdated,
): Turn {
  const known = ticketOf(talk, number);
  const noted =
    known === null
      ? {
          ...talk,
          state: rememberTicket(talk.state, { number, ...about, status, assignee, told: false }),
        }
      : withTicket(talk, number, { status, assignee });
  if (news === null) return noted;
  const { title } = known ?? about;
  switch (news.code) {
    case 'taken':
      return sayUpdate(noted, { body: { kind: 'ticket-news', number, title, news }, choices: [] });
    case 'replied':
    case 'asked':
      return withState(
        sayUpdate(noted, { body: { kind: 'ticket-news', number, title, news }, choices: [] }),
        {
          focus: number,
        },
      );
    case 'reopened':
      return sayUpdate(lapsePrompt(noted, number), {
        body: { kind: 'ticket-news', number, title, news },
        choices: [],
      });
    case 'closed':
      return askAbout(noted, number, {
        body: { kind: 'ticket-news', number, title, news },
        choices: [choice('reopen', number)],
      });
    case 'resolved':
      return withState(askAbout(noted, number, solvedQuestion(number, title, news)), {
        focus: number,
      });
    default:
      return news satisfies never;
  }
}

function solvedQuestion(
  number: string,
  title: string,
  { by, text }: { by: string | null; text: string | null },
): Prompt {
  return {
    body: { kind: 'solved-question', number, title, by, text },
    choices: [choice('confirm', number), choice('reopen', number)],
  };
}

function sayUpdate(talk: Turn, prompt: Prompt): Turn {
  return say(talk, prompt).talk;
}

function askAbout(talk: Turn, number: string, prompt: Prompt): Turn {
  const { talk: said, reply } = say(talk, prompt);
  return addPrompt(said, number, reply);
}

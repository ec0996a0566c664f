import type { TicketUpdated } from '../event.ts';
import { addPrompt, lapsePrompt, rememberTicket, ticketOf, withTicket } from '../open-tickets.ts';
import { choice, type Prompt, say, type Turn, withState } from '../turn.ts';

/**
 * Handles the desk's change to a ticket. The person's update is shown beside the current card,
 * which keeps waiting.
 */
export function takeTicketUpdate(
  turn: Turn,
  { number, status, assignee, about, news: update }: TicketUpdated,
): Turn {
  const known = ticketOf(turn, number);
  const noted =
    known === null
      ? {
          ...turn,
          state: rememberTicket(turn.state, { number, ...about, status, assignee, told: false }),
        }
      : withTicket(turn, number, { status, assignee });
  if (update === null) return noted;
  const { title } = known ?? about;
  switch (update.code) {
    case 'taken':
      return sayUpdate(noted, {
        body: { kind: 'ticket-news', number, title, news: update },
        choices: [],
      });
    case 'replied':
    case 'asked':
      return withState(
        sayUpdate(noted, {
          body: { kind: 'ticket-news', number, title, news: update },
          choices: [],
        }),
        {
          focus: number,
        },
      );
    case 'reopened':
      return sayUpdate(lapsePrompt(noted, number), {
        body: { kind: 'ticket-news', number, title, news: update },
        choices: [],
      });
    case 'closed':
      return askAbout(noted, number, {
        body: { kind: 'ticket-news', number, title, news: update },
        choices: [choice('reopen', number)],
      });
    case 'resolved':
      return withState(askAbout(noted, number, solvedQuestion(number, title, update)), {
        focus: number,
      });
    default:
      return update satisfies never;
  }
}

function solvedQuestion(
  number: string,
  title: string,
  { by, text, format }: Extract<TicketUpdated['news'], { code: 'resolved' }>,
): Prompt {
  return {
    body: { kind: 'solved-question', number, title, by, text, ...(format && { format }) },
    choices: [choice('confirm', number), choice('reopen', number)],
  };
}

function sayUpdate(turn: Turn, prompt: Prompt): Turn {
  return say(turn, prompt).turn;
}

function askAbout(turn: Turn, number: string, prompt: Prompt): Turn {
  const { turn: said, reply } = say(turn, prompt);
  return addPrompt(said, number, reply);
}

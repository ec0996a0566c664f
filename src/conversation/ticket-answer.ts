import { STARS, type Stars } from '../tickets/ticket-event.ts';
import type { Press } from './event.ts';
import { ticketOf, waitFor, withTicket } from './my-tickets.ts';
import type { Choice } from './reply.ts';
import type { TicketAsk } from './state.ts';
import { choice, notice, say, type Talk, withEffect, withState } from './talk.ts';

/** The most characters of a reason or a comment that are kept. */
const LONGEST_REMARK = 2000;

/** The waiting card about a ticket that a press came from, and the choice it offered; null where it came from none. */
export function pressedAsk(talk: Talk, press: Press): { readonly ask: TicketAsk; readonly made: Choice } | null {
  const ask = talk.state.asks.find(({ reply }) => reply.id === press.prompt);
  const made = ask?.reply.choices.find(({ verb, value }) => verb === press.verb && value === press.value);
  return ask && made ? { ask, made } : null;
}

/** Does what a choice on a card about a ticket means, pressed or typed. `remark` is what they wrote beside it. */
export function answerAsk(talk: Talk, ask: TicketAsk, made: Choice, remark: string): Talk {
  const { number } = ask;
  const decided = withEffect(withState(talk, { asks: talk.state.asks.filter((each) => each !== ask) }), {
    kind: 'decide',
    reply: ask.reply,
    choice: made,
  });
  const words = remark.trim().slice(0, LONGEST_REMARK) || null;
  switch (made.verb) {
    case 'confirm':
      return confirm(decided, number);
    case 'reopen':
      return reopen(decided, number, words);
    case 'rate':
      return rate(decided, number, made, words);
    default:
      return notice(decided, { code: 'rating-skipped' });
  }
}

/** What was written beside the button, whichever card it stood on. */
export function remarkIn({ fields }: Press): string {
  return fields.reason ?? fields.comment ?? '';
}

/** "5, quick help": the stars that a typed answer to the rating begins with, and the rest of it. */
export function readStars(text: string): { readonly stars: Stars; readonly comment: string } | null {
  const drawn = /^[\s★⭐]*[★⭐][\s★⭐]*/u.exec(text)?.[0];
  if (drawn !== undefined)
    return starsOf([...drawn].filter((sign) => /[★⭐]/u.test(sign)).length, text.slice(drawn.length));
  const [written, digit, rest = ''] = SPOKEN_STARS.exec(text.trim()) ?? [];
  if (written === undefined || digit === undefined) return null;
  const stars = /\d/.test(digit) ? Number(digit) : NUMBERS.indexOf(digit.toLowerCase()) % STARS.length;
  return starsOf(/\d/.test(digit) ? stars : stars + 1, rest);
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', '一', '二', '三', '四', '五'];
const SPOKEN_STARS = new RegExp(
  String.raw`^([1-5]|${NUMBERS.join('|')})(?:\s*(?:stars?|\/\s*5|out of (?:5|five)|颗?星|分))?(?:$|[\s,.;:!，。；：！–-]+(.*)$)`,
  'isu',
);

function starsOf(count: number, rest: string): { stars: Stars; comment: string } | null {
  const stars = STARS.find((each) => each === count);
  return stars === undefined ? null : { stars, comment: rest.replace(/^[\s,.;:!，。；：！–-]+/u, '').trim() };
}

function confirm(talk: Talk, number: string): Talk {
  const title = ticketOf(talk, number)?.title ?? '';
  const moved = withEffect(withTicket(talk, number, { status: 'closed' }), {
    kind: 'move-ticket',
    number,
    move: { kind: 'confirm' },
  });
  const { talk: asked, reply } = say(withState(moved, { focus: null }), {
    body: { kind: 'rating', number, title },
    choices: [...STARS.map((stars) => choice('rate', `${number}/${stars}`)), choice('skip-rating', number)],
  });
  return waitFor(asked, number, reply);
}

function reopen(talk: Talk, number: string, reason: string | null): Talk {
  const assignee = ticketOf(talk, number)?.assignee ?? null;
  const change = { status: assignee === null ? 'new' : 'in-progress', told: true } as const;
  const moved = withEffect(withTicket(talk, number, change), {
    kind: 'move-ticket',
    number,
    move: { kind: 'reopen', reason },
  });
  return notice(withState(moved, { focus: number }), { code: 'reopened', number, why: reason === null });
}

function rate(talk: Talk, number: string, { value }: Choice, comment: string | null): Talk {
  const stars = STARS.find((each) => value === `${number}/${each}`);
  if (stars === undefined) return notice(talk, { code: 'stale' });
  return notice(withEffect(talk, { kind: 'move-ticket', number, move: { kind: 'rate', stars, comment } }), {
    code: 'rated',
  });
}

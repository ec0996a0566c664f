import { z } from 'zod';
import { anyOf } from '../../i18n/phrase-template.ts';
import {
  fromLanguages,
  inAnyLanguage,
  PHRASES,
  TEMPLATES,
  understood,
} from '../../i18n/understood.ts';
import { STARS, type Stars } from '../../tickets/ticket-event.ts';
import type { ButtonPressed } from '../event.ts';
import { addPrompt, lapsePrompt, ticketOf, withTicket } from '../open-tickets.ts';
import type { Choice } from '../reply.ts';
import type { TicketPrompt } from '../state.ts';
import { choice, notice, say, type Turn, withEffect, withState } from '../turn.ts';
import { thanks } from './answer-words.ts';
import { clausesOf, isOneOf } from './spoken.ts';

/** Maximum number of stored characters of a reason or a comment. */
const MAX_REMARK = 2000;

/**
 * Returns the waiting ticket card that a press came from and the choice it offered, or null if
 * there is none.
 */
export function pressedPrompt(
  turn: Turn,
  press: ButtonPressed,
): { readonly ask: TicketPrompt; readonly made: Choice } | null {
  const ask = turn.state.ticketPrompts.find(({ reply }) => reply.id === press.prompt);
  const made = ask?.reply.choices.find(
    ({ verb, value }) => verb === press.verb && value === press.value,
  );
  return ask && made ? { ask, made } : null;
}

/**
 * Carries out a choice on a ticket card, pressed or typed. `remark` is the text written beside it.
 */
export function answerPrompt(turn: Turn, ask: TicketPrompt, made: Choice, remark: string): Turn {
  const { number } = ask;
  const decided = withEffect(
    withState(turn, { ticketPrompts: turn.state.ticketPrompts.filter((each) => each !== ask) }),
    {
      kind: 'decide',
      reply: ask.reply,
      choice: made,
    },
  );
  const words = remark.trim().slice(0, MAX_REMARK) || null;
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

/** Returns the text written beside the button, on any card. */
export function remarkIn({ fields }: ButtonPressed): string {
  return fields.reason ?? fields.comment ?? '';
}

/** Reads "5, quick help": the stars at the start of a typed rating, and the rest of the text. */
export function readStars(
  text: string,
): { readonly stars: Stars; readonly comment: string } | null {
  const said = text.trim();
  const {
    drawn = '',
    written = '',
    rest = '',
  } = (starsFirst().exec(said) ?? politeRating(said))?.groups ?? {};
  const count =
    drawn === '' ? numberOf(written) : [...drawn].filter((sign) => DRAWN.test(sign)).length;
  const stars = STARS.find((each) => each === count);
  return stars === undefined ? null : { stars, comment: rest.trim() };
}

const ratings = understood(
  'ratings',
  z.strictObject({
    numbers: PHRASES.refine(({ length }) => length === STARS.length, 'must count from one to five'),
    units: TEMPLATES,
  }),
);
const numberWords = inAnyLanguage(ratings, ({ numbers }) => numbers);
const unitWords = inAnyLanguage(ratings, ({ units }) => units);
const DRAWN = /[★⭐]/u;
/**
 * A number counts as a rating only at the end of the text or before punctuation: "5 chairs squeak"
 * and "5:30" aren't ratings.
 */
const starsFirst = fromLanguages(() => {
  const unit = String.raw`\s*(?:\/\s*5|${anyOf(unitWords())})`;
  return new RegExp(
    String.raw`^(?:(?<drawn>[★⭐][\s★⭐]*)|(?<written>[1-5]|${anyOf(numberWords())})(?:${unit}(?![a-z])|(?=$|[,.;:!，。；：！–-](?!\d))))[\s,.;:!，。；：！–-]*(?<rest>.*)$`,
    'isu',
  );
});

/** Matches "5 thanks" and "5 👍": only thanks, or no words at all, follow the number. */
function politeRating(text: string): RegExpExecArray | null {
  const found = numberFirst().exec(text);
  const clauses = clausesOf(found?.groups?.rest ?? '');
  return clauses.every((clause) => isOneOf(clause, thanks())) ? found : null;
}

const numberFirst = fromLanguages(
  () =>
    new RegExp(
      String.raw`^(?<written>[1-5]|${anyOf(numberWords())})(?![\w.])\s*(?<rest>\D*)$`,
      'isu',
    ),
);

function numberOf(written: string): number {
  const index = numberWords().indexOf(written.toLowerCase());
  return index < 0 ? Number(written) : (index % STARS.length) + 1;
}

function confirm(turn: Turn, number: string): Turn {
  const title = ticketOf(turn, number)?.title ?? '';
  const sent = withEffect(withTicket(turn, number, { status: 'closed' }), {
    kind: 'ticket-command',
    number,
    command: { kind: 'confirm' },
  });
  const { turn: asked, reply } = say(withState(sent, { focus: null }), {
    body: { kind: 'rating', number, title },
    choices: [
      ...STARS.map((stars) => choice('rate', `${number}/${stars}`)),
      choice('skip-rating', number),
    ],
  });
  return addPrompt(asked, number, reply);
}

/** Reopens a ticket from another card than the one that asks whether it is solved. */
export function reopenFrom(turn: Turn, { value }: Choice): Turn | null {
  const ticket = value === null ? null : ticketOf(turn, value);
  return ticket && ticket.status === 'resolved'
    ? reopen(lapsePrompt(turn, ticket.number), ticket.number, null)
    : null;
}

function reopen(turn: Turn, number: string, reason: string | null): Turn {
  const assignee = ticketOf(turn, number)?.assignee ?? null;
  const change = { status: assignee === null ? 'new' : 'in-progress', told: true } as const;
  const sent = withEffect(withTicket(turn, number, change), {
    kind: 'ticket-command',
    number,
    command: { kind: 'reopen', reason },
  });
  return notice(withState(sent, { focus: number }), {
    code: 'reopened',
    number,
    why: reason === null,
  });
}

function rate(turn: Turn, number: string, { value }: Choice, comment: string | null): Turn {
  const stars = STARS.find((each) => value === `${number}/${each}`);
  if (stars === undefined) return notice(turn, { code: 'stale' });
  return notice(
    withEffect(turn, { kind: 'ticket-command', number, command: { kind: 'rate', stars, comment } }),
    {
      code: 'rated',
    },
  );
}

import { composeTicket } from '../../src/conversation/compose-ticket.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import type { State } from '../../src/conversation/state.ts';
import type { World } from '../../src/conversation/world.ts';
import { ticketDraftSchema } from '../../src/tickets/payload.ts';
import type { Turn } from './chat.ts';

/**
 * What must hold after every turn of every conversation; one line for each rule the last turn
 * broke.
 */
export function brokenRules(world: World, turns: readonly Turn[]): string[] {
  const turn = turns.at(-1);
  if (turn === undefined) return [];
  return [
    ...ifNot(
      hasWayOn(turn.state.prompt) || hasWayOn(turn.state.sidePrompt),
      'a card with a way on waits',
    ),
    ...ifNot(turn.says.length > 0 || isQuiet(turn), 'something is said'),
    ...ifNot(isJson(turn.state), 'the state is plain JSON'),
    ...repeatedIds(turns).map((id) => `two replies have the id ${id}`),
    ...forgottenCards(turn).map((id) => `the card ${id} lost its meaning but keeps its buttons`),
    ...ticketProblems(world, turn),
    ...ifNot((turn.state.case?.transcript.length ?? 0) <= 200, 'the transcript is bounded'),
    ...ifNot(turn.state.history.length <= 30, 'the way back is bounded'),
  ];
}

/** Emoji alone get no answer; what the helpdesk does is told if it says something. */
function isQuiet({ event: { content }, effects }: Turn): boolean {
  const isNod = content.kind === 'message' && !/\p{L}\p{L}/u.test(content.text);
  return (
    ['joined', 'ticket-news', 'amended'].includes(content.kind) ||
    (isNod && effects.some(({ kind }) => kind === 'ticket-command'))
  );
}

function ifNot(holds: boolean, rule: string): string[] {
  return holds ? [] : [`does not hold: ${rule}`];
}

function hasWayOn(reply: Reply | null): boolean {
  return (reply?.choices.length ?? 0) > 0;
}

function isJson(state: State): boolean {
  const text = JSON.stringify(state);
  // A key whose value is undefined, a Date or a Map would not come back.
  return sameShape(JSON.parse(text), state);
}

function sameShape(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Object.is(a, b);
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameShape(value, right.get(key)))
  );
}

function repeatedIds(turns: readonly Turn[]): string[] {
  const earlier = new Set(turns.slice(0, -1).flatMap(({ says }) => says.map(({ id }) => id)));
  const ids = turns.at(-1)?.says.map(({ id }) => id) ?? [];
  return ids.filter((id, index) => earlier.has(id) || ids.indexOf(id) !== index);
}

/** Cards with buttons that no longer wait, and were not decided on the way. */
function forgottenCards({ before, state, says, effects }: Turn): string[] {
  const asksOf = ({ ticketPrompts: asks }: State) => asks.map(({ reply }) => reply);
  const shown = [before.prompt, before.sidePrompt, ...asksOf(before), ...says].filter(
    (reply) => reply !== null,
  );
  const waiting = [state.prompt, state.sidePrompt, ...asksOf(state)].map((reply) => reply?.id);
  const decided = effects.flatMap((effect) => (effect.kind === 'decide' ? [effect.reply.id] : []));
  return shown
    .filter(
      ({ id, choices }) => choices.length > 0 && !waiting.includes(id) && !decided.includes(id),
    )
    .map(({ id }) => id);
}

function ticketProblems(world: World, { state, event }: Turn): string[] {
  const ticket = composeTicket(world, state, event.at);
  if (ticket === null) return [];
  const problems = ticketDraftSchema.safeParse(ticket).error?.issues ?? [];
  return [
    ...problems.map(({ path, message }) => `the ticket is not valid: ${path.join('.')} ${message}`),
    ...ifNot(ticket.title.trim() !== '', 'the ticket has a title'),
  ];
}

import { choiceLabel } from '../../conversation/choice-label.ts';
import type { Choice, Reply, ReplyKind, Verb } from '../../conversation/reply.ts';
import type { CardAction } from './card.ts';
import { unmarked } from './inline-markup.ts';

/** Cards whose answers weigh the same: none of them is put forward. */
const EVEN: ReadonlySet<ReplyKind> = new Set([
  'welcome',
  'choose',
  'question',
  'sent',
  'solved',
  'status',
  'help',
  'language',
  'ticket-news',
  'solved-question',
  'rating',
  'notice',
]);

/** Buttons of forms: what stands in the inputs goes along. */
const SENDS_INPUTS: ReadonlySet<Verb> = new Set(['submit', 'reopen', 'rate']);

/** The buttons of a reply, one for each of its choices, in their order; the first is the main way on. */
export function actionsOf(reply: Reply): CardAction[] {
  return reply.choices.map((choice, index) =>
    action(reply, choice, index === 0 && !EVEN.has(reply.kind)),
  );
}

function action(reply: Reply, choice: Choice, main: boolean): CardAction {
  const shared = {
    title: unmarked(choiceLabel(choice, reply.locale)),
    style: main ? 'positive' : 'default',
    associatedInputs: sendsInputs(choice) ? 'auto' : 'none',
    data: { prompt: reply.id, verb: choice.verb, value: choice.value },
  } as const;
  return {
    type: 'Action.Execute',
    verb: 'signpost',
    ...shared,
    fallback: { type: 'Action.Submit', ...shared },
  };
}

/** A form is sent by its own button only: "back" must not fail on a half-typed date. */
function sendsInputs({ verb, value }: Choice): boolean {
  return SENDS_INPUTS.has(verb) || (verb === 'pick' && value === null);
}

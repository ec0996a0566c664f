import { choiceLabel } from '../../conversation/choice-label.ts';
import type { Choice, Reply, ReplyKind, Verb } from '../../conversation/reply.ts';
import type { CardAction } from './card.ts';
import { unmarked } from './inline-markup.ts';

/** Cards with answers of equal weight: none is highlighted. */
const EVEN: ReadonlySet<ReplyKind> = new Set([
  'welcome',
  'choose',
  'which-runbook',
  'question',
  'sent',
  'solved',
  'status',
  'help',
  'explanation',
  'language',
  'ticket-news',
  'solved-question',
  'rating',
  'notice',
]);

/** Cards with inputs, and the verb of the buttons that send the values of the inputs along. */
const SENDS_INPUTS: Readonly<Partial<Record<ReplyKind, Verb>>> = {
  'not-understood': 'pick',
  symptoms: 'pick',
  evidence: 'submit',
  'solved-question': 'reopen',
  rating: 'rate',
};

/** Builds a reply's buttons, one for each choice, in order; the first is the primary one. */
export function actionsOf(reply: Reply): CardAction[] {
  return reply.choices.map((choice, index) =>
    action(reply, choice, index === 0 && !EVEN.has(reply.kind) ? 'positive' : 'default'),
  );
}

function action(reply: Reply, choice: Choice, style: 'positive' | 'default'): CardAction {
  const shared = {
    title: unmarked(choiceLabel(choice, reply.locale)),
    style,
    associatedInputs: sendsInputs(reply, choice) ? 'auto' : 'none',
    data: { prompt: reply.id, verb: choice.verb, value: choice.value },
  } as const;
  return {
    type: 'Action.Execute',
    verb: 'signpost',
    ...shared,
    fallback: { type: 'Action.Submit', ...shared },
  };
}

/** Only a form's own button submits it: "back" must not fail on a half-typed date. */
function sendsInputs({ kind }: Reply, { verb, value }: Choice): boolean {
  return SENDS_INPUTS[kind] === verb && (verb !== 'pick' || value === null);
}

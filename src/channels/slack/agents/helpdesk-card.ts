import type { KnownBlock } from '@slack/types';
import { type AgentCardOptions, renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { AgentCard, CardElement } from '../../../cards/shared/card.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { assemble, rows } from '../render/blocks/assemble.ts';
import { draw } from '../render/blocks/draw.ts';
import { elementsIn, refuseUnknown } from '../render/blocks/element.ts';
import { pack } from '../render/blocks/pack.ts';
import { CARD_PROPERTIES, type SlackMessage, withTexts } from '../render/render-message.ts';
import { agentButton, type FoldedPart, foldedPrompt } from './press.ts';

/**
 * Renders a card for the helpdesk as one or more messages. The first holds the head and the
 * buttons, because it is the one people look at and the one that is updated; the rest goes in the
 * following messages. Folded parts open by a button.
 * @throws SignpostError `card` on an element or a property that Slack can't show.
 */
export function deskMessages(
  reply: AgentReply,
  options: AgentCardOptions,
): readonly SlackMessage[] {
  const { card, text, summary } = renderAgentCard(reply, options);
  refuseUnknown(card, CARD_PROPERTIES);
  const folded = foldedIn(reply);
  const prompt = folded && foldedPrompt(folded);
  let index = 0;
  const { body, actions } = withRarer(card);
  const pieces = draw(body, {
    locale: reply.locale,
    surface: 'message',
    prompt: prompt ?? '',
    inputs: 'left-out',
    folded: prompt === null ? 'shown' : 'offered',
    boxed: false,
    button: (action) => agentButton(action, index++),
    draw,
  });
  const blocks = assemble(pieces, { prompt: prompt ?? '', largest: 1 });
  const buttons = rows(actions.map((action) => agentButton(action, index++))).map(
    (elements): KnownBlock => ({ type: 'actions', elements }),
  );
  return withTexts(packed(blocks, buttons), { text, summary }, reply.locale);
}

/**
 * Teams shows six buttons in a row, so rarer ones are at the card's end; here there is room for all
 * together.
 */
function withRarer({ body, actions }: AgentCard): {
  body: readonly CardElement[];
  actions: readonly CardElement[];
} {
  const last = body.at(-1);
  const rarer = last?.type === 'ActionSet' ? elementsIn(last.actions) : [];
  if (rarer.length === 0 || rarer.some(({ type }) => type !== 'Action.Execute'))
    return { body, actions: elementsIn(actions) };
  return { body: body.slice(0, -1), actions: [...elementsIn(actions), ...rarer] };
}

/** Reserves room for the buttons in the first message, then puts them at its end. */
function packed(body: readonly KnownBlock[], buttons: readonly KnownBlock[]): KnownBlock[][] {
  const [first = [], ...rest] = pack([...buttons, ...body]);
  return [[...first.slice(buttons.length), ...buttons], ...rest];
}

function foldedIn(reply: AgentReply): FoldedPart | null {
  switch (reply.kind) {
    case 'escalation':
    case 'ticket':
      return { kind: 'ticket', ticket: reply.number };
    case 'lookup':
      return { kind: 'lookup', text: reply.text };
    case 'queue':
    case 'history':
    case 'files':
    case 'file':
    case 'desk-help':
    case 'usage':
    case 'refused':
    case 'done':
    case 'thread':
    case 'form':
      return null;
    default:
      return reply satisfies never;
  }
}

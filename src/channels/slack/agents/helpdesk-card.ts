import type { KnownBlock } from '@slack/types';
import { callIn } from '../../../cards/agent/notices.ts';
import { type AgentCardOptions, renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { AgentCard } from '../../../cards/shared/card.ts';
import { translate } from '../../../i18n/words.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { assemble, rows } from '../render/blocks/assemble.ts';
import { blocksText } from '../render/blocks/blocks-text.ts';
import { draw } from '../render/blocks/draw.ts';
import { refuseUnknown } from '../render/blocks/element.ts';
import { pack } from '../render/blocks/pack.ts';
import { CARD_PROPERTIES, type SlackMessage, withTexts } from '../render/render-message.ts';
import { plainText } from '../render/text-object.ts';
import { callBlock, callText } from './call-block.ts';
import { agentButton, agentMenu, detailsButton, type FoldedPart, foldedPrompt } from './press.ts';

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
  const pieces = draw(card.body, {
    locale: reply.locale,
    surface: 'message',
    prompt: prompt ?? '',
    inputs: 'left-out',
    folded: reply.kind === 'escalation' ? 'left-out' : prompt === null ? 'shown' : 'offered',
    boxed: false,
    button: (action) => agentButton(action, index++),
    draw,
  });
  const call = callIn(reply);
  const drawn = assemble(pieces, { prompt: prompt ?? '', largest: 1 });
  const blocks = call === null ? drawn : [callBlock(call), ...drawn];
  const texts = { text, summary };
  if (isClosed(reply)) return withTexts([[closedBlock(blocks, card, reply)]], texts, reply.locale);
  const buttons = buttonsOf(card, reply, index);
  const messages = withTexts(packed(blocks, buttons), texts, reply.locale);
  return call === null ? messages : withCall(messages, callText(call));
}

/** People are called on even if Slack refuses the blocks. */
function withCall([first, ...rest]: readonly SlackMessage[], call: string): SlackMessage[] {
  if (first === undefined) return [];
  return [{ ...first, plain: `${call}\n${first.plain ?? first.text}` }, ...rest];
}

type Escalation = Extract<AgentReply, { kind: 'escalation' }>;

function isClosed(reply: AgentReply): reply is Escalation {
  return reply.kind === 'escalation' && reply.ticketState.status === 'closed';
}

/** A ticket in its channel has a short row and a menu; a private answer has room for all buttons. */
function buttonsOf({ actions }: AgentCard, reply: AgentReply, index: number): KnownBlock[] {
  if (reply.kind !== 'escalation') {
    const all = actions.map((action, place) => agentButton({ ...action }, index + place));
    return rows(all).map((elements): KnownBlock => ({ type: 'actions', elements }));
  }
  const main = actions.filter(({ mode }) => mode === undefined);
  const details = detailsButton(
    translate(reply.locale, 'desk.glance.details'),
    reply.number,
    index + main.length,
  );
  const menu = agentMenu(rarerIn(actions), index + main.length + 1);
  const buttons = main.map((action, place) => agentButton({ ...action }, index + place));
  return [{ type: 'actions', elements: [...buttons, details, ...(menu === null ? [] : [menu])] }];
}

/** Two lines, with a menu beside them. */
function closedBlock(
  blocks: readonly KnownBlock[],
  { actions }: AgentCard,
  { number, locale }: Escalation,
): KnownBlock {
  const details = { title: translate(locale, 'desk.glance.details'), detailsOf: number };
  const menu = agentMenu([details, ...rarerIn(actions)], 0);
  const text = plainText(blocksText(blocks), SLACK_LIMITS.text);
  return { type: 'section', text, ...(menu === null ? {} : { accessory: menu }) };
}

/** The files are in the thread of the ticket, so they are the first to be left out of a full menu. */
function rarerIn(actions: AgentCard['actions']): AgentCard['actions'] {
  const rarer = actions.filter(({ mode }) => mode === 'secondary');
  return rarer.length < SLACK_LIMITS.overflowOptions
    ? rarer
    : rarer.filter(({ data }) => data.desk !== 'files');
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
    case 'notices':
    case 'replies':
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

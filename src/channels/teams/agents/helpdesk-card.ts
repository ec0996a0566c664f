import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type {
  AgentCard,
  AgentPressData,
  CardAction,
  CardElement,
} from '../../../cards/shared/card.ts';
import { isElement, isRecord } from '../../../cards/shared/card.ts';
import { CARD_LIMITS, utf16Bytes } from '../../../cards/shared/limits.ts';
import { translate } from '../../../i18n/words.ts';
import type { AgentReply, AgentVerb } from '../../../ports/agent-reply.ts';
import type { Actor } from '../../../tickets/actor.ts';

/** A desk card as Teams takes it: with what Teams alone knows in it. */
export interface TeamsCard extends CardElement {
  readonly type: 'AdaptiveCard';
  readonly body: readonly CardElement[];
}

/** What a card is sent as, with the text of its notification. */
export interface RenderedTeamsCard {
  readonly card: TeamsCard;
  readonly text: string;
}

/** The verb with which Teams asks for one person's view of a card. */
export const REFRESH = 'refresh';

/** Teams asks by itself for no more people than these. */
export const MAX_REFRESHED = 60;

/** Their forms open as dialogs, so that a ticket that changes meanwhile takes no half-written words away. */
const IN_DIALOGS: ReadonlySet<AgentVerb> = new Set([
  'reply',
  'note',
  'ask',
  'resolve',
  'reopen',
  'assign',
  'priority',
]);

/**
 * The card of a ticket in its channel, which is everybody's: how the ticket stands. Teams then asks for the view of
 * each of these people, `29:…`, who get the buttons. Where they are too many, or none are known, it has all buttons,
 * and who presses them is found out then.
 */
export function postedCard(
  reply: AgentReply,
  ticket: string,
  agents: readonly string[],
): RenderedTeamsCard {
  if (agents.length > 0 && agents.length <= MAX_REFRESHED) {
    const { card, text } = renderAgentCard(reply, { view: 'onlooker' });
    const own = refreshed(card, reply, ticket, agents);
    // Beside a long ticket there is no room for all their ids.
    if (utf16Bytes(JSON.stringify(own)) <= CARD_LIMITS.cardBytes) return { card: own, text };
  }
  const { card, text } = renderAgentCard(reply, { view: 'agent' });
  return { card: withDialogs(card), text };
}

/**
 * The card as one agent sees it, with what they are told above it.
 * @param own Their id, `29:…`, where Teams is to ask for their view again whenever the card changes.
 */
export function personalCard(
  reply: AgentReply,
  agent: Actor,
  {
    remark = null,
    own = null,
  }: { readonly remark?: AgentReply | null; readonly own?: string | null } = {},
): RenderedTeamsCard {
  const { card, text } = renderAgentCard(reply, { view: 'agent', agent });
  // A form stands where its button was pressed: it must not become a dialog once more, nor be taken away.
  if (reply.kind === 'form') return { card, text };
  const open = withDialogs(card);
  const kept =
    own !== null && reply.kind === 'escalation'
      ? refreshed(open, reply, reply.number, [own])
      : open;
  return {
    card: remark === null ? kept : { ...kept, body: [remarkOf(remark), ...kept.body] },
    text,
  };
}

/** A card within a dialog, whose buttons can do nothing but submit. */
export function dialogCard(reply: AgentReply, agent: Actor): TeamsCard {
  const { card } = renderAgentCard(reply, { view: 'agent', agent });
  return { ...card, actions: card.actions.map(({ fallback }) => fallback) };
}

function withDialogs(card: AgentCard): TeamsCard {
  return { ...card, body: card.body.map(openDialogs), actions: card.actions.map(openDialog) };
}

/** Buttons stand in the body as well, in sets of actions. */
function openDialogs(element: CardElement): CardElement {
  const changed = Object.entries(element).map(
    ([name, value]) => [name, openWithin(name, value)] as const,
  );
  return { ...element, ...Object.fromEntries(changed) };
}

function openWithin(name: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (name === 'actions')
    return value.map((action) => (isDeskAction(action) ? openDialog(action) : action));
  return value.map((item) => (isElement(item) ? openDialogs(item) : item));
}

/** Only `Action.Submit` opens a dialog in Teams. */
function openDialog(action: CardAction<AgentPressData>): object {
  if (!IN_DIALOGS.has(action.data.desk)) return action;
  return { ...action.fallback, data: { ...action.data, msteams: { type: 'task/fetch' } } };
}

function isDeskAction(value: unknown): value is CardAction<AgentPressData> {
  return (
    isRecord(value) &&
    value.type === 'Action.Execute' &&
    isRecord(value.data) &&
    'desk' in value.data
  );
}

function refreshed(
  card: TeamsCard,
  { locale }: AgentReply,
  ticket: string,
  userIds: readonly string[],
): TeamsCard {
  const title = translate(locale, 'desk.verb.show');
  const data: AgentPressData = { desk: 'show', ticket, revision: null };
  return {
    ...card,
    refresh: { action: { type: 'Action.Execute', verb: REFRESH, title, data }, userIds },
  };
}

function remarkOf(remark: AgentReply): CardElement {
  const { card } = renderAgentCard(remark, { view: 'onlooker' });
  return {
    type: 'Container',
    style: remark.kind === 'refused' ? 'warning' : 'good',
    items: card.body,
  };
}

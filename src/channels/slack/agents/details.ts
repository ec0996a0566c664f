import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { AgentInput } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { ArrivalInfo } from '../inbound/inbound-event.ts';
import type { Responding } from '../outbound/notify.ts';
import { openView } from '../outbound/open-view.ts';
import { toDetails } from '../render/modal.ts';
import type { AgentEvent } from './agent-event.ts';
import { actorOf } from './agent-input.ts';
import { deskMessages } from './helpdesk-card.ts';
import type { FoldedPart, PressedButton } from './press.ts';
import { lineOf, replyInPrivate } from './private-reply.ts';
import type { AgentTools } from './tools.ts';
import { deskWord } from './words.ts';

export interface Details {
  readonly inbound: AgentEvent;
  readonly pressed: Extract<PressedButton, { kind: 'show' }>;
  readonly trigger: string | null;
  readonly arrival: ArrivalInfo;
  readonly respond: Responding | undefined;
}

/**
 * Opens a folded part of a ticket or of the results for a text as a page for agents, in its current
 * state.
 */
export async function openDetails(tools: AgentTools, details: Details): Promise<void> {
  const { inbound, pressed, trigger, arrival, respond } = details;
  const { who, at } = inbound;
  const [actor, localeTag] = await Promise.all([actorOf(tools.people, who), tools.languages(who)]);
  const { newId, at: time } = arrival;
  const reply = await tools.agentService.run({
    id: inbound.id,
    newId,
    at: time,
    actor,
    localeTag,
    what: askFor(pressed.of),
  });
  const options = { view: 'agent', agent: actor } as const;
  if (reply.kind !== 'ticket' && reply.kind !== 'lookup') {
    return replyInPrivate(tools, { who, at, respond }, deskMessages(reply, options));
  }
  const { locale } = reply;
  const view = toDetails(renderAgentCard(reply, options).card, pressed.target, {
    locale,
    metadata: '',
    title: '',
  });
  if (view === null || trigger === null) {
    return replyInPrivate(tools, { who, at, respond }, [lineOf(deskWord('details-gone', locale))]);
  }
  const opened = await openView(tools, who, trigger, view);
  if (opened === 'opened') return;
  return replyInPrivate(tools, { who, at, respond }, [
    lineOf(deskWord(NOT_OPENED[opened], locale)),
  ]);
}

const NOT_OPENED = {
  late: 'details-late',
  refused: 'view-refused',
  failed: 'view-failed',
} as const;

function askFor(of: FoldedPart): AgentInput['what'] {
  if (of.kind === 'lookup')
    return { kind: 'typed', text: `lookup ${of.text}`, ticket: null, mentions: [] };
  return {
    kind: 'pressed',
    verb: 'show',
    ticket: of.ticket,
    revision: null,
    filter: null,
    page: null,
    fields: {},
  };
}

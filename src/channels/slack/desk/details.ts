import type { ModalView } from '@slack/types';
import { renderDeskCard } from '../../../cards/desk/render-desk-card.ts';
import type { Asked } from '../../../desk/asked.ts';
import type { Responding } from '../apologies.ts';
import { slackErrorName } from '../delivery-problem.ts';
import { isExpired } from '../forms.ts';
import type { Arrival } from '../heard.ts';
import { toDetails } from '../modal.ts';
import type { Who } from '../payloads.ts';
import { actorOf } from './asked-of.ts';
import type { DeskHeard } from './desk-heard.ts';
import { deskMessages } from './desk-messages.ts';
import type { DeskPressed, Folded } from './desk-press.ts';
import { lineOf, tell } from './tell.ts';
import type { DeskTools } from './tools.ts';
import { deskWord } from './words.ts';

export interface Details {
  readonly heard: DeskHeard;
  readonly pressed: Extract<DeskPressed, { kind: 'show' }>;
  readonly trigger: string | null;
  readonly arrival: Arrival;
  readonly respond: Responding | undefined;
}

/** Opens a folded part of a ticket, or of what was found for a text, as a page to read: for agents, as it is now. */
export async function openDetails(tools: DeskTools, details: Details): Promise<void> {
  const { heard, pressed, trigger, arrival, respond } = details;
  const { who, at } = heard;
  const [actor, localeTag] = await Promise.all([actorOf(tools.people, who), tools.languages(who)]);
  const { newId, at: time } = arrival;
  const reply = await tools.agentDesk.run({
    id: heard.id,
    newId,
    at: time,
    actor,
    localeTag,
    what: askFor(pressed.of),
  });
  const options = { view: 'agent', agent: actor } as const;
  if (reply.kind !== 'ticket' && reply.kind !== 'lookup') {
    return tell(tools, { who, at, respond }, deskMessages(reply, options));
  }
  const { locale } = reply;
  const view = toDetails(renderDeskCard(reply, options).card, pressed.target, { locale, metadata: '', title: '' });
  const isThere = view !== null && trigger !== null;
  if (isThere && (await isOpened(tools, who, trigger, view))) return;
  const sentence = deskWord(isThere ? 'details-late' : 'details-gone', locale);
  return tell(tools, { who, at, respond }, [lineOf(sentence)]);
}

/** False where the click was too long ago for Slack to open anything. */
async function isOpened(tools: DeskTools, who: Who, trigger: string, view: ModalView): Promise<boolean> {
  try {
    await tools.api(who, (client) => client.views.open({ trigger_id: trigger, view }));
    return true;
  } catch (error) {
    if (!isExpired(slackErrorName(error))) throw error;
    return false;
  }
}

function askFor(of: Folded): Asked['what'] {
  if (of.kind === 'lookup') return { kind: 'typed', text: `lookup ${of.text}`, ticket: null, mentions: [] };
  return { kind: 'pressed', verb: 'show', ticket: of.ticket, revision: null, filter: null, page: null, fields: {} };
}

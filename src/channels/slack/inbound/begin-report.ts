import type { HandleResult } from '../agents/agent-dispatcher.ts';
import { placeIn } from '../auth/guests.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import { wentToDirectMessages } from '../outbound/dm-redirect.ts';
import type { ReplyRoute } from '../outbound/ephemeral-reply.ts';
import type { Notify, Responding } from '../outbound/notify.ts';
import { escapeText } from '../render/mrkdwn.ts';
import { say } from '../render/words.ts';
import type { Background } from './background.ts';
import type { Payload } from './bolt-app.ts';
import type { Intake } from './event-rows.ts';
import { type ArrivalInfo, type InboundEvent, timesOf } from './inbound-event.ts';
import type { Languages } from './languages.ts';
import type { Interaction } from './parse-interaction.ts';

type ReportPayload = Pick<Payload, 'respond' | 'incoming'>;
type Command = Extract<Interaction, { kind: 'command' }>;
type ReportStart = Command | Extract<Interaction, { kind: 'shortcut' }>;

export interface ReportSettings {
  readonly intake: Intake;
  readonly directMessages: DirectMessages;
  readonly languages: Languages;
  readonly notify: Notify;
  readonly background: Background;
}

/**
 * Starts a report made somewhere else: it continues in direct messages, and a line only its writer
 * sees links there.
 */
export async function beginReport(
  settings: ReportSettings,
  payload: ReportPayload,
  meant: ReportStart,
): Promise<void> {
  const { inbound } = meant;
  if (inbound !== null) await settings.intake.take(inbound, routeOf(settings, inbound, payload));
  else if (meant.kind === 'command') explain(settings, meant, payload.respond);
}

/** Returns how the person is answered beside the conversation. */
export function routeOf(
  settings: ReportSettings,
  inbound: InboundEvent,
  { respond, incoming }: ReportPayload,
): ReplyRoute {
  const after = isAlreadyThere(incoming.body) ? undefined : () => lead(settings, inbound, respond);
  return { respond, after };
}

/** Tells a person who typed only the command how to report. */
export function explain(
  { languages, notify, background }: ReportSettings,
  { who, name }: Command,
  respond: Responding | undefined,
): void {
  const work = async () => {
    const command = name.slice(0, 40);
    const text = escapeText(say('command-help', await languages(who), { command }));
    await notify({ who, place: null, respond, message: { text } });
  };
  background.run('command', work, { who, respond });
}

/** Returns the report in text that was typed as a command. */
export function reportOf(
  { id, who, text }: Extract<HandleResult, { kind: 'report' }>,
  arrival: ArrivalInfo,
): InboundEvent {
  const content = { kind: 'message', text, files: [], masked: [] } as const;
  return { id, ...timesOf(arrival), who, place: null, content };
}

async function lead(
  { directMessages, languages }: ReportSettings,
  { who }: InboundEvent,
  respond: Responding | undefined,
): Promise<void> {
  const channel = await directMessages(who);
  await respond?.(wentToDirectMessages({ team: who.team, channel }, await languages(who)));
}

/** Returns true if the command or shortcut was used in direct messages. */
function isAlreadyThere(body: unknown): boolean {
  return placeIn(body)?.direct === true;
}

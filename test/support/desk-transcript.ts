import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderAgentCard } from '../../src/cards/agent/render-agent-card.ts';
import { renderCard } from '../../src/cards/requester/render-card.ts';
import { isRecord } from '../../src/cards/shared/card.ts';
import { choiceLabel } from '../../src/conversation/choice-label.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { type AgentPress, parseAgentPress } from '../../src/helpdesk/agent-commands/agent-input.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import type { Store } from '../../src/store/store.ts';
import type { Actor } from '../../src/tickets/actor.ts';
import { type DeskRig, outboxEmpty, type Requester, slackDesk } from './desk-rig.ts';
import { ada, ben } from './sample-actors.ts';

const words = z.union([z.string(), z.number()]).transform(String);
const wording = { says: z.array(words).optional(), 'does-not-say': z.array(words).optional() };
const agent = z.enum(['Ada', 'Ben']);

/** One line: what somebody does, or what comes of it at one of the places where it is told. */
const line = z.union([
  z.strictObject({ they: words }),
  z.strictObject({ press: words, fill: z.record(z.string(), words).optional() }),
  z.strictObject({ bot: z.string(), ...wording, offers: z.array(words).optional() }),
  z.strictObject({ agent, types: words }),
  z.strictObject({ agent, 'types-in-thread': words }),
  z.strictObject({ agent, presses: words, fill: z.record(z.string(), words).optional() }),
  z.strictObject({ told: z.string(), ...wording, offers: z.array(words).optional() }),
  z.strictObject({ thread: z.string(), ...wording }),
  z.strictObject({ card: z.string(), ...wording, offers: z.array(words).optional() }),
]);
const transcript = z.strictObject({
  title: z.string(),
  person: z.strictObject({ locale: z.string() }),
  /** The language the agents read. */
  agents: z.strictObject({ locale: z.string() }).optional(),
  talk: z.array(line).min(2),
});

type Line = z.infer<typeof line>;
export type DeskTranscript = z.infer<typeof transcript>;

/** One thing that was told somewhere. */
interface Told {
  readonly kind: string;
  readonly text: string;
  readonly offers: readonly string[];
}

const AGENTS: Readonly<Record<z.infer<typeof agent>, Actor>> = { Ada: ada, Ben: ben };

/** @throws Error naming the file, if it is no transcript. */
export function readDeskTranscript(path: string, file: string): DeskTranscript {
  const read = transcript.safeParse(parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(
    `${file}: ${issue?.path.join('.')} is not what a transcript of the desk has. ${issue?.message}`,
  );
}

/**
 * Plays a ticket's whole way, with its requester in Teams and the agents Ada (in Slack) and Ben (in
 * Teams). Everything the requester and the agents are told has to be listed, and every line of the
 * thread in Slack.
 * @throws Error that says what was told instead.
 */
export async function playDeskTranscript(
  transcript: DeskTranscript,
  rig: DeskRig,
  store: Store,
): Promise<void> {
  const player = new Player(rig, store, transcript);
  for (const [index, each] of transcript.talk.entries())
    await player.play(each, `line ${index + 1} of the talk`);
  player.expectNothingMore('the end');
}

class Player {
  readonly #rig: DeskRig;
  readonly #store: Store;
  readonly #requester: Requester;
  readonly #agentsLocale: string | null;
  #replies: Reply[] = [];
  #inbound: Told[] = [];
  #thread: Told[] = [];
  #told: Told[] = [];
  /** What each agent was told last. */
  readonly #last = new Map<Actor, AgentReply>();
  #counts = { inbound: 0, posted: 0 };

  constructor(rig: DeskRig, store: Store, { person, agents }: DeskTranscript) {
    this.#rig = rig;
    this.#store = store;
    this.#requester = rig.requester('Bob', person.locale);
    this.#agentsLocale = agents?.locale ?? null;
  }

  async play(line: Line, where: string): Promise<void> {
    if ('bot' in line) return compare(where, line.bot, line, this.#inbound.shift());
    if ('told' in line) return compare(where, line.told, line, this.#told.shift());
    if ('thread' in line) return compare(where, line.thread, line, this.#thread.shift());
    if ('card' in line) return compare(where, line.card, line, this.#card());
    this.expectNothingMore(where);
    await this.#act(line, where);
    await this.#gather();
  }

  expectNothingMore(where: string): void {
    const [left] = [...this.#inbound, ...this.#told, ...this.#thread];
    if (left) throw new Error(`Before ${where}, this was told as well:\n${quoted(left)}`);
  }

  async #act(
    line: Exclude<Line, { bot: string } | { told: string } | { thread: string } | { card: string }>,
    where: string,
  ) {
    if ('they' in line) return this.#requester.say(line.they);
    if ('press' in line) return this.#pressAsRequester(line.press, line.fill ?? {}, where);
    const agent = AGENTS[line.agent];
    const localeTag = this.#agentsLocale;
    if ('presses' in line) {
      return this.#tell(
        agent,
        await this.#rig.press(agent, this.#button(agent, line.presses, line.fill ?? {}, where), {
          localeTag,
        }),
      );
    }
    if ('types' in line)
      return this.#tell(agent, await this.#rig.type(agent, line.types, { localeTag }));
    const ticket = this.#rig.posted.at(-1)?.ticket ?? null;
    this.#tell(
      agent,
      await this.#rig.type(agent, line['types-in-thread'], { thread: ticket, localeTag }),
    );
  }

  #pressAsRequester(
    label: string,
    fields: Readonly<Record<string, string>>,
    where: string,
  ): Promise<void> {
    for (const card of this.#replies.toReversed()) {
      const offered = card.choices.find((choice) => choiceLabel(choice, card.locale) === label);
      if (!offered) continue;
      const { verb, value } = offered;
      return this.#requester.take({
        kind: 'press',
        prompt: card.id,
        verb,
        value,
        fields,
        masked: [],
      });
    }
    throw new Error(`${where}: no card has a button "${label}".`);
  }

  /** A button of what the agent was told last, else of the ticket's card. */
  #button(
    agent: Actor,
    label: string,
    fill: Readonly<Record<string, string>>,
    where: string,
  ): AgentPress {
    const own = this.#last.get(agent);
    for (const reply of [...(own ? [own] : []), ...this.#escalations()]) {
      const action = renderAgentCard(reply, { view: 'agent', agent }).card.actions.find(
        ({ title }) => title === label,
      );
      const press =
        action && isRecord(action.data) ? parseAgentPress({ ...action.data, ...fill }) : null;
      if (press) return press;
    }
    throw new Error(`${where}: no card of ${agent.name} has a button "${label}".`);
  }

  #tell(agent: Actor, reply: AgentReply): void {
    this.#last.set(agent, reply);
    this.#told.push(toldBy(reply, agent));
  }

  #card(): Told | undefined {
    const [reply] = this.#escalations();
    return reply && { ...toldBy(reply, null), kind: reply.ticketState.status };
  }

  #escalations() {
    return this.#rig.posted
      .filter(({ helpdeskChannel }) => helpdeskChannel.desk === slackDesk.desk)
      .flatMap(({ reply }) => (reply.kind === 'escalation' ? [reply] : []))
      .toReversed();
  }

  async #gather(): Promise<void> {
    await outboxEmpty(this.#store);
    this.#replies = [...(await this.#requester.inbound())];
    this.#inbound.push(...this.#replies.slice(this.#counts.inbound).map(shownBy));
    const posts = this.#rig.posted
      .slice(this.#counts.posted)
      .filter(({ helpdeskChannel }) => helpdeskChannel.desk === slackDesk.desk);
    for (const { reply } of posts) {
      if (reply.kind === 'thread')
        this.#thread.push({ ...toldBy(reply, null), kind: reply.event.kind });
    }
    this.#counts = { inbound: this.#replies.length, posted: this.#rig.posted.length };
  }
}

function shownBy(reply: Reply): Told {
  return {
    kind: reply.kind === 'notice' ? `notice ${reply.notice.code}` : reply.kind,
    text: renderCard(reply).text,
    offers: reply.choices.map((choice) => choiceLabel(choice, reply.locale)),
  };
}

function toldBy(reply: AgentReply, agent: Actor | null): Told {
  const { card, text } = renderAgentCard(
    reply,
    agent ? { view: 'agent', agent } : { view: 'agent' },
  );
  const kind = reply.kind === 'refused' ? `refused ${reply.refusal.code}` : reply.kind;
  return {
    kind,
    text,
    offers: card.actions.flatMap(({ title }) => (typeof title === 'string' ? [title] : [])),
  };
}

interface Wanted {
  readonly says?: readonly string[] | undefined;
  readonly 'does-not-say'?: readonly string[] | undefined;
  readonly offers?: readonly string[] | undefined;
}

function compare(where: string, kind: string, wanted: Wanted, told: Told | undefined): void {
  if (told === undefined)
    throw new Error(`${where}: "${kind}" should have been told, but nothing more was.`);
  const complaints = [
    ...(told.kind === kind ? [] : [`be "${kind}", not "${told.kind}"`]),
    ...(wanted.says ?? [])
      .filter((part) => !told.text.includes(part))
      .map((part) => `say: ${part}`),
    ...(wanted['does-not-say'] ?? [])
      .filter((part) => told.text.includes(part))
      .map((part) => `not say: ${part}`),
    ...(wanted.offers ?? [])
      .filter((label) => !told.offers.includes(label))
      .map((label) => `offer: ${label}`),
  ];
  if (complaints.length > 0)
    throw new Error(`${where} should\n  ${complaints.join('\n  ')}\nIt is:\n${quoted(told)}`);
}

function quoted({ kind, text, offers }: Told): string {
  return `[${kind}] ${text}\n(buttons: ${offers.join(' | ')})`.replaceAll(/^/gm, '  > ');
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/turns.ts';
import type { Fleet, Member } from './fleet.ts';
import { newWriter, type PlatformName } from './people.ts';

export interface StreamsResult {
  readonly messages: number;
  /** Messages whose turn came before that of one sent before them. */
  readonly swapped: number;
  /** Answers other than 200; the message was sent again. */
  readonly refused: number;
  /** Messages that did not have exactly one turn. */
  readonly lost: number;
  /** Times a process stopped. */
  readonly stalls: number;
}

export interface StreamsOptions {
  readonly people: number;
  /** How many each of them writes. */
  readonly messages: number;
  readonly gapMs: number;
  /** How long a process stops at most, now and then; 0 for never. */
  readonly stallMs: number;
}

/** How often a message is sent until it is answered with 200; Slack's own retries are as many. */
const TRIES = 4;
const TURNS_WITHIN_MS = 180_000;

/**
 * Lets people write one message after another, each by way of the next process, while processes
 * stop for a moment.
 */
export async function sendStreams(
  fleet: Fleet,
  platform: PlatformName,
  options: StreamsOptions,
): Promise<StreamsResult> {
  const { people, messages, stallMs } = options;
  const writing = new AbortController();
  const stalling = stallMs > 0 ? stall(fleet, stallMs, writing.signal) : Promise.resolve(0);
  const outcomes = await Promise.all(
    Array.from({ length: people }, (_, index) => stream(fleet, platform, options, index)),
  );
  writing.abort();
  const sum = (key: 'swapped' | 'refused' | 'lost') =>
    outcomes.reduce((all, each) => all + each[key], 0);
  return {
    messages: people * messages,
    swapped: sum('swapped'),
    refused: sum('refused'),
    lost: sum('lost'),
    stalls: await stalling,
  };
}

async function stream(
  fleet: Fleet,
  platform: PlatformName,
  { messages, gapMs }: StreamsOptions,
  index: number,
) {
  const writer = await newWriter(fleet, platform);
  const sent: string[] = [];
  const answers: Promise<void>[] = [];
  let refused = 0;
  const send = async (member: Member, id: string, triesLeft = TRIES): Promise<void> => {
    const status = await writer.write(member, id).catch(() => 0);
    if (status === 200) return;
    refused += 1;
    if (triesLeft > 1) await send(member, id, triesLeft - 1);
  };
  for (let count = 0; count < messages; count += 1) {
    const member = fleet.members[(index + count) % fleet.members.length];
    if (!member) throw new Error('There are no processes.');
    const id = randomUUID();
    sent.push(id);
    answers.push(send(member, id));
    await sleep(gapMs);
  }
  await Promise.all(answers);
  const turns = async () => fleet.turnsOf(writer.conversation);
  await until(async () => (await turns()).length >= messages, TURNS_WITHIN_MS).catch(
    () => undefined,
  );
  const places = (await turns()).map((id) => sent.indexOf(id));
  const swapped = places.filter((place, at) => at > 0 && place < (places[at - 1] ?? 0)).length;
  return { swapped, refused, lost: Math.abs(messages - new Set(places).size) };
}

/** Stops one process after the other for a moment; resolves to how often. */
async function stall({ members }: Fleet, stallMs: number, signal: AbortSignal): Promise<number> {
  let stalls = 0;
  for (; !signal.aborted; stalls += 1) {
    const member = members[stalls % members.length];
    member?.freeze();
    await sleep(stallMs * (0.5 + Math.random() / 2));
    member?.thaw();
    await sleep(stallMs * Math.random());
  }
  return stalls;
}

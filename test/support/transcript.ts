import type { TicketDraft } from '../../src/tickets/payload.ts';
import type { TalkLine, Transcript } from './read-transcript.ts';

/** One thing the bot said. */
export interface Said {
  /**
   * The kind of the reply; of a remark, `notice` and its code. Null if the channel does not
   * tell.
   */
  readonly kind: string | null;
  /** Everything it says, as plain text. */
  readonly text: string;
  /** Labels of its buttons. */
  readonly offers: readonly string[];
}

/**
 * The person's side of a conversation, over any channel: each deed gives what the bot said to
 * it, in order.
 */
export interface TranscriptDriver {
  join(): Promise<readonly Said[]>;
  say(text: string, attachments: readonly string[]): Promise<readonly Said[]>;
  /**
   * Presses the button of the card that waits; `fields` are what was filled in on it, by the
   * input's id.
   */
  press(label: string, fields: Readonly<Record<string, string>>): Promise<readonly Said[]>;
  /** Presses the newest button of this label on a card that no longer waits. */
  pressOld(label: string): Promise<readonly Said[]>;
  /** The ticket filed last, or null. */
  ticket(): Promise<TicketDraft | null>;
}

/**
 * Plays a conversation and compares all the bot says, in order: nothing may be missing, and nothing
 * may come that is not listed.
 * @throws Error that says which line failed, and what was said instead.
 */
export async function playTranscript(
  transcript: Transcript,
  driver: TranscriptDriver,
): Promise<void> {
  let waiting: readonly Said[] = [];
  for (const [index, line] of transcript.talk.entries()) {
    const where = `${transcript.file}, line ${transcript.lines[index] ?? 0}`;
    if ('bot' in line) {
      const [said, ...rest] = waiting;
      compare(where, line, said);
      waiting = rest;
    } else {
      expectNothingMore(where, waiting);
      waiting = await act(where, line, driver);
    }
  }
  expectNothingMore(`${transcript.file}, the end`, waiting);
  if (transcript.ticket) {
    const differences = differencesIn(transcript.ticket, await driver.ticket(), 'ticket');
    if (differences.length > 0) throw new Error(`${transcript.file}: ${differences.join('\n')}`);
  }
}

async function act(
  where: string,
  line: Exclude<TalkLine, { bot: string }>,
  driver: TranscriptDriver,
): Promise<readonly Said[]> {
  try {
    if ('joins' in line) return await driver.join();
    if ('they' in line) return await driver.say(line.they, line.attach ?? []);
    if ('press' in line) return await driver.press(line.press, line.fill ?? {});
    return await driver.pressOld(line['press-old']);
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function compare(
  where: string,
  expected: Extract<TalkLine, { bot: string }>,
  said: Said | undefined,
): void {
  if (said === undefined)
    throw new Error(
      `${where}: the bot should have said "${expected.bot}", but it said nothing more.`,
    );
  const complaints = [
    ...(said.kind === null || said.kind === expected.bot
      ? []
      : [`be "${expected.bot}", not "${said.kind}"`]),
    ...(expected.says ?? [])
      .filter((part) => !said.text.includes(part))
      .map((part) => `say: ${part}`),
    ...(expected['does-not-say'] ?? [])
      .filter((part) => said.text.includes(part))
      .map((part) => `not say: ${part}`),
    ...(expected.offers ?? [])
      .filter((label) => !said.offers.includes(label))
      .map((label) => `offer: ${label}`),
  ];
  if (complaints.length > 0)
    throw new Error(
      `${where}: the bot should\n  ${complaints.join('\n  ')}\nIt said:\n${quoted(said)}`,
    );
}

function expectNothingMore(where: string, said: readonly Said[]): void {
  if (said.length > 0)
    throw new Error(`${where}: before this, the bot also said:\n${said.map(quoted).join('\n')}`);
}

function quoted({ kind, text, offers }: Said): string {
  return `[${kind ?? 'card'}] ${text}\n(buttons: ${offers.join(' | ')})`.replaceAll(/^/gm, '  > ');
}

/**
 * Where a value does not hold what is expected of it. Of an object, the keys named; of a list,
 * these items in this order among others; a text that begins and ends with `…` stands somewhere
 * within.
 */
function differencesIn(expected: unknown, actual: unknown, path: string): string[] {
  if (typeof expected === 'string' && /^….*…$/s.test(expected)) {
    const holds = typeof actual === 'string' && actual.includes(expected.slice(1, -1));
    return holds
      ? []
      : [`${path} should hold "${expected.slice(1, -1)}", but is ${JSON.stringify(actual)}`];
  }
  if (Array.isArray(expected))
    return Array.isArray(actual) ? missingIn(expected, actual, path) : [`${path} should be a list`];
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [`${path} should have parts, but is ${JSON.stringify(actual)}`];
    return Object.entries(expected).flatMap(([key, value]) =>
      differencesIn(value, actual[key], `${path}.${key}`),
    );
  }
  return Object.is(expected, actual)
    ? []
    : [`${path} should be ${JSON.stringify(expected)}, but is ${JSON.stringify(actual)}`];
}

function missingIn(
  expected: readonly unknown[],
  actual: readonly unknown[],
  path: string,
): string[] {
  if (expected.length === 0)
    return actual.length === 0 ? [] : [`${path} should be empty, but is ${JSON.stringify(actual)}`];
  let from = 0;
  return expected.flatMap((item) => {
    const found = actual.findIndex(
      (each, index) => index >= from && differencesIn(item, each, path).length === 0,
    );
    if (found !== -1) from = found + 1;
    return found === -1
      ? [`${path} should hold ${JSON.stringify(item)}, but is ${JSON.stringify(actual)}`]
      : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { pressButton } from '../../src/channels/slack/inbound/press.ts';
import { forkSignpost } from '../support/fork-slack.ts';
import { startSlackApi } from '../support/slack-api.ts';
import { httpLine, type SlackAck } from '../support/slack-line.ts';
import { nextStamp, SlackPerson } from '../support/slack-person.ts';
import type { ShownMessage } from '../support/slack-screen.ts';
import { freshDataDir } from '../support/store.ts';
import { atMost, percentile, type Row } from './row.ts';

const PEOPLE = 16;
const WARM_UP = 2;
const ROUNDS = 12;

type Command = (person: SlackPerson) => Promise<SlackAck>;

/** What a person does, and waits three seconds at most to have acknowledged. */
const COMMANDS: Readonly<Record<string, Command>> = {
  event: (person) => person.say('There was a problem acquiring a personal certificate'),
  click: pressStatus,
  command: (person) => person.command('Server is temporarily unavailable'),
};

/**
 * How long Slack waits for an acknowledgement while 16 people write, press buttons and type
 * commands all at once, each of them as soon as the last was acknowledged, and every turn, card and
 * message of that is made and sent besides: first with a Slack that answers at once, then with one
 * that takes two seconds to say who somebody is. Signpost has a process of its own.
 */
export async function benchSlack(): Promise<Row[]> {
  const api = await startSlackApi();
  const signpost = await forkSignpost(api, await freshDataDir());
  try {
    const line = httpLine(signpost.url);
    const join = async () => new SlackPerson(api, () => line, await api.workspace.join({}));
    const people = await Promise.all(Array.from({ length: PEOPLE }, join));
    await rounds(people, WARM_UP);
    const calm = await rounds(people, ROUNDS);
    api.trouble(
      { method: 'users.info', delayMs: 2_000, times: PEOPLE },
      { method: 'chat.', delayMs: 1_000, times: 1e6 },
    );
    const strangers = await Promise.all(Array.from({ length: PEOPLE }, join));
    const slow = await rounds(strangers, ROUNDS);
    api.relent();
    return [
      ...Object.keys(COMMANDS).flatMap((command) =>
        rows(`Slack ${command} acknowledged, ${PEOPLE} people at once`, calm, command),
      ),
      ...Object.keys(COMMANDS).flatMap((command) =>
        rows(`Slack ${command} acknowledged while Slack is slow`, slow, command),
      ),
    ];
  } finally {
    await signpost.stop();
    await api.close();
  }
}

/** The milliseconds each acknowledgement took, by deed. */
async function rounds(
  people: readonly SlackPerson[],
  count: number,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(Object.keys(COMMANDS).map((command) => [command, []]));
  const live = async (person: SlackPerson) => {
    for (let round = 0; round < count; round += 1) {
      for (const [name, command] of Object.entries(COMMANDS)) {
        const { status, ms } = await command(person);
        if (status !== 200) throw new Error(`A Slack ${name} was answered ${status}.`);
        times.get(name)?.push(ms);
      }
    }
  };
  await Promise.all(people.map(live));
  return times;
}

/** A button for what can be wanted at any moment: its turn shows a card. */
async function pressStatus(person: SlackPerson): Promise<SlackAck> {
  const { action_id, value, text } = pressButton(
    'Status',
    { kind: 'press', prompt: '', verb: 'status', value: null },
    0,
  );
  const message: ShownMessage = {
    ts: nextStamp(),
    channel: person.member.dm,
    thread: null,
    onlyFor: null,
    blocks: [],
    files: [],
    text: '',
    firstBlocks: [],
    changes: 0,
  };
  const action = { type: 'button', action_id, value, text, action_ts: nextStamp() };
  const payload = await person.pressPayload(message, action);
  return person.send('interactive', payload);
}

function rows(name: string, times: ReadonlyMap<string, readonly number[]>, command: string): Row[] {
  const taken = times.get(command) ?? [];
  return [
    { name: `${name}, p50`, value: percentile(taken, 0.5), unit: 'ms' },
    atMost(`${name}, p99`, percentile(taken, 0.99), 'ms', 1000),
    atMost(`${name}, slowest`, Math.max(...taken), 'ms', 3000),
  ];
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readTranscript, type Transcript } from './support/read-transcript.ts';
import { rejectionOf } from './support/rejection.ts';
import { sampleTicket } from './support/sample-ticket.ts';
import { playTranscript, type Said, type TranscriptDriver } from './support/transcript.ts';

const HELLO: Said = { kind: 'welcome', text: 'Hello there', offers: ['Help'] };
const SENT: Said = { kind: 'sent', text: 'Ticket SP-1001', offers: [] };

/** A bot that says hello to everything, and knows one button. */
const greeter: TranscriptDriver = {
  join: async () => [HELLO],
  say: async () => [HELLO, SENT],
  press: async (label) => {
    if (label !== 'Help') throw new Error(`no card has a button "${label}"`);
    return [SENT];
  },
  pressOld: async () => [],
  ticket: async () => null,
};

const HEAD = 'title: A talk\ntalk:\n';

describe('the transcript runner', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'transcript-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function written(text: string): Transcript {
    const path = join(folder, 'talk.yaml');
    writeFileSync(path, text);
    return readTranscript(path, 'talk.yaml');
  }

  async function failureOf(text: string): Promise<string> {
    return (await rejectionOf(playTranscript(written(text), greeter))).message;
  }

  it('passes a transcript if every reply matches', async () => {
    await playTranscript(
      written(
        `${HEAD}  - joins: true\n  - bot: welcome\n    says: [Hello]\n    offers: [Help]\n  - press: Help\n  - bot: sent\n`,
      ),
      greeter,
    );
  });

  it('reports the line and the actual reply if the kind differs', async () => {
    const failure = await failureOf(`${HEAD}  - joins: true\n  - bot: stage\n`);
    expect(failure)
      .to.include('talk.yaml, line 4')
      .and.include('be "stage", not "welcome"')
      .and.include('Hello there');
  });

  it('reports missing words, forbidden words and missing buttons', async () => {
    const failure = await failureOf(
      `${HEAD}  - joins: true\n  - bot: welcome\n    says: [Good day]\n    does-not-say: [there]\n    offers: [Back]\n`,
    );
    expect(failure)
      .to.include('say: Good day')
      .and.include('not say: there')
      .and.include('offer: Back');
  });

  it('fails on a reply that the transcript does not contain, in the middle or at the end', async () => {
    expect(
      await failureOf(`${HEAD}  - they: hi\n  - bot: welcome\n  - press: Help\n  - bot: sent\n`),
    ).to.match(/line 5: before this, the bot also said:[\s\S]*SP-1001/);
    expect(await failureOf(`${HEAD}  - they: hi\n  - bot: welcome\n`)).to.match(
      /the end: .*the bot also said/,
    );
  });

  it('fails if a reply of the transcript is missing', async () => {
    expect(await failureOf(`${HEAD}  - joins: true\n  - bot: welcome\n  - bot: sent\n`)).to.match(
      /line 5: the bot should have said "sent", but it said nothing more/,
    );
  });

  it('reports the line of a button that does not exist', async () => {
    expect(await failureOf(`${HEAD}  - press: Fly\n  - bot: sent\n`)).to.match(
      /line 3: no card has a button "Fly"/,
    );
  });

  it('reports the parts of the ticket that differ', async () => {
    const talk = `${HEAD}  - joins: true\n  - bot: welcome\n`;
    expect(await failureOf(`${talk}ticket: { title: Printer }\n`)).to.include(
      'ticket should have parts, but is null',
    );
    const filed = { ...sampleTicket('en'), title: 'Printer on fire' };
    const [first] = filed.attempts;
    const withTicket = { ...greeter, ticket: async () => filed };
    const play = (ticket: string) =>
      playTranscript(written(`${talk}ticket: ${ticket}\n`), withTicket);
    const failure = async (ticket: string) => (await rejectionOf(play(ticket))).message;
    expect(await failure('{ title: Printer }')).to.include(
      'ticket.title should be "Printer", but is "Printer on fire"',
    );
    expect(await failure('{ attempts: [{ stage: nowhere }] }')).to.include(
      'ticket.attempts should hold {"stage":"nowhere"}',
    );
    expect(await failure('{ attempts: [] }')).to.include('ticket.attempts should be empty');
    await play(`{ title: …on fire…, attempts: [{ stage: ${first?.stage} }] }`);
  });

  it('refuses an invalid transcript and names the line', () => {
    expect(() => written(`${HEAD}  - they: hi\n  - bott: welcome\n`)).to.throw(
      /talk.yaml, line 4: .*not a line/,
    );
    expect(() => written('title: [\n')).to.throw(/talk.yaml: /);
  });
});

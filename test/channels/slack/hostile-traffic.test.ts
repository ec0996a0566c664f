import { expect } from 'chai';
import fc from 'fast-check';
import type { SlackAck } from '../../support/slack-line.ts';
import { actionOf, type SlackPerson } from '../../support/slack-person.ts';
import { type SlackRig, startSlackRig } from '../../support/slack-rig.ts';
import { buttonsIn, type ShownMessage } from '../../support/slack-screen.ts';

const RUNS = 6;
const PEOPLE = 3;
const COMMANDS = { minLength: 8, maxLength: 20 } as const;

/** Words that lead somewhere, and words meant to break something. */
const TEXTS = [
  'There was a problem acquiring a personal certificate required to sign in',
  '用户未启用 SIP',
  'still broken',
  'I want to talk to a real person',
  'skip',
  'send',
  '中文',
  'back',
  '',
  '<!everyone> <@U0BOBK0001> <https://evil.example|contoso.com>',
  '${1+1} {{DATE()}} %s \u0000 \u202e \ud800',
  '😀'.repeat(400),
  'certificate '.repeat(900),
];

/** What somebody does; the numbers choose among what there is at that moment. */
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('say' as const), text: fc.constantFrom(...TEXTS) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      message: fc.nat(),
      button: fc.nat(),
      whose: fc.nat(PEOPLE - 1),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      view: fc.nat(),
      text: fc.constantFrom(...TEXTS),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'again' as const,
        'command' as const,
        'mention' as const,
        'home' as const,
      ),
      text: fc.constantFrom(...TEXTS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      status: fc.constantFrom(429, 500, 503),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;
const talk = fc.array(fc.record({ who: fc.nat(PEOPLE - 1), command }), COMMANDS);

describe('random Slack traffic', function () {
  this.timeout(60_000);
  let rig: SlackRig;
  before(async () => {
    rig = await startSlackRig();
  });
  after(() => rig.close());

  it('acknowledges all traffic, logs no failure and shows nobody another person’s words', async () => {
    await fc.assert(
      fc.asyncProperty(talk, async (commands) => {
        const people = await Promise.all(Array.from({ length: PEOPLE }, () => rig.person()));
        const lines = rig.running.logged.length;
        for (const [index, person] of people.entries())
          await person.say(`${markOf(index)} does not work`);
        for (const each of commands) {
          const person = people[each.who];
          if (person === undefined) continue;
          const acks = await act(people, person, each.command);
          expect(
            acks.map(({ status }) => status).filter((status) => status !== 200),
            each.command.kind,
          ).to.deep.equal([]);
        }
        rig.api.relent();
        await rig.running.quiet();
        for (const [index, person] of people.entries()) holdsFor(person, index);
        for (const { member } of people)
          expect(await talkersIn(member.dm)).to.deep.equal([member.id]);
        expect(rig.api.invalid).to.deep.equal([]);
        const failures = rig.running.logged.slice(lines).filter(({ level }) => Number(level) >= 50);
        expect(failures).to.deep.equal([]);
      }),
      { numRuns: RUNS, seed: 20261122, endOnFailure: true },
    );
  });

  /**
   * At most the card that waits and the one beside it have buttons, and nothing of anybody else is
   * to be seen.
   */
  function holdsFor(person: SlackPerson, index: number): void {
    const messages = rig.api.screen.messages(person.member.dm);
    const open = messages.filter((message) => pressable(message).length > 0);
    expect(open.length, 'cards with buttons').to.be.at.most(2);
    const everything = JSON.stringify(messages);
    for (let other = 0; other < PEOPLE; other += 1) {
      if (other !== index) expect(everything).not.to.include(markOf(other));
    }
  }

  /** Whom the conversations of somebody's direct messages take for the person they talk with. */
  async function talkersIn(dm: string): Promise<readonly unknown[]> {
    const { db } = rig.running.app.store;
    const rows = await db
      .selectFrom('conversations')
      .select(['person', 'address'])
      .where('id', 'like', `%:${dm}`)
      .execute();
    return rows.flatMap(({ person, address }) => [
      ...new Set([Object(person).id, Object(address).user]),
    ]);
  }

  async function act(
    people: readonly SlackPerson[],
    person: SlackPerson,
    done: Command,
  ): Promise<readonly SlackAck[]> {
    switch (done.kind) {
      case 'say':
        return [await person.say(done.text)];
      case 'press': {
        const whose = people[done.whose] ?? person;
        const messages = rig.api.screen
          .messages(whose.member.dm)
          .filter(({ firstBlocks }) => buttonsIn(firstBlocks).length > 0);
        const message = messages[done.message % messages.length];
        const buttons = buttonsIn(message?.firstBlocks ?? []);
        const button = buttons[done.button % buttons.length];
        if (message === undefined || button === undefined) return [];
        const payload = await person.pressPayload(message, actionOf(button));
        return Promise.all(
          Array.from({ length: done.times }, () => person.send('interactive', payload)),
        );
      }
      case 'submit': {
        const { views } = rig.api.screen;
        const view = views[done.view % views.length];
        if (view === undefined || view.submit === undefined) return [];
        const payload = await person.submitPayload(view, {
          device: done.text,
          date: done.text,
          notes: done.text,
        });
        return Promise.all(
          Array.from({ length: done.times }, () => person.send('interactive', payload)),
        );
      }
      case 'again':
        return [await person.again()];
      case 'command':
        return [await person.command(done.text)];
      case 'mention':
        return [await person.mention(rig.api.workspace.channels[0] ?? '', done.text)];
      case 'home':
        return [await person.openHome()];
      case 'trouble':
        rig.api.trouble(done.status === 429 ? { retryAfter: 0 } : { status: done.status });
        return [];
      default:
        return done satisfies never;
    }
  }
});

/** Buttons that do something; those that open an address or a part to read stay. */
function pressable({ blocks }: ShownMessage) {
  return buttonsIn(blocks).filter(({ actionId }) => /\/(press|form)$/.test(actionId));
}

function markOf(index: number): string {
  return `Zebra${index}Xylophone`;
}

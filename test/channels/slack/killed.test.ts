import { expect } from 'chai';
import { fileBytes } from '../../../src/store/files.ts';
import { openStore } from '../../../src/store/store.ts';
import { forkSignpost } from '../../support/fork-slack.ts';
import { newestWith } from '../../support/seat.ts';
import { type SlackApi, startSlackApi } from '../../support/slack-api.ts';
import { httpLine, type SlackAck } from '../../support/slack-line.ts';
import { SlackPerson } from '../../support/slack-person.ts';
import { buttonsIn, textIn } from '../../support/slack-screen.ts';
import { SLACK_TEAM } from '../../support/slack-workspace.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';
import { until } from '../../support/turns.ts';

const PEOPLE = 12;
/** Of those, so many are in the middle of a talk, and press a button. */
const PRESSING = 4;

const CERTIFICATE = 'There was a problem acquiring a personal certificate required to sign in';

describe('process killed during Slack traffic', () => {
  let api: SlackApi;
  before(async () => {
    api = await startSlackApi();
  });
  after(() => api.close());

  it('loses no acknowledged event or pending file after a restart, and does nothing twice', async function () {
    // Two starts of a whole process.
    this.timeout(90_000);
    const dataDir = await freshDataDir();
    const first = await forkSignpost(api, dataDir);
    const join = async () =>
      new SlackPerson(api, () => httpLine(first.url), await api.workspace.join({}));
    const people = await Promise.all(Array.from({ length: PEOPLE }, join));
    const pressing = people.slice(0, PRESSING);
    await Promise.all(pressing.map((each) => each.say(CERTIFICATE)));
    await until(() => pressing.every((each) => shown(each).length === 1), 20_000);

    // Turns wait for profiles, and replies for Slack: what is acknowledged from here on is under
    // way at the end.
    api.trouble(
      { method: 'users.info', delayMs: 900, times: PEOPLE },
      { delayMs: 900, times: PEOPLE },
    );
    api.trouble({ method: 'files-pri', delayMs: 900 });
    const acks = await Promise.all(people.map((each, index) => act(each, index)));
    await first.kill();
    expect(acks.map(({ status }) => status)).to.deep.equal(people.map(() => 200));

    api.relent();
    const second = await forkSignpost(api, dataDir);
    await until(
      () => people.every((each, index) => shown(each).length > (index < PRESSING ? 1 : 0)),
      30_000,
    );
    await second.stop();
    for (const each of pressing) {
      const [answered, ...next] = shown(each);
      expect(buttonsIn(answered?.blocks ?? [])).to.deep.equal([]);
      expect(textIn(answered?.blocks)).to.include('Still broken');
      // A message on its way when the end came may have arrived; then it comes a second time.
      expect(new Set(next.map(({ text }) => text)).size).to.equal(1);
    }
    const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    const turns = await store.db.selectFrom('conversations').select(['id', 'turns']).execute();
    const waiting = await store.db.selectFrom('inbox').select('id').execute();
    const kept = await store.db.selectFrom('files').select(['id', 'name']).execute();
    const bytes = await fileBytes(store.db, kept[0]?.id ?? '');
    await store.close();
    const once = people.map(({ member }, index) => [
      `slack:${SLACK_TEAM}:${member.dm}`,
      index < PRESSING ? 2 : 1,
    ]);
    expect(turns.map(({ id, turns }) => [id, turns])).to.have.deep.members(once);
    expect(waiting).to.deep.equal([]);
    expect(kept.map(({ name }) => name)).to.deep.equal(['client.log']);
    expect(String(bytes)).to.equal('This is client.log.\n');
  });

  function act(person: SlackPerson, index: number): Promise<SlackAck> {
    if (index === PEOPLE - 1) return person.share('help', [api.files.put('client.log')]);
    if (index >= PRESSING)
      return index % 2 === 0 ? person.say('help') : person.command('I need a person');
    const { card, button } = newestWith(
      shown(person),
      ({ blocks }) => buttonsIn(blocks),
      'Still broken',
    );
    return person.press(card, button);
  }

  function shown({ member }: SlackPerson) {
    return api.screen.messages(member.dm);
  }
});

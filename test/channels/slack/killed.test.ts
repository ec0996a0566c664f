import { expect } from 'chai';
import { openStore } from '../../../src/store/open-store.ts';
import { forkSignpost } from '../../support/fork-slack.ts';
import { type SlackApi, startSlackApi } from '../../support/slack-api.ts';
import { httpLine } from '../../support/slack-line.ts';
import { SlackPerson } from '../../support/slack-person.ts';
import { SLACK_TEAM } from '../../support/slack-workspace.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';
import { until } from '../../support/turns.ts';

const PEOPLE = 12;

describe('a process that is killed while people write to it in Slack', () => {
  let api: SlackApi;
  before(async () => {
    api = await startSlackApi();
  });
  after(() => api.close());

  it('has lost nothing it acknowledged when it is started again, and does nothing twice', async function () {
    // Two starts of a whole process.
    this.timeout(90_000);
    const dataDir = await freshDataDir();
    const first = await forkSignpost(api, dataDir);
    // Turns wait for profiles meanwhile: what is acknowledged has had none yet.
    api.trouble({ method: 'users.info', delayMs: 900, times: PEOPLE });
    const join = async () => new SlackPerson(api, () => httpLine(first.url), await api.workspace.join({}));
    const people = await Promise.all(Array.from({ length: PEOPLE }, join));
    const commands = people.map((each, index) =>
      index % 2 === 0 ? each.say('help') : each.command('I need a person'),
    );
    const acks = await Promise.all(commands);
    await first.kill();
    expect(acks.map(({ status }) => status)).to.deep.equal(people.map(() => 200));
    expect(api.screen.messages().filter(({ onlyFor }) => onlyFor === null)).to.deep.equal([]);

    api.relent();
    const second = await forkSignpost(api, dataDir);
    await until(() => people.every(({ member }) => api.screen.messages(member.dm).length > 0), 30_000);
    await second.stop();
    const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    const turns = await store.db.selectFrom('conversations').select(['id', 'turns']).execute();
    const waiting = await store.db.selectFrom('inbox').select('id').execute();
    await store.close();
    const once = people.map(({ member }) => [`slack:${SLACK_TEAM}:${member.dm}`, 1]);
    expect(turns.map(({ id, turns }) => [id, turns])).to.have.deep.members(once);
    expect(waiting).to.deep.equal([]);
  });
});

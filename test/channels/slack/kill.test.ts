import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { startRunningApp } from '../../support/running-app.ts';
import { type SlackApi, startSlackApi } from '../../support/slack-api.ts';
import { httpLine } from '../../support/slack-line.ts';
import { actionOf, SlackPerson } from '../../support/slack-person.ts';
import { SLACK_VARIABLES, UNHURRIED } from '../../support/slack-rig.ts';
import { buttonsIn, textIn } from '../../support/slack-screen.ts';
import { freshDataDir } from '../../support/store.ts';
import { until } from '../../support/turns.ts';

const CERTIFICATE = 'There was a problem acquiring a personal certificate required to sign in';

/** People who are talking when the process is killed. */
const PEOPLE = 6;

describe('Signpost in Slack, killed in the middle of it', function () {
  this.timeout(60_000);
  let api: SlackApi;
  let dataDir: string;
  let url = '';
  before(async () => {
    [api, dataDir] = await Promise.all([startSlackApi(), freshDataDir()]);
  });
  after(() => api.close());

  it('does at its next start what it had acknowledged, once: what was said, and what was pressed', async () => {
    const people: SlackPerson[] = [];
    for (let count = 0; count < PEOPLE; count += 1) {
      people.push(new SlackPerson(api, () => httpLine(url), await api.workspace.join({})));
    }
    const child = await start();
    await Promise.all(people.map((person) => person.say(CERTIFICATE)));
    await until(() => people.every(({ member }) => api.screen.messages(member.dm).length === 1), 20_000);

    // Slack is slow from here on, so that turns and replies are under way when the end comes.
    api.trouble({ method: 'users.', delayMs: 400, times: 99 }, { delayMs: 400, times: 99 });
    const acks = await Promise.all(people.map(pressStillBroken));
    child.kill('SIGKILL');
    await once(child, 'close');
    api.relent();
    expect(acks.map(({ status }) => status)).to.deep.equal(people.map(() => 200));

    const running = await startRunningApp(
      { ...SLACK_VARIABLES.http, ...FACTS, SIGNPOST_DATA_DIR: dataDir },
      { slack: { ...UNHURRIED, slackApiUrl: api.url } },
    );
    await running.quiet();
    for (const { member } of people) {
      const [answered, ...next] = api.screen.messages(member.dm);
      expect(buttonsIn(answered?.blocks ?? [])).to.deep.equal([]);
      expect(textIn(answered?.blocks)).to.include('Still broken');
      // What was on its way when the end came may have arrived; then it comes a second time.
      expect(next.length).to.be.within(1, 2);
      for (const { blocks } of next) expect(textIn(blocks)).to.include('certmgr.msc');
    }
    const turns = await running.app.store.db.selectFrom('conversations').select('turns').execute();
    expect(turns.map(({ turns }) => turns)).to.deep.equal(people.map(() => 2));
    await running.stop();
  });

  async function pressStillBroken(person: SlackPerson) {
    const [message] = api.screen.messages(person.member.dm);
    const button = buttonsIn(message?.blocks ?? []).find(({ label }) => label === 'Still broken');
    if (message === undefined || button === undefined) throw new Error('There is no card.');
    return person.send('interactive', await person.pressPayload(message, actionOf(button)));
  }

  async function start(): Promise<ChildProcess> {
    const env = { PATH: process.env.PATH, ...SLACK_VARIABLES.http, ...FACTS };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), dataDir, api.url], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout ?? child, 'data');
    url = String(line).trim();
    return child;
  }
});

const FACTS = { SIGNPOST_FACTS: 'skype-sign-in.plan=enterprise' };

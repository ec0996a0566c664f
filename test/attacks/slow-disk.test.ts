import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { PageClient, send } from '../channels/web/page-client.ts';
import { type SlackRig, startSlackRig } from '../support/slack-rig.ts';
import { type SlowDisk, takeDisk } from '../support/slow-disk.ts';

/**
 * Slack takes a request for lost after this.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
const SLACK_MS = 3_000;

describe('a slow disk', function () {
  this.timeout(90_000);
  let disk: SlowDisk;
  let rig: SlackRig;
  before(async () => {
    disk = takeDisk();
    rig = await startSlackRig();
  });
  after(async () => {
    disk.fsyncMs = 0;
    await rig.close();
    disk.restore();
  });
  afterEach(() => {
    disk.fsyncMs = 0;
  });

  const turnsOf = async (conversation: string) => {
    const { db } = rig.running.app.store;
    const rows = await db
      .selectFrom('conversations')
      .select('turns')
      .where('id', '=', conversation)
      .execute();
    return rows.reduce((sum, { turns }) => sum + Number(turns), 0);
  };

  it('acknowledges a page message only once it is on disk, and accepts it once', async () => {
    const page = await PageClient.open(rig.running.app.url);
    await page.join();
    disk.fsyncMs = 200;
    const before = disk.syncs();
    const id = randomUUID();
    const answers = await Promise.all([
      page.say('hello', id),
      page.say('hello', id),
      page.say('hello', id),
    ]);
    expect(disk.syncs(), 'something was put on disk before').to.be.greaterThan(before);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(answers.filter(({ body }) => body.includes('"duplicate":false'))).to.have.length(1);
    const said = (await page.news(0)).filter(({ author }) => author === 'requester');
    expect(said).to.have.length(1);
  });

  it('answers /readyz and /healthz during a slow write', async () => {
    const page = await PageClient.open(rig.running.app.url);
    disk.fsyncMs = 200;
    const said = page.join();
    const asked = await Promise.all(
      ['/readyz', '/healthz'].map((path) => send(rig.running.app.url + path, 'GET')),
    );
    expect(asked.map(({ status }) => status)).to.deep.equal([200, 200]);
    expect((await said).status).to.equal(200);
  });

  for (const fsyncMs of [200, 2_000]) {
    it(`acknowledges a Slack event once on disk or asks for a retry, and handles it once, at ${fsyncMs} ms per fsync`, async () => {
      const seat = await rig.seat();
      const bob = seat.person;
      const eventId = `Ev${fsyncMs}`;
      const say = (num?: number) =>
        bob.event(
          'message-in-direct-messages',
          { channel: bob.member.dm, text: 'hello', ts: `1700000000.00${fsyncMs}` },
          num === undefined
            ? { num: 0, reason: '', eventId }
            : { num, reason: 'http_timeout', eventId },
        );
      disk.fsyncMs = fsyncMs;
      const before = disk.syncs();
      const first = await say();
      if (first.status === 200)
        expect(disk.syncs(), 'acknowledged, so on disk').to.be.greaterThan(before);
      else expect([first.status, first.ms < SLACK_MS]).to.deep.equal([503, true]);
      // Slack sends again what it was not answered in time, too.
      if (first.status !== 200 || first.ms > SLACK_MS)
        expect((await say(1)).status).to.be.oneOf([200, 503]);
      disk.fsyncMs = 0;
      expect((await say(2)).status).to.equal(200);
      await rig.running.quiet();
      expect(await turnsOf(seat.conversation)).to.equal(1);
      expect(rig.api.screen.messages(bob.member.dm)).to.have.length(1);
    });
  }
});

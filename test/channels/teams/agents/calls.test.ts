import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { validateCard } from '../../../../src/cards/shared/validate-card.ts';
import { calledIn, withCall } from '../../../../src/channels/teams/agents/calls.ts';
import { saidBy } from '../../../support/card-screen.ts';
import { sampleDeskReplies } from '../../../support/sample-desk-replies.ts';
import { freshPath } from '../../../support/scratch.ts';
import {
  CHANNEL,
  startTeamsDeskRig,
  type TeamsAgent,
  type TeamsDeskRig,
} from '../../../support/teams-desk-rig.ts';

const ON_CALL = '00000000-0000-4000-8000-0000000000aa';

describe('calling on agents in Teams', function () {
  this.timeout(60_000);
  let rig: TeamsDeskRig;
  let ada: TeamsAgent;
  let ben: TeamsAgent;
  let now = Date.now();
  before(async () => {
    const folder = freshPath();
    await mkdir(folder);
    const path = join(folder, 'desks.yaml');
    await writeFile(
      path,
      `desks:\n  it:\n    teams: ${CHANNEL}\n    urgent: ${ON_CALL}\n    relay: thread\n`,
    );
    rig = await startTeamsDeskRig({ now: () => now }, { SIGNPOST_DESKS: path });
    ada = rig.agent('Ada');
    ben = rig.agent('Ben');
  });
  after(() => rig.close());

  /** Whom the cards sent to the channel since then mention. */
  const mentionedSince = (calls: number) =>
    rig.connector.calls.slice(calls).flatMap(({ body }) => {
      const activity = Object(body.activity ?? body);
      const entities = activity.attachments?.[0]?.content?.msteams?.entities ?? [];
      return entities.map(({ mentioned }: { mentioned: { id: string } }) => mentioned.id);
    });

  it('mentions an assignee by a mention entity, and no one who takes a ticket', async () => {
    const { number, thread } = await rig.ticket();
    let from = rig.connector.calls.length;
    await ada.mention(`claim ${number}`);
    await rig.running.quiet();
    expect(mentionedSince(from)).to.deep.equal([]);
    from = rig.connector.calls.length;
    await ada.mention(`assign ${number} Ben`);
    await rig.running.quiet();
    expect(mentionedSince(from)).to.deep.equal([ben.member.id]);
    expect(thread().at(-1)).to.include('<at>Ben</at> This ticket is yours now.');
  });

  it('mentions the agent who has a ticket when its requester answers, unless they muted that', async () => {
    const { number, bob } = await rig.ticket();
    await ada.mention(`ask ${number} Which chair?`);
    await rig.running.quiet();
    let from = rig.connector.calls.length;
    await bob.say('The blue one', []);
    await rig.running.quiet();
    expect(mentionedSince(from)).to.deep.equal([ada.member.id]);
    await ada.say('静音 答复');
    expect(ada.inbound().at(-1)).to.match(/Something happened to a ticket of yours: muted/);
    from = rig.connector.calls.length;
    await bob.say('Or the green one', []);
    await rig.running.quiet();
    expect(mentionedSince(from)).to.deep.equal([]);
    await ada.say('unmute answers');
  });

  it('writes to an agent who left the channel, and to those on call elsewhere, in their chats', async () => {
    const { number, bob } = await rig.ticket();
    await ada.mention(`ask ${number} Which chair?`);
    rig.members(ben);
    now += 61_000;
    await rig.running.quiet();
    const from = rig.connector.calls.length;
    await bob.say('The blue one', []);
    await rig.running.quiet();
    expect(mentionedSince(from)).to.deep.equal([]);
    const chat = rig.connector.calls.findLast(({ path }) =>
      path.includes(`/a:with-${ada.member.aadObjectId}/`),
    );
    const { content } = Object(chat?.body).attachments[0];
    expect(saidBy(content).text).to.match(
      /SP-\d+ · This ticket of yours needs you\.[\s\S]*The blue one/,
    );
    expect(content.body[0].text).to.match(
      /^\[SP-\d+\]\(https:\/\/teams\.microsoft\.com\/l\/message\//,
    );
    rig.members(ada, ben);
    now += 61_000;
  });

  it('relays what begins with the mark in the thread of a ticket, with a mention or without', async () => {
    const { card, bob, shown } = await rig.ticket();
    expect(JSON.stringify(shown())).to.include('only what begins with => goes to the requester');
    const from = rig.connector.calls.length;
    await ada.mention('=> We are on it.', card);
    await ada.mention('he never restarts, between us', card, { entities: [] });
    await ada.write('=> And **now** it is solved.', card);
    await ada.write('between us', card);
    await rig.running.quiet();
    const told = JSON.stringify(rig.connector.calls.slice(from).map(({ body }) => body));
    expect(told)
      .to.include('We are on it.')
      .and.include('{"type":"TextRun","text":"now","weight":"Bolder"}');
    expect(told.match(/between us/g) ?? []).to.have.length(1);
    expect(bob).to.be.an('object');
  });

  it('never lets a name become markup', () => {
    const [thread] = sampleDeskReplies('en').filter(({ kind }) => kind === 'thread');
    if (thread?.kind !== 'thread') throw new Error('There is no line among the samples.');
    const person = {
      id: 'aad-1',
      name: '**Ada** [x](https://evil.example) <at>Ben</at> {{DATE()}}',
    };
    const reply = { ...thread, mentions: [{ notice: 'assigned', person }] } as const;
    const { here } = calledIn(reply, []);
    const card = { type: 'AdaptiveCard', version: '1.5', body: [], actions: [] } as const;
    const shown = withCall({ card, summary: '' }, reply, here).card;
    expect(validateCard(shown)).to.deep.equal([]);
    expect(String(shown.body[0]?.text)).to.match(/^<at>[^<>*[\]()_{}]+<\/at> This ticket/);
  });
});

import { expect } from 'chai';
import { validateCard } from '../../../../src/cards/shared/validate-card.ts';
import { DeliveryError } from '../../../../src/ports/delivery-error.ts';
import type { AgentMessage, HelpdeskChannel } from '../../../../src/ports/message.ts';
import { sampleDeskReplies } from '../../../support/sample-desk-replies.ts';
import { SINGLE_TENANT, startTeamsRig, type TeamsRig } from '../../../support/teams-rig.ts';
import { APP_ID, TENANT_ID } from '../../../support/teams-tokens.ts';

const CHANNEL = '19:helpdesk@thread.tacv2';
const MEMBERS = [1, 2, 3].map((n) => ({
  id: `29:agent-${n}`,
  aadObjectId: `aad-${n}`,
  name: `Agent ${n}`,
}));

type Posted = AgentMessage['reply'];

describe('the Teams helpdesk channel', () => {
  let rig: TeamsRig;
  let now = Date.now();
  let helpdeskChannel: HelpdeskChannel;
  before(async () => {
    rig = await startTeamsRig(SINGLE_TENANT, { now: () => now, threadWindows: [] });
  });
  after(() => rig.close());
  beforeEach(() => {
    // What was remembered of the members before is forgotten; the clock never runs back.
    now += 61_000;
    const address = { channel: CHANNEL, serviceUrl: rig.connector.url };
    helpdeskChannel = { desk: 'it', channel: 'teams', tenant: TENANT_ID, address, locale: 'en' };
    rig.connector.calls.length = 0;
    rig.connector.rosterCalls.length = 0;
    rig.connector.channelMembers(CHANNEL, MEMBERS);
  });

  function post(kind: Posted['kind'], cardId: string | null = null, at = helpdeskChannel) {
    const reply = sampleDeskReplies('en').find((each): each is Posted => each.kind === kind);
    if (reply === undefined) throw new Error(`There is no sample of ${kind}.`);
    return rig.teams.channel.deliver({
      audience: 'agent',
      id: 'p1',
      helpdeskChannel: at,
      ticket: 'SP-1001',
      reply,
      cardId,
    });
  }

  function sentCard(): Record<string, unknown> {
    const call = rig.connector.calls.at(-1);
    const activity = Object(call?.body.activity ?? call?.body);
    return activity.attachments[0].content;
  }

  it('starts a thread for a ticket in its own tenant, and returns the id of the message', async () => {
    const { messageId } = await post('escalation');
    const [call] = rig.connector.calls;
    expect(call).to.include({
      method: 'POST',
      path: '/emea/v3/conversations',
      authorization: 'Bearer connector-token',
    });
    expect(call?.body).to.deep.include({
      isGroup: true,
      tenantId: TENANT_ID,
      bot: { id: `28:${APP_ID}`, name: '' },
      channelData: { channel: { id: CHANNEL }, tenant: { id: TENANT_ID } },
    });
    expect(Object(call?.body.activity))
      .to.include({ type: 'message', locale: 'en' })
      .and.have.property('summary');
    expect(messageId).to.equal(call?.id);
  });

  it('shows the ticket state to everyone, and requests a separate view for each member', async () => {
    await post('escalation');
    const card = sentCard();
    expect(card.actions).to.deep.equal([]);
    expect(card.refresh).to.deep.include({ userIds: ['29:agent-1', '29:agent-2', '29:agent-3'] });
    expect(Object(card.refresh).action).to.deep.include({
      verb: 'refresh',
      data: { desk: 'show', ticket: 'SP-1001', revision: null },
    });
    expect(validateCard(card)).to.deep.equal([]);
  });

  for (const [why, members] of [
    [
      'more members than Teams asks for',
      Array.from({ length: 61 }, (_, n) => ({ ...MEMBERS[0], id: `29:m-${n}` })),
    ],
    ['members that cannot be found out', null],
  ] as const) {
    it(`shows the card's buttons to everyone if the channel has ${why}`, async () => {
      rig.connector.channelMembers(
        CHANNEL,
        members?.map((member) => ({ aadObjectId: '', name: '', ...member })) ?? null,
      );
      await post('escalation');
      const card = sentCard();
      expect(card).not.to.have.property('refresh');
      expect(card.actions).to.be.an('array').with.length.greaterThan(2);
      expect(validateCard(card)).to.deep.equal([]);
    });
  }

  it('keeps a card within the message size limit for long tickets and long member ids', async () => {
    rig.connector.channelMembers(
      CHANNEL,
      Array.from({ length: 60 }, (_, n) => ({
        id: `29:${'x'.repeat(200)}${n}`,
        aadObjectId: `${n}`,
        name: '',
      })),
    );
    const escalation = sampleDeskReplies('en').find((each) => each.kind === 'escalation');
    if (escalation?.kind !== 'escalation') throw new Error('There is no sample.');
    const fixes = Array.from({ length: 16 }, () => escalation.fixes).flat();
    const reply = { ...escalation, fixes };
    const { messageId } = await rig.teams.channel.deliver({
      audience: 'agent',
      id: 'p1',
      helpdeskChannel,
      ticket: 'SP-1001',
      reply,
      cardId: null,
    });
    expect(messageId).not.to.equal(null);
    expect(sentCard()).not.to.have.property('refresh');
    expect(JSON.stringify(sentCard()).length * 2).to.be.at.most(76 * 1024);
  });

  it('updates the existing card, and writes into the thread below it', async () => {
    expect(await post('escalation', 'message-7')).to.deep.equal({ messageId: 'message-7' });
    await post('thread', 'message-7');
    const thread = `/emea/v3/conversations/${CHANNEL};messageid=message-7/activities`;
    expect(rig.connector.calls.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      `PUT ${thread}/message-7`,
      `POST ${thread}`,
    ]);
    expect(sentCard()).to.deep.include({ actions: [] }).and.not.have.property('refresh');
  });

  it('reads the channel members once a minute, and drops those who left', async () => {
    const names = async () => (await rig.teams.members.of(helpdeskChannel)).map(({ id }) => id);
    expect(await Promise.all([names(), names()])).to.deep.equal([
      ['aad-1', 'aad-2', 'aad-3'],
      ['aad-1', 'aad-2', 'aad-3'],
    ]);
    rig.connector.channelMembers(CHANNEL, MEMBERS.slice(1));
    expect(await names()).to.have.length(3);
    expect(rig.connector.rosterCalls).to.deep.equal([CHANNEL]);
    now += 60_001;
    expect(await names()).to.deep.equal(['aad-2', 'aad-3']);
  });

  it('reads all pages of a long member list', async () => {
    rig.connector.channelMembers(
      CHANNEL,
      Array.from({ length: 120 }, (_, n) => ({ id: `29:${n}`, aadObjectId: `${n}`, name: '' })),
    );
    expect(await rig.teams.members.of(helpdeskChannel)).to.have.length(120);
    expect(rig.connector.rosterCalls).to.have.length(3);
  });

  it('lets nobody in if the member list cannot be read, and reads it again later', async () => {
    rig.connector.channelMembers(CHANNEL, null);
    const refused = await rig.teams.members.of(helpdeskChannel).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DeliveryError);
    rig.connector.channelMembers(CHANNEL, MEMBERS);
    expect(await rig.teams.members.of(helpdeskChannel)).to.have.length(3);
  });

  it('leaves out members of another tenant', async () => {
    const foreign = {
      id: '29:x',
      aadObjectId: 'aad-x',
      name: 'X',
      tenantId: '00000000-0000-4000-8000-00000000b002',
    };
    rig.connector.channelMembers(CHANNEL, [
      { ...MEMBERS[0], id: '29:a', aadObjectId: 'a', name: 'A', tenantId: TENANT_ID.toUpperCase() },
      foreign,
    ]);
    expect((await rig.teams.members.of(helpdeskChannel)).map(({ id }) => id)).to.deep.equal(['a']);
  });

  it("learns its tenant's service URL from any activity Teams sends", async () => {
    const learned = { ...helpdeskChannel, address: { channel: CHANNEL } };
    await rig.replay('bot-added-to-a-team');
    await post('escalation', null, learned);
    expect(rig.connector.calls).to.have.length(1);
  });

  const answers: [number, DeliveryError['problem']][] = [
    [403, 'gone'],
    [404, 'gone'],
    [413, 'rejected'],
    [429, 'throttled'],
    [502, 'unavailable'],
  ];
  for (const [status, problem] of answers) {
    for (const [what, cardId] of [
      ['a new card', null],
      ['a mended card', 'message-7'],
    ] as const) {
      it(`reports ${what} as ${problem} if the connector answers ${status}`, async () => {
        rig.connector.refuse({ status, body: { error: { code: 'SomeReason' } } });
        const error = await post('escalation', cardId).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(DeliveryError).and.include({ problem });
      });
    }
  }

  it('rejects a service URL that does not belong to Teams', async () => {
    const error = await post('escalation', null, {
      ...helpdeskChannel,
      address: { team: 'T1' },
    }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DeliveryError).and.include({ problem: 'rejected' });
  });
});

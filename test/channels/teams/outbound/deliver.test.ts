import { expect } from 'chai';
import { CARD_LIMITS } from '../../../../src/cards/shared/limits.ts';
import type { Reply } from '../../../../src/conversation/reply.ts';
import { DeliveryError } from '../../../../src/ports/delivery-error.ts';
import type { RequesterMessage } from '../../../../src/ports/message.ts';
import { startTeamsConnector } from '../../../support/teams-connector.ts';
import { SINGLE_TENANT, startTeamsRig, type TeamsRig } from '../../../support/teams-rig.ts';

const REPLY: Reply = {
  id: '00000000-0000-4000-8000-00000000d001',
  locale: 'en',
  choices: [{ verb: 'ticket', value: null, label: null }],
  kind: 'offer-ticket',
};

describe('delivery of replies to Teams', () => {
  let rig: TeamsRig;
  let outgoing: RequesterMessage;
  before(async () => {
    rig = await startTeamsRig(SINGLE_TENANT, { connectorTimeoutMs: 250, threadWindows: [] });
    await rig.replay('message-in-personal-chat');
    const { event, address } = rig.received[0] ?? {};
    if (event === undefined || address === undefined) throw new Error('Nothing was received.');
    const stored = JSON.parse(JSON.stringify(address));
    outgoing = {
      audience: 'requester',
      id: 'o1',
      conversation: event.conversation,
      address: stored,
      reply: REPLY,
      decided: null,
      messageId: null,
    };
  });
  after(() => rig.close());
  beforeEach(() => {
    rig.connector.calls.length = 0;
  });

  /** The same person in another chat: one that Teams told to wait holds no other up. */
  function inChat(id: string): Pick<RequesterMessage, 'address'> {
    const { conversation } = outgoing.address;
    return {
      address: { ...outgoing.address, conversation: Object.assign({}, conversation, { id }) },
    };
  }

  async function failure(changes: Partial<RequesterMessage> = {}): Promise<DeliveryError> {
    const error = await rig.teams.channel
      .deliver({ ...outgoing, ...changes })
      .catch((reason: unknown) => reason);
    if (!(error instanceof DeliveryError))
      throw new Error('It did not fail with a DeliveryError.', { cause: error });
    return error;
  }

  it('sends a reply to the stored address, with our access token, as a card with a summary', async () => {
    const { messageId } = await rig.teams.channel.deliver(outgoing);
    const [call] = rig.connector.calls;
    expect(messageId).to.equal('message-1');
    expect(call).to.include({ method: 'POST', authorization: 'Bearer connector-token' });
    expect(call?.path).to.match(/^\/emea\/v3\/conversations\/a:17I0kl9E.*\/activities$/);
    expect(call?.body).to.include({ type: 'message', locale: 'en' }).and.not.have.property('text');
    expect(call?.body.summary).to.be.a('string').with.length.within(20, CARD_LIMITS.summary);
    expect(call?.body).to.have.nested.property(
      'attachments[0].contentType',
      'application/vnd.microsoft.card.adaptive',
    );
    expect(call?.body).to.have.nested.property(
      'attachments[0].content.actions[0].data.prompt',
      REPLY.id,
    );
  });

  it('updates the message that carried the card before', async () => {
    const choice = REPLY.choices[0] ?? null;
    const sent = await rig.teams.channel.deliver({
      ...outgoing,
      decided: { choice },
      messageId: 'message-1',
    });
    const [call] = rig.connector.calls;
    expect(sent).to.deep.equal({ messageId: 'message-1' });
    expect(call?.method).to.equal('PUT');
    expect(call?.path).to.match(/\/activities\/message-1$/);
    expect(JSON.stringify(call?.body)).not.to.contain('Action.Execute');
  });

  it('sends a decided card no second time if the message to update is unknown', async () => {
    expect(
      await rig.teams.channel.deliver({ ...outgoing, decided: { choice: null } }),
    ).to.deep.equal({
      messageId: null,
    });
    expect(rig.connector.calls).to.deep.equal([]);
  });

  it('sends a reply to the channel thread the person wrote in', async () => {
    await rig.replay('message-with-mention-in-channel');
    const address = rig.received.at(-1)?.address ?? {};
    await rig.teams.channel.deliver({ ...outgoing, address });
    expect(rig.connector.calls.at(-1)?.path).to.contain(
      '@thread.tacv2;messageid=1764579590000/activities',
    );
  });

  const answers: [number, DeliveryError['problem']][] = [
    [400, 'rejected'],
    [401, 'unavailable'],
    [403, 'gone'],
    [404, 'gone'],
    [412, 'unavailable'],
    [413, 'rejected'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
  ];
  for (const [status, problem] of answers) {
    it(`reports ${problem} at once if the connector answers ${status}, without a hidden retry`, async () => {
      rig.connector.refuse({
        status,
        body: { error: { code: 'SomeReason', message: 'Prose of the platform' } },
      });
      const error = await failure();
      expect(error).to.include({
        problem,
        message: `The Bot Connector answered ${status} SomeReason`,
      });
      expect(rig.connector.calls).to.have.length(1);
    });
  }

  it('reports a channel problem while the connector refuses our token, until it accepts one again', async () => {
    rig.connector.refuse({ status: 401 });
    await failure();
    expect(rig.health.problems()).to.deep.equal([{ channel: 'teams', reason: 'unauthorized' }]);
    await rig.teams.channel.deliver(outgoing);
    expect(rig.health.problems()).to.deep.equal([]);
  });

  it('reads the retry delay given in seconds or as a date', async () => {
    rig.connector.refuse({ status: 429, headers: { 'retry-after': '7' } });
    expect((await failure(inChat('seconds'))).retryAfterMs).to.equal(7000);
    const date = new Date(Date.now() + 60_000).toUTCString();
    rig.connector.refuse({ status: 503, headers: { 'retry-after': date } });
    expect((await failure(inChat('date'))).retryAfterMs).to.be.within(50_000, 60_000);
    rig.connector.refuse({ status: 429, headers: { 'retry-after': 'soon' } });
    expect((await failure(inChat('soon'))).retryAfterMs).to.equal(null);
  });

  it('reports the connector as unavailable if it hangs or cannot be reached', async () => {
    rig.connector.refuse({ status: 200, hang: true });
    expect(await failure()).to.include({ problem: 'unavailable' });
    const closed = await startTeamsConnector();
    await closed.close();
    const address = { ...outgoing.address, serviceUrl: closed.url };
    const unreachable = await failure({ address });
    expect(unreachable.problem).to.equal('unavailable');
    expect(unreachable.message).to.equal('The Bot Connector could not be reached: ECONNREFUSED');
  });

  it('rejects a reply that is too long for Teams by name, before sending anything', async () => {
    const known = Array.from({ length: 300 }, (_, n) => ({
      value: `runbook/s${n}`,
      title: 'x'.repeat(200),
    }));
    const error = await failure({ reply: { ...REPLY, kind: 'not-understood', known } });
    expect(error.problem).to.equal('rejected');
    expect(error.message).to.match(/^The message is \d+ KB in UTF-16; Teams takes 80 KB$/);
    expect(rig.connector.calls).to.deep.equal([]);
  });

  it('rejects a reply if the stored address is not one of ours', async () => {
    expect(await failure({ address: { channel: 'C1' } })).to.include({ problem: 'rejected' });
  });

  it('keeps to the message rate Teams allows per thread', async () => {
    // A window that is not over before the test is, and a second that is.
    const threadWindows = [
      { windowMs: 600_000, messages: 7 },
      { windowMs: 1, messages: 1 },
    ];
    const fresh = await startTeamsRig(SINGLE_TENANT, { threadWindows });
    const address = { ...outgoing.address, serviceUrl: fresh.connector.url };
    for (let n = 0; n < 7; n += 1) await fresh.teams.channel.deliver({ ...outgoing, address });
    const settled: string[] = [];
    const note = () => void settled.push('eighth');
    fresh.teams.channel.deliver({ ...outgoing, address }).then(note, note);
    const other = { ...inChat('another').address, serviceUrl: fresh.connector.url };
    await fresh.teams.channel.deliver({ ...outgoing, address: other });
    await fresh.close();
    expect(settled, 'the eighth waits; another thread does not').to.deep.equal([]);
    expect(fresh.connector.calls).to.have.length(8);
  });
});

import { expect } from 'chai';
import {
  createRequesterService,
  type RequesterService,
} from '../../../src/helpdesk/turns/requester-service.ts';
import { createOutbox, type Outbox } from '../../../src/outbox/outbox.ts';
import type { Store } from '../../../src/store/store.ts';
import { sampleWorld } from '../../support/sample-world.ts';
import { openFreshStore, silentLog } from '../../support/store.ts';
import type { ConnectorCall } from '../../support/teams-connector.ts';
import { SINGLE_TENANT, startTeamsRig, type TeamsRig } from '../../support/teams-rig.ts';

const QUICK = { firstMs: 10, maxMs: 20, attempts: 4 };

describe('Teams end to end: desk, outbox and connector', () => {
  let store: Store;
  let outbox: Outbox;
  let requesterService: RequesterService;
  let rig: TeamsRig;
  let people = 0;
  before(async () => {
    store = await openFreshStore();
    outbox = await createOutbox({
      store,
      ticketSystems: [],
      log: silentLog,
      backoff: { replies: QUICK, tickets: QUICK },
    });
    requesterService = createRequesterService({
      store,
      outbox,
      world: sampleWorld(),
      log: silentLog,
    });
    rig = await startTeamsRig(SINGLE_TENANT, { threadWindows: [] });
    rig.desk = requesterService.receive;
    outbox.register(rig.teams.channel);
    outbox.start();
  });
  after(async () => {
    await requesterService.settled();
    await outbox.drain(2000);
    await Promise.all([rig.close(), store.close()]);
  });
  beforeEach(() => {
    rig.connector.calls.length = 0;
    people += 1;
  });

  /** A conversation nobody has had before. */
  function chat(): Record<string, unknown> {
    const conversation = {
      id: `a:chat-${people}`,
      conversationType: 'personal',
      tenantId: SINGLE_TENANT.tenantId,
    };
    return { conversation };
  }

  function say(text: string, id = `${Math.random()}`): Promise<Response> {
    return rig.replay('message-in-personal-chat', { ...chat(), id, text });
  }

  /** Presses the button of a card that was sent. */
  async function press(
    card: ConnectorCall | undefined,
    label: string,
  ): Promise<Record<string, unknown>> {
    const { actions } = cardOf(card);
    const action = actions.find(({ title }) => title === label);
    if (action === undefined)
      throw new Error(`No button says "${label}": ${actions.map(({ title }) => title)}.`);
    const value = {
      action: { type: 'Action.Execute', verb: 'signpost', data: action.data },
      trigger: 'manual',
    };
    const response = await rig.replay('press-action-execute', {
      ...chat(),
      id: `${Math.random()}`,
      value,
    });
    return JSON.parse(await response.text());
  }

  /** The calls so far, once there are as many. */
  async function calls(count: number): Promise<ConnectorCall[]> {
    for (let tries = 0; tries < 400 && rig.connector.calls.length < count; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(rig.connector.calls.map(({ method }) => method)).to.have.length(count);
    return rig.connector.calls;
  }

  it('greets a person once although Teams reports the installation twice', async () => {
    await rig.replay('bot-installed', chat());
    await rig.replay('conversation-update-members-added', chat());
    await requesterService.settled();
    await say('help');
    const sent = await calls(2);
    expect(sent.map((call) => cardOf(call).speak ?? '')).to.have.length(2);
    expect(JSON.stringify(sent[0]?.body)).not.to.equal(JSON.stringify(sent[1]?.body));
  });

  it('answers a report with a card, and a press with the updated card at once and for everyone', async () => {
    await say('The pages are smudged');
    const [stage] = await calls(1);
    const answer = await press(stage, 'Still broken');
    expect(answer).to.include({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    const [, mended, next] = await calls(3);
    expect(mended).to.include({ method: 'PUT' });
    expect(mended?.path).to.match(/\/activities\/message-\d+$/);
    expect(cardOf(mended)).to.deep.equal(Object(answer).value);
    expect(next).to.include({ method: 'POST' });
  });

  it('processes an activity that Teams sends again only once', async () => {
    await say('The pages are smudged', 'same');
    await say('The pages are smudged', 'same');
    await requesterService.settled();
    await calls(1);
  });

  it('retries when the connector throttles or fails, and keeps the order', async () => {
    rig.connector.refuse(
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503 },
      { status: 502 },
    );
    await say('help');
    await say('status');
    const sent = await calls(6);
    const [asked = '', ...rest] = sent.map((call) => `${call.method} ${call.body.summary}`);
    expect(rest.slice(0, 3)).to.deep.equal([asked, asked, asked]);
    expect(rest[3]).to.equal(asked.replace('POST', 'PUT'));
    expect(rest[4])
      .to.match(/^POST /)
      .and.not.equal(asked);
  });

  it('moves a reply to the dead letters after its last attempt, and continues with the next', async () => {
    rig.connector.refuse({ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 });
    await say('help');
    await say('status');
    await calls(5);
    const dead = (await outbox.deadLetters()).filter((letter) => letter.kind === 'reply');
    expect(dead.at(-1)).to.include({
      conversation: `teams:${SINGLE_TENANT.tenantId}:a:chat-${people}`,
    });
    expect(dead.at(-1)?.error).to.contain('504');
  });

  it('does not retry if the person is gone', async () => {
    rig.connector.refuse({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
    await say('help');
    await say('status');
    await calls(2);
    const dead = await outbox.deadLetters();
    expect(dead.at(-1)).to.include({ problem: 'gone' });
  });
});

interface SentCard {
  readonly actions: { readonly title: string; readonly data: unknown }[];
  readonly speak?: string;
}

function cardOf(call: ConnectorCall | undefined): SentCard {
  const { attachments } = Object(call?.body);
  return attachments[0].content;
}

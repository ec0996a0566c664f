import { createServer } from 'node:http';
import { expect } from 'chai';
import { createTeamsChannel } from '../../../../src/channels/teams/channel.ts';
import { listen } from '../../../support/listen.ts';
import { recordLog } from '../../../support/record-log.ts';
import { SINGLE_TENANT, startTeamsRig, type TeamsRig } from '../../../support/teams-rig.ts';
import { startTeamsTokens } from '../../../support/teams-tokens.ts';

const ELSEWHERE = 'https://elsewhere.example.com/';
const ANONYMOUS = {
  appId: '',
  appType: 'SingleTenant',
  tenantId: null,
  allowAnonymous: true,
} as const;

describe('authentication of Teams requests', () => {
  let rig: TeamsRig;
  let url: string;
  before(async () => {
    rig = await startTeamsRig();
    url = rig.connector.url;
  });
  after(() => rig.close());
  beforeEach(() => {
    rig.received.length = 0;
    rig.logged.length = 0;
  });

  async function postWith(
    authorization: string | undefined,
    changes: Record<string, unknown> = {},
  ): Promise<Response> {
    const activity = await rig.recorded('message-in-personal-chat', changes);
    return rig.post(activity, authorization === undefined ? {} : { authorization });
  }

  async function expectRefused(response: Response, status = 401): Promise<void> {
    expect(response.status).to.equal(status);
    expect(await response.json()).to.have.all.keys('error');
    expect(rig.received).to.deep.equal([]);
  }

  it('accepts a token the Bot Framework signed for this bot and this service URL', async () => {
    const response = await postWith(await rig.tokens.sign(url));
    expect(response.status).to.equal(200);
    expect(rig.received).to.have.length(1);
  });

  it('accepts a token while the clocks differ by less than five minutes', async () => {
    expect(
      (await postWith(await rig.tokens.sign(url, { expiresIn: -200, notBefore: -4000 }))).status,
    ).to.equal(200);
    expect((await postWith(await rig.tokens.sign(url, { notBefore: 200 }))).status).to.equal(200);
  });

  const badTokens: Record<string, () => string | undefined | Promise<string | undefined>> = {
    'no token': () => undefined,
    'an empty header': () => '',
    'a header that is no token': () => 'Bearer certainly-not',
    garbage: () => '\u0001\u0002 garbage'.replace(/[^ -~]/g, '?'),
    'another scheme': async () => (await rig.tokens.sign(url)).replace('Bearer', 'Basic'),
    'an expired token': () => rig.tokens.sign(url, { expiresIn: -400, notBefore: -4000 }),
    'a token that is not valid yet': () => rig.tokens.sign(url, { notBefore: 400 }),
    "another bot's token": () =>
      rig.tokens.sign(url, { audience: '00000000-0000-4000-8000-0000000000ff' }),
    'a token of another issuer': () => rig.tokens.sign(url, { issuer: ELSEWHERE }),
    'a token as emulators and skills bring it': () =>
      rig.tokens.sign(url, {
        issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
      }),
    'a token for another service URL': () => rig.tokens.sign(ELSEWHERE),
    'a token that names no service URL': () => rig.tokens.sign(url, { serviceUrl: null }),
    'a token that names an empty service URL': () => rig.tokens.sign(url, { serviceUrl: '' }),
    'a forged signature': () => rig.tokens.forge(url),
    'no signature (alg none)': () => rig.tokens.unsigned(url),
    'an unknown key': () => rig.tokens.sign(url, { keyId: 'no-such-key' }),
  };
  for (const [name, authorization] of Object.entries(badTokens)) {
    it(`refuses a request with ${name}`, async () => {
      const header = await authorization();
      await quietly(async () => expectRefused(await postWith(header)));
    });
  }

  for (const serviceUrl of ['', undefined, 'http://example.com/', 7]) {
    it(`refuses a request if the activity's service URL is ${JSON.stringify(serviceUrl) ?? 'missing'}`, async () => {
      const claimed = typeof serviceUrl === 'string' ? serviceUrl : '';
      const response = await postWith(await rig.tokens.sign(claimed), { serviceUrl });
      await expectRefused(response, serviceUrl === 7 ? 400 : 401);
    });
  }

  it('refuses a request from a channel other than Teams', async () => {
    for (const channelId of ['webchat', 'emulator', 'AseChannel', '']) {
      await expectRefused(await postWith(await rig.tokens.sign(url), { channelId }));
    }
  });

  it('refuses a request from another tenant with 403', async () => {
    const activity = await rig.recorded('message-in-personal-chat');
    const conversation = {
      ...Object(activity.conversation),
      tenantId: '00000000-0000-4000-8000-0000000000ff',
    };
    const authorization = await rig.tokens.sign(url);
    await expectRefused(await rig.post({ ...activity, conversation }, { authorization }), 403);
    delete conversation.tenantId;
    await expectRefused(
      await rig.post({ ...activity, conversation, channelData: {} }, { authorization }),
      403,
    );
  });

  it("refuses a request with Signpost's own message only, and logs the reason", async () => {
    const response = await quietly(async () => postWith(await rig.tokens.forge(url)));
    expect(await response.text()).to.equal(
      '{"error":"The request carries no valid token of the Bot Framework."}',
    );
    expect(rig.logged.map(({ msg, why }) => ({ msg, why }))).to.deep.equal([
      { msg: 'teams request refused', why: 'invalid signature' },
    ]);
  });
});

describe('Teams authentication by configuration', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  async function start(...args: Parameters<typeof startTeamsRig>): Promise<TeamsRig> {
    const rig = await startTeamsRig(...args);
    open.push(rig);
    return rig;
  }

  it('refuses every request while the signing keys cannot be fetched', async () => {
    const rig = await start(SINGLE_TENANT, {
      openIdMetadataUrl: 'http://127.0.0.1:1/openidconfiguration',
    });
    const response = await rig.replay('message-in-personal-chat');
    expect(response.status).to.equal(401);
    expect(await response.text()).not.to.contain('ECONNREFUSED');
    expect(rig.received).to.deep.equal([]);
  });

  it('refuses every request while the server of the signing keys does not answer', async () => {
    const silent = await listen(createServer(() => undefined));
    open.push(silent);
    const rig = await start(SINGLE_TENANT, {
      openIdMetadataUrl: `${silent.url}/keys`,
      connectorTimeoutMs: 100,
    });
    expect((await rig.replay('message-in-personal-chat')).status).to.equal(401);
    expect(rig.received).to.deep.equal([]);
  });

  it('refuses a token signed with a key endorsed for another channel', async () => {
    const tokens = await startTeamsTokens(['slack']);
    open.push(tokens);
    const rig = await start(SINGLE_TENANT, { openIdMetadataUrl: tokens.metadataUrl });
    const activity = await rig.recorded('message-in-personal-chat');
    const authorization = await tokens.sign(rig.connector.url);
    const response = await quietly(async () => rig.post(activity, { authorization }));
    expect(response.status).to.equal(401);
  });

  it('accepts configured ids in upper case', async () => {
    const rig = await start({
      ...SINGLE_TENANT,
      appId: SINGLE_TENANT.appId.toUpperCase(),
      tenantId: SINGLE_TENANT.tenantId?.toUpperCase() ?? null,
    });
    expect((await rig.replay('message-in-personal-chat')).status).to.equal(200);
  });

  it('accepts requests from every tenant if the app is multi-tenant', async () => {
    const rig = await start({ ...SINGLE_TENANT, appType: 'MultiTenant', tenantId: null });
    const activity = await rig.recorded('message-in-personal-chat');
    const conversation = {
      ...Object(activity.conversation),
      tenantId: '00000000-0000-4000-8000-0000000000ff',
    };
    expect((await rig.post({ ...activity, conversation })).status).to.equal(200);
    expect(rig.received[0]?.event.conversation).to.match(
      /^teams:00000000-0000-4000-8000-0000000000ff:/,
    );
  });

  it('refuses to start with an empty app id if anonymous access is not allowed', () => {
    const { log } = recordLog();
    const receive = async () => ({ duplicate: false, decided: null });
    const create = () =>
      createTeamsChannel({
        config: { ...ANONYMOUS, allowAnonymous: false },
        password: null,
        receive,
        log,
      });
    expect(create).to.throw('MicrosoftAppId is empty; copy the app id from the Azure bot.');
  });

  it('serves an emulator on this machine if configured, but no web page and no other machine', async () => {
    const rig = await start(ANONYMOUS);
    const activity = await rig.recorded('message-in-personal-chat', { channelId: 'emulator' });
    expect((await rig.post(activity, {})).status).to.equal(200);
    expect(rig.received).to.have.length(1);
    expect((await rig.post(activity, { origin: 'http://example.com' })).status).to.equal(401);
    expect((await rig.post({ ...activity, serviceUrl: ELSEWHERE }, {})).status).to.equal(401);
    expect(rig.received).to.have.length(1);
  });
});

/** Fails if anything is printed meanwhile: the library would print all public keys it knows. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { error } = console;
  const printed: unknown[][] = [];
  console.error = (...parts: unknown[]) => void printed.push(parts);
  try {
    return await work();
  } finally {
    console.error = error;
    expect(printed).to.deep.equal([]);
  }
}

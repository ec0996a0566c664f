import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { isSigned, readSignature } from '../../src/channels/slack/auth/verify-request.ts';
import { startTeamsRig, type TeamsRig } from '../support/teams-rig.ts';
import { APP_ID } from '../support/teams-tokens.ts';

const ISSUER = 'https://api.botframework.com';
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const NOW = Date.UTC(2026, 10, 22, 12);
const SECONDS = NOW / 1000;
const BODY = '{"type":"event_callback","event":{"type":"message","text":"hello"}}';

describe('forged Bot Framework tokens', () => {
  let rig: TeamsRig;
  const { error } = console;
  before(async () => {
    // The library prints what it refuses.
    console.error = () => undefined;
    rig = await startTeamsRig();
  });
  after(async () => {
    await rig.close();
    console.error = error;
  });

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = (changes: object = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: ISSUER,
      aud: APP_ID,
      serviceurl: rig.connector.url,
      exp: now + 3600,
      nbf: now - 60,
      ...changes,
    };
  };
  /** A good token's parts: its header, its claims and its signature. */
  const good = async () =>
    (await rig.tokens.sign(rig.connector.url)).replace('Bearer ', '').split('.');
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = other.publicKey.export({ format: 'jwk' });

  const forgeries: Readonly<Record<string, () => Promise<string> | string>> = {
    'alg none': () => `${part({ alg: 'none' })}.${part(claims())}.`,
    'alg None': () => `${part({ alg: 'None', kid: 'signing-key' })}.${part(claims())}.`,
    'alg none with a good signature': async () =>
      `${part({ alg: 'none' })}.${part(claims())}.${(await good())[2]}`,
    'no alg': () => `${part({ kid: 'signing-key' })}.${part(claims())}.x`,
    'alg HS256, with the public key for a secret': async () => {
      const keys = await (
        await fetch(rig.tokens.metadataUrl.replace('openidconfiguration', 'keys'))
      ).text();
      const text = `${part({ alg: 'HS256', kid: 'signing-key' })}.${part(claims())}`;
      return `${text}.${createHmac('sha256', keys).update(text).digest('base64url')}`;
    },
    'alg HS256, with no secret': () => {
      const text = `${part({ alg: 'HS256', kid: 'signing-key' })}.${part(claims())}`;
      return `${text}.${createHmac('sha256', '').update(text).digest('base64url')}`;
    },
    'a key of its own in the header (jwk)': () =>
      `${part({ alg: 'RS256', jwk })}.${part(claims())}.x`,
    'keys of its own elsewhere (jku)': () =>
      `${part({ alg: 'RS256', kid: 'signing-key', jku: 'https://evil.example/keys' })}.${part(claims())}.x`,
    'a certificate elsewhere (x5u)': () =>
      `${part({ alg: 'RS256', kid: 'k', x5u: 'https://evil.example/cert' })}.${part(claims())}.x`,
    'a key id that is a path': () =>
      `${part({ alg: 'RS256', kid: '../../dev/null' })}.${part(claims())}.x`,
    'a key id that is a statement': () =>
      `${part({ alg: 'RS256', kid: "' or 1=1 --" })}.${part(claims())}.x`,
    'changed claims under a good signature': async () => {
      const [header, , signature] = await good();
      return `${header}.${part(claims({ sub: 'admin' }))}.${signature}`;
    },
    'a changed header under a good signature': async () => {
      const [, body, signature] = await good();
      return `${part({ alg: 'RS256', kid: 'signing-key', typ: 'x' })}.${body}.${signature}`;
    },
    'a signature with one letter changed': async () => {
      const [header, body, signature = ''] = await good();
      return `${header}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    },
    'a signature that is cut short': async () => {
      const [header, body, signature = ''] = await good();
      return `${header}.${body}.${signature.slice(0, -4)}`;
    },
    'no signature': async () => (await good()).slice(0, 2).join('.'),
    'an empty signature': async () => `${(await good()).slice(0, 2).join('.')}.`,
    'a fourth part': async () => `${(await good()).join('.')}.x`,
    'several audiences, one of them ours': () =>
      `${part({ alg: 'RS256', kid: 'signing-key' })}.${part(claims({ aud: [APP_ID, 'x'] }))}.x`,
    'no end': () =>
      `${part({ alg: 'RS256', kid: 'signing-key' })}.${part(claims({ exp: undefined }))}.x`,
    'an end that is a word': () =>
      `${part({ alg: 'RS256', kid: 'signing-key' })}.${part(claims({ exp: 'never' }))}.x`,
    'claims that are a list': () => `${part({ alg: 'RS256', kid: 'signing-key' })}.${part([])}.x`,
    'a header of a megabyte': () => `${'A'.repeat(12_000)}.${part(claims())}.x`,
    'deep JSON': () =>
      `${Buffer.from('['.repeat(3_000)).toString('base64url')}.${part(claims())}.x`,
  };
  for (const [what, forge] of Object.entries(forgeries)) {
    it(`rejects a forged token: ${what}`, async () => {
      const activity = await rig.recorded('message-in-personal-chat');
      const { status } = await rig.post(activity, { authorization: `Bearer ${await forge()}` });
      expect(status).to.be.oneOf([401, 431]);
      expect(rig.received).to.deep.equal([]);
    });
  }

  it('refuses or ignores deeply nested JSON even if its token is valid', async () => {
    const activity = await rig.recorded('message-in-personal-chat');
    const deep = `${'{"a":['.repeat(20_000)}1${']}'.repeat(20_000)}`;
    for (const place of [
      'value',
      'text',
      'channelData',
      'entities',
      'attachments',
      'from',
      'conversation',
      'id',
      'name',
      'extra',
    ]) {
      for (const type of ['message', 'invoke', 'conversationUpdate']) {
        // Without an id, one is made of what it says.
        const body = JSON.stringify({ ...activity, id: undefined, type, [place]: 'DEEP' }).replace(
          '"DEEP"',
          deep,
        );
        const { status } = await rig.post(body);
        expect(status, `${type} ${place}`).to.be.oneOf([200, 202, 400, 401, 403, 501]);
      }
    }
    rig.received.length = 0;
  });

  it('accepts a valid token', async () => {
    const activity = await rig.recorded('message-in-personal-chat');
    const { status } = await rig.post(activity, {
      authorization: `Bearer ${(await good()).join('.')}`,
    });
    expect([status, rig.received.length]).to.deep.equal([200, 1]);
  });
});

describe('forged Slack signatures', () => {
  const sign = (text: string, secret = SECRET) =>
    `v0=${createHmac('sha256', secret).update(text).digest('hex')}`;
  const GOOD = sign(`v0:${SECONDS}:${BODY}`);

  /** Whether a request with these headers would be let in. */
  function letIn(
    signature: string | undefined,
    timestamp: string | undefined,
    body = BODY,
  ): boolean {
    const voucher = readSignature(
      { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
      NOW,
    );
    return typeof voucher !== 'string' && isSigned(body, voucher, SECRET, NOW);
  }

  it('accepts a valid signature', () => {
    expect(letIn(GOOD, String(SECONDS))).to.equal(true);
  });

  const at = (timestamp: string | number) =>
    [sign(`v0:${timestamp}:${BODY}`), String(timestamp)] as const;
  const forgeries: Readonly<
    Record<
      string,
      readonly [signature: string | undefined, timestamp: string | undefined, body?: string]
    >
  > = {
    none: [undefined, String(SECONDS)],
    'no time': [GOOD, undefined],
    'an empty one': ['', String(SECONDS)],
    'only its version': ['v0=', String(SECONDS)],
    'another version': [GOOD.replace('v0', 'v1'), String(SECONDS)],
    'no version': [GOOD.slice(3), String(SECONDS)],
    'in capitals': [GOOD.toUpperCase().replace('V0', 'v0'), String(SECONDS)],
    'cut short': [GOOD.slice(0, -2), String(SECONDS)],
    'with more behind it': [`${GOOD}00`, String(SECONDS)],
    twice: [`${GOOD}, ${GOOD}`, String(SECONDS)],
    'with one letter changed': [
      `${GOOD.slice(0, -1)}${GOOD.endsWith('0') ? '1' : '0'}`,
      String(SECONDS),
    ],
    'at random': [`v0=${randomBytes(32).toString('hex')}`, String(SECONDS)],
    'all noughts': [`v0=${'0'.repeat(64)}`, String(SECONDS)],
    'with another secret': [sign(`v0:${SECONDS}:${BODY}`, 'another'), String(SECONDS)],
    'with an empty secret': [sign(`v0:${SECONDS}:${BODY}`, ''), String(SECONDS)],
    'of another body': [GOOD, String(SECONDS), BODY.replace('hello', 'hellp')],
    'of a body with a space more': [GOOD, String(SECONDS), `${BODY} `],
    'of the empty body': [sign(`v0:${SECONDS}:`), String(SECONDS)],
    'of the body alone': [sign(BODY), String(SECONDS)],
    'of another second': [GOOD, String(SECONDS + 1)],
    'whose parts are shifted': [sign(`v0:${SECONDS}:${BODY}`), `${SECONDS}:`],
    'replayed after five minutes': at(SECONDS - 301),
    'replayed after a day': at(SECONDS - 86_400),
    'from the future': at(SECONDS + 301),
    'in milliseconds': at(NOW),
    'at no time': at('NaN'),
    'at a negative time': at(-SECONDS),
    'at a time with a sign': at(`+${SECONDS}`),
    'at a time with a point': at(`${SECONDS}.0`),
    'at a hexadecimal time': at(`0x${SECONDS.toString(16)}`),
    'at a time with an exponent': at('1.764e9'),
    'at a time with a space': at(` ${SECONDS}`),
  };
  for (const [what, [signature, timestamp, body]] of Object.entries(forgeries)) {
    it(`rejects a forged signature: ${what}`, () => {
      expect(letIn(signature, timestamp, body)).to.equal(false);
    });
  }
});

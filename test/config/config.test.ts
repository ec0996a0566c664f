import { expect } from 'chai';
import { readConfig } from '../../src/config/config.ts';
import { SignpostError } from '../../src/diagnostics/errors.ts';

const GUID = '0f0e0d0c-1111-2222-3333-444455556666';
const bot = {
  MicrosoftAppId: GUID,
  MicrosoftAppPassword: 'not-a-real-one',
  MicrosoftAppTenantId: GUID,
};

function problemsOf(variables: Record<string, string>): string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof SignpostError && error.code === 'config') return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('requires nothing: the defaults are loopback, port 3978 and the embedded database', () => {
    const config = readConfig({});
    expect(config).to.include({
      host: '127.0.0.1',
      port: 3978,
      webhookUrl: null,
      teams: null,
      slack: null,
    });
    expect(config.secrets.databaseUrl).to.equal(null);
    expect(config.web.enabled).to.equal(true);
  });

  it('treats a blank value as not set', () => {
    expect(
      problemsOf({ PORT: '', DATABASE_URL: ' ', MicrosoftAppId: '', TEAMS_ALLOW_ANONYMOUS: '' }),
    ).to.deep.equal([]);
  });

  it('reports all problems at once, one line each, starting with the variable', () => {
    const problems = problemsOf({
      PORT: 'http',
      DATABASE_URL: 'mysql://x',
      TICKET_WEBHOOK_SECRET: 'short',
    });
    expect(problems.map((line) => line.split(' ')[0])).to.have.members([
      'PORT',
      'DATABASE_URL',
      'TICKET_WEBHOOK_SECRET',
    ]);
  });

  it('reports the problems of every kind of variable at once, but none that may follow from another', () => {
    const problems = problemsOf({
      PORT: 'http',
      SIGNPOST_HOST: 'banana',
      SIGNPOST_WEB: 'perhaps',
      SIGNPOST_FACTS: 'plan',
      MicrosoftAppId: 'not-a-guid',
      MicrosoftAppPassword: 'x',
      TICKET_WEBHOOK_URL: 'https://helpdesk.example.com/signpost',
    });
    expect(problems.map((line) => line.split(' ')[0])).to.have.members([
      'PORT',
      'SIGNPOST_HOST',
      'SIGNPOST_WEB',
      'SIGNPOST_FACTS',
      'MicrosoftAppId',
      'TICKET_WEBHOOK_SECRET',
    ]);
  });

  it('explains each invalid variable in a sentence', () => {
    expect(
      problemsOf({
        SIGNPOST_HOST: 'banana',
        SIGNPOST_WEB_DESK: 'maybe',
        TEAMS_ALLOW_ANONYMOUS: 'yes',
      }),
    ).to.deep.equal([
      'SIGNPOST_HOST is not an address to listen on; write one such as 127.0.0.1.',
      'SIGNPOST_WEB_DESK is neither on nor off; write one of them.',
      'TEAMS_ALLOW_ANONYMOUS is neither 1 nor 0; write TEAMS_ALLOW_ANONYMOUS=1 for yes, or leave it out.',
    ]);
    expect(
      problemsOf({ DATABASE_URL: 'mysql://x', TICKET_WEBHOOK_URL: 'x' }).slice(0, 2),
    ).to.deep.equal([
      'DATABASE_URL is not a PostgreSQL address; write one like postgres://user:password@host:5432/signpost.',
      'TICKET_WEBHOOK_URL is not a web address; write one like https://helpdesk.example.com/signpost.',
    ]);
  });

  it('listens on any IP address or localhost', () => {
    expect(readConfig({ SIGNPOST_HOST: '[::1]' }).host).to.equal('::1');
    for (const host of ['localhost', '127.0.0.2', '::1']) {
      expect(readConfig({ SIGNPOST_HOST: host, SIGNPOST_WEB: 'off' }).host).to.equal(host);
    }
  });

  it('detects misspelt names of Signpost variables, and ignores those of other programs', () => {
    const { unknownVariables } = readConfig({
      SIGNPOST_DATADIR: '/srv/signpost',
      SIGNPOST_WEB_LIMIT: 'messages=1/2',
      SIGNPOST_BREAKFAST: 'eggs',
      SIGNPOST_PORT: '80',
      SLACK_BOTTOKEN: 'xoxb-1',
      MICROSOFT_APP_ID: 'x',
      SLACK_WEBHOOK_URL: 'https://hooks.example.com',
      TEAMS_CLIENT_CACHE: '/tmp',
      HOME: '/root',
    });
    expect(unknownVariables).to.deep.equal([
      { name: 'SIGNPOST_DATADIR', meant: 'SIGNPOST_DATA_DIR' },
      { name: 'SIGNPOST_WEB_LIMIT', meant: 'SIGNPOST_WEB_LIMITS' },
      { name: 'SIGNPOST_BREAKFAST', meant: null },
      { name: 'SIGNPOST_PORT', meant: 'PORT' },
      { name: 'SLACK_BOTTOKEN', meant: 'SLACK_BOT_TOKEN' },
      { name: 'MICROSOFT_APP_ID', meant: 'MicrosoftAppId' },
    ]);
  });

  it('refuses anonymous Teams traffic unless the server listens on loopback', () => {
    const problems = problemsOf({
      TEAMS_ALLOW_ANONYMOUS: '1',
      SIGNPOST_HOST: '0.0.0.0',
      SIGNPOST_WEB: 'off',
    });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^TEAMS_ALLOW_ANONYMOUS .*SIGNPOST_HOST=127\.0\.0\.1/);
    expect(problemsOf({ TEAMS_ALLOW_ANONYMOUS: '1' })).to.deep.equal([]);
  });

  it('refuses anonymous Teams traffic beside a real bot', () => {
    expect(problemsOf({ ...bot, TEAMS_ALLOW_ANONYMOUS: '1' })).to.have.length(1);
  });

  it('shows the page to other machines only if SIGNPOST_WEB_ALLOW_REMOTE is set', () => {
    expect(problemsOf({ SIGNPOST_HOST: '0.0.0.0' })[0]).to.match(
      /^SIGNPOST_HOST=0\.0\.0\.0 .*SIGNPOST_WEB_ALLOW_REMOTE=1/,
    );
    expect(problemsOf({ SIGNPOST_HOST: '0.0.0.0', SIGNPOST_WEB_ALLOW_REMOTE: '1' })).to.deep.equal(
      [],
    );
    expect(problemsOf({ SIGNPOST_HOST: '0.0.0.0', SIGNPOST_WEB: 'off' })).to.deep.equal([]);
  });

  it('shows the desk only on a page that other machines cannot reach', () => {
    expect(readConfig({}).web.desk).to.equal(true);
    expect(readConfig({ SIGNPOST_WEB_DESK: 'off' }).web.desk).to.equal(false);
    expect(readConfig({ SIGNPOST_WEB: 'off' }).web.desk).to.equal(false);
    const remote = { SIGNPOST_HOST: '0.0.0.0', SIGNPOST_WEB_ALLOW_REMOTE: '1' };
    expect(readConfig(remote).web.desk).to.equal(false);
    expect(problemsOf({ ...remote, SIGNPOST_WEB_DESK: 'on' })[0]).to.match(
      /^SIGNPOST_WEB_DESK=on /,
    );
  });

  it('shows the desk only on request once a platform calls this server, because anybody could reach it then', () => {
    expect(readConfig(bot).web.desk).to.equal(false);
    expect(readConfig({ ...bot, SIGNPOST_WEB_DESK: 'on' }).web.desk).to.equal(true);
    expect(readConfig({ TEAMS_ALLOW_ANONYMOUS: '1' }).web.desk).to.equal(true);
  });

  it('opens at most 5 PostgreSQL connections, or as many as configured', () => {
    expect(readConfig({}).databaseConnections).to.equal(5);
    expect(readConfig({ DATABASE_CONNECTIONS: '3' }).databaseConnections).to.equal(3);
    for (const count of ['2', '0', '101', '-5', '4.5', 'many']) {
      const [problem] = problemsOf({ DATABASE_CONNECTIONS: count });
      expect(problem, count).to.match(
        /^DATABASE_CONNECTIONS is not a number of connections; write one from 3 to 100/,
      );
    }
  });

  it('limits a page that other machines reach, by default or as configured, but never a local one', () => {
    const remote = { SIGNPOST_WEB_ALLOW_REMOTE: '1' };
    expect(readConfig({}).web.limits.messages).to.deep.equal({
      perAddress: Infinity,
      inAll: Infinity,
    });
    expect(readConfig(remote).web.limits.messages).to.deep.equal({ perAddress: 600, inAll: 3000 });
    const set = readConfig({ ...remote, SIGNPOST_WEB_LIMITS: 'messages=10/20, unsent-mb=1/2' }).web
      .limits;
    expect(set.messages).to.deep.equal({ perAddress: 10, inAll: 20 });
    expect(set.unsentMegabytes).to.deep.equal({ perAddress: 1, inAll: 2 });
    expect(set.sessions).to.deep.equal({ perAddress: 200, inAll: 2000 });
    const refused: [limits: string, problem: RegExp][] = [
      [
        'letters=1/2',
        /^SIGNPOST_WEB_LIMITS has "letters=1\/2"; write name=per address\/in all, such as messages=600/,
      ],
      ['messages=0/10', /has "messages=0\/10"; write name=/],
      ['messages=10', /has "messages=10"; write name=/],
      ['constructor=1/2', /has "constructor=1\/2"; write name=/],
      ['messages=20/10', /more for one address than in all; write the smaller number first/],
    ];
    for (const [limits, problem] of refused) {
      expect(problemsOf({ ...remote, SIGNPOST_WEB_LIMITS: limits })[0], limits).to.match(problem);
    }
    expect(problemsOf({ SIGNPOST_WEB_LIMITS: 'messages=1/2' })[0]).to.match(
      /^SIGNPOST_WEB_LIMITS has no effect .*SIGNPOST_WEB_ALLOW_REMOTE=1/,
    );
  });

  it('trusts only named proxies, and refuses ranges that cover nearly every address', () => {
    const remote = { SIGNPOST_WEB_ALLOW_REMOTE: '1' };
    expect(readConfig(remote).web.trustedProxies).to.deep.equal([]);
    const named = readConfig({
      ...remote,
      SIGNPOST_TRUSTED_PROXIES: '10.0.0.5, 172.16.0.0/12,fd00::/8',
    });
    expect(named.web.trustedProxies).to.deep.equal([
      { address: '10.0.0.5', prefix: 32 },
      { address: '172.16.0.0', prefix: 12 },
      { address: 'fd00::', prefix: 8 },
    ]);
    for (const proxies of ['0.0.0.0/0', '::/0', '128.0.0.0/1', '10.0.0.0/4']) {
      const [problem] = problemsOf({ ...remote, SIGNPOST_TRUSTED_PROXIES: proxies });
      expect(problem, proxies).to.match(
        /^SIGNPOST_TRUSTED_PROXIES has .*too wide to be trusted; name only your proxies/,
      );
    }
    for (const proxies of [
      'proxy.example.com',
      '10.0.0.5/33',
      '10.0.0.5/8/8',
      'all',
      '10.0.0.5/',
    ]) {
      const [problem] = problemsOf({ ...remote, SIGNPOST_TRUSTED_PROXIES: proxies });
      expect(problem, proxies).to.match(
        /^SIGNPOST_TRUSTED_PROXIES has .*write the addresses or networks/,
      );
    }
    expect(problemsOf({ SIGNPOST_TRUSTED_PROXIES: '10.0.0.5' })[0]).to.match(
      /^SIGNPOST_TRUSTED_PROXIES has no effect/,
    );
  });

  it('keeps files of up to 10 MB for 90 days, or as configured', () => {
    expect(readConfig({}).files).to.deep.equal({ maxBytes: 10_485_760, keepDays: 90 });
    const set = readConfig({ SIGNPOST_FILE_LIMIT_MB: '25', SIGNPOST_FILES_KEEP_DAYS: '365' });
    expect(set.files).to.deep.equal({ maxBytes: 26_214_400, keepDays: 365 });
    for (const limit of ['0', '26', '1.5', 'all']) {
      const [problem] = problemsOf({ SIGNPOST_FILE_LIMIT_MB: limit });
      expect(problem).to.match(
        /^SIGNPOST_FILE_LIMIT_MB is not a number of megabytes; write one from 1 to 25/,
      );
    }
    for (const days of ['0', '-1', 'for ever']) {
      const [problem] = problemsOf({ SIGNPOST_FILES_KEEP_DAYS: days });
      expect(problem).to.match(
        /^SIGNPOST_FILES_KEEP_DAYS is not a number of days; write one from 1 to 9999/,
      );
    }
  });

  it('keeps 500 MB of the disk free of files, or as configured', () => {
    expect(readConfig({}).diskReserveBytes).to.equal(524_288_000);
    expect(readConfig({ SIGNPOST_DISK_RESERVE_MB: '2000' }).diskReserveBytes).to.equal(
      2_097_152_000,
    );
    for (const reserve of ['0', '99', '-500', '1e3', 'some']) {
      const [problem] = problemsOf({ SIGNPOST_DISK_RESERVE_MB: reserve });
      expect(problem).to.match(
        /^SIGNPOST_DISK_RESERVE_MB is not a number of megabytes; write one of at least 100/,
      );
    }
  });

  it('reads the public address if one is configured', () => {
    expect(readConfig({}).publicUrl).to.equal(null);
    const told = readConfig({ SIGNPOST_PUBLIC_URL: 'https://signpost.example.com/help/' });
    expect(told.publicUrl).to.equal('https://signpost.example.com/help');
  });

  it('closes resolved tickets after 5 days, or after as many as configured', () => {
    expect(readConfig({}).closeAfterDays).to.equal(5);
    expect(readConfig({ TICKET_CLOSE_AFTER_DAYS: '14' }).closeAfterDays).to.equal(14);
    for (const days of ['0', '-1', 'soon', '1.5', '1000']) {
      expect(problemsOf({ TICKET_CLOSE_AFTER_DAYS: days })[0]).to.match(
        /^TICKET_CLOSE_AFTER_DAYS is not a number/,
      );
    }
  });

  it('resolves the path of the desks file', () => {
    expect(readConfig({}).desksFile).to.equal(null);
    expect(readConfig({ SIGNPOST_DESKS: 'desks.yaml' }).desksFile).to.match(/[\\/]desks\.yaml$/);
  });

  it('requires a password with an app id, and a tenant id with a single-tenant app', () => {
    expect(problemsOf({ MicrosoftAppId: GUID })).to.have.length(2);
    expect(problemsOf({ MicrosoftAppPassword: 'x' })[0]).to.match(/^MicrosoftAppId /);
    expect(problemsOf({ ...bot, MicrosoftAppTenantId: '' })[0]).to.match(/^MicrosoftAppTenantId /);
    expect(problemsOf(bot)).to.deep.equal([]);
  });

  it('requires a signing secret for the ticket webhook', () => {
    expect(problemsOf({ TICKET_WEBHOOK_URL: 'https://helpdesk.example.com' })[0]).to.match(
      /^TICKET_WEBHOOK_SECRET /,
    );
    expect(problemsOf({ TICKET_WEBHOOK_SECRET: 'sixteen-characters' })[0]).to.match(
      /^TICKET_WEBHOOK_URL /,
    );
  });

  it('reads the facts of the organization, and names an entry that it cannot read', () => {
    expect(readConfig({ SIGNPOST_FACTS: 'a.plan=e, a.domain=yes' }).facts).to.deep.equal({
      a: { plan: 'e', domain: 'yes' },
    });
    expect(problemsOf({ SIGNPOST_FACTS: 'plan:e' })[0]).to.equal(
      'SIGNPOST_FACTS has "plan:e"; write runbook.fact=option, separated by commas.',
    );
  });

  it('reads lists of names, separated by commas of any width', () => {
    const config = readConfig({
      SIGNPOST_RUNBOOKS_OFF: 'printing, vpn,,printing',
      SIGNPOST_OTHER_SYSTEMS: 'purchasing portal, SAP，采购门户',
    });
    expect(config.runbooksOff).to.deep.equal(['printing', 'vpn']);
    expect(config.otherSystems).to.deep.equal(['purchasing portal', 'SAP', '采购门户']);
    expect(readConfig({ SIGNPOST_RUNBOOKS_OFF: ' ' }).runbooksOff).to.deep.equal([]);
  });

  describe('Slack variables', () => {
    const KEY = Buffer.alloc(32, 1).toString('base64');
    const http = {
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
    };
    const socket = { SLACK_APP_TOKEN: 'xapp-1-A1-2-abc', SLACK_BOT_TOKEN: 'xoxb-1-2-abc' };
    const oauth = {
      SLACK_SIGNING_SECRET: http.SLACK_SIGNING_SECRET,
      SLACK_CLIENT_ID: '1111.2222',
      SLACK_CLIENT_SECRET: 'a-client-secret',
      SIGNPOST_PUBLIC_URL: 'https://signpost.example.com/',
      SIGNPOST_ENCRYPTION_KEY: KEY,
    };

    it('reads each of the three ways to connect to Slack, complete with its settings', () => {
      expect(readConfig(http).slack).to.deep.equal({ transport: 'http', install: 'single' });
      expect(
        readConfig({ ...http, SLACK_EXTERNAL_WORKSPACES: 'T0ONE, E0TWO' }).slack,
      ).to.deep.equal({
        transport: 'http',
        install: 'single',
        externalWorkspaces: ['T0ONE', 'E0TWO'],
      });
      expect(readConfig(socket).slack).to.deep.equal({ transport: 'socket', install: 'single' });
      expect(readConfig(oauth).slack).to.deep.equal({
        transport: 'http',
        install: 'oauth',
        clientId: '1111.2222',
        publicUrl: 'https://signpost.example.com',
      });
      expect(
        readConfig({ ...oauth, SLACK_WORKSPACES: ' T0ONE, E0TWO ' }).slack,
      ).to.have.deep.property('workspaces', ['T0ONE', 'E0TWO']);
    });

    it('keeps secrets apart from settings that can be shown', () => {
      const config = readConfig({ ...oauth, ...bot });
      expect(config.secrets.slack).to.deep.equal({
        signingSecret: http.SLACK_SIGNING_SECRET,
        botToken: null,
        appToken: null,
        clientSecret: 'a-client-secret',
        encryptionKey: KEY,
      });
      const { secrets: _, ...shown } = config;
      for (const secret of [http.SLACK_SIGNING_SECRET, 'a-client-secret', KEY]) {
        expect(JSON.stringify(shown)).not.to.contain(secret);
      }
    });

    const { SLACK_CLIENT_SECRET: _s, ...withoutClientSecret } = oauth;
    const { SIGNPOST_PUBLIC_URL: _u, ...withoutUrl } = oauth;
    const { SIGNPOST_ENCRYPTION_KEY: _k, ...withoutKey } = oauth;
    const { SLACK_SIGNING_SECRET: _g, ...withoutSigning } = oauth;
    const wrong: [string, Record<string, string>, RegExp][] = [
      [
        'a signing secret alone',
        { SLACK_SIGNING_SECRET: 'x' },
        /^SLACK_BOT_TOKEN is missing .*SLACK_CLIENT_ID/,
      ],
      [
        'a bot token alone',
        { SLACK_BOT_TOKEN: 'xoxb-1' },
        /^SLACK_BOT_TOKEN can only write.*SLACK_SIGNING_SECRET.*SLACK_APP_TOKEN/,
      ],
      [
        'an app token alone',
        { SLACK_APP_TOKEN: 'xapp-1' },
        /^SLACK_BOT_TOKEN is missing beside SLACK_APP_TOKEN/,
      ],
      [
        'two ways in',
        { ...http, ...socket },
        /^SLACK_APP_TOKEN .*SLACK_SIGNING_SECRET .*two ways in; leave one/,
      ],
      [
        'an app token beside a client id',
        { ...socket, SLACK_CLIENT_ID: '1.2' },
        /^SLACK_APP_TOKEN serves one workspace/,
      ],
      [
        'a bot token beside a client id',
        { ...oauth, SLACK_BOT_TOKEN: 'xoxb-1' },
        /^SLACK_BOT_TOKEN is for one workspace/,
      ],
      ['a client id without its secret', withoutClientSecret, /^SLACK_CLIENT_SECRET is missing/],
      ['a client id without a signing secret', withoutSigning, /^SLACK_SIGNING_SECRET is missing/],
      [
        'a client id without a public address',
        withoutUrl,
        /^SIGNPOST_PUBLIC_URL is missing.*https:/,
      ],
      [
        'a client id without a key',
        withoutKey,
        /^SIGNPOST_ENCRYPTION_KEY is missing.*openssl rand -base64 32\.$/,
      ],
      [
        'a client secret without its id',
        { SLACK_CLIENT_SECRET: 'x' },
        /^SLACK_CLIENT_ID is missing/,
      ],
      [
        'a list of workspaces nobody can install in',
        { ...http, SLACK_WORKSPACES: 'T1' },
        /^SLACK_WORKSPACES .*SLACK_CLIENT_ID/,
      ],
      [
        'a bot token that is a user’s',
        { ...http, SLACK_BOT_TOKEN: 'xoxp-1-2' },
        /^SLACK_BOT_TOKEN is not a bot token.*xoxb-/,
      ],
      [
        'a bot token with a space',
        { ...http, SLACK_BOT_TOKEN: 'xoxb-1 2' },
        /^SLACK_BOT_TOKEN is not a bot token/,
      ],
      [
        'an app token that is a bot’s',
        { ...socket, SLACK_APP_TOKEN: 'xoxb-1-2' },
        /^SLACK_APP_TOKEN is not .*xapp-/,
      ],
      [
        'a signing secret that is a token',
        { ...http, SLACK_SIGNING_SECRET: 'xoxb-1' },
        /^SLACK_SIGNING_SECRET is not/,
      ],
      [
        'a client id that is a token',
        { ...oauth, SLACK_CLIENT_ID: 'xapp-1' },
        /^SLACK_CLIENT_ID is not a client id/,
      ],
      [
        'external workspaces by name',
        { ...http, SLACK_EXTERNAL_WORKSPACES: 'fabrikam' },
        /^SLACK_EXTERNAL_WORKSPACES is not a list.*T…/,
      ],
      [
        'external workspaces without Slack',
        { SLACK_EXTERNAL_WORKSPACES: 'T1' },
        /^SLACK_EXTERNAL_WORKSPACES .*connect Slack, or leave it out/,
      ],
      [
        'workspaces by name',
        { ...oauth, SLACK_WORKSPACES: 'contoso' },
        /^SLACK_WORKSPACES is not a list.*T…/,
      ],
      [
        'an address in clear',
        { ...oauth, SIGNPOST_PUBLIC_URL: 'http://signpost.example.com' },
        /^SIGNPOST_PUBLIC_URL is not .*https:/,
      ],
      [
        'an address with a query',
        { ...oauth, SIGNPOST_PUBLIC_URL: 'https://x.example.com/?a=1' },
        /^SIGNPOST_PUBLIC_URL is not/,
      ],
      [
        'an address that is none',
        { ...oauth, SIGNPOST_PUBLIC_URL: 'our-signpost' },
        /^SIGNPOST_PUBLIC_URL is not/,
      ],
      [
        'a key that is too short',
        { ...oauth, SIGNPOST_ENCRYPTION_KEY: 'c2hvcnQ=' },
        /^SIGNPOST_ENCRYPTION_KEY is not 32 .*openssl rand -base64 32/,
      ],
      [
        'a key that is a phrase',
        { ...oauth, SIGNPOST_ENCRYPTION_KEY: 'a phrase of thirty-two letters!!' },
        /^SIGNPOST_ENCRYPTION_KEY/,
      ],
    ];
    for (const [what, variables, line] of wrong) {
      it(`refuses ${what} with one line that reveals no secret`, () => {
        const problems = problemsOf(variables);
        expect(problems, problems.join('\n')).to.have.length(1);
        expect(problems[0]).to.match(line);
        for (const value of Object.values(variables)) {
          if (value.length > 5 && !value.startsWith('http'))
            expect(problems[0]).not.to.contain(value);
        }
      });
    }

    it('reports all missing variables at once', () => {
      expect(
        problemsOf({ SLACK_CLIENT_ID: '1.2' }).map((line) => line.split(' ')[0]),
      ).to.deep.equal([
        'SLACK_CLIENT_SECRET',
        'SLACK_SIGNING_SECRET',
        'SIGNPOST_PUBLIC_URL',
        'SIGNPOST_ENCRYPTION_KEY',
      ]);
    });

    it('accepts a plain HTTP address on this machine, and an address or a key without Slack', () => {
      for (const host of ['127.0.0.1:3978', 'localhost:3978', '[::1]:3978']) {
        expect(problemsOf({ ...oauth, SIGNPOST_PUBLIC_URL: `http://${host}` })).to.deep.equal([]);
      }
      expect(
        readConfig({ SIGNPOST_PUBLIC_URL: 'https://x.example.com', SIGNPOST_ENCRYPTION_KEY: KEY })
          .slack,
      ).to.equal(null);
    });
  });

  it('documents every variable in the example, and no others', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const source = readdirSync(new URL('../../src/config', import.meta.url))
      .map((file) => readFileSync(new URL(`../../src/config/${file}`, import.meta.url), 'utf8'))
      .join('\n');
    const named = [...example.matchAll(/^([A-Za-z_]+)=/gm)].map((match) => match[1]);
    const read = [...source.matchAll(/^ {2}([A-Za-z_]+): (?:optional\(|flag\(|onOrOff)/gm)].map(
      (match) => match[1],
    );
    expect(named).to.have.members(read).and.not.be.empty;
  });
});

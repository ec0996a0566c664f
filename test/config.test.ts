import { expect } from 'chai';
import { readConfig } from '../src/config.ts';
import { SignpostError } from '../src/errors.ts';

const GUID = '0f0e0d0c-1111-2222-3333-444455556666';
const bot = { MicrosoftAppId: GUID, MicrosoftAppPassword: 'not-a-real-one', MicrosoftAppTenantId: GUID };

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
  it('needs nothing: a bare machine gets loopback, port 3978 and the embedded database', () => {
    const config = readConfig({});
    expect(config).to.include({ host: '127.0.0.1', port: 3978, webhookUrl: null, teams: null, slack: null });
    expect(config.secrets.databaseUrl).to.equal(null);
    expect(config.web.enabled).to.equal(true);
  });

  it('takes a blank line of the example for "not set"', () => {
    expect(problemsOf({ PORT: '', DATABASE_URL: ' ', MicrosoftAppId: '', TEAMS_ALLOW_ANONYMOUS: '' })).to.deep.equal(
      [],
    );
  });

  it('names every problem at once, one line each, variable first', () => {
    const problems = problemsOf({ PORT: 'http', DATABASE_URL: 'mysql://x', TICKET_WEBHOOK_SECRET: 'short' });
    expect(problems.map((line) => line.split(' ')[0])).to.have.members([
      'PORT',
      'DATABASE_URL',
      'TICKET_WEBHOOK_SECRET',
    ]);
  });

  it('refuses anonymous Teams traffic off loopback', () => {
    const problems = problemsOf({ TEAMS_ALLOW_ANONYMOUS: '1', SIGNPOST_HOST: '0.0.0.0', SIGNPOST_WEB: 'off' });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^TEAMS_ALLOW_ANONYMOUS .*SIGNPOST_HOST=127\.0\.0\.1/);
    expect(problemsOf({ TEAMS_ALLOW_ANONYMOUS: '1' })).to.deep.equal([]);
  });

  it('refuses anonymous Teams traffic beside a real bot', () => {
    expect(problemsOf({ ...bot, TEAMS_ALLOW_ANONYMOUS: '1' })).to.have.length(1);
  });

  it('shows the page to other machines only when told so with its own switch', () => {
    expect(problemsOf({ SIGNPOST_HOST: '0.0.0.0' })[0]).to.match(
      /^SIGNPOST_HOST=0\.0\.0\.0 .*SIGNPOST_WEB_ALLOW_REMOTE=1/,
    );
    expect(problemsOf({ SIGNPOST_HOST: '0.0.0.0', SIGNPOST_WEB_ALLOW_REMOTE: '1' })).to.deep.equal([]);
    expect(problemsOf({ SIGNPOST_HOST: '0.0.0.0', SIGNPOST_WEB: 'off' })).to.deep.equal([]);
  });

  it('never lets an app id stand without its password, nor a single tenant without its id', () => {
    expect(problemsOf({ MicrosoftAppId: GUID })).to.have.length(2);
    expect(problemsOf({ MicrosoftAppPassword: 'x' })[0]).to.match(/^MicrosoftAppId /);
    expect(problemsOf({ ...bot, MicrosoftAppTenantId: '' })[0]).to.match(/^MicrosoftAppTenantId /);
    expect(problemsOf(bot)).to.deep.equal([]);
  });

  it('posts tickets only signed', () => {
    expect(problemsOf({ TICKET_WEBHOOK_URL: 'https://helpdesk.example.com' })[0]).to.match(/^TICKET_WEBHOOK_SECRET /);
    expect(problemsOf({ TICKET_WEBHOOK_SECRET: 'sixteen-characters' })[0]).to.match(/^TICKET_WEBHOOK_URL /);
  });

  it('reads facts of the organization, and says which entry it cannot read', () => {
    expect(readConfig({ SIGNPOST_FACTS: 'a.plan=e, a.domain=yes' }).facts).to.deep.equal({
      a: { plan: 'e', domain: 'yes' },
    });
    expect(problemsOf({ SIGNPOST_FACTS: 'plan:e' })[0]).to.equal(
      'SIGNPOST_FACTS has "plan:e"; write runbook.fact=option, separated by commas.',
    );
  });

  it('is documented whole: the example names every variable, and only those', async () => {
    const { readFileSync } = await import('node:fs');
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const source = ['../src/config.ts', '../src/config/slack.ts']
      .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
      .join('\n');
    const named = [...example.matchAll(/^([A-Za-z_]+)=/gm)].map((match) => match[1]);
    const read = [...source.matchAll(/^ {2}([A-Za-z_]+): (?:optional|flag)\(/gm)].map((match) => match[1]);
    expect(named).to.have.members(read).and.not.be.empty;
  });
});

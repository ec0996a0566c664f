import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { parse } from 'yaml';
import committed from '../../../manifest/slack/manifest.schema.json' with { type: 'json' };
import { CREATE_SHORTCUT } from '../../../src/channels/slack/agents/parse-agent-event.ts';
import { BOT_SCOPES } from '../../../src/channels/slack/auth/scopes.ts';
import { SHORTCUT } from '../../../src/channels/slack/inbound/parse-interaction.ts';
import { slackManifest } from '../../../src/channels/slack/package-app.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { slackManifestSchema } from '../../support/slack-manifest-schema.ts';

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(committed);

function faultsOf(manifest: unknown): string {
  return validate(manifest) ? '' : JSON.stringify(validate.errors);
}

describe('Slack app manifest', () => {
  const overHttp = async () =>
    parse(await slackManifest({ url: 'https://signpost.contoso.com/', socket: false }));
  const bySocket = async () => parse(await slackManifest({ url: undefined, socket: true }));

  it('matches the SDK’s own manifest type, over HTTP and for Socket Mode', async () => {
    expect(faultsOf(await overHttp())).to.equal('');
    expect(faultsOf(await bySocket())).to.equal('');
  });

  it('reports a misspelt setting, an unknown scope or event, and a name that is too long', async () => {
    const wrong: ((manifest: ReturnType<typeof Object>) => void)[] = [
      (manifest) => Object.assign(manifest.settings, { socket_mode: true }),
      (manifest) => Object.assign(manifest, { setings: {} }),
      (manifest) => manifest.oauth_config.scopes.bot.push('im:write:all'),
      (manifest) => manifest.settings.event_subscriptions.bot_events.push('message.dm'),
      (manifest) => Object.assign(manifest.display_information, { name: 'S'.repeat(36) }),
      (manifest) => Object.assign(manifest.display_information, { description: 'S'.repeat(141) }),
      (manifest) => Object.assign(manifest.display_information, { long_description: 'short' }),
      (manifest) => delete manifest.features.shortcuts[0].callback_id,
    ];
    for (const spoil of wrong) {
      const manifest = await overHttp();
      spoil(manifest);
      expect(faultsOf(manifest), String(spoil)).not.to.equal('');
    }
  });

  it('validates the manifest with the schema of the installed SDK', () => {
    expect(committed).to.deep.equal(slackManifestSchema());
  });

  it('fills in every address and leaves no placeholder', async () => {
    const text = await slackManifest({ url: 'https://signpost.contoso.com/', socket: false });
    expect(text).not.to.contain('{{');
    const manifest = parse(text);
    const events = 'https://signpost.contoso.com/slack/events';
    expect(manifest).to.have.nested.property('settings.event_subscriptions.request_url', events);
    expect(manifest).to.have.nested.property('settings.interactivity.request_url', events);
    expect(manifest).to.have.nested.property('features.slash_commands[0].url', events);
    expect(manifest).to.have.nested.property(
      'oauth_config.redirect_urls[0]',
      'https://signpost.contoso.com/slack/oauth_redirect',
    );
    expect(manifest).to.have.nested.property('settings.socket_mode_enabled', false);
  });

  it('names no address for Socket Mode and is otherwise identical', async () => {
    const text = await slackManifest({ url: undefined, socket: true });
    expect(text).not.to.match(/\{\{|https:/);
    const manifest = parse(text);
    expect(manifest).to.have.nested.property('settings.socket_mode_enabled', true);
    expect(manifest).to.have.nested.property('settings.interactivity.is_enabled', true);
    const http = await overHttp();
    expect(manifest.display_information).to.deep.equal(http.display_information);
    expect(manifest.oauth_config.scopes).to.deep.equal(http.oauth_config.scopes);
    expect(manifest.settings.event_subscriptions.bot_events).to.deep.equal(
      http.settings.event_subscriptions.bot_events,
    );
  });

  it('requests the same scopes as an install link, each explained in the documentation', async () => {
    const { oauth_config } = await overHttp();
    expect(oauth_config.scopes).to.deep.equal({ bot: [...BOT_SCOPES] });
    const guide = await readFile(
      resolve(import.meta.dirname, '../../../docs/connect-slack.md'),
      'utf8',
    );
    for (const scope of BOT_SCOPES)
      expect(guide).to.match(new RegExp(`^\\| \`${scope}\` \\| .{10,} \\| .{5,} \\|$`, 'm'));
  });

  it('declares the command and the shortcuts that Signpost answers', async () => {
    const { features } = await overHttp();
    expect(
      features.slash_commands.map(({ command }: { command: string }) => command),
    ).to.deep.equal(['/helpdesk']);
    expect(
      features.shortcuts.map(({ type, callback_id: id }: { type: string; callback_id: string }) => [
        type,
        id,
      ]),
    ).to.deep.equal([
      ['message', SHORTCUT],
      ['message', CREATE_SHORTCUT],
    ]);
    // Without it, "assign SP-1001 @ada" would not say who Ada is.
    expect(features.slash_commands[0]).to.include({ should_escape: true });
    expect(features.app_home).to.include({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it('prints the manifest as YAML and nothing else', async () => {
    const run = promisify(execFile);
    const cli = resolve(import.meta.dirname, '../../../src/app/cli.ts');
    const url = 'https://signpost.contoso.com';
    const printed = await run(process.execPath, [cli, 'package', 'slack', '--url', url]);
    expect(printed).to.deep.equal({
      stdout: await slackManifest({ url, socket: false }),
      stderr: '',
    });
    const refused = await run(process.execPath, [cli, 'package', 'slack', 'now']).catch(
      (error: unknown) => error,
    );
    expect(refused).to.include({ code: 2 });
  });

  const asked: [string, Parameters<typeof slackManifest>[0], RegExp][] = [
    ['nothing is said', { url: undefined, socket: false }, /write --url https:.* or --socket/],
    ['both are', { url: 'https://x.example.com', socket: true }, /write either --url or --socket/],
    [
      'the address is in clear',
      { url: 'http://x.example.com', socket: false },
      /cannot reach "http:.*write an address/,
    ],
    ['the address is none', { url: 'signpost', socket: false }, /cannot reach "signpost"/],
    ['the address has a query', { url: 'https://x.example.com/?a', socket: false }, /cannot reach/],
  ];
  for (const [when, options, sentence] of asked) {
    it(`says which options to write when ${when}`, async () => {
      const error = await rejectionOf(slackManifest(options));
      expect(error).to.include({ name: 'SignpostError', code: 'usage' });
      expect(error.message).to.match(sentence);
    });
  }
});

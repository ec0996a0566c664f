import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { packageTeamsApp } from '../../../src/channels/teams/package-app.ts';
import { choiceLabel } from '../../../src/conversation/choice-label.ts';
import type { Verb } from '../../../src/conversation/reply.ts';
import type { Locale } from '../../../src/i18n/locale.ts';
import { locales } from '../../../src/i18n/locales.ts';
import { type Png, readPng } from '../../support/read-png.ts';
import { readZip } from '../../support/read-zip.ts';
import { APP_ID } from '../../support/teams-tokens.ts';

type Schema = NonNullable<Parameters<typeof AppManifestUtils.validateAgainstSchema>[1]>;

const COMMANDS: readonly Verb[] = ['help', 'status', 'start-over', 'person', 'language'];

describe('the Teams app package', () => {
  let folder: string;
  let files: Map<string, Buffer>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signpost-package-'));
    const output = join(folder, 'signpost-teams.zip');
    const path = await packageTeamsApp({
      appId: APP_ID.toUpperCase(),
      host: 'helpdesk.contoso.com',
      output,
    });
    expect(path).to.equal(output);
    files = await readZip(path);
  });
  after(() => rm(folder, { recursive: true }));

  function json(name: string): Record<string, unknown> {
    return JSON.parse(files.get(name)?.toString('utf8') ?? 'null');
  }

  it('contains what Teams requires, and nothing else', () => {
    expect([...files.keys()]).to.have.members([
      'manifest.json',
      'zh-CN.json',
      'color.png',
      'outline.png',
    ]);
  });

  it('has a manifest that validates against its schema, with every placeholder filled', async () => {
    const manifest = json('manifest.json');
    expect(files.get('manifest.json')?.toString('utf8')).not.to.contain('{{');
    expect(manifest).to.have.nested.property('bots[0].botId', APP_ID);
    const schema = await shippedSchema('MicrosoftTeams.schema.json');
    expect(await AppManifestUtils.validateAgainstSchema(Object(manifest), schema)).to.deep.equal(
      [],
    );
    const wrong = Object({ ...manifest, accentColor: 'teal' });
    expect(await AppManifestUtils.validateAgainstSchema(wrong, schema)).not.to.deep.equal([]);
  });

  it('lets people attach files in their chat with the bot', () => {
    const [bot] = Object(json('manifest.json')).bots;
    expect(bot).to.include({ supportsFiles: true });
    expect(bot.scopes).to.include('personal');
  });

  it('has Chinese strings that validate against their schema', async () => {
    const { $schema: _draft4, ...schema } = await shippedSchema(
      'MicrosoftTeams.Localization.schema.json',
    );
    // Some of its patterns are regular expressions only without the u flag.
    const validate = new Ajv({
      strict: false,
      unicodeRegExp: false,
      validateFormats: false,
    }).compile(schema);
    expect(validate(json('zh-CN.json')), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...json('zh-CN.json'), 'bots[0].name': '' })).to.equal(false);
  });

  it('takes its version from package.json', async () => {
    const about = JSON.parse(
      await readFile(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
    );
    expect(json('manifest.json').version).to.equal(about.version);
  });

  for (const locale of locales()) {
    it(`offers commands with the same wording as the buttons (${locale})`, () => {
      const labels = COMMANDS.map((verb) =>
        choiceLabel({ verb, value: null, label: null }, locale),
      );
      expect(commandTitles(locale)).to.deep.equal([...labels, ...labels]);
    });
  }

  it('offers searches and a ticket from a message, labeled in both languages', () => {
    const [{ botId, commands }] = Object(json('manifest.json')).composeExtensions;
    const strings = json('zh-CN.json');
    expect(botId).to.equal(APP_ID);
    const offered = commands.map(({ id, type, context }: Record<string, unknown>) => [
      id,
      type,
      context,
    ]);
    expect(offered).to.deep.equal([
      ['lookup', 'query', ['compose', 'commandBox']],
      ['tickets', 'query', ['compose', 'commandBox']],
      ['create-ticket', 'action', ['message']],
    ]);
    for (const [n, { parameters = [] }] of commands.entries()) {
      const place = `composeExtensions[0].commands[${n}]`;
      const words = [`${place}.title`, `${place}.description`];
      if (parameters.length > 0)
        words.push(`${place}.parameters[0].title`, `${place}.parameters[0].description`);
      for (const key of words) expect(strings[key], key).to.match(/\p{Script=Han}/u);
    }
  });

  it('has a color icon of 192 pixels and a transparent one with a white outline of 32', () => {
    const color = picture('color.png');
    const outline = picture('outline.png');
    expect([color.width, color.height]).to.deep.equal([192, 192]);
    expect([outline.width, outline.height]).to.deep.equal([32, 32]);
    const inked = outline.pixels.filter(([, , , alpha]) => alpha > 0);
    expect(inked.length).to.be.within(50, 600);
    expect(
      inked.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255),
    ).to.equal(true);
  });

  function picture(name: string): Png {
    return readPng(files.get(name) ?? Buffer.alloc(0));
  }

  function commandTitles(locale: Locale): unknown[] {
    const { bots } = Object(json('manifest.json'));
    const strings = json('zh-CN.json');
    return bots[0].commandLists.flatMap((list: { commands: { title: string }[] }, at: number) =>
      list.commands.map(({ title }, n) =>
        locale === 'en' ? title : strings[`bots[0].commandLists[${at}].commands[${n}].title`],
      ),
    );
  }
});

describe('packaging the Teams app', () => {
  const asked: [string, Parameters<typeof packageTeamsApp>[0], string][] = [
    ['no app id', { appId: undefined, output: 'x.zip' }, 'The app id is missing; write --app-id'],
    [
      'an app id that is none',
      { appId: 'signpost', output: 'x.zip' },
      '"signpost" is not an app id; copy the GUID',
    ],
    [
      'a host that is none',
      { appId: APP_ID, host: 'https://x', output: 'x.zip' },
      '"https://x" is not a host name',
    ],
    [
      'a folder that is not there',
      { appId: APP_ID, output: '/no/such/folder/x.zip' },
      'cannot be written; write --out',
    ],
  ];
  for (const [name, options, sentence] of asked) {
    it(`explains what to do when given ${name}`, async () => {
      const error = await packageTeamsApp(options).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error).and.have.property('message').that.contains(sentence);
    });
  }
});

/** The schemas come with Microsoft's package, which would fetch them otherwise. */
async function shippedSchema(name: string): Promise<Schema> {
  const folder = '../../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25';
  const text = await readFile(resolve(import.meta.dirname, folder, name), 'utf8');
  // One pattern in it is no valid regular expression to Node: `\a` is the bell.
  return JSON.parse(text.replaceAll('\\a', '\\x07'));
}

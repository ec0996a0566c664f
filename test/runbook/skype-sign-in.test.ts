import { resolve } from 'node:path';
import { expect } from 'chai';
import { locales } from '../../src/i18n/locales.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import type { Cause, Runbook, Stage } from '../../src/runbook/runbook.ts';

/**
 * Symptoms with their causes and the audience of each stage, in the document's order: 8 common
 * causes, then 6 error rows.
 */
const STORY = {
  'trust-dialog': ['server-not-yet-trusted: user', 'domain-not-in-trust-list: admin'],
  'mistyped-credentials': ['mistyped: user'],
  'forgotten-password': ['password-forgotten: admin'],
  'not-licensed': ['no-license: admin'],
  'wrong-version': ['client-incompatible: user'],
  'personal-certificate': ['outdated-sign-in-data: user', 'damaged-credentials: user, user, admin'],
  'dns-propagation': ['dns-still-spreading: admin, user'],
  'clock-skew': ['clock-out-of-sync: admin'],
  'address-not-found': ['sign-in-assistant-blocked: admin'],
  'server-unavailable': ['dns-record-missing: admin', 'adfs-certificate-self-signed: admin'],
  'sip-disabled': ['left-over-from-old-server: admin'],
};

/**
 * Each procedure of the document: its anchor, the cause it mends, and how many steps each stage has
 * at least.
 */
const PROCEDURES = [
  ['add-a-firewall-entry-for-msoidsvcexe-to-your-proxy-server', 'sign-in-assistant-blocked', [4]],
  ['update-dns-settings', 'dns-record-missing', [1]],
  [
    'install-a-third-party-ssl-certificate-on-your-adfs-server',
    'adfs-certificate-self-signed',
    [2],
  ],
  ['update-security-credentials', 'damaged-credentials', [4, 4, 4]],
  ['modify-trustmodeldata-registry-keys', 'domain-not-in-trust-list', [1]],
  ['update-user-settings-in-active-directory', 'left-over-from-old-server', [2]],
] as const;

const COMMON = 'check-for-common-causes-of-skype-for-business-online-sign-in-errors';
const SPECIFIC = 'follow-resolution-steps-for-a-specific-error-enterprise-only';

/** Every address the document links to, and in which stage or guide. */
const LINKS = {
  'kbid=816042': 'clock-out-of-sync',
  'kbid=2409256': 'sign-in-assistant-blocked',
  'kbid=2566790': 'dns-record-missing',
  'kbid=2531068': 'domain-not-in-trust-list',
  'kbid=2541980': 'last-resort',
  hh967642: 'left-over-from-old-server',
  'eaf6602b-95e0-4c27-869f-36017475806c': 'logs',
  'ddf1f52f-24a1-4675-abe0-141052c88b72': 'mosdal',
  '/set-up-skype-for-business-online/set-up-skype-for-business-online': 'last-resort',
  'let-skype-for-business-users-add-skype-contacts': 'last-resort',
};

describe('Skype sign-in runbook', () => {
  let runbook: Runbook;

  before(async () => {
    const runbooks = await loadRunbooks(resolve(import.meta.dirname, '../../dialogs'));
    const found = runbooks.find(({ id }) => id === 'skype-sign-in');
    if (found === undefined) throw new Error('There is no runbook "skype-sign-in".');
    runbook = found;
  });

  it('covers the whole document: symptoms, causes and stages in the same order', () => {
    const told = runbook.symptoms.map(({ id, causes }) => [
      id,
      causes.map((each) => `${each}: ${audiences(each)}`),
    ]);
    expect(told).to.deep.equal(Object.entries(STORY));
    const used = runbook.symptoms.flatMap(({ causes }) => causes);
    expect(runbook.causes.map(({ id }) => id)).to.deep.equal(used);
  });

  it('has the 8 common causes and the 6 rows of specific errors', () => {
    const from = (anchor: string) =>
      runbook.causes.filter(({ source }) => source.place?.anchor === anchor);
    expect(from(COMMON)).to.have.length(8);
    expect(from(SPECIFIC)).to.have.length(6);
  });

  it('shows the specific errors to enterprise plans only, with the conditions named in their rows', () => {
    const conditions = (id: string) =>
      cause(id).when.map(({ fact, is }) => `${fact}: ${is.join(', ')}`);
    for (const each of runbook.causes) {
      const enterprise = each.when.some(
        ({ fact, is }) => fact === 'plan' && is.join() === 'enterprise',
      );
      expect(enterprise, each.id).to.equal(each.source.place?.anchor === SPECIFIC);
    }
    expect(conditions('dns-record-missing')).to.deep.equal([
      'plan: enterprise',
      'custom-domain: yes',
    ]);
    expect(conditions('adfs-certificate-self-signed')).to.deep.equal([
      'plan: enterprise',
      'single-sign-on: adfs',
    ]);
    expect(conditions('dns-still-spreading')).to.deep.equal([]);
  });

  it('sends small business plans straight to collecting evidence, as the document does', () => {
    expect(runbook.lastResort.when).to.deep.equal([{ fact: 'plan', is: ['enterprise'] }]);
  });

  it('asks only for facts a requester can know', () => {
    const facts = runbook.facts.map(({ id, options }) => [
      id,
      ...options.map((option) => option.id),
    ]);
    expect(facts).to.deep.equal([
      ['plan', 'enterprise', 'small-business'],
      ['custom-domain', 'yes', 'no'],
      ['single-sign-on', 'adfs', 'none'],
    ]);
    expect(runbook.facts.every(({ askable, help }) => askable && help !== null)).to.equal(true);
  });

  for (const [anchor, id, steps] of PROCEDURES) {
    it(`contains the complete procedure "${anchor}"`, () => {
      const { fix } = cause(id);
      expect(fix.source.place?.anchor).to.equal(anchor);
      expect(fix.stages).to.have.length(steps.length);
      fix.stages.forEach((stage, index) => {
        expect(stage.steps.length).to.be.at.least(steps[index] ?? 0);
      });
    });
  }

  it('retries the sign-in after each of the three stages of the credentials procedure', () => {
    expect(cause('damaged-credentials').fix.stages.map(({ id }) => id)).to.deep.equal([
      'renew-certificate',
      'remove-stored-credentials',
      'delete-rsa-folder',
    ]);
  });

  it('has the table of application entries, identical in both languages', () => {
    const rows = stage('sign-in-assistant-blocked').table?.rows ?? [];
    for (const locale of locales()) {
      expect(rows.map((cells) => cells.map((cell) => cell[locale]))).to.deep.equal([
        ['msoidsvc', 'Disable', '0'],
        ['msoidsvc', 'DisableEx', '0'],
      ]);
    }
  });

  for (const [part, place] of Object.entries(LINKS)) {
    it(`links to ${part} only from ${place}`, () => {
      const found = [...places()].filter(([, links]) =>
        links.some(({ url }) => url.endsWith(part) || url.includes(`/${part}`)),
      );
      expect(found.map(([id]) => id)).to.deep.equal([place]);
    });
  }

  it('links only to https addresses', () => {
    const urls = [
      runbook.document.url,
      ...[...places()].flatMap(([, links]) => links.map(({ url }) => url)),
    ];
    expect(urls.filter((url) => !url.startsWith('https://'))).to.deep.equal([]);
  });

  it('warns to append to TrustModelData instead of replacing it', () => {
    const warnings = stage('domain-not-in-trust-list').notes.filter(
      ({ tone }) => tone === 'warning',
    );
    expect(warnings.map(({ text }) => text.en).join()).to.match(/append.*do not replace/i);
    expect(warnings.map(({ text }) => text['zh-CN']).join()).to.match(/追加.*不要替换/);
  });

  it('says that another web gateway takes the settings of step 4', () => {
    expect(
      stage('sign-in-assistant-blocked')
        .notes.map(({ text }) => text.en)
        .join(),
    ).to.match(/gateway.*step 4/);
    expect(
      stage('sign-in-assistant-blocked')
        .notes.map(({ text }) => text['zh-CN'])
        .join(),
    ).to.match(/网关.*第 4 步/);
  });

  it('corrects the CNAME value and shows the value in the document', () => {
    const { errata, table } = stage('dns-record-missing');
    expect(errata).to.include('cname-value');
    expect(table?.rows[0]?.map((cell) => cell.en)).to.deep.equal([
      'CNAME',
      'sip',
      'sipdir.online.lync.com',
    ]);
    expect(runbook.errata.find(({ id }) => id === 'cname-value')).to.deep.include({
      documentSays: 'sipdir.online.microsoft.com',
      correct: 'sipdir.online.lync.com',
    });
  });

  it('shows errors that exist only in the Chinese edition to readers of that edition alone', () => {
    const ofOne = runbook.errata.filter(({ reason }) =>
      locales().some((locale) => reason[locale] === undefined),
    );
    expect(ofOne.map(({ id, reason }) => [id, ...Object.keys(reason)])).to.deep.equal([
      ['key-name', 'zh-CN'],
      ['registry-path', 'zh-CN'],
      ['attribute-name', 'zh-CN'],
    ]);
  });

  it('never uses a value in a step that an erratum marks as wrong', () => {
    const texts = stages().flatMap(({ steps, table }) => [...steps, ...(table?.rows.flat() ?? [])]);
    for (const { documentSays } of runbook.errata) {
      expect(
        texts.filter((text) => locales().some((locale) => text[locale].includes(documentSays))),
      ).to.deep.equal([]);
    }
  });

  it('gives the locations of logs and events and the commands to export them', () => {
    const guides = new Map(runbook.collection.map((guide) => [guide.id, guide]));
    expect([...guides.keys()]).to.deep.equal(['logs', 'events', 'mosdal']);
    for (const locale of locales()) {
      const steps = (id: string) =>
        guides
          .get(id)
          ?.steps.map((step) => step[locale])
          .join('\n');
      expect(steps('logs')).to.contain('%LocalAppData%\\Microsoft\\Office\\16.0\\Lync\\Tracing');
      expect(steps('logs')).to.contain('UccApilog');
      expect(steps('events')).to.contain('eventvwr.msc');
    }
    expect(guides.get('logs')?.command).to.contain('Tracing');
    expect(guides.get('events')?.command).to.match(/^wevtutil qe Application .*\/f:xml/);
  });

  it('recognises the names that people, the client and the document use for each symptom, in both languages', () => {
    for (const { id, recognise } of runbook.symptoms) {
      for (const locale of locales())
        expect(recognise[locale].length, `${id} ${locale}`).to.be.at.least(10);
    }
    expect(runbook.symptoms.find(({ id }) => id === 'clock-skew')?.codes).to.include('0xCAA20003');
  });

  it('follows Chinese typography: Han characters, full-width stops, spaces around Latin words', () => {
    const texts = stages().flatMap(({ title, why, steps, notes }) => [
      title,
      why,
      ...steps,
      ...notes.map(({ text }) => text),
    ]);
    for (const { 'zh-CN': text } of texts) {
      expect(text).to.match(/\p{Script=Han}/u);
      const plain = text.replace(/`[^`]*`/g, '');
      expect(plain, 'half-width punctuation').not.to.match(
        /\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}/u,
      );
      expect(plain, 'no blank between scripts').not.to.match(
        /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u,
      );
    }
  });

  function* places(): Iterable<readonly [string, readonly { readonly url: string }[]]> {
    for (const { id, fix } of runbook.causes) yield [id, fix.stages.flatMap(({ links }) => links)];
    yield ['last-resort', runbook.lastResort.fix.stages.flatMap(({ links }) => links)];
    for (const { id, links } of runbook.collection) yield [id, links];
  }

  function stages(): readonly Stage[] {
    return [...runbook.causes.map(({ fix }) => fix), runbook.lastResort.fix].flatMap(
      ({ stages: all }) => all,
    );
  }

  function stage(id: string): Stage {
    const [only, ...more] = cause(id).fix.stages;
    if (only === undefined || more.length > 0)
      throw new Error(`The fix of ${id} is not one stage.`);
    return only;
  }

  function cause(id: string): Cause {
    const found = runbook.causes.find((each) => each.id === id);
    if (found === undefined) throw new Error(`There is no cause "${id}".`);
    return found;
  }

  function audiences(id: string): string {
    return cause(id)
      .fix.stages.map(({ audience }) => audience)
      .join(', ');
  }
});

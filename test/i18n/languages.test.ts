import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { formatProblem } from '../../src/diagnostics/problem.ts';
import { loadLanguages, readLanguages } from '../../src/i18n/languages.ts';
import {
  inSentence,
  languageChoice,
  localeFor,
  locales,
  localeWrittenIn,
} from '../../src/i18n/locales.ts';
import { readLocaleFile } from '../../src/i18n/read-locale-file.ts';
import { translate } from '../../src/i18n/words.ts';

const ENGLISH = resolve(import.meta.dirname, '../../src/i18n/en');

describe('the folder of a language', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signpost-languages-'));
    cpSync(ENGLISH, join(folder, 'de'), { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    loadLanguages(null);
  });

  /** Replaces the only occurrence of a text in a file of the language. */
  function change(file: string, before: string, after: string): void {
    const path = join(folder, 'de', file);
    const text = readFileSync(path, 'utf8');
    expect(text.split(before)).to.have.lengthOf(2);
    writeFileSync(path, text.replace(before, after));
  }

  function problems(): string[] {
    return readLanguages(folder).problems.map((problem) =>
      formatProblem(problem).replace(`${folder}/`, ''),
    );
  }

  it('adds a language beside the built-in ones, with the default first', () => {
    change('requester.json', '"That fixed it"', '"Das hat geholfen"');
    loadLanguages(folder);
    const german = localeFor('de-AT');
    if (german === undefined) throw new Error('German is not loaded');
    expect(locales()).to.deep.equal(['en', 'de', 'zh-CN']);
    expect(translate(german, 'choice.fixed')).to.equal('Das hat geholfen');
    expect(translate('en', 'choice.fixed')).to.equal('That fixed it');
  });

  it('shows a person the default language if theirs is not loaded any more', () => {
    loadLanguages(folder);
    const german = localeFor('de');
    if (german === undefined) throw new Error('German is not loaded');
    loadLanguages(null);
    expect(translate(german, 'choice.fixed')).to.equal('That fixed it');
  });

  it('reports a missing key at the key that should hold it', () => {
    change('requester.json', '    "pick": "That\'s the one",\n', '');
    expect(problems()).to.deep.equal([
      'de/requester.json:2:3: "pick" is missing\n    "choice": {\n    ^^^^^^^^',
    ]);
  });

  it('reports a key that the default language does not have', () => {
    change('agent.json', '"claim": "Claim"', '"claim": "Claim", "grab": "Grab"');
    expect(problems()).to.deep.equal([
      'de/agent.json:3:23: unknown key "grab"\n      "claim": "Claim", "grab": "Grab",\n                        ^^^^^^',
    ]);
  });

  it('reports a key that is there twice', () => {
    change('agent.json', '"claim": "Claim"', '"claim": "Claim", "claim": "Grab"');
    expect(problems()[0]).to.match(/^de\/agent\.json:3:23: "claim" stands here twice/);
  });

  it('reports a placeholder that is missing, that is another, or that is written wrongly', () => {
    const wrong = [
      ['{{name}}: {{problem}}', '{{problem}}', /\{\{name\}\} is missing in this text/],
      ['{{name}}: {{problem}}', '{{name}}: {{fault}}', /no value for \{\{fault\}\} here/],
      ['{{name}}: {{problem}}', '{name}: {{problem}}', /write a placeholder as \{\{name\}\}/],
    ] as const;
    for (const [before, after, message] of wrong) {
      change('requester.json', before, after);
      expect(problems()).to.have.lengthOf(1);
      expect(problems()[0])
        .to.match(/^de\/requester\.json:\d+:13: /)
        .and.match(message);
      change('requester.json', `"line": "${after}"`, `"line": "${before}"`);
    }
  });

  it('lets one form of a plural do without the number', () => {
    change('requester.json', '"stars_one": "{{count}} star"', '"stars_one": "a star"');
    expect(problems()).to.deep.equal([]);
  });

  it('reports each plural form that a language needs and does not have', () => {
    cpSync(ENGLISH, join(folder, 'pl'), { recursive: true });
    const about = problems().filter((line) => line.includes('stars_'));
    expect(about.map((line) => line.split('\n')[0])).to.deep.equal([
      'pl/requester.json:2:3: "stars_few" is missing',
      'pl/requester.json:2:3: "stars_many" is missing',
    ]);
  });

  it('reports a missing file, an unknown file, broken JSON and a folder that is no tag', () => {
    rmSync(join(folder, 'de/agent.json'));
    writeFileSync(join(folder, 'de/agents.json'), '{}');
    change('locale.json', '"direction": "ltr"', '"direction": ltr"');
    mkdirSync(join(folder, 'German language'));
    const all = problems().join('\n\n');
    expect(all).to.include('de/agent.json:1:1: this file is missing');
    expect(all).to.include('de/agents.json:1:1: this file would be ignored');
    expect(all).to.include('de/locale.json:4:16: this is not valid JSON from here on');
    expect(all).to.include('German language:1:1: name the folder by the tag');
  });

  it('reports a setting that is wrong, unknown or missing', () => {
    change('locale.json', '"direction": "ltr"', '"direction": "up"');
    change('locale.json', '"scripts": []', '"scripts": ["Latein"]');
    change('locale.json', '"shortName"', '"shortname"');
    const all = problems().map((line) => line.split('\n')[0]);
    expect(all.join('\n')).to.match(/de\/locale\.json:4:16: invalid option/);
    expect(all.join('\n')).to.include('this is not the name of a script');
    expect(all.join('\n')).to.include('unknown key "shortname"');
  });

  it('refuses to load a language with problems and keeps the ones that are loaded', () => {
    change('requester.json', '"That fixed it"', '""');
    expect(() => loadLanguages(folder)).to.throw(/this text is empty[\s\S]*1 problem in the lang/);
    expect(locales()).to.deep.equal(['en', 'zh-CN']);
  });

  it('reads a file of its own kind with its schema, and points at what does not fit', () => {
    mkdirSync(join(folder, 'de/understood'), { recursive: true });
    const schema = z.strictObject({ yes: z.array(z.string().min(1)) });
    const path = 'understood/answers.json';
    writeFileSync(join(folder, 'de', path), '{ "yes": ["ja", "klar"] }');
    expect(readLocaleFile(join(folder, 'de'), path, schema)).to.deep.equal({
      value: { yes: ['ja', 'klar'] },
    });
    writeFileSync(join(folder, 'de', path), '{\n  "yes": ["ja", 7],\n  "no": []\n}');
    const read = readLocaleFile(join(folder, 'de'), path, schema);
    const places =
      'problems' in read ? read.problems.map(({ line, column }) => [line, column]) : [];
    expect(places).to.deep.equal([
      [2, 17],
      [3, 3],
    ]);
  });
});

describe('a list in a sentence', () => {
  it('reads as the language joins two items and more', () => {
    expect(inSentence([], 'and', 'en')).to.equal('');
    expect(inSentence(['a'], 'and', 'en')).to.equal('a');
    expect(inSentence(['a', 'b'], 'and', 'en')).to.equal('a and b');
    expect(inSentence(['a', 'b', 'c'], 'or', 'en')).to.equal('a, b, or c');
    expect(inSentence(['甲', '乙', '丙'], 'and', 'zh-CN')).to.equal('甲、乙和丙');
  });

  it('names the languages a person can write in, their own first', () => {
    expect(languageChoice('en')).to.equal('English or Chinese');
    expect(languageChoice('zh-CN')).to.equal('中文或英文');
  });
});

describe('the language of a text', () => {
  it('is the only loaded language that uses its script', () => {
    expect(localeWrittenIn('登录失败 error 53003')).to.equal('zh-CN');
    expect(localeWrittenIn('error 53003')).to.equal(undefined);
  });

  it('is unknown if two loaded languages share the script', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signpost-languages-'));
    try {
      cpSync(join(ENGLISH, '../zh-CN'), join(folder, 'zh-TW'), { recursive: true });
      loadLanguages(folder);
      expect(localeWrittenIn('登录失败')).to.equal(undefined);
    } finally {
      loadLanguages(null);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

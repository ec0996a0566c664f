import { expect } from 'chai';
import { choiceLabel } from '../../src/conversation/choice-label.ts';
import { type Choice, VERBS } from '../../src/conversation/reply.ts';
import { SignpostError } from '../../src/diagnostics/errors.ts';
import type { Words } from '../../src/i18n/language.ts';
import { locales } from '../../src/i18n/locales.ts';
import { translate, type WordKey, wordsOf } from '../../src/i18n/words.ts';

const PLACEHOLDER = /\{\{(\w+)[^}]*\}\}/g;
const PLURAL = /_(zero|one|two|few|many|other)$/;
/** The syntax of commands and the marks in stored text: neither is a sentence. */
const SYNTAX = /^(?:commands|masks)\./;
/** The name of a setting, which is the same in every language. */
const VARIABLE = /\b[A-Z]+_[A-Z_]+\b/g;
const HAN = /\p{Script=Han}/u;

describe('interface wording', () => {
  it('has the same keys in every language, with the plurals each language needs', () => {
    const english = Object.keys(leaves(wordsOf('en'))).map(withoutPlural);
    for (const locale of locales()) {
      const keys = Object.keys(leaves(wordsOf(locale)));
      expect([...new Set(keys.map(withoutPlural))], locale).to.deep.equal([...new Set(english)]);
      const plurals = keys.filter((key) => PLURAL.test(key)).map(withoutPlural);
      const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      for (const key of plurals) {
        for (const category of needed) expect(keys, locale).to.include(`${key}_${category}`);
      }
    }
  });

  it('has the same placeholders in every language', () => {
    const english = placeholders('en');
    for (const locale of locales()) {
      for (const [key, names] of Object.entries(placeholders(locale))) {
        // A singular may say "this file" where the plural counts.
        expect(english[key] ?? [], `${key} in ${locale}`).to.include.members(names);
        expect(names, `${key} in ${locale}`).to.include.members(english[key] ?? []);
      }
    }
  });

  it('uses the script of its language, full-width punctuation and spaces around Latin words', () => {
    for (const [key, text] of Object.entries(leaves(wordsOf('zh-CN')))) {
      if (!HAN.test(text) || SYNTAX.test(key)) continue;
      expect(text, key).not.to.match(/\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}/u);
      expect(text, key).not.to.match(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    }
    for (const [key, text] of Object.entries(leaves(wordsOf('en')))) {
      expect(text, key).not.to.match(HAN);
    }
  });

  it('contains no markup, so that it reads the same everywhere', () => {
    for (const locale of locales()) {
      for (const [key, text] of Object.entries(leaves(wordsOf(locale)))) {
        if (SYNTAX.test(key)) continue;
        const prose = text.replace(VARIABLE, '');
        expect(prose, `${key} in ${locale}`).not.to.match(/[*_`<>[\]#~|]|\$\{|^\s|\d\.\s/);
      }
    }
  });

  it('selects the plural by the number', () => {
    expect(translate('en', 'text.and-more', { count: 1 })).to.equal('… and 1 more');
    expect(translate('en', 'notice.files-noted', { count: 1 })).to.include('this file to');
    expect(translate('en', 'notice.files-noted', { count: 3 })).to.include('3 files');
    expect(translate('zh-CN', 'notice.files-noted', { count: 1 })).to.include('1 个文件');
  });

  it('inserts values literally, including text that looks like a placeholder or markup', () => {
    const title = '{{percent}} $t(choice.fixed) ${x} $& <b>**';
    expect(translate('en', 'card.review.sure', { title, percent: 92 })).to.equal(
      `${title} (92% sure)`,
    );
  });

  it('throws for a missing key or placeholder value instead of showing it to a person', () => {
    const unknown = 'card.nothing' as WordKey;
    expect(() => translate('en', unknown))
      .to.throw(SignpostError, /no words for "card.nothing"/)
      .with.property('code', 'card');
    expect(() => translate('zh-CN', 'problem.too-long'))
      .to.throw(SignpostError, /need a value for {{limit/)
      .with.property('code', 'card');
    expect(() => translate('en', 'outcome' as WordKey)).to.throw(SignpostError, /several words/);
  });
});

describe('choice label', () => {
  it('exists for every verb in every language and is unique', () => {
    for (const locale of locales()) {
      const labels = VERBS.map((verb) => choiceLabel(choice(verb), locale));
      expect(labels.filter((label) => label.trim() === '')).to.deep.equal([]);
      expect(new Set(labels.map((label) => label.toLowerCase())).size, locale).to.equal(
        VERBS.length,
      );
    }
  });

  it('uses the wording of the runbook if there is one', () => {
    expect(
      choiceLabel(
        { verb: 'answer', value: 'plan/enterprise', label: 'Enterprise (Plan E)' },
        'zh-CN',
      ),
    ).to.equal('Enterprise (Plan E)');
  });

  it('says "not sure" for the unknown answer and names a language in that language', () => {
    expect(choiceLabel(choice('answer', 'plan/unknown'), 'en')).to.equal('Not sure');
    expect(choiceLabel(choice('answer', 'plan/unknown'), 'zh-CN')).to.equal('不确定');
    for (const locale of locales()) {
      expect(choiceLabel(choice('language', 'zh-CN'), locale)).to.equal('简体中文');
      expect(choiceLabel(choice('language', 'en'), locale)).to.equal('English');
    }
  });
});

function choice(verb: Choice['verb'], value: string | null = null): Choice {
  return { verb, value, label: null };
}

function withoutPlural(key: string): string {
  return key.replace(PLURAL, '');
}

function leaves(words: Words, path = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found[path + key] = value;
    else Object.assign(found, leaves(value, `${path}${key}.`));
  }
  return found;
}

/** Names of the placeholders by key; the forms of a plural count as one key. */
function placeholders(locale: 'en' | 'zh-CN'): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [key, text] of Object.entries(leaves(wordsOf(locale)))) {
    const names = [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);
    const plain = withoutPlural(key);
    found[plain] = [...new Set([...(found[plain] ?? []), ...names])];
  }
  return found;
}

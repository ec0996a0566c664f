import { expect } from 'chai';
import { locales } from '../../src/i18n/locales.ts';
import { shownMasks, withShownMasks } from '../../src/i18n/shown-masks.ts';
import { WITHHELD_MARK } from '../../src/i18n/stored-marks.ts';
import { translate, wordsOf } from '../../src/i18n/words.ts';
import { RULES } from '../../src/redaction/rules/rules.ts';

describe('mark of a masked secret', () => {
  it('appears in the language of the reader', () => {
    const stored = '密码是 [masked: password]，密钥 [masked: recovery key]';
    expect(shownMasks(stored, 'zh-CN')).to.equal(
      '密码是 〔已遮盖：密码〕，密钥 〔已遮盖：恢复密钥〕',
    );
    expect(shownMasks(stored, 'en')).to.equal(stored);
  });

  it('has wording in every language for each kind of secret that is masked', () => {
    const kinds = [...new Set(RULES.map((rule) => rule.kind))].sort();
    for (const locale of locales()) {
      const { masks = {} } = wordsOf(locale);
      const named = typeof masks === 'object' ? masks.kind : undefined;
      expect(Object.keys(named ?? {}).sort(), locale).to.deep.equal(kinds);
    }
  });

  it('reads in the default language as it is stored', () => {
    for (const { kind } of RULES) {
      const shown = translate('en', `masks.kind.${kind}`);
      expect(translate('en', 'masks.masked', { kind: shown })).to.equal(`[masked: ${kind}]`);
    }
    expect(translate('en', 'masks.withheld')).to.equal(WITHHELD_MARK);
  });

  it('remains unchanged if a person made up the kind of secret', () => {
    expect(shownMasks('[masked: sandwich] [masked: constructor]', 'zh-CN')).to.equal(
      '[masked: sandwich] [masked: constructor]',
    );
  });

  it('translates the marks in every field of a ticket', () => {
    const ticket = {
      report: { text: 'pwd "[masked: password]"' },
      notes: ['[masked: key]', 7, null],
    };
    expect(withShownMasks(ticket, 'zh-CN')).to.deep.equal({
      report: { text: 'pwd "〔已遮盖：密码〕"' },
      notes: ['〔已遮盖：密钥〕', 7, null],
    });
    expect(withShownMasks(ticket, 'en')).to.equal(ticket);
  });
});

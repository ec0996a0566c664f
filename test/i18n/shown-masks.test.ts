import { expect } from 'chai';
import { CHINESE_KINDS, shownMasks, withShownMasks } from '../../src/i18n/shown-masks.ts';
import { RULES } from '../../src/redaction/rules/rules.ts';

describe('mark of a masked secret', () => {
  it('appears in the language of the reader', () => {
    const stored = '密码是 [masked: password]，密钥 [masked: recovery key]';
    expect(shownMasks(stored, 'zh-CN')).to.equal(
      '密码是 〔已遮盖：密码〕，密钥 〔已遮盖：恢复密钥〕',
    );
    expect(shownMasks(stored, 'en')).to.equal(stored);
  });

  it('has Chinese wording for each kind of secret that is masked', () => {
    for (const kind of new Set(RULES.map((rule) => rule.kind)))
      expect(CHINESE_KINDS[kind], kind).to.be.a('string');
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

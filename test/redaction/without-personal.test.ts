import { expect } from 'chai';
import { withoutPersonal } from '../../src/redaction/without-personal.ts';

describe('text without personal data', () => {
  for (const [written, kept] of [
    ['mail ada.b+x@contoso.co.uk, please', 'mail [address], please'],
    ['邮箱 ada@contoso.com 打不开', '邮箱 [address] 打不开'],
    ['see https://contoso.com/u/ada?x=1 now', 'see [address] now'],
    ['open www.contoso.com/ada', 'open [address]'],
    ['on \\\\fs01\\home\\ada the file', 'on [address] the file'],
    ['C:\\Users\\ada\\x.pst is gone', '[address] is gone'],
    ['/home/ada/.config is gone', '[address] is gone'],
    ['ask <@U0ADA> or @ben', 'ask [address] or [address]'],
    ['host 10.20.30.40 and 00:1A:2B:3C:4D:5E', 'host [address] and [address]'],
    ['call +49 30 1234 5678 today', 'call [address] today'],
    ['call (030) 1234-5678', 'call [address]'],
  ] as const) {
    it(`masks the address in "${written}"`, () => {
      expect(withoutPersonal(written, null)).to.equal(kept);
    });
  }

  for (const text of [
    'Error 0x800CCC0E in Windows 11 since 2026-11-22',
    'Outlook 16.0.17928 stops at 50%',
    'and/or 24/7, see page 3',
  ]) {
    it(`leaves "${text}" as it is`, () => {
      expect(withoutPersonal(text, 'Ann Smith')).to.equal(text);
    });
  }

  it('masks the name of the person, and its parts if they are capitalized', () => {
    expect(withoutPersonal('Will Page here, or will page.', 'Will Page')).to.equal(
      '[name] here, or [name].',
    );
    expect(withoutPersonal('Regards, Will. It will print no page.', 'Will Page')).to.equal(
      'Regards, [name]. It will print no page.',
    );
    expect(withoutPersonal('我是张伟，打印机坏了', '张伟')).to.equal('我是[name]，打印机坏了');
    expect(withoutPersonal("O'Brien (IT) says", "O'Brien (IT)")).to.equal('[name] says');
  });

  it('takes a time that is linear in the length of the text', () => {
    for (const part of ['a', '1', '1 ', '@', 'a.', '\\\\', '/', '<', '1.'])
      expect(withoutPersonal(part.repeat(100_000), 'Ada').length).to.be.greaterThan(0);
  });
});

import { expect } from 'chai';
import {
  languagesSpoken,
  unspokenByScript,
  unspokenLanguage,
} from '../../src/i18n/other-languages.ts';

/** A report in each language that there is a sentence in. */
const REPORTS: Readonly<Record<string, string>> = {
  ar: 'الطابعة لا تعمل',
  de: 'ich kann mich seit heute nicht anmelden',
  el: 'ο εκτυπωτής δεν λειτουργεί',
  es: 'no puedo iniciar sesión en mi ordenador',
  fi: 'en voi kirjautua sisään koneelle',
  fr: 'je ne peux pas me connecter depuis hier',
  he: 'המדפסת לא עובדת',
  hi: 'प्रिंटर काम नहीं कर रहा',
  hu: 'a nyomtató nem működik ma',
  it: 'la stampante non funziona da ieri',
  ja: 'プリンターが動きません',
  ko: '프린터가 안 돼요',
  nl: 'het scherm blijft zwart vandaag',
  no: 'jeg kan ikke logge inn i dag',
  pl: 'nie mogę się zalogować od wczoraj',
  pt: 'não consigo entrar no computador',
  ro: 'nu pot să mă conectez la rețea',
  ru: 'принтер не работает',
  sv: 'jag kan inte logga in på datorn',
  th: 'เครื่องพิมพ์ไม่ทำงาน',
  tr: 'şifremi unuttum giriş yapamıyorum',
  uk: 'не можу увійти, помилка її не зникає',
};

describe('language that is not spoken', () => {
  for (const [language, report] of Object.entries(REPORTS)) {
    it(`is recognised in "${report}", and answered in its own words (${language})`, () => {
      expect(unspokenLanguage(report)).to.equal(language);
      const sentence = languagesSpoken(language) ?? '';
      expect(sentence).not.to.contain('{{');
      const english = new Intl.DisplayNames(language, { type: 'language' }).of('en') ?? '';
      expect(sentence).to.contain(english);
    });
  }

  it('is never seen in English reports, however short', () => {
    for (const report of [
      'outlook broken again',
      'my chair squeaks',
      'citrix receiver grey',
      'badge reader beeps',
      'monitor flickers green',
      'heater makes noise',
      'mouse double clicks',
    ])
      expect(unspokenLanguage(report), report).to.equal(null);
  });

  it('is never seen in Chinese', () => {
    expect(unspokenLanguage('打印机坏了，一直没有反应')).to.equal(null);
  });

  it('takes three words, unless the script alone shows it', () => {
    expect(unspokenLanguage('Bildschirm schwarz')).to.equal(null);
    expect(unspokenLanguage('привет')).to.equal('ru');
    expect(unspokenByScript('Outlookが開けません')).to.equal('ja');
  });

  it('is not shown by a name within another text', () => {
    expect(unspokenByScript('The mail to Владимир came back')).to.equal(null);
  });

  it('has no sentence in a language that nobody wrote one for', () => {
    expect(languagesSpoken('eo')).to.equal(null);
  });
});

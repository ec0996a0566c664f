import { expect } from 'chai';
import { loadPageFiles } from '../../../../src/channels/web/render/page-files.ts';
import { languageOf } from '../../../../src/i18n/languages.ts';
import { locales } from '../../../../src/i18n/locales.ts';

describe('styles of the page for languages', () => {
  for (const locale of locales()) {
    const { hasItalics } = languageOf(locale);

    it(`${hasItalics ? 'leave italics to' : 'turn off italics in'} ${locale}, as its folder says`, () => {
      const styles = String(loadPageFiles().get('languages.css')?.body);
      const { language } = new Intl.Locale(locale);
      expect(styles.includes(`:lang(${language}) { font-style: normal`)).to.equal(!hasItalics);
    });
  }
});

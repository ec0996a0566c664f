import { resolve } from 'node:path';
import { expect } from 'chai';
import { collectWords, type KnownWords } from '../../src/learning/known-words.ts';
import { wordingsOf } from '../../src/learning/wording.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';

describe('wording taken from a report', () => {
  let words: KnownWords;
  before(async () => {
    const runbooks = await loadRunbooks(resolve(import.meta.dirname, '../fixtures/runbooks/whole'));
    words = collectWords(runbooks, ['my letters are grey', 'the toner smears']);
  });
  const first = (text: string) => wordingsOf(text, 'printing', words)[0];

  for (const [report, wording] of [
    ['My letters come out grey', 'My letters come out grey'],
    ['Hi Anna, the print is grey. I need it today! Thanks, Bob', 'the print is grey'],
    ['Hello, the print is grey, thanks', 'the print is grey'],
    ['The printer of Anna Smith is grey since Monday 12 May 2026', 'The printer is grey'],
    ['printer 4711 in room 12b shows E-4031 and grey pages', 'printer in room and grey pages'],
    ['THE PRINTER SMEARS TONER', 'the printer smears toner'],
    ['my printer [masked: password] smears for bob@contoso.com', 'my printer smears'],
    ['see \\\\fs01\\print\\bob, printed pages are grey', 'printed pages are grey'],
    ['Printer offline in OneDrive and SAP', 'Printer offline in OneDrive and SAP'],
    ['您好，打印出来的字发灰，谢谢！', '打印出来的字发灰'],
    ['自5月12日起打印出来的字发灰', '自起打印出来的字发灰'],
  ] as const) {
    it(`is "${wording}" for "${report}"`, () => {
      expect(first(report)).to.equal(wording);
    });
  }

  it('is a part of a long sentence, or else all of it', () => {
    const long =
      'after the people of the second floor moved the machine to the other corner, the printer smears, and the boss is not at all pleased';
    expect(wordingsOf(long, 'printing', words)).to.deep.equal(['the printer smears', long]);
  });

  for (const report of ['Hi Anna!', 'help', 'Bob', '4711', '谢谢', 'x'.repeat(300)]) {
    it(`does not exist for "${report.slice(0, 20)}"`, () => {
      expect(wordingsOf(report, 'printing', words)).to.deep.equal([]);
    });
  }
});

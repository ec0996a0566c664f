import { expect } from 'chai';
import { literal } from '../../../src/cards/shared/inline-markup.ts';
import {
  asMoment,
  hasMoment,
  momentMark,
  momentParts,
  momentsInWords,
  withoutMoments,
} from '../../../src/cards/shared/moment.ts';
import { validateCard } from '../../../src/cards/shared/validate-card.ts';

const AT = '2026-11-30T09:00:00Z';
const MARK = `{{DATE(${AT},SHORT)}} {{TIME(${AT})}}`;

describe('moment in the text of a card', () => {
  it('is the mark that Teams shows by the clock of the reader, in whole seconds', () => {
    expect(momentMark('2026-11-30T09:00:00.123Z')).to.equal(MARK);
    expect(momentMark('2026-11-30T10:00:00+01:00')).to.equal(MARK);
    expect(momentMark('soon')).to.equal('–');
  });

  it('is found among the words around it', () => {
    expect(momentParts(`by ${MARK} or ${MARK}`)).to.deep.equal([
      { text: 'by ' },
      { at: AT },
      { text: ' or ' },
      { at: AT },
    ]);
    expect(momentParts('')).to.deep.equal([]);
    expect(hasMoment(`by ${MARK}`)).to.equal(true);
    expect(hasMoment('by then')).to.equal(false);
  });

  it('names the zone where no host can show it by a clock', () => {
    expect(momentsInWords(`by ${MARK}.`, 'Europe/Berlin', 'en')).to.equal(
      'by Nov 30, 2026, 10:00 GMT+1.',
    );
    expect(momentsInWords(MARK, null, 'zh-CN')).to.equal('2026年11月30日 09:00（UTC）');
    expect(asMoment(AT, 'Mars/Olympus', 'en')).to.equal('Nov 30, 2026, 09:00 UTC');
  });

  it('is never made of what a person wrote', () => {
    expect(hasMoment(literal(`At ${MARK}`))).to.equal(false);
    expect(withoutMoments(literal(MARK))).to.equal(literal(MARK));
  });

  it('is the only function of hosts that a card may have', () => {
    const saying = (text: string) => ({
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      body: [
        { type: 'TextBlock', text, wrap: true },
        { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] },
      ],
      actions: [],
    });
    expect(validateCard(saying(`By ${MARK}.`))).to.deep.equal([]);
    for (const other of [
      `{{DATE(${AT},LONG)}}`,
      `{{TIME(${AT})}}`,
      `{{DATE(${AT},SHORT)}} {{TIME(2026-12-01T09:00:00Z)}}`,
    ]) {
      expect(validateCard(saying(other)), other).to.deep.equal([
        'body/0: has {{ in a TextBlock, which hosts expand',
        'body/1/inlines/0: has {{ in a TextRun, which hosts expand',
      ]);
    }
  });
});

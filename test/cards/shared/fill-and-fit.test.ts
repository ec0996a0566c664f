import { expect } from 'chai';
import type { RenderedCard } from '../../../src/cards/shared/card.ts';
import { type CardSource, fillAndFit } from '../../../src/cards/shared/fill-and-fit.ts';
import { CARD_LIMITS, utf16Bytes } from '../../../src/cards/shared/limits.ts';
import { textsOf } from '../../support/card-parts.ts';

const TOO_LONG = CARD_LIMITS.cardBytes;

/** The data of a card that shows one sentence. */
function saying(text: string) {
  return { speak: text.slice(0, 10), sentence: [{ type: 'TextRun', text }] };
}

function made(source: Partial<CardSource<object>>): RenderedCard<object> {
  return fillAndFit({
    template: 'desk-refused',
    locale: 'en',
    timeZone: null,
    actions: [],
    versions: [],
    isCut: false,
    ...source,
  });
}

function sentenceOf({ card }: RenderedCard<object>): string | undefined {
  return textsOf(card).at(-1);
}

describe('card that has to fit the size limit', () => {
  it('shows the data in full if they fit, and asks for no smaller version', () => {
    const versions = [
      () => saying('Everything'),
      () => {
        throw new Error('A smaller version was asked for.');
      },
    ];
    const rendered = made({ versions });
    expect(sentenceOf(rendered)).to.equal('Everything');
    expect(rendered.text).to.include('Everything');
  });

  it('takes the first smaller version that fits, and tells it how much is too much', () => {
    const told: number[] = [];
    const version = (text: string) => (excess: number) => {
      told.push(excess);
      return saying(text);
    };
    const texts = ['x'.repeat(TOO_LONG), 'x'.repeat(TOO_LONG - 7), 'Less', 'Least'];
    expect(sentenceOf(made({ versions: texts.map(version) }))).to.equal('Less');
    expect(told).to.have.length(3);
    expect(told[0]).to.equal(0);
    expect(told[1]).to.be.greaterThan(TOO_LONG / 2);
    expect(told[2]).to.equal((told[1] ?? 0) - 7);
  });

  it('cuts a long text only if it is stored in full elsewhere', () => {
    const versions = [() => saying('x'.repeat(TOO_LONG))];
    const size = ({ card }: RenderedCard<object>) => utf16Bytes(JSON.stringify(card));
    expect(size(made({ versions, isCut: true }))).to.be.at.most(CARD_LIMITS.cardBytes);
    expect(size(made({ versions, isCut: false }))).to.be.greaterThan(CARD_LIMITS.cardBytes);
  });

  it('cuts long texts before it asks for a smaller version', () => {
    const versions = [() => saying('x'.repeat(TOO_LONG)), () => saying('Less')];
    expect(sentenceOf(made({ versions, isCut: true }))).to.match(/^x+…$/);
  });
});

describe('spoken text of a card', () => {
  it('has nothing that a host could read as a tag', () => {
    const { card } = made({ versions: [() => ({ ...saying('Hello'), speak: '<b>Hi</b> & bye' })] });
    expect(card.speak).to.equal(' b Hi /b    bye');
  });
});

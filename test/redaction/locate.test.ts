import { expect } from 'chai';
import { locator } from '../../src/redaction/locate.ts';

describe('the place of a secret in a match', () => {
  const locate = locator(/(?:p(?<quote>["'])(?<secret>\w+)\k<quote>|p=(?<secret>\w+));?/i, 'g');

  it('is inside the quotation marks', () => {
    expect(locate('a P"xyz"; b', 0)).to.deep.equal({ end: 9, quoted: true, secret: [4, 7] });
  });

  it('is after a name without quotation marks', () => {
    expect(locate('a p=xyz; b', 0)).to.deep.equal({ end: 8, quoted: false, secret: [4, 7] });
  });

  it('is right when the name has the same letters as the secret', () => {
    expect(locate('a p=p; b', 0)).to.deep.equal({ end: 6, quoted: false, secret: [4, 5] });
  });

  it('is the end of the match if nothing follows it in the pattern', () => {
    const atEnd = locator(/p+=(?:(?<secret>x)y|(?<secret>p+))/, 'g');
    expect(atEnd('pp=p', 0)?.secret).to.deep.equal([3, 4]);
    expect(atEnd('pp=xy', 0)?.secret).to.deep.equal([3, 4]);
    expect(locator(/a(?=p(?<secret>b))/, 'g')('apb', 0)?.secret).not.to.deep.equal([0, 1]);
  });

  it('starts at the given position or later', () => {
    expect(locate('p=x p=y', 1)?.secret).to.deep.equal([6, 7]);
    expect(locate('p=x', 1)).to.equal(null);
  });

  it('starts exactly at the given position if the search is sticky', () => {
    const here = locator(/p=(?<secret>\w+)/, 'y');
    expect(here('p=x p=y', 1)).to.equal(null);
    expect(here('p=x p=y', 4)?.secret).to.deep.equal([6, 7]);
  });

  it('refers to the nearest group of a name', () => {
    const alternatives = /(?:(?<quote>")(?<secret>a)"|(?<quote>['\x60])(?<secret>[^c]+)\k<quote>)/;
    expect(locator(alternatives, 'g')(`'b"\``, 0)).to.equal(null);
    expect(locator(alternatives, 'g')(`'b"'`, 0)?.secret).to.deep.equal([1, 3]);
  });
});

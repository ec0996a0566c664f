import { expect } from 'chai';
import fc from 'fast-check';
import { editDistance } from '../../src/spelling/edit-distance.ts';

describe('edit distance between words', () => {
  it('counts swapped neighbouring letters once', () => {
    expect(editDistance('teh', 'the', 2)).to.equal(1);
    expect(editDistance('servre', 'server', 2)).to.equal(1);
  });

  it('counts inserted, deleted and replaced letters', () => {
    expect(editDistance('pasword', 'password', 2)).to.equal(1);
    expect(editDistance('passsword', 'password', 2)).to.equal(1);
    expect(editDistance('paxxword', 'password', 2)).to.equal(2);
  });

  it('stops counting one beyond the limit', () => {
    expect(editDistance('kitten', 'sitting', 2)).to.equal(3);
    expect(editDistance('a', 'abcdefgh', 2)).to.equal(3);
  });

  it('returns the same distance after longer words were compared', () => {
    editDistance('abcdefghijklm', 'abcdefghijklmn', 2);
    expect(editDistance('clokc', 'clock', 1)).to.equal(1);
  });

  it('equals the distance in a full table, up to one beyond the limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 9 }), (from, to, limit) => {
        const full = Math.min(fullDistance(from, to), limit + 1);
        expect(editDistance(from, to, limit)).to.equal(full);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Fills the whole table, without any of the shortcuts. */
function fullDistance(from: string, to: string): number {
  const table = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (line: number, column: number) => table[line]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let line = 1; line <= from.length; line += 1) {
    table.push([line]);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[line - 1] === to[column - 1];
      const isSwap = from[line - 1] === to[column - 2] && from[line - 2] === to[column - 1];
      const changed = Math.min(at(line - 1, column), at(line, column - 1)) + 1;
      const replaced = at(line - 1, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwap ? at(line - 2, column - 2) + 1 : Number.POSITIVE_INFINITY;
      table[line]?.push(Math.min(changed, replaced, swapped));
    }
  }
  return at(from.length, to.length);
}

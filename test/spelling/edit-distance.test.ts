import { expect } from 'chai';
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
});

import { expect } from 'chai';
import { editDistance } from '../../src/matching/edit-distance.ts';
import { Speller } from '../../src/matching/spelling.ts';

describe('spelling correction', () => {
  const speller = new Speller();
  const words =
    'a the server is temporarily unavailable certificate password member remember word sign in to your trusted clock';
  for (const word of words.split(' ')) speller.add(word, 1);
  speller.add('temporary', 1);

  const CORRECTED = {
    servre: 'server',
    sevrer: 'server',
    certifcate: 'certificate',
    pasword: 'password',
    unavai1able: 'unavailable',
    ternporarily: 'temporarily',
    temporarly: 'temporarily',
    rember: 'remember',
    clokc: 'clock',
    serveristemporarilyunavailable: 'server is temporarily unavailable',
    signintoyourserver: 'sign in to your server',
    yourserveristrustedt0: 'your server is trusted to',
  };
  for (const [written, meant] of Object.entries(CORRECTED)) {
    it(`corrects ${written} to ${meant}`, () => {
      expect(speller.correct(written)?.join(' ')).to.equal(meant);
    });
  }

  for (const word of [
    'ward',
    'sworn',
    'xyzzy',
    'blockbuster',
    'qwertzuiop',
    'ab',
    'z'.repeat(500),
  ]) {
    it(`leaves ${word.slice(0, 20)} unchanged`, () => {
      expect(speller.correct(word)).to.equal(undefined);
    });
  }

  it('prefers the word with more weight if two words are equally near', () => {
    const weighing = new Speller();
    weighing.add('plant', 1);
    weighing.add('plank', 4);
    expect(weighing.correct('planx')).to.deep.equal(['plank']);
  });
});

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

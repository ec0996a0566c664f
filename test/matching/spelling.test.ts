import { expect } from 'chai';
import { editDistance } from '../../src/matching/edit-distance.ts';
import { Speller } from '../../src/matching/spelling.ts';

describe('correcting spelling', () => {
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
    it(`reads ${written} as ${meant}`, () => {
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
    it(`leaves ${word.slice(0, 20)} alone`, () => {
      expect(speller.correct(word)).to.equal(undefined);
    });
  }

  it('takes the weightier of two words equally near', () => {
    const weighing = new Speller();
    weighing.add('plant', 1);
    weighing.add('plank', 4);
    expect(weighing.correct('planx')).to.deep.equal(['plank']);
  });
});

describe('the distance between words', () => {
  it('counts swapped neighbours once', () => {
    expect(editDistance('teh', 'the', 2)).to.equal(1);
    expect(editDistance('servre', 'server', 2)).to.equal(1);
  });

  it('counts letters put in, left out and replaced', () => {
    expect(editDistance('pasword', 'password', 2)).to.equal(1);
    expect(editDistance('passsword', 'password', 2)).to.equal(1);
    expect(editDistance('paxxword', 'password', 2)).to.equal(2);
  });

  it('stops counting one beyond the limit', () => {
    expect(editDistance('kitten', 'sitting', 2)).to.equal(3);
    expect(editDistance('a', 'abcdefgh', 2)).to.equal(3);
  });

  it('is the same after longer words were compared', () => {
    editDistance('abcdefghijklm', 'abcdefghijklmn', 2);
    expect(editDistance('clokc', 'clock', 1)).to.equal(1);
  });
});

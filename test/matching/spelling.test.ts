import { expect } from 'chai';
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

  it('takes two wrong letters for no name of another product, which has less weight', () => {
    const weighing = new Speller();
    weighing.add('dialpad', 0.5);
    expect(weighing.correct('dialled')).to.equal(undefined);
    expect(weighing.correct('dialpda')).to.deep.equal(['dialpad']);
  });

  it('prefers the word with more weight if two words are equally near', () => {
    const weighing = new Speller();
    weighing.add('plant', 1);
    weighing.add('plank', 4);
    expect(weighing.correct('planx')).to.deep.equal(['plank']);
  });
});

import { expect } from 'chai';
import { redact } from '../../src/evidence/redact.ts';
import { INNOCENT } from './innocent-samples.ts';
import { SECRETS } from './secret-samples.ts';

describe('redacting a secret', () => {
  for (const [kind, sample] of SECRETS) {
    it(`masks the ${kind} in ${JSON.stringify(sample).slice(0, 70)}`, () => {
      const pasted = sample.replace(/[⟦⟧]/g, '');
      expect(redact(pasted)).to.deep.equal({
        text: sample.replace(/⟦[^⟧]*⟧/, `[masked: ${kind}]`),
        masked: [kind],
      });
    });
  }
});

describe('redacting what is innocent', () => {
  for (const text of INNOCENT) {
    it(`leaves ${JSON.stringify(text).slice(0, 70)}`, () => {
      expect(redact(text)).to.deep.equal({ text, masked: [] });
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import {
  FIRST_TICKET,
  formatTicketNumber,
  parseTicketNumber,
  sequenceOf,
} from '../../src/tickets/number.ts';
import { ticketSchema } from '../../src/tickets/payload.ts';

describe('ticket number', () => {
  it('parses every formatted number back, and satisfies the payload schema', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_TICKET, max: 10 ** 12 }), (sequence) => {
        const number = formatTicketNumber(sequence);
        expect(parseTicketNumber(number)).to.equal(number);
        if (sequence < 10 ** 9) expect(sequenceOf(number)).to.equal(sequence);
        expect(ticketSchema.shape.number.safeParse(number).success).to.equal(true);
      }),
    );
  });

  for (const written of [
    'SP-1001',
    'sp1001',
    ' Sp 1001 ',
    '#1001',
    '1001',
    'SP－1001',
    'SP – 1001',
  ]) {
    it(`parses a ticket number written as "${written}"`, () => {
      expect(parseTicketNumber(written)).to.equal('SP-1001');
    });
  }

  for (const written of [
    '',
    'SP-',
    'SP-12',
    '0999',
    'SP-1001x',
    'see SP-1001',
    '4005 4006',
    'KB-1001',
  ]) {
    it(`finds no ticket number in "${written}"`, () => {
      expect(parseTicketNumber(written)).to.equal(null);
    });
  }

  it('extracts the sequence only from a number in its standard form', () => {
    for (const written of ['1001', 'SP1001', 'SP-1001;', 'SP-10012345678'])
      expect(sequenceOf(written), written).to.equal(null);
  });
});

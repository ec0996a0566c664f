import { expect } from 'chai';
import { IMPACTS } from '../../src/tickets/payload.ts';
import { priorityOf } from '../../src/tickets/priority.ts';

describe('the priority of a ticket', () => {
  it('rises with the number of people affected', () => {
    expect(IMPACTS.map(priorityOf)).to.deep.equal(['normal', 'high', 'urgent']);
  });

  it('is normal where nobody said how many are affected', () => {
    expect(priorityOf(null)).to.equal('normal');
  });
});

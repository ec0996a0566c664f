import { expect } from 'chai';
import { IMPACTS } from '../../src/tickets/payload.ts';
import { priorityOf } from '../../src/tickets/priority.ts';

describe('ticket priority', () => {
  it('raises the priority with the number of people affected', () => {
    expect(IMPACTS.map(priorityOf)).to.deep.equal(['normal', 'high', 'urgent']);
  });

  it('sets the priority to normal if the number of affected people is unknown', () => {
    expect(priorityOf(null)).to.equal('normal');
  });
});

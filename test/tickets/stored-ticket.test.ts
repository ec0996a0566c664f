import { expect } from 'chai';
import { parseStoredTicket } from '../../src/tickets/stored-ticket.ts';
import { fullTicket } from './sample-tickets.ts';

describe('stored ticket', () => {
  it('is read as it is in the version of today', () => {
    expect(parseStoredTicket(fullTicket).data).to.deep.equal(fullTicket);
  });

  it('of version 1 is read with the source of each fix at its stages', () => {
    const recommendedFixes = fullTicket.recommendedFixes.map((fix) => ({
      ...fix,
      stages: fix.stages.map(({ source: _, ...stage }) => stage),
    }));
    const { data, error } = parseStoredTicket({ ...fullTicket, version: 1, recommendedFixes });
    expect(error).to.equal(undefined);
    expect(data?.version).to.equal(2);
    expect(data?.recommendedFixes[0]?.stages.map(({ source }) => source)).to.deep.equal([
      fullTicket.recommendedFixes[0]?.source,
    ]);
    expect({ ...data, recommendedFixes: null }).to.deep.equal({
      ...fullTicket,
      recommendedFixes: null,
    });
  });

  it('is read with nothing said of how to reach its requester if it was stored before that', () => {
    const { email: _, phone, jobTitle, place, bestTime, ...before } = fullTicket.requester;
    expect([phone, jobTitle, place, bestTime]).not.to.include(null);
    const { urgency: __, ...ticket } = fullTicket;
    const { data } = parseStoredTicket({ ...ticket, requester: before });
    expect(data?.urgency).to.equal(null);
    expect(data?.requester).to.deep.equal({
      ...before,
      email: null,
      phone: null,
      jobTitle: null,
      place: null,
      bestTime: null,
    });
  });

  it('of an unknown version or form is refused', () => {
    expect(parseStoredTicket({ ...fullTicket, version: 3 }).success).to.equal(false);
    expect(parseStoredTicket({ version: 1, recommendedFixes: [] }).success).to.equal(false);
    expect(parseStoredTicket(null).success).to.equal(false);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { COMPLETENESS_WEIGHTS, completeness } from '../../src/tickets/completeness.ts';
import { COMPLETENESS_ITEMS, type Ticket } from '../../src/tickets/payload.ts';
import { bareTicket, fullTicket } from './sample-tickets.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('the completeness of a ticket', () => {
  it('is 100 percent with nothing missing where every question of a helpdesk is answered', () => {
    expect(completeness(fullTicket)).to.deep.equal({ score: 100, missing: [] });
  });

  it('is 0 percent where nothing is known, and names everything, weightiest first', () => {
    const { score, missing } = completeness(bareTicket);
    expect(score).to.equal(0);
    expect(missing).to.deep.equal([...COMPLETENESS_ITEMS]);
    const weights = missing.map((item) => COMPLETENESS_WEIGHTS[item]);
    expect(weights).to.deep.equal([...weights].sort((left, right) => right - left));
  });

  it('shares out exactly 100 points', () => {
    expect(sum(Object.values(COMPLETENESS_WEIGHTS))).to.equal(100);
  });

  it('does not take blanks for an answer, nor a skipped step for one that was tried', () => {
    const blank: Ticket = {
      ...fullTicket,
      environment: { ...fullTicket.environment, device: '  ' },
      attempts: fullTicket.attempts.map((attempt) => ({ ...attempt, outcome: 'skipped' })),
    };
    expect(completeness(blank)).to.deep.equal({ score: 80, missing: ['device', 'attempts'] });
  });

  it('takes a log file for the event, a recognised symptom for its words, and the address the platform knows', () => {
    const { evidence, environment } = fullTicket;
    const otherwise: Ticket = {
      ...fullTicket,
      evidence: { ...evidence, eventDetails: null, errorText: null },
      environment: { ...environment, signInAddress: null },
    };
    expect(completeness(otherwise).score).to.equal(100);
    const without: Ticket = {
      ...otherwise,
      match: null,
      evidence: { ...otherwise.evidence, files: [] },
      requester: { ...otherwise.requester, address: null },
    };
    expect(completeness(without).missing).to.deep.equal(['errorText', 'address', 'eventDetails']);
  });

  it('never falls when an answer is added', () => {
    fc.assert(
      fc.property(
        fc.subarray(['device', 'clientVersion', 'network', 'impact', 'occurredAt'] as const),
        (fields) => {
          const known = { ...bareTicket.environment };
          let before = completeness(bareTicket).score;
          for (const field of fields) {
            Object.assign(known, { [field]: fullTicket.environment[field] });
            const { score } = completeness({ ...bareTicket, environment: known });
            expect(score).to.be.above(before);
            before = score;
          }
        },
      ),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { COMPLETENESS_WEIGHTS, completeness } from '../../src/tickets/completeness.ts';
import { COMPLETENESS_ITEMS, type Ticket } from '../../src/tickets/payload.ts';
import { bareTicket, fullTicket } from './sample-tickets.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const NOBODY = {
  name: null,
  address: null,
  email: null,
  phone: null,
  place: null,
  bestTime: null,
} as const;

describe('ticket completeness', () => {
  it('scores 100 percent with nothing missing if every helpdesk question is answered', () => {
    expect(completeness(fullTicket)).to.deep.equal({ score: 100, missing: [] });
  });

  it('scores 0 percent if nothing is known, and lists all items by descending weight', () => {
    const { score, missing } = completeness(bareTicket);
    expect(score).to.equal(0);
    expect(missing).to.deep.equal([...COMPLETENESS_ITEMS]);
    const weights = missing.map((item) => COMPLETENESS_WEIGHTS[item]);
    expect(weights).to.deep.equal([...weights].sort((left, right) => right - left));
  });

  it('distributes exactly 100 points', () => {
    expect(sum(Object.values(COMPLETENESS_WEIGHTS))).to.equal(100);
  });

  it('does not count a blank as an answer or a skipped step as tried', () => {
    const blank: Ticket = {
      ...fullTicket,
      environment: { ...fullTicket.environment, device: '  ' },
      attempts: fullTicket.attempts.map((attempt) => ({ ...attempt, outcome: 'skipped' })),
    };
    expect(completeness(blank)).to.deep.equal({ score: 87, missing: ['device', 'attempts'] });
  });

  it('never calls a ticket useful whose requester nobody can name or reach', () => {
    const { name, contact, address } = COMPLETENESS_WEIGHTS;
    const stranger: Ticket = {
      ...fullTicket,
      requester: { ...fullTicket.requester, ...NOBODY, channel: 'web' },
      environment: { ...fullTicket.environment, signInAddress: null },
    };
    const { score, missing } = completeness(stranger);
    expect(score).to.be.below(35);
    expect(missing).to.include.members(['name', 'contact', 'address', 'place', 'bestTime']);
    const named = completeness({ ...stranger, requester: { ...stranger.requester, name: 'Li' } });
    expect(named.score).to.equal(100 - contact - address - 3);
    const inSlack: Ticket = { ...stranger, requester: { ...stranger.requester, channel: 'slack' } };
    expect(completeness(inSlack).score).to.equal(100 - name - address - 3);
  });

  it('counts a phone number or a mail address as a contact', () => {
    for (const contact of [{ phone: '030 1234567' }, { email: 'li@contoso.com' }]) {
      const ticket = { ...bareTicket, requester: { ...bareTicket.requester, ...contact } };
      expect(completeness(ticket).missing).not.to.include('contact');
    }
  });

  it('accepts a log file, a recognised symptom or a platform address in place of the typed answer', () => {
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

  it('never lowers the score when an answer is added', () => {
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

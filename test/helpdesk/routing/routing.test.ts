import { expect } from 'chai';
import type { RouteSetting } from '../../../src/helpdesk/routing/desks-file.ts';
import { createRoute } from '../../../src/helpdesk/routing/routing.ts';
import type { Ticket } from '../../../src/tickets/payload.ts';
import { slackDesk, teamsDesk } from '../../support/desk-rig.ts';
import { sampleTicket } from '../../support/sample-ticket.ts';

const helpdeskChannels = [
  slackDesk,
  teamsDesk,
  { ...slackDesk, desk: 'elsewhere', tenant: 'T0OTHER' },
];
const ticket: Ticket = { ...sampleTicket('zh-CN'), number: 'SP-1001' };
const nothing = { runbook: null, symptom: null, priority: null, locale: null };

function desksFor(
  ...rules: readonly [Partial<RouteSetting['when']>, ...string[]][]
): readonly string[] {
  const routes = rules.map(
    ([when, ...to]): RouteSetting => ({ when: { ...nothing, ...when }, to }),
  );
  return createRoute(helpdeskChannels, routes)(ticket, teamsDesk.tenant, ticket.priority);
}

describe('ticket routing', () => {
  it('sends a ticket to every desk if no rule matches', () => {
    expect(desksFor()).to.deep.equal(['slack-desk', 'teams-desk', 'elsewhere']);
    expect(desksFor([{ priority: 'urgent' }, 'slack-desk'])).to.have.length(3);
  });

  const symptom = ticket.match?.symptom ?? '';
  const runbook = ticket.match?.runbook ?? '';
  const fitting: readonly Partial<RouteSetting['when']>[] = [
    { locale: 'zh-CN' },
    { priority: 'high' },
    { runbook },
    { symptom },
    { symptom: `${runbook}/${symptom}` },
    { runbook, priority: 'high', locale: 'zh-CN' },
  ];
  for (const when of fitting) {
    it(`applies the first matching rule: ${JSON.stringify(when)}`, () => {
      expect(
        desksFor([{ priority: 'urgent' }, 'elsewhere'], [when, 'slack-desk'], [{}, 'teams-desk']),
      ).to.deep.equal(['slack-desk']);
    });
  }

  it('skips a rule if only some of its conditions match', () => {
    expect(
      desksFor([{ priority: 'high', locale: 'en' }, 'slack-desk'], [{}, 'teams-desk']),
    ).to.deep.equal(['teams-desk']);
  });

  it('never routes a ticket into another tenant on the platform of its requester', () => {
    const stranger = createRoute(helpdeskChannels, [])(ticket, 'another-tenant', 'high');
    expect(ticket.requester.channel).to.equal('teams');
    expect(stranger).to.deep.equal(['slack-desk', 'elsewhere']);
  });

  it('includes desks added after the routing was created', () => {
    const later = [...helpdeskChannels.slice(0, 0)];
    const route = createRoute(later, []);
    expect(route(ticket, '-', 'high')).to.deep.equal([]);
    later.push(slackDesk);
    expect(route(ticket, '-', 'high')).to.deep.equal(['slack-desk']);
  });
});

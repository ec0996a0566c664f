import { expect } from 'chai';
import type { AgentReference } from '../../../src/helpdesk/agent-commands/agent-intent.ts';
import { assigneeAmong } from '../../../src/helpdesk/agent-commands/assignee.ts';
import type { Actor } from '../../../src/tickets/actor.ts';
import { ada, ben, bob, nameless } from '../../support/sample-actors.ts';

const lee: Actor = { ...ben, id: 'lee', name: 'Ben Lee' };
const adaInTeams: Actor = { ...ben, id: 'ada', name: 'Ada' };
const named = (typed: string): AgentReference => ({ kind: 'name', typed });

function foundBy(
  name: AgentReference,
  agents: readonly Actor[] = [ada, ben, lee, nameless],
): unknown {
  const assignee = assigneeAmong(agents, name, ada);
  return 'found' in assignee ? assignee.found : assignee.refusal;
}

describe('assignee lookup', () => {
  const cases: readonly (readonly [string, Actor])[] = [
    ['@Ada', ada],
    ['ada', ada],
    ['＠ADA', ada],
    ['Ben Lee', lee],
    ['@ben  lee', lee],
    ['Lee', lee],
    ['Ben', ben],
    ['<@U0ADA>', ada],
    ['<@U0ADA|ada.l>', ada],
    ['agent-3', nameless],
  ];
  for (const [typed, agent] of cases) {
    it(`finds the agent typed as ${typed}`, () =>
      expect(foundBy(named(typed))).to.deep.equal(agent));
  }

  for (const typed of ['@Eve', '@', '', '<@U0EVE>', '*', 'B']) {
    it(`finds no agent typed as "${typed}"`, () => {
      expect(foundBy(named(typed))).to.deep.equal({ code: 'unknown-agent', typed });
    });
  }

  it('asks again if several agents share the name, and lists their platforms', () => {
    expect(foundBy(named('Ada'), [ada, adaInTeams])).to.deep.equal({
      code: 'several-agents',
      typed: 'Ada',
      names: ['Ada (slack)', 'Ada (teams)'],
    });
  });

  it('accepts a mentioned or selected person only if that person is an agent', () => {
    expect(
      foundBy({ kind: 'person', person: { ...ben, name: 'whatever the mention says' } }),
    ).to.deep.equal(ben);
    expect(foundBy({ kind: 'key', key: 'teams/contoso/lee' })).to.deep.equal(lee);
    expect(foundBy({ kind: 'person', person: bob })).to.deep.include({ code: 'unknown-agent' });
    expect(foundBy({ kind: 'key', key: 'teams/elsewhere/lee' })).to.deep.include({
      code: 'unknown-agent',
    });
  });

  it('lets an agent take a ticket even if the list of agents is unavailable', () => {
    expect(foundBy({ kind: 'person', person: ada }, [])).to.deep.equal(ada);
  });
});

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

describe('who a ticket is assigned to', () => {
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
    it(`is found as ${typed}`, () => expect(foundBy(named(typed))).to.deep.equal(agent));
  }

  for (const typed of ['@Eve', '@', '', '<@U0EVE>', '*', 'B']) {
    it(`is nobody called "${typed}"`, () => {
      expect(foundBy(named(typed))).to.deep.equal({ code: 'unknown-agent', typed });
    });
  }

  it('is asked again where several are called so, with where they are', () => {
    expect(foundBy(named('Ada'), [ada, adaInTeams])).to.deep.equal({
      code: 'several-agents',
      typed: 'Ada',
      names: ['Ada (slack)', 'Ada (teams)'],
    });
  });

  it('is who was mentioned or chosen from the list, if that is an agent', () => {
    expect(
      foundBy({ kind: 'person', person: { ...ben, name: 'whatever the mention says' } }),
    ).to.deep.equal(ben);
    expect(foundBy({ kind: 'key', key: 'teams/contoso/lee' })).to.deep.equal(lee);
    expect(foundBy({ kind: 'person', person: bob })).to.deep.include({ code: 'unknown-agent' });
    expect(foundBy({ kind: 'key', key: 'teams/elsewhere/lee' })).to.deep.include({
      code: 'unknown-agent',
    });
  });

  it('may be oneself, though the list cannot be had now', () => {
    expect(foundBy({ kind: 'person', person: ada }, [])).to.deep.equal(ada);
  });
});

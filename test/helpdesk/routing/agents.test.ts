import { expect } from 'chai';
import { createAgents, type Members } from '../../../src/helpdesk/routing/agents.ts';
import { slackDesk, teamsDesk } from '../../support/desk-rig.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { ada, ben, bob } from '../../support/sample-actors.ts';
import { silentLog } from '../../support/store.ts';

const inSlack: Members = {
  channel: 'slack',
  of: async () => [ada, { ...ben, channel: 'slack', tenant: 'T0GUEST' }],
};
const inTeams: Members = { channel: 'teams', of: async () => [ben] };
const down: Members = {
  channel: 'teams',
  of: async () => {
    throw new Error('Teams does not answer.');
  },
};

function agentsOf(
  members: readonly Members[],
  listed: Readonly<Record<string, readonly string[]>> = {},
) {
  const agents = createAgents({
    helpdeskChannels: [slackDesk, teamsDesk],
    listed: new Map(Object.entries(listed)),
    log: silentLog,
  });
  for (const each of members) agents.register(each);
  return agents;
}

describe('agent membership', () => {
  it('recognizes a channel member as an agent of that desk only', async () => {
    const agents = agentsOf([inSlack, inTeams]);
    expect(await agents.desksOf(ada)).to.deep.equal(['slack-desk']);
    expect(await agents.desksOf(ben)).to.deep.equal(['teams-desk']);
    expect(await agents.desksOf(bob)).to.deep.equal([]);
  });

  it('never recognizes a person from another workspace as an agent, even a guest in the channel', async () => {
    const agents = agentsOf([inSlack]);
    expect(await agents.desksOf({ ...ada, tenant: 'T0OTHER' })).to.deep.equal([]);
    expect(await agents.desksOf({ ...ben, channel: 'slack', tenant: 'T0GUEST' })).to.deep.equal([]);
    expect(await agents.list(['slack-desk'])).to.deep.equal([ada]);
  });

  it('recognizes only the listed agents if a desk lists any', async () => {
    const agents = agentsOf([inSlack, inTeams], { 'slack-desk': ['U0EVE'] });
    expect(await agents.desksOf(ada)).to.deep.equal([]);
    expect(await agents.desksOf({ ...ada, id: 'U0EVE' })).to.deep.equal(['slack-desk']);
    expect((await agents.list(['slack-desk'])).map(({ id, name }) => [id, name])).to.deep.equal([
      ['U0EVE', null],
    ]);
  });

  it('never guesses the desks of a person if the platform does not answer', async () => {
    const agents = agentsOf([inSlack, down]);
    expect((await rejectionOf(agents.desksOf(ben))).message).to.match(/does not answer/);
    expect(await agents.desksOf(ada)).to.deep.equal(['slack-desk']);
    expect(await agents.list(['slack-desk', 'teams-desk'])).to.deep.equal([ada]);
  });

  it('checks a single person without the member list if the platform supports it', async () => {
    const quick: Members = { ...down, has: async (_place, { id }) => id === ben.id };
    const agents = agentsOf([inSlack, quick]);
    expect(await agents.desksOf(ben)).to.deep.equal(['teams-desk']);
    expect(await agents.desksOf({ ...ben, id: 'somebody-else' })).to.deep.equal([]);
  });

  it('lists each agent once, sorted by name, across all desks', async () => {
    const agents = agentsOf([inTeams, inSlack]);
    expect((await agents.list(['teams-desk', 'slack-desk'])).map(({ name }) => name)).to.deep.equal(
      ['Ada', 'Ben'],
    );
  });
});

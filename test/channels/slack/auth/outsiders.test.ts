import { expect } from 'chai';
import {
  button,
  createTicketFrom,
  type SlackDeskRig,
  startSlackDeskRig,
} from '../../../support/slack-desk-rig.ts';
import type { Json } from '../../../support/slack-json.ts';
import { merged } from '../../../support/slack-json.ts';
import { actionOf, type SlackPerson } from '../../../support/slack-person.ts';
import { textIn } from '../../../support/slack-screen.ts';
import { SLACK_TEAM } from '../../../support/slack-workspace.ts';
import { until } from '../../../support/turns.ts';

const FABRIKAM = 'T0FABRIKAM';
const TAILSPIN = 'T0TAILSPIN';
const LITWARE_ORG = 'E0LITWARE';

describe('people from other workspaces in a Slack Connect channel', () => {
  let rig: SlackDeskRig;
  let channel: string;
  /** Of the desk, from before Slack is first asked who is. */
  let ada: SlackPerson;
  before(async () => {
    rig = await startSlackDeskRig({
      variables: { SLACK_EXTERNAL_WORKSPACES: `${TAILSPIN}, ${LITWARE_ORG}` },
    });
    channel = rig.api.workspace.channels[0] ?? '';
    ada = await rig.agent('Ada');
  });
  after(() => rig.close());

  async function outsider(team: string, enterprise?: string): Promise<SlackPerson> {
    const person = await rig.person('Eve');
    rig.api.makeExternal(person.member.id, team, enterprise);
    return person;
  }

  /** A mention in the channel, as Slack tells of it: the outer workspace is the sender's. */
  function mention(person: SlackPerson, team: string, text: string) {
    const event = {
      type: 'app_mention',
      channel,
      text: `<@U0SIGNPOST> ${text}`,
      ts: `${Date.now()}.1`,
      team,
      user_team: team,
    };
    const envelope = person.envelope({ user: person.member.id, ...event });
    return person.send('events_api', {
      ...envelope,
      type: 'event_callback',
      team_id: team,
      is_ext_shared_channel: true,
    });
  }

  const toldTo = ({ member }: SlackPerson) =>
    rig.api.screen.messages().filter(({ onlyFor }) => onlyFor === member.id);

  async function conversationsOf({ member }: SlackPerson) {
    const rows = await rig.running.app.store.db
      .selectFrom('conversations')
      .select(['id', 'address', 'person'])
      .execute();
    return rows.filter(({ address }) => String(Object(address).user).startsWith(member.id));
  }

  it('tells a person from an unlisted workspace that they are not served', async () => {
    const eve = await outsider(FABRIKAM);
    expect((await mention(eve, FABRIKAM, 'Server is temporarily unavailable')).status).to.equal(
      200,
    );
    await until(() => toldTo(eve).length > 0);
    expect(toldTo(eve)[0]?.text).to.include('only help people of the workspace');
    expect(await conversationsOf(eve)).to.deep.equal([]);
  });

  for (const [words, team, enterprise] of [
    ['workspace', TAILSPIN, undefined],
    ['organization', 'T0LITWARE1', LITWARE_ORG],
  ] as const) {
    it(`serves a person if their ${words} is on the list, and never under a colleague’s id`, async () => {
      const tom = await outsider(team, enterprise);
      await mention(tom, team, 'Server is temporarily unavailable');
      await rig.running.quiet();
      const [conversation, ...others] = await conversationsOf(tom);
      expect(others).to.deep.equal([]);
      expect(conversation?.id).to.include(`:${tom.member.id}@${team}`);
      expect(conversation?.address).to.include({
        team: SLACK_TEAM,
        user: `${tom.member.id}@${team}`,
      });
      expect(Object(conversation?.person).id).to.equal(`${tom.member.id}@${team}`);
      expect(
        rig.api.screen.messages(channel).some(({ blocks }) => textIn(blocks).includes('erver')),
      ).to.equal(true);
    });
  }

  it('refuses agent actions by a person from a served workspace, even in the helpdesk channel', async () => {
    const { card } = await rig.ticket();
    for (const team of [FABRIKAM, TAILSPIN]) {
      const guest = await rig.agent('Guest');
      rig.api.makeExternal(guest.member.id, team);
      const before = textIn(card().blocks);
      const payload = await guest.pressPayload(card(), actionOf(button(card(), 'Claim')));
      const signed = merged(payload, { user: { team_id: team } });
      expect((await guest.send('interactive', signed)).status, team).to.equal(200);
      await until(() => toldTo(guest).length > 0);
      expect(toldTo(guest)[0]?.text).to.include('only help people of the workspace');
      expect(textIn(card().blocks)).to.equal(before);
    }
  });

  it('accepts an agent from another workspace of the same organization if Slack confirms the membership', async () => {
    const { card } = await rig.ticket();
    const payload = await ada.pressPayload(card(), actionOf(button(card(), 'Claim')));
    // Slack tells of her as a member of the installation's own workspace.
    await ada.send('interactive', merged(payload, { user: { team_id: 'T0SISTER' } }));
    await until(() => textIn(card().blocks).includes('Ada'));
  });

  it('serves nobody from another workspace while Slack does not confirm who they are', async () => {
    const eve = await outsider(TAILSPIN);
    rig.api.trouble({ method: 'users.info', status: 503, times: 3 });
    await mention(eve, TAILSPIN, 'Server is temporarily unavailable');
    await until(() => toldTo(eve).length > 0);
    rig.api.relent();
    expect(toldTo(eve)[0]?.text).to.include('try again');
    expect(await conversationsOf(eve)).to.deep.equal([]);
  });

  it('refuses to file a ticket for a person from another workspace and tells the agent why', async () => {
    const eve = await outsider(FABRIKAM);
    const views = rig.api.screen.views.length;
    const message: { user: string; text: string } = { user: eve.member.id, text: 'It is broken' };
    await createTicketFrom(rig.api, ada, channel, message);
    await until(() => toldTo(ada).some(({ text }) => text.includes('another workspace')));
    expect(rig.api.screen.views).to.have.length(views);
  });

  it('grants a person without a workspace in the payload no more than Slack confirms', async () => {
    const eve = await rig.person('Eve');
    const payload: Json = merged(
      await eve.pressPayload(await greeting(eve), { type: 'button', action_id: 'x' }),
      {
        user: { id: `${eve.member.id}@${SLACK_TEAM}` },
      },
    );
    expect((await eve.send('interactive', payload)).status).to.equal(200);
    expect(await conversationsOf(eve)).to.have.length(1);
  });

  async function greeting(person: SlackPerson) {
    await person.say('help');
    await rig.running.quiet();
    const [message] = rig.api.screen.messages(person.member.dm);
    if (message === undefined) throw new Error('There is no message.');
    return message;
  }
});

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { VERBS } from '../../src/conversation/reply.ts';
import { AGENT_VERBS } from '../../src/ports/agent-reply.ts';
import { findTicketState } from '../../src/store/ticket-states.ts';
import {
  button,
  createTicketFrom,
  type SlackDeskRig,
  startSlackDeskRig,
} from '../support/slack-desk-rig.ts';
import type { Json } from '../support/slack-json.ts';
import { actionOf, nextStamp, type SlackPerson } from '../support/slack-person.ts';
import { UNHURRIED } from '../support/slack-rig.ts';
import { buttonsIn, type ShownMessage, textIn } from '../support/slack-screen.ts';
import {
  startTeamsDeskRig,
  type TeamsAgent,
  type TeamsDeskRig,
} from '../support/teams-desk-rig.ts';
import { TENANT_ID } from '../support/teams-tokens.ts';
import { until } from '../support/turns.ts';

/** Longer than any platform's word on who is in a channel is believed. */
const LATER_MS = 11 * 60_000;
/** What is in a ticket, and in no sentence of ours. */
const PRIVATE = 'Xylophone laptop';

/** A line for each command, in a thread or with the number. */
const lines = (number: string) => [
  `claim ${number}`,
  `release ${number}`,
  `assign ${number} me`,
  `note ${number} x`,
  `reply ${number} x`,
  `ask ${number} x`,
  `priority ${number} urgent`,
  `resolve ${number} x`,
  `reopen ${number} x`,
  `show ${number}`,
  `history ${number}`,
  `files ${number}`,
  'queue all',
  `认领 ${number}`,
  `解决 ${number}`,
];

describe('people who are not agents', function () {
  this.timeout(120_000);

  describe('outsiders in Slack', () => {
    let rig: SlackDeskRig;
    let ahead = 0;
    let number: string;
    let card: () => ShownMessage;
    let form: Json;
    let ada: SlackPerson;
    const outsiders: Record<string, SlackPerson> = {};
    before(async () => {
      rig = await startSlackDeskRig({ overrides: { ...UNHURRIED, now: () => Date.now() + ahead } });
      ada = await rig.agent('Ada');
      const desk = rig.channels['it-support'] ?? '';
      outsiders['a stranger'] = await rig.person('Mallory');
      const guest = await rig.agent('Guest');
      rig.api.makeExternal(guest.member.id, 'T0OTHER0001');
      outsiders['somebody of another workspace who is in the channel'] = guest;
      outsiders['who was removed from the channel'] = await rig.agent('Eve');
      const filed = await fileTicket();
      ({ number, card } = filed);
      outsiders['the requester'] = filed.person;
      const views = rig.api.screen.views.length;
      await ada.press(card(), button(card(), 'Reply'));
      await until(() => rig.api.screen.views.length > views);
      form = rig.api.screen.views.at(-1) ?? {};
      // Eve is an agent while she is in the channel.
      await outsiders['who was removed from the channel']?.command(`show ${number}`);
      await until(() => toldTo(outsiders['who was removed from the channel']).includes(PRIVATE));
      const { member } = outsiders['who was removed from the channel'] ?? ada;
      await rig.api.workspace.call('conversations.kick', { channel: desk, user: member.id });
      ahead += LATER_MS;
    });
    after(() => rig.close());

    async function fileTicket() {
      const seat = await rig.seat('Bob');
      await seat.say('I want to talk to a real person', []);
      await seat.press('Continue', { device: PRIVATE });
      const [sent] = await seat.press('Send the ticket', {});
      const filed = /SP-\d+/.exec(sent?.text ?? '')?.[0] ?? '';
      await until(() => rig.cardOf(filed) !== undefined);
      return {
        number: filed,
        person: seat.person,
        card: () => rig.cardOf(filed) ?? expect.fail('no card'),
      };
    }

    const toldTo = (person: SlackPerson | undefined) =>
      textIn(
        rig.api.screen
          .messages()
          .filter(({ onlyFor }) => onlyFor === person?.member.id)
          .map(({ blocks }) => blocks),
      );

    for (const who of [
      'a stranger',
      'somebody of another workspace who is in the channel',
      'who was removed from the channel',
      'the requester',
    ]) {
      it(`changes and reveals nothing for any command, button, form or shortcut: ${who}`, async () => {
        const person = outsiders[who] ?? expect.fail(who);
        const isForeign = who.startsWith('somebody');
        /** Slack tells by the ids of workspaces where somebody belongs. */
        const from = (payload: Json): Json =>
          isForeign
            ? {
                ...payload,
                team: { id: 'T0OTHER0001' },
                user: { id: person.member.id, team_id: 'T0OTHER0001' },
              }
            : payload;
        const ticketState = await findTicketState(rig.running.app.store.db, number);
        const before = toldTo(person).length;
        const desk = rig.channels['it-support'] ?? '';
        const posted = rig.api.screen
          .messages(desk)
          .filter(({ onlyFor }) => onlyFor === null).length;

        for (const line of lines(number)) {
          if (!isForeign) await person.command(line, desk);
          const mention = {
            type: 'app_mention',
            channel: desk,
            text: `<@U0SIGNPOST> ${line}`,
            ts: nextStamp(),
            thread_ts: card().ts,
          };
          const envelope = person.envelope({
            user: person.member.id,
            ...mention,
            ...(isForeign ? { team: 'T0OTHER0001' } : {}),
          });
          await person.send('events_api', {
            ...envelope,
            ...(isForeign ? { team_id: 'T0OTHER0001' } : {}),
            type: 'event_callback',
          });
        }
        const [first] = buttonsIn(card().blocks);
        for (const verb of AGENT_VERBS) {
          const value = JSON.stringify({
            desk: verb,
            ticket: number,
            revision: ticketState?.revision ?? 1,
            text: 'x',
            priority: 'urgent',
          });
          const action = { ...actionOf(first ?? expect.fail('no button')), value };
          await person.send('interactive', from(await person.pressPayload(card(), action)));
        }
        await person.send(
          'interactive',
          from(await person.submitPayload(form, { text: 'Give me your password.' })),
        );
        if (!isForeign)
          await createTicketFrom(rig.api, person, desk, {
            user: ada.member.id,
            text: 'My camera is broken',
          });
        await rig.running.quiet();

        expect(await findTicketState(rig.running.app.store.db, number)).to.deep.equal(ticketState);
        expect(toldTo(person).slice(before)).not.to.include(PRIVATE);
        expect(
          rig.api.screen.messages(desk).filter(({ onlyFor }) => onlyFor === null),
        ).to.have.length(posted);
        expect(
          (await rig.running.app.store.db.selectFrom('tickets').select('number').execute()).length,
        ).to.equal(1);
      });
    }

    it('ignores presses on another person’s direct messages, with any verb and any number', async () => {
      const mallory = outsiders['a stranger'] ?? expect.fail();
      const bob = outsiders['the requester'] ?? expect.fail();
      const ticketState = await findTicketState(rig.running.app.store.db, number);
      /** What Bob sees; whoever pressed is told alone that it was not their button. */
      const seen = () =>
        rig.api.screen
          .messages(bob.member.dm)
          .filter(({ onlyFor }) => onlyFor !== mallory.member.id);
      const shown = JSON.stringify(seen());
      const theirs = rig.api.screen
        .messages(bob.member.dm)
        .filter(({ blocks }) => buttonsIn(blocks).length > 0);
      for (const [index, verb] of VERBS.entries()) {
        const message = theirs[index % theirs.length] ?? expect.fail('no buttons');
        const [first] = buttonsIn(message.blocks);
        const prompt = Object(JSON.parse(first?.value ?? '{}')).prompt ?? '';
        const value = JSON.stringify({ kind: 'press', prompt, verb, value: number });
        await mallory.send(
          'interactive',
          await mallory.pressPayload(message, { ...actionOf(first ?? expect.fail()), value }),
        );
      }
      await rig.running.quiet();
      expect(JSON.stringify(seen())).to.equal(shown);
      expect(await findTicketState(rig.running.app.store.db, number)).to.deep.equal(ticketState);
    });
  });

  describe('outsiders in Teams', () => {
    let rig: TeamsDeskRig;
    let now = Date.now();
    let ada: TeamsAgent;
    let eve: TeamsAgent;
    let number: string;
    let root: string;
    let view: unknown;
    before(async () => {
      rig = await startTeamsDeskRig({ now: () => now });
      ada = rig.agent('Ada');
      eve = rig.agent('Eve');
      const ticket = await rig.ticket();
      ({ number, card: root } = ticket);
      view = (await eve.view(ticket.shown())).card;
      rig.members(ada);
      now += LATER_MS;
    });
    after(() => rig.close());

    const people: Readonly<Record<string, () => TeamsAgent>> = {
      'a stranger': () => rig.stranger('Mallory'),
      'who was removed from the channel': () => eve,
      'a guest with the name and the letters of an agent': () =>
        rig.stranger('Ada', {
          from: { id: ada.member.id.toUpperCase(), name: 'Ada', aadObjectId: randomUUID() },
        }),
    };
    for (const [who, find] of Object.entries(people)) {
      it(`changes and reveals nothing for any command, button, dialog or search: ${who}`, async () => {
        const person = find();
        const ticketState = await findTicketState(rig.running.app.store.db, number);
        const answers: string[] = [];
        const inbound = person.inbound().length;
        for (const line of lines(number).slice(0, 6)) await person.mention(line, root);
        for (const line of lines(number)) await person.say(line);
        for (const verb of AGENT_VERBS) {
          const data = {
            desk: verb,
            ticket: number,
            revision: ticketState?.revision ?? 1,
            text: 'x',
            priority: 'urgent',
          };
          const action = { type: 'Action.Execute', verb: 'signpost', data };
          answers.push(
            (await person.invoke('adaptiveCard/action', { action, trigger: 'manual' })).text,
          );
          answers.push((await person.invoke('task/fetch', { data })).text);
          answers.push((await person.invoke('task/submit', { data })).text);
        }
        if (view !== undefined) answers.push((await person.press(view, 'Claim')).text);
        for (const [commandId, text] of [
          ['tickets', number],
          ['tickets', ''],
          ['lookup', 'certificate'],
        ]) {
          const parameters = [{ name: 'text', value: text }];
          answers.push(
            (await person.invoke('composeExtension/query', { commandId, parameters })).text,
          );
        }
        const data = {
          text: 'Mine',
          requester: 'author',
          author: { id: TENANT_ID, name: '' },
          priority: 'urgent',
        };
        answers.push(
          (
            await person.invoke('composeExtension/submitAction', {
              commandId: 'create-ticket',
              data,
            })
          ).text,
        );
        await rig.running.quiet();

        expect(await findTicketState(rig.running.app.store.db, number)).to.deep.equal(ticketState);
        const told = [...answers, ...person.inbound().slice(inbound)].join('\n');
        expect(told)
          .to.include('Only members of the helpdesk')
          .and.not.match(/Laptop|Bob K/);
        expect(
          (await rig.running.app.store.db.selectFrom('tickets').select('number').execute()).length,
        ).to.equal(1);
      });
    }

    it('ignores presses on a requester’s card by other people, with any verb and any number', async () => {
      const ticketState = await findTicketState(rig.running.app.store.db, number);
      const mallory = rig.stranger('Mallory');
      const { db } = rig.running.app.store;
      const turns = () =>
        db
          .selectFrom('conversations')
          .select(['id', 'turns'])
          .where('id', 'not like', `%${mallory.member.id}%`)
          .orderBy('id')
          .execute();
      const before = await turns();
      const { reply } = await db
        .selectFrom('messages')
        .select('reply')
        .limit(1)
        .executeTakeFirstOrThrow();
      for (const verb of VERBS) {
        const data = { prompt: reply, verb, value: number };
        await mallory.invoke('adaptiveCard/action', {
          action: { type: 'Action.Execute', verb: 'signpost', data },
          trigger: 'manual',
        });
      }
      expect(await findTicketState(db, number)).to.deep.equal(ticketState);
      expect(await turns()).to.deep.equal(before);
    });
  });
});

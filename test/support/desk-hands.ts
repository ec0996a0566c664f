import { randomUUID } from 'node:crypto';
import { PageClient } from '../channels/web/page-client.ts';
import { buttonsOf, saidBy } from './card-screen.ts';
import type { RunningApp } from './running-app.ts';
import type { SlackApi } from './slack-api.ts';
import { button } from './slack-desk-rig.ts';
import type { SlackPerson } from './slack-person.ts';
import { type ShownMessage, textIn } from './slack-screen.ts';
import type { TeamsConnector } from './teams-connector.ts';
import { type TeamsAgent, type TeamsPost, teamsPost } from './teams-desk-rig.ts';
import { until } from './turns.ts';

/** What an agent does at the desk of their platform, each deed with what they alone are told. */
export interface DeskHand {
  readonly name: string;
  /** Looks at a ticket's card, and gives the press of a button as it stands there now. */
  aim(number: string, label: string): Promise<() => Promise<string>>;
  /** Types a line about a ticket in a place that needs no number: in its thread, or beside it. */
  type(number: string, line: string): Promise<string>;
  /** What a ticket's card says now; empty if there is none. */
  card(number: string): Promise<string>;
  /** What a ticket's thread says, oldest first. */
  thread(number: string): Promise<readonly string[]>;
}

export function slackHand({ screen }: SlackApi, channel: string, person: SlackPerson): DeskHand {
  const cardsOf = (number: string) =>
    screen
      .messages(channel)
      .filter(
        ({ thread, onlyFor, text }) => thread === null && onlyFor === null && text.includes(number),
      );
  const only = (number: string): ShownMessage => {
    const [card, ...more] = cardsOf(number);
    if (card === undefined || more.length > 0)
      throw new Error(`${number} has ${more.length} cards beside one.`);
    return card;
  };
  const toldAfter = async (command: () => Promise<unknown>) => {
    const told = () => screen.messages().filter(({ onlyFor }) => onlyFor === person.member.id);
    const before = told().length;
    await command();
    await until(() => told().length > before);
    return textIn(
      told()
        .slice(before)
        .map(({ blocks }) => blocks),
    );
  };
  return {
    name: person.member.name,
    async aim(number, label) {
      const [card, aimed] = [only(number), button(only(number), label)];
      return () => toldAfter(() => person.press(card, aimed));
    },
    type: (number, line) => toldAfter(() => person.mention(channel, line, only(number).ts)),
    card: async (number) => (cardsOf(number).length === 0 ? '' : textIn(only(number).blocks)),
    async thread(number) {
      const { ts } = only(number);
      const shown = screen
        .messages(channel)
        .filter(({ thread, onlyFor }) => thread === ts && onlyFor === null);
      return shown.map(({ blocks }) => textIn(blocks));
    },
  };
}

export function teamsHand(connector: TeamsConnector, person: TeamsAgent): DeskHand {
  const posted = (number: string): TeamsPost => {
    const post = teamsPost(connector, number);
    if (post === undefined) throw new Error(`${number} has no card in Teams.`);
    return post;
  };
  return {
    name: person.member.name,
    async aim(number, label) {
      const { card } = await person.view(posted(number).shown());
      return async () => (await person.press(card, label)).text;
    },
    async type(number, line) {
      const before = person.inbound().length;
      await person.mention(line, posted(number).card);
      return person.inbound().slice(before).join('\n');
    },
    async card(number) {
      const post = teamsPost(connector, number);
      return post === undefined ? '' : saidBy(post.shown()).text;
    },
    thread: async (number) => posted(number).thread(),
  };
}

export async function pageHand(running: RunningApp, name: string): Promise<DeskHand> {
  const opened = await PageClient.open(running.app.url);
  const asker = { agent: name, locale: 'en', timeZone: 'Europe/Berlin' };
  const ticket = async (number: string) => {
    const path = `/desk/tickets/${number}?${new URLSearchParams(asker)}`;
    const { status, body } = await opened.at(running.app.url).get(path);
    return status === 404 ? null : JSON.parse(body);
  };
  const send = async (path: string, what: object): Promise<string> => {
    const { status, body } = await opened
      .at(running.app.url)
      .post(path, { id: randomUUID(), language: 'en', ...asker, ...what });
    if (status !== 200) throw new Error(`The page was answered ${status}: ${body}`);
    return saidBy(JSON.parse(body).card).text;
  };
  return {
    name,
    async aim(number, label) {
      const found = buttonsOf((await ticket(number)).card).find((each) => each.label === label);
      return () => send('/desk/presses', { press: found?.data ?? {} });
    },
    type: (number, line) => send('/desk/commands', { text: line, ticket: number }),
    async card(number) {
      const found = await ticket(number);
      return found === null ? '' : saidBy(found.card).text;
    },
    async thread(number) {
      const { story } = await ticket(number);
      return story.map(({ card }: { card: unknown }) => saidBy(card).text);
    },
  };
}

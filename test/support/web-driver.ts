import { randomUUID } from 'node:crypto';
import type { MessageView } from '../../src/store/web-messages.ts';
import { type Answer, PageClient } from '../channels/web/page-client.ts';
import { buttonsOf, saidBy } from './card-screen.ts';
import type { RunningApp } from './running-app.ts';
import { newestWith, type Platform, type Seat } from './seat.ts';
import type { Said } from './transcript.ts';

/** A picture of one pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

/** The page, as browsers use it: over HTTP, with its stream of events. */
export function webPlatform(running: RunningApp): Platform {
  return {
    name: 'web',
    trouble: null,
    async seat(person) {
      const whereabouts = {
        language: person?.locale ?? 'en-US',
        timeZone: person?.timeZone ?? 'Europe/Berlin',
      };
      return webSeat(running, await PageClient.open(running.app.url, whereabouts));
    },
  };
}

function webSeat(running: RunningApp, opened: PageClient): Seat {
  const cards = new Map<string, MessageView>();
  /** As they came, before any was answered. */
  const first = new Map<string, MessageView>();
  let revision = 0;
  let last = (): Promise<Answer> => Promise.reject(new Error('Nothing was done yet.'));

  const page = () => opened.at(running.app.url);
  const { conversation } = opened;

  async function after(command: () => Promise<Answer>): Promise<readonly Said[]> {
    last = command;
    const { status, body } = await command();
    if (status !== 200) throw new Error(`The page was answered ${status}: ${body}`);
    const news = await page().news(revision);
    const said: MessageView[] = [];
    for (const message of news) {
      revision = Math.max(revision, message.revision);
      if (message.author === 'requester') continue;
      if (!cards.has(message.id)) {
        said.push(message);
        first.set(message.id, message);
      }
      cards.set(message.id, message);
    }
    return said.map(({ card }) => saidBy(card));
  }

  function press(
    shown: readonly MessageView[],
    label: string,
    fields: Readonly<Record<string, string>>,
  ) {
    const { button } = newestWith(shown, ({ card }) => buttonsOf(card), label);
    const { prompt, verb, value } = button.data;
    const id = randomUUID();
    return after(() => page().press(prompt, verb, value, fields, id));
  }

  return {
    conversation,
    join: () => after(() => page().join()),
    async say(text, attachments) {
      const files: string[] = [];
      for (const name of attachments) files.push(await page().attach(name, PICTURE));
      const id = randomUUID();
      return after(() => page().say(text, id, files));
    },
    press: (label, fields) => press([...cards.values()], label, fields),
    pressOld(label) {
      const old = [...first.values()].filter(({ id }) => cards.get(id)?.decided);
      return press(old, label, {});
    },
    again: () => after(last),
    async screen() {
      return [...cards.values()].map(({ card }) => saidBy(card));
    },
    ticket: () => running.ticketOf(conversation),
  };
}

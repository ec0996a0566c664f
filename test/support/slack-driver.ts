import { localeWrittenIn } from '../../src/i18n/locales.ts';
import { translate } from '../../src/i18n/words.ts';
import type { Transcript } from './read-transcript.ts';
import type { RunningApp } from './running-app.ts';
import { newestWith, type Platform, type Seat, type Trouble } from './seat.ts';
import type { SlackApi, SlackTrouble } from './slack-api.ts';
import type { Filled } from './slack-inputs.ts';
import { isJson, type Json } from './slack-json.ts';
import type { SlackLine } from './slack-line.ts';
import { SlackPerson } from './slack-person.ts';
import {
  buttonsIn,
  type ShownButton,
  type ShownMessage,
  type ShownSelect,
  selectsIn,
  textIn,
} from './slack-screen.ts';
import { SLACK_TEAM } from './slack-workspace.ts';
import type { Said } from './transcript.ts';
import { until } from './turns.ts';

/** Slack's side of a Signpost that runs. */
export interface SlackSide {
  readonly running: RunningApp;
  readonly api: SlackApi;
  /** The way in, which a restart may change. */
  readonly line: () => SlackLine;
}

/**
 * Slack, as it speaks to apps: signed requests or envelopes in, its Web API for what comes back.
 */
export function slackPlatform(side: SlackSide): Platform {
  return {
    name: 'slack',
    trouble: (...troubles) => side.api.trouble(...troubles.map((trouble) => TROUBLES[trouble])),
    seat: async (person) => new SlackSeat(side, await slackPerson(side, person)),
  };
}

/** Somebody new in the workspace. */
export async function slackPerson(
  { api, line }: SlackSide,
  about: Transcript['person'],
): Promise<SlackPerson> {
  const {
    name = 'Bob',
    address = 'bobk@contoso.com',
    locale = 'en-US',
    timeZone = 'Europe/Berlin',
  } = about ?? {};
  return new SlackPerson(api, line, await api.workspace.join({ name, address, locale, timeZone }));
}

const TROUBLES: Readonly<Record<Trouble, SlackTrouble>> = {
  throttled: { retryAfter: 0 },
  unavailable: { status: 503 },
  refused: { error: 'channel_not_found' },
};

/** One thing said: the message, or the messages it took. */
interface Card {
  readonly messages: readonly ShownMessage[];
}

type Way = { readonly label: string; readonly message: ShownMessage } & (
  | { readonly kind: 'press' | 'form'; readonly button: ShownButton }
  | { readonly kind: 'pick'; readonly select: ShownSelect }
);

/**
 * A person in their direct messages with Signpost, who opens every form as soon as it is offered.
 */
export class SlackSeat implements Seat {
  readonly person: SlackPerson;
  readonly conversation: string;
  private readonly side: SlackSide;
  private readonly inbound = new Set<string>();
  /** The form each message has opened, by the message's `ts`. */
  private readonly forms = new Map<string, Json>();

  constructor(side: SlackSide, person: SlackPerson) {
    this.side = side;
    this.person = person;
    this.conversation = `slack:${SLACK_TEAM}:${person.member.dm}`;
  }

  join(): Promise<readonly Said[]> {
    return this.after(() => this.person.openMessages());
  }

  say(text: string, attachments: readonly string[]): Promise<readonly Said[]> {
    return this.after(() =>
      attachments.length > 0 ? this.person.attach(text, attachments) : this.person.say(text),
    );
  }

  async press(label: string, fields: Filled): Promise<readonly Said[]> {
    const { card, button: way } = newestWith(
      await this.cards(),
      (each) => this.waysOn(each, 'now'),
      label,
    );
    if (way.kind === 'form') return this.submit(card, way, fields);
    return this.after(() => this.take(way, fields));
  }

  async pressOld(label: string): Promise<readonly Said[]> {
    const old = (await this.cards()).filter((card) => this.waysOn(card, 'now').length === 0);
    const { button: way } = newestWith(old, (card) => this.waysOn(card, 'first'), label);
    return this.after(() => this.take(way, {}));
  }

  again(): Promise<readonly Said[]> {
    return this.after(() => this.person.again());
  }

  async screen(): Promise<readonly Said[]> {
    return (await this.cards()).map((card) => this.saidBy(card));
  }

  ticket(): ReturnType<Seat['ticket']> {
    return this.side.running.ticketOf(this.conversation);
  }

  private take(way: Way, fields: Filled) {
    if (way.kind === 'pick')
      return this.person.choose(way.message, way.select, fields.symptom ?? '');
    return this.person.press(way.message, way.button);
  }

  /**
   * Sends the form; if something in it is wrong, it stays open with what was typed, and says so
   * at the fields.
   */
  private async submit(card: Card, { message }: Way, fields: Filled): Promise<readonly Said[]> {
    const form = this.forms.get(message.ts);
    if (form === undefined) throw new Error('The form did not open.');
    let errors: unknown = null;
    const said = await this.after(async () => {
      const { body, ...ack } = await this.person.submit(form, fields);
      if (isJson(body) && body.response_action === 'errors') errors = body.errors;
      return { body, ...ack };
    });
    if (!isJson(errors)) return said;
    const { text, offers } = this.saidBy(card);
    return [
      {
        kind: null,
        text: [text, ...Object.values(fields), ...Object.values(errors)].join('\n'),
        offers,
      },
      ...said,
    ];
  }

  /** Does something, waits for all that follows from it, and tells what was said. */
  private async after(command: () => Promise<{ readonly status: number; readonly body: unknown }>) {
    const { status, body } = await command();
    if (status !== 200) throw new Error(`Slack was answered ${status}: ${JSON.stringify(body)}`);
    await this.side.running.quiet();
    const fresh = (await this.cards()).filter(
      ({ messages }) => !messages.some(({ ts }) => this.inbound.has(ts)),
    );
    for (const card of fresh) {
      for (const { ts } of card.messages) this.inbound.add(ts);
      await this.openForm(card);
    }
    return fresh.map((card) => this.saidBy(card));
  }

  private async openForm({ messages }: Card): Promise<void> {
    const { views } = this.side.api.screen;
    for (const message of messages) {
      const button = buttonsIn(message.blocks).find((each) => kindOf(each) === 'form');
      if (button === undefined) continue;
      const before = views.length;
      await this.person.press(message, button);
      await until(() => views.length > before);
      const view = views.at(-1);
      if (view !== undefined) this.forms.set(message.ts, view);
    }
  }

  private saidBy(card: Card): Said {
    const forms = card.messages.flatMap(({ ts, blocks }) =>
      buttonsIn(blocks).some((button) => kindOf(button) === 'form')
        ? (this.forms.get(ts)?.blocks ?? [])
        : [],
    );
    const text = textIn([...card.messages.map(({ blocks }) => blocks), forms]);
    return { kind: null, text, offers: this.waysOn(card, 'now').map(({ label }) => label) };
  }

  private waysOn({ messages }: Card, when: 'now' | 'first'): Way[] {
    return messages.flatMap((message) => {
      const blocks = when === 'now' ? message.blocks : message.firstBlocks;
      const picks = selectsIn(blocks).map((select): Way => {
        const label = translate(localeWrittenIn(textIn(blocks)) ?? 'en', 'choice.pick');
        return { kind: 'pick', label, message, select };
      });
      const buttons = buttonsIn(blocks).flatMap((button): Way[] => {
        const kind = kindOf(button);
        if (kind === 'other') return [];
        const submit = Object(this.forms.get(message.ts)?.submit).text;
        return [{ kind, label: kind === 'form' ? String(submit) : button.label, message, button }];
      });
      return [...picks, ...buttons];
    });
  }

  /** All that was said in the direct messages; a reply that took several messages is one card. */
  private async cards(): Promise<Card[]> {
    const together = await this.side.running.messageIdsOf(this.conversation);
    const groups = new Map<string, ShownMessage[]>();
    for (const message of this.side.api.screen.messages(this.person.member.dm)) {
      const key = together.find((id) => id.includes(message.ts)) ?? message.ts;
      groups.set(key, [...(groups.get(key) ?? []), message]);
    }
    return [...groups.values()].map((messages) => ({ messages }));
  }
}

/** Buttons that open an address or a part to read are no way on. */
function kindOf({ actionId }: ShownButton): 'press' | 'form' | 'other' {
  const kind = /^signpost\/\d+\/(press|form)$/.exec(actionId)?.[1];
  return kind === 'press' || kind === 'form' ? kind : 'other';
}

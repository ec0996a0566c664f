import { randomUUID } from 'node:crypto';
import { buttonsOf, fieldsOf, saidBy } from './card-screen.ts';
import type { Transcript } from './read-transcript.ts';
import type { RunningApp } from './running-app.ts';
import { newestWith, type Platform, type Seat, type Trouble } from './seat.ts';
import type { ConnectorCall, Refusal, TeamsConnector } from './teams-connector.ts';
import type { Activity, TeamsRequests } from './teams-requests.ts';
import { TENANT_ID } from './teams-tokens.ts';
import type { Said } from './transcript.ts';

/** Microsoft's side of a Signpost that runs. */
export interface TeamsSide {
  readonly running: RunningApp;
  readonly connector: TeamsConnector;
  readonly requests: TeamsRequests;
}

/** Somebody in Teams. */
export interface TeamsSeat extends Seat {
  /**
   * Sends a message with attachments as Teams describes them; `about` is put in the place of what
   * it says of the rest.
   */
  send(
    text: string,
    attachments: readonly object[],
    about?: Readonly<Record<string, unknown>>,
  ): Promise<readonly Said[]>;
}

export interface TeamsPlatform extends Platform {
  seat(person?: Transcript['person']): Promise<TeamsSeat>;
}

/**
 * Teams, as its service speaks to bots: signed activities in, a Bot Connector for what comes back.
 */
export function teamsPlatform(side: TeamsSide): TeamsPlatform {
  return {
    name: 'teams',
    trouble: (...troubles) =>
      side.connector.refuse(...troubles.map((trouble) => REFUSALS[trouble])),
    seat: async (person) => teamsSeat(side, person),
  };
}

const REFUSALS: Readonly<Record<Trouble, Refusal>> = {
  throttled: { status: 429, headers: { 'retry-after': '0' } },
  unavailable: { status: 503 },
  refused: { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } },
};

/** A picture of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

let people = 0;

function teamsSeat(
  { running, connector, requests }: TeamsSide,
  person: Transcript['person'],
): TeamsSeat {
  people += 1;
  const chat = `a:seat-${people}`;
  const conversation = `teams:${TENANT_ID}:${chat}`;
  const about = {
    conversation: { id: chat, conversationType: 'personal', tenantId: TENANT_ID },
    from: { id: `29:seat-${people}`, name: person?.name ?? 'Bob', aadObjectId: randomUUID() },
    locale: person?.locale ?? 'en-US',
    localTimezone: person?.timeZone ?? 'Europe/Berlin',
    entities: [],
  };
  let inbound = 0;
  let last: Activity | null = null;

  const messages = () => connector.messages().filter(({ path }) => path.includes(`/${chat}/`));

  async function send(activity: Activity): Promise<readonly Said[]> {
    last = activity;
    const response = await requests.post(activity);
    await running.quiet();
    if (!response.ok)
      throw new Error(`Teams was answered ${response.status}: ${await response.text()}`);
    const said = shownIn(messages()).slice(inbound);
    inbound += said.length;
    return said.map(({ now }) => saidBy(now));
  }

  async function press(
    cards: readonly unknown[],
    label: string,
    fields: Readonly<Record<string, string>>,
  ) {
    const { card, button } = newestWith(cards, buttonsOf, label);
    const data = {
      ...(Object.keys(fields).length > 0 ? fieldsOf(card) : {}),
      ...fields,
      ...button.data,
    };
    const value = { action: { type: 'Action.Execute', verb: 'signpost', data }, trigger: 'manual' };
    return send(
      await requests.recorded('press-action-execute', { ...about, id: randomUUID(), value }),
    );
  }

  async function message(
    text: string,
    attachments: readonly object[],
    changes: Readonly<Record<string, unknown>> = {},
  ) {
    const content = { text, textFormat: 'plain', attachments };
    const id = randomUUID();
    return send(
      await requests.recorded('message-in-personal-chat', { ...about, ...content, id, ...changes }),
    );
  }

  function picture(name: string) {
    return { contentType: 'image/png', contentUrl: connector.attach(randomUUID(), DOT), name };
  }

  return {
    conversation,
    join: async () => send(await requests.recorded('bot-installed', about)),
    say: (text, attachments) => message(text, attachments.map(picture), {}),
    send: message,
    press: (label, fields) =>
      press(
        shownIn(messages()).map(({ now }) => now),
        label,
        fields,
      ),
    pressOld(label) {
      const old = shownIn(messages()).filter(({ now }) => buttonsOf(now).length === 0);
      return press(
        old.map(({ first }) => first),
        label,
        {},
      );
    },
    async again() {
      if (last === null) throw new Error('Nothing was done yet.');
      return send(last);
    },
    screen: async () => shownIn(messages()).map(({ now }) => saidBy(now)),
    ticket: () => running.ticketOf(conversation),
  };
}

/** The cards in a chat, oldest first: as each was sent, and as it is now. */
function shownIn(
  calls: readonly ConnectorCall[],
): { readonly first: unknown; readonly now: unknown }[] {
  const cards = new Map<string, { first: unknown; now: unknown }>();
  for (const { method, path, body, id } of calls) {
    const now = Object(body.attachments)[0]?.content;
    const known = method === 'PUT' ? cards.get(path.split('/').at(-1) ?? '') : undefined;
    if (known !== undefined) known.now = now;
    else if (id !== null) cards.set(id, { first: now, now });
  }
  return [...cards.values()];
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PageClient } from '../channels/web/page-client.ts';
import type { Cluster } from './cluster.ts';
import { createTally, sendOnce, sendUntilAcknowledged, type Tally } from './resend.ts';
import type { SlackApi } from './slack-api.ts';
import type { Json } from './slack-json.ts';
import { httpLine, type SlackRetry } from './slack-line.ts';
import { nextStamp, SlackPerson } from './slack-person.ts';
import { SLACK_TEAM, type SlackMember } from './slack-workspace.ts';

/** What was sent in one conversation, and what has to have come of it. */
export interface Sent {
  readonly conversation: string;
  /** Events that were acknowledged: each has to take effect exactly once. */
  acknowledged: number;
  /**
   * Interactions that were not acknowledged, which Slack doesn't send again: each takes effect once
   * or not at all.
   */
  uncertain: number;
  /** Tickets filed by what was acknowledged. */
  tickets: number;
}

/**
 * People who write to a cluster, over the page and over Slack's signed requests, until they are
 * told to finish.
 */
export interface ClusterLoad {
  readonly page: Tally;
  readonly slack: Tally;
  readonly sent: readonly Sent[];
  /** Nobody begins anything new; resolves when all that was begun is acknowledged. */
  finish(): Promise<void>;
}

export interface LoadOptions {
  readonly cluster: Cluster;
  readonly api: SlackApi;
  readonly pagePeople: number;
  readonly slackPeople: number;
}

/**
 * Slack waits three seconds for an answer and sends events again.
 * https://docs.slack.dev/apis/events-api
 */
const SLACK_TIMEOUT_MS = 3_000;
const PAGE_TIMEOUT_MS = 20_000;
const RESEND_AFTER_MS = 150;
const BETWEEN_MS = 60;
/** Every so many things a person does in Slack are a command, which Slack sends only once. */
const COMMAND_EVERY = 4;

/** The shortest way to a ticket. */
const TICKET_TALK = ['talk to a person', 'skip', 'send'];

/** Begins at once. Each person does the next thing when the last one was acknowledged. */
export async function startClusterLoad(options: LoadOptions): Promise<ClusterLoad> {
  const { cluster, api, pagePeople, slackPeople } = options;
  const { signal, abort } = abortable();
  const page = createTally();
  const slack = createTally();
  const sent: Sent[] = [];
  const members = await Promise.all(
    Array.from({ length: slackPeople }, () => api.workspace.join({})),
  );
  const running = [
    ...Array.from({ length: pagePeople }, writeOnPage),
    ...members.map(writeInSlack),
  ];
  return {
    page,
    slack,
    sent,
    async finish() {
      abort();
      await Promise.all(running);
    },
  };

  /** One session after the other: each ends in one ticket. */
  async function writeOnPage(): Promise<void> {
    while (!signal.aborted) {
      const client = await openPage();
      const mine = begin(client.conversation);
      for (const text of TICKET_TALK) await say(client, text, mine);
      mine.tickets += 1;
    }
  }

  async function say(client: PageClient, text: string, mine: Sent): Promise<void> {
    const id = randomUUID();
    await sendUntilAcknowledged(
      { tally: page, timeoutMs: PAGE_TIMEOUT_MS, pauseMs: RESEND_AFTER_MS },
      async () => {
        const { status } = await client.at(await cluster.anyUrl()).say(text, id);
        return status;
      },
    );
    mine.acknowledged += 1;
    await sleep(BETWEEN_MS);
  }

  async function openPage(): Promise<PageClient> {
    for (;;) {
      try {
        const client = await PageClient.open(await cluster.anyUrl());
        // Without a database there is no session to be had.
        if (client.cookie !== '') return client;
        await sleep(RESEND_AFTER_MS);
      } catch {
        // That process was just killed.
        await sleep(RESEND_AFTER_MS);
      }
    }
  }

  async function writeInSlack(member: SlackMember): Promise<void> {
    const mine = begin(`slack:${SLACK_TEAM}:${member.dm}`);
    for (let count = 1; !signal.aborted; count += 1) {
      if (count % COMMAND_EVERY === 0) await command(member, mine);
      else await tell(member, mine);
      await sleep(BETWEEN_MS);
    }
  }

  async function command(member: SlackMember, mine: Sent): Promise<void> {
    const url = await cluster.anyUrl();
    const isTaken = await sendOnce({ tally: slack, timeoutMs: SLACK_TIMEOUT_MS }, async () => {
      const { status } = await personAt(url, member).command('where is my ticket');
      return status;
    });
    if (isTaken) mine.acknowledged += 1;
    else mine.uncertain += 1;
  }

  async function tell(member: SlackMember, mine: Sent): Promise<void> {
    const stamp = nextStamp();
    const event: Json = { channel: member.dm, text: 'help', ts: stamp, event_ts: stamp };
    const timing = { timeoutMs: SLACK_TIMEOUT_MS, pauseMs: RESEND_AFTER_MS };
    await sendUntilAcknowledged({ tally: slack, ...timing }, async (attempt) => {
      const url = await cluster.anyUrl();
      const retry: SlackRetry & { eventId: string } = {
        num: attempt,
        reason: 'http_error',
        eventId: `Ev${stamp.replace('.', '')}`,
      };
      const { status } = await personAt(url, member).event(
        'message-in-direct-messages',
        event,
        retry,
      );
      return status;
    });
    mine.acknowledged += 1;
  }

  function personAt(url: string, member: SlackMember): SlackPerson {
    return new SlackPerson(api, () => httpLine(url), member);
  }

  function begin(conversation: string): Sent {
    const mine: Sent = { conversation, acknowledged: 0, uncertain: 0, tickets: 0 };
    sent.push(mine);
    return mine;
  }
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

import type { IncomingMessage } from 'node:http';
import { monotonicMs } from '../../../concurrency/clocks.ts';
import type { AgentInput } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { Actor } from '../../../tickets/actor.ts';
import { requireOwnPage, requireSession } from '../auth/guard.ts';
import type { Sessions } from '../auth/session.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { createPacer } from '../inbound/rate-limit.ts';
import { readJson } from '../inbound/read-json.ts';
import { parseRequest, queryOf } from '../inbound/requests.ts';
import type { Handler, Route } from '../inbound/routes.ts';
import { sendJson } from '../outbound/respond.ts';
import { sendPage } from '../render/page-document.ts';
import { loadPage } from '../render/page-files.ts';
import { type DeskReading, readDeskTicket, readQueuePage } from './desk-reading.ts';
import {
  askerRequest,
  queueRequest,
  readCommandRequest,
  readPressRequest,
  type WebAgentInput,
} from './desk-requests.ts';
import type { DeskStreams } from './desk-streams.ts';
import type { DeskAnswer } from './desk-view.ts';
import { pageCard } from './page-card.ts';
import type { RecordStranger } from './strangers.ts';
import { isAtThisMachine } from './web-agent.ts';

export interface DeskRoutesOptions {
  readonly reading: DeskReading;
  /** Runs what an agent typed or pressed, once for each id, and answers only them. */
  readonly run: (asked: AgentInput) => Promise<AgentReply>;
  /** Called for every agent who sends a request. */
  readonly seen: (agent: Actor) => void;
  readonly streams: DeskStreams;
  readonly sessions: Sessions;
  readonly noteStranger: RecordStranger;
}

/**
 * The helpdesk's page, the data it reads, and its agent commands. All routes are only for people at
 * this machine.
 */
export function deskRoutes(options: DeskRoutesOptions): Route[] {
  const { reading, run, seen, streams, sessions, noteStranger } = options;
  const page = loadPage('desk', { links: true });
  const pacer = createPacer();

  /** The page asks agents for no password, so only people at this machine are admitted. */
  function here(method: Route['method'], path: string, handler: Handler): Route {
    return {
      method,
      path,
      async handler(request, response, name) {
        if (isAtThisMachine(request)) return handler(request, response, name);
        await noteStranger(request, path, name);
        throw new WebRefusal('not-here');
      },
    };
  }

  function post(path: string, read: (body: unknown) => WebAgentInput): Route {
    return here('post', path, async (request, response) => {
      const { conversation } = await requireOwnPage(sessions, request);
      const wait = pacer.take(conversation, monotonicMs());
      if (wait > 0) throw new WebRefusal('too-fast', { retryAfterSeconds: wait });
      const asked = read(await readJson(request));
      seen(asked.actor);
      sendJson(response, 200, answerOf(withAddresses(await run(asked), request), asked));
    });
  }

  return [
    here('get', '/desk', (request, response) =>
      sendPage(request, response, { page, path: '/desk', sessions }),
    ),
    here('get', '/desk/events', async (request, response) => {
      await requireSession(sessions, request);
      const asker = parseRequest(askerRequest, queryOf(request));
      seen(asker.agent);
      streams.open(response, asker);
    }),
    here('get', '/desk/queue', async (request, response) => {
      await requireSession(sessions, request);
      const asked = parseRequest(queueRequest, queryOf(request));
      sendJson(response, 200, await readQueuePage(reading, asked, asked));
    }),
    here('get', '/desk/tickets/:name', async (request, response, number) => {
      await requireSession(sessions, request);
      const ticket = await readDeskTicket(
        reading,
        parseRequest(askerRequest, queryOf(request)),
        number,
      );
      if (ticket === null) throw new WebRefusal('not-found');
      sendJson(response, 200, ticket);
    }),
    post('/desk/commands', readCommandRequest),
    post('/desk/presses', readPressRequest),
  ];
}

/**
 * Cards need absolute URLs: local paths are resolved against the host the page was requested at.
 */
function withAddresses(reply: AgentReply, { headers }: IncomingMessage): AgentReply {
  if (reply.kind !== 'files') return reply;
  const files = reply.files.map((file) => ({
    ...file,
    url: file.url && String(new URL(file.url, `http://${headers.host}`)),
  }));
  return { ...reply, files };
}

/**
 * A ticket opens beside the answers, where it stays up to date; everything else appears among them.
 */
function answerOf(reply: AgentReply, { actor: agent, timeZone }: WebAgentInput): DeskAnswer {
  const { card, text } = pageCard(reply, { view: 'agent', agent, timeZone });
  const form = reply.kind === 'form' ? `desk.${reply.command}.${reply.number}` : null;
  return {
    kind: reply.kind,
    card,
    text,
    form,
    opens: reply.kind === 'ticket' ? reply.number : null,
  };
}

import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { noteOf } from '../../../attachments/keep-files.ts';
import { monotonicMs } from '../../../concurrency/clocks.ts';
import type { EventContent } from '../../../conversation/event.ts';
import type { Receive } from '../../../ports/channel.ts';
import type { Database } from '../../../store/database.ts';
import type { Admission } from '../auth/admission.ts';
import { requireOwnPage } from '../auth/guard.ts';
import type { Sessions } from '../auth/session.ts';
import { sendJson } from '../outbound/respond.ts';
import { namedFiles } from './file-routes.ts';
import { WebRefusal } from './problem.ts';
import { createPacer, type Pace } from './rate-limit.ts';
import { readJson } from './read-json.ts';
import {
  joinRequest,
  messageContent,
  messageRequest,
  parseRequest,
  pressContent,
  pressRequest,
} from './requests.ts';
import type { Handler, Route } from './routes.ts';

export interface EventRoutesOptions {
  readonly db: Kysely<Database>;
  readonly receive: Receive;
  readonly sessions: Sessions;
  readonly admission: Admission;
  /** How fast a session may send events, if not at the default rate. */
  readonly pace?: Pace;
}

/** An event as the page sends it, before it becomes one of the conversation. */
interface PageEvent {
  readonly id: string;
  readonly conversation: string;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly content: EventContent;
}

/** The events the page sends: opened, typed, and pressed. Each is answered once it is durable. */
export function eventRoutes({
  db,
  receive,
  sessions,
  admission,
  pace,
}: EventRoutesOptions): Route[] {
  const pacer = createPacer(pace);

  async function take(event: PageEvent): Promise<{ duplicate: boolean }> {
    const { id, conversation, language, timeZone, content } = event;
    const person = { id: conversation, name: null, address: null, localeTag: language, timeZone };
    const at = new Date().toISOString();
    const turn = {
      id,
      newId: randomUUID(),
      at,
      channel: 'web' as const,
      conversation,
      person,
      content,
    };
    const { duplicate } = await receive(turn, { conversation });
    return { duplicate };
  }

  function post(
    path: string,
    handle: (body: unknown, conversation: string) => Promise<unknown>,
  ): Route {
    const handler: Handler = async (request, response) => {
      const { conversation } = await requireOwnPage(sessions, request);
      const wait = pacer.take(conversation, monotonicMs());
      if (wait > 0) throw new WebRefusal('too-fast', { retryAfterSeconds: wait });
      await admission.admitEvent(request, conversation);
      const body = await readJson(request, (bytes) => admission.admitText(request, bytes));
      sendJson(response, 200, await handle(body, conversation));
    };
    return { method: 'post', path, handler };
  }

  return [
    post('/page/joined', async (sent, conversation) => {
      const body = parseRequest(joinRequest, sent);
      return take({ ...body, id: 'joined', conversation, content: { kind: 'joined' } });
    }),
    post('/page/messages', async (sent, conversation) => {
      const body = parseRequest(messageRequest, sent);
      const files = await namedFiles(db, body.files, conversation);
      admission.filesDone(body.files);
      return take({ ...body, conversation, content: messageContent(body, files.map(noteOf)) });
    }),
    post('/page/presses', async (sent, conversation) => {
      const body = parseRequest(pressRequest, sent);
      return take({ ...body, conversation, content: pressContent(body) });
    }),
  ];
}

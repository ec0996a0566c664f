import type { Transaction } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { Database } from '../store/database.ts';
import {
  type AgentJob,
  destinationOf,
  MESSAGE_QUEUES,
  type MessageJob,
} from '../store/jobs/message-job.ts';
import { storable } from '../store/storable.ts';
import type { Store } from '../store/store.ts';
import { sequenceOf } from '../tickets/number.ts';
import { type Channels, targetOfDesk } from './channels.ts';
import type { TranscriptBatch } from './local-channel.ts';

export interface MessageQueueOptions {
  readonly store: Pick<Store, 'jobs'>;
  readonly channels: Channels;
  /** Creates ids that sort in order of creation. */
  readonly orderedId: () => string;
}

/**
 * Queues messages within a transaction. For a channel in our own database, stores them right away
 * instead; `inbound` is the event they answer.
 */
export async function queueMessages(
  options: MessageQueueOptions,
  trx: Transaction<Database>,
  jobs: readonly MessageJob[],
  inbound: TranscriptBatch['inbound'] = null,
): Promise<void> {
  const { store, channels, orderedId } = options;
  for (const job of jobs) {
    if (job.audience === 'agent') continue;
    const { conversation, items: said } = job;
    await channels.local(job.channel)?.keep(trx, { conversation, inbound, said });
  }
  const queued = jobs.filter((job) => job.items.length > 0 && !isLocal(channels, job));
  for (const audience of ['requester', 'agent'] as const) {
    const rows = queued
      .filter((job) => job.audience === audience)
      .map((job) => ({
        id: orderedId(),
        singletonKey: destinationOf(job),
        data: storable(job),
        ...paceOf(channels, job),
      }));
    if (rows.length > 0)
      await store.jobs.insert(MESSAGE_QUEUES[audience], rows, { db: fromKysely(trx) });
  }
}

/** Of the posts that wait for a channel, those of the oldest ticket go first. */
export function rankOf({ ticket }: Pick<AgentJob, 'ticket'>): number {
  return sequenceOf(ticket) ?? 0;
}

function isLocal(channels: Channels, job: MessageJob): boolean {
  const channel = job.audience === 'requester' ? job.channel : channels.desk(job.desk)?.channel;
  return channel !== undefined && channels.local(channel) !== null;
}

/** Messages that share a platform's pace wait for it together. */
function paceOf(channels: Channels, job: MessageJob) {
  if (job.audience === 'requester')
    return groupOf(channels.targetOf(job.channel, job.conversation));
  const desk = channels.desk(job.desk);
  return { priority: -rankOf(job), ...groupOf(desk && targetOfDesk(desk)) };
}

function groupOf(target: string | null) {
  return target === null ? {} : { group: { id: target } };
}

import type { Log } from '../diagnostics/log.ts';
import type { Delivered } from '../ports/channel.ts';
import type { MessageJob } from '../store/jobs/message-job.ts';
import type { MessageKey } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels.ts';

/** The messages of one job and how they are delivered; each audience has its own way. */
export interface Delivery {
  /** What is still to be delivered, in order. */
  readonly parcels: readonly Parcel[];
  /** Names the destination in the log. */
  readonly fields: Readonly<Record<string, string>>;
  /** Attempts in a row on a platform that asks to wait, before the job is put back. */
  readonly attemptsInPlace: number;
}

/** One message of a job. */
export interface Parcel {
  readonly key: MessageKey;
  readonly kind: string;
  /** Rejects with a `DeliveryError`; any other error is a bug. */
  send(): Promise<Delivered>;
  /** Called when it is no longer retried. If it rejects, the message is retried after all. */
  dropped(): Promise<void>;
  /** The job with nothing but this message, as a dead letter stores it. */
  readonly content: MessageJob;
}

export interface DeliveryOptions {
  readonly store: Pick<Store, 'db'>;
  readonly channels: Channels;
  readonly log: Log;
  readonly onDropped: DropListener;
}

/**
 * Called for each reply to a requester that is no longer retried, before that is stored: after a
 * crash it may be called again for the same reply.
 */
export type DropListener = (
  conversation: string,
  item: Extract<MessageJob, { audience: 'requester' }>['items'][number],
) => Promise<void>;

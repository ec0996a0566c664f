import type { ModalView } from '@slack/types';
import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { Api } from './api.ts';
import { slackErrorName } from './delivery-problem.ts';

export interface ViewOpener {
  readonly api: Api;
  readonly log: Log;
}

export type Opened =
  | 'opened'
  /** The click is too old: another click opens it. */
  | 'late'
  /** Slack refuses the view, and will again. The log has Slack's reason. */
  | 'refused'
  /** Slack couldn't be asked, or is busy: it may succeed in a minute. */
  | 'failed';

/**
 * Slack's error names for an expired trigger: it is valid for three seconds, and opens one modal.
 */
const EXPIRED = new Set([
  'expired_trigger_id',
  'trigger_expired',
  'exchanged_trigger_id',
  'trigger_exchanged',
]);

/**
 * Opens a modal for the person who clicked. Never rejects because of Slack or the network: the
 * caller tells the person.
 */
export async function openView(
  { api, log }: ViewOpener,
  who: Who,
  trigger: string,
  view: ModalView,
): Promise<Opened> {
  try {
    await api(who, (client) => client.views.open({ trigger_id: trigger, view }));
    return 'opened';
  } catch (error) {
    if (EXPIRED.has(slackErrorName(error) ?? '')) return 'late';
    if (!(error instanceof DeliveryError)) throw error;
    const opened = error.problem === 'rejected' || error.problem === 'gone' ? 'refused' : 'failed';
    log.error({ channel: 'slack', reason: error.message }, 'slack view not opened');
    return opened;
  }
}

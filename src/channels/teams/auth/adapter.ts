import { type Activity, CloudAdapter, type TurnContext } from 'botbuilder';
import type { Admission } from './verify-request.ts';

/**
 * botbuilder's adapter, entered after the request is verified: its own entry point answers a
 * refused request with the library's error text and prints the error to the console.
 */
export class TeamsAdapter extends CloudAdapter {
  /** Runs the logic with a context to answer in. Rejects with the logic's error. */
  async run(
    admission: Admission,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    await this.processActivity(admission, activity, logic);
  }
}

/** True for a JSON object with the fields botbuilder's token check reads. */
export function isBotActivity(value: object): value is Activity {
  return (
    'type' in value &&
    typeof value.type === 'string' &&
    'channelId' in value &&
    typeof value.channelId === 'string' &&
    'serviceUrl' in value &&
    typeof value.serviceUrl === 'string'
  );
}

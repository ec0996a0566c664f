import { createBackgroundTasks } from '../../../concurrency/background-tasks.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { Notify, Responding } from '../outbound/notify.ts';
import { escapeText } from '../render/mrkdwn.ts';
import { say } from '../render/words.ts';
import type { Languages } from './languages.ts';

/** Work after the acknowledgement that no one waits for. */
export interface Background {
  /** Runs work. If it fails, that is logged, and the person who asked for it is told. */
  run(what: string, work: () => Promise<void>, asker?: Asker): void;
  /** Resolves when all of it is done. */
  settled(): Promise<void>;
}

export interface Asker {
  readonly who: Who;
  readonly respond: Responding | undefined;
}

export interface BackgroundSettings {
  readonly languages: Languages;
  readonly notify: Notify;
  readonly log: Log;
}

export function createBackground({ languages, notify, log }: BackgroundSettings): Background {
  const tasks = createBackgroundTasks((error) =>
    log.error({ channel: 'slack', ...reasonOf(error) }, 'slack failure not reported to its user'),
  );
  return {
    run(what, work, asker) {
      const done = work().catch(async (error: unknown) => {
        log.error({ channel: 'slack', what, ...reasonOf(error) }, 'slack background work failed');
        if (asker === undefined) return;
        const text = escapeText(say('sorry', await languages(asker.who)));
        await notify({ ...asker, place: null, message: { text } });
      });
      tasks.add(done);
    },
    settled: tasks.settled,
  };
}

function reasonOf(error: unknown) {
  return error instanceof DeliveryError ? { reason: error.message } : failureFields(error);
}

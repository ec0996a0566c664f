import type { RequesterMessage } from '../../ports/message.ts';
import type { RequesterJob } from '../../store/jobs/message-job.ts';

/** Returns the job that delivers what a turn says; `turn` makes the ids of its messages. */
export function replyJob(
  to: Pick<RequesterJob, 'conversation' | 'channel' | 'address'>,
  says: readonly Pick<RequesterMessage, 'reply' | 'decided'>[],
  turn: string,
): RequesterJob {
  const { conversation, channel, address } = to;
  const items = says.map(({ reply, decided }, index) => ({
    id: `${turn}/${index}`,
    reply,
    decided,
  }));
  return { audience: 'requester', conversation, channel, address, items };
}

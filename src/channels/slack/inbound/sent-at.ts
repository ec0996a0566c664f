import { z } from 'zod';

const stamp = z
  .string()
  .regex(/^\d{10}\.\d{6}$/)
  .nullish()
  .catch(null);

const stampedSchema = z.object({
  event: z.object({ event_ts: stamp, ts: stamp }).nullish().catch(null),
  actions: z
    .array(z.object({ action_ts: stamp }).nullish().catch(null))
    .nullish()
    .catch(null),
  action_ts: stamp,
});

/**
 * Returns when an event, a press or a shortcut was made according to Slack, in µs since 1970. Null
 * for commands and forms, which carry no such timestamp.
 * https://docs.slack.dev/apis/events-api/#event-type-structure (`event_ts`),
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload (`action_ts`)
 */
export function sentAtOf(body: unknown): number | null {
  const { event, actions, action_ts: own } = stampedSchema.safeParse(body).data ?? {};
  const text = event?.event_ts ?? event?.ts ?? actions?.[0]?.action_ts ?? own;
  return text ? Number(text.replace('.', '')) : null;
}

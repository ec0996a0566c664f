import { type Clock, systemClock } from 'pg-boss';
import { monotonicMs } from '../concurrency/clocks.ts';

/**
 * The job queue's clock, which keeps running when the time of day is changed. With the time of day,
 * pg-boss would delay its next round by as long as the clock was set back, and beyond 24.8 days
 * that is more than a timer can take. Stored timestamps come from the database.
 */
export const STEADY_CLOCK: Clock = {
  ...systemClock,
  now: () => performance.timeOrigin + monotonicMs(),
};

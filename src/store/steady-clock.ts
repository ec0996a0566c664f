import { type Clock, systemClock } from 'pg-boss';

/**
 * The job queue's clock: it runs on whatever the time of day is set to. With the time of day, pg-boss would wait as
 * long for its next round as that was set back, and with a delay no timer can take if that is more than 24.8 days.
 * What is stored is dated by the database.
 */
export const STEADY_CLOCK: Clock = {
  ...systemClock,
  now: () => performance.timeOrigin + performance.now(),
};

const DAY_MS = 86_400_000;

/**
 * Returns the local time in a time zone as `YYYY-MM-DDThh:mm`; null if this machine doesn't know
 * the zone.
 * @param at ISO 8601 in UTC.
 */
export function wallClock(at: string, timeZone: string | null): string | null {
  if (timeZone === null) return null;
  try {
    return clockIn(timeZone).format(new Date(at)).replace(' ', 'T');
  } catch {
    return null;
  }
}

/**
 * Returns the instant (ISO 8601, UTC) of a local time (`YYYY-MM-DDThh:mm`) in a time zone; null if
 * it is no time or this machine doesn't know the zone. In the hour that a clock skips, an instant close to it.
 */
export function instantOf(local: string, timeZone: string | null): string | null {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  let instant = wanted;
  // The first step may cross a change of the clock; the second makes up for it.
  for (let step = 0; step < 2; step += 1) {
    const shown = wallClock(new Date(instant).toISOString(), timeZone);
    if (shown === null) return null;
    instant += wanted - Date.parse(`${shown}Z`);
  }
  return new Date(instant).toISOString();
}

/** Returns the day (`YYYY-MM-DD`) this many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the day of the week, 0 for Monday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
}

export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year || !month || !day) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return (
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(year) >= 1990
  );
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * Creating a format is slow, so formats are kept; there are only a few hundred time zones.
 * @throws RangeError if this machine doesn't know the time zone.
 */
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The conversations the crash test talks in. */
export const CONVERSATIONS: readonly string[] = ['web:a', 'web:b', 'web:c', 'web:d', 'web:e'];

/** Every so many events a ticket is filed. */
export const TICKET_EVERY = 7;

/** The platform's id of an event: its number in the conversation. */
export function eventName(number: number): string {
  return String(number);
}

/** What an event is answered with, in order. */
export function repliesTo(number: number): readonly string[] {
  const says = [`${number} one`, `${number} two`];
  return number % TICKET_EVERY === 0 ? [...says, `${number} filed`] : says;
}

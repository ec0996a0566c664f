/** @import { DeskAnswer } from '../../agents/desk-view.ts' */
/** @import { DeskPress } from './desk-press.js' */
import { post } from '../api.js';
import { newId } from '../new-id.js';
import { locale } from '../words.js';
import { agentName } from './agent-name.js';

/**
 * An address of the desk, with who asks, in which language, and where they are.
 * @param {string} path
 * @param {Record<string, string | number>} [values]
 */
export function address(path, values = {}) {
  const texts = Object.entries(values).map(([name, value]) => [name, String(value)]);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const asker = [
    ['agent', agentName()],
    ['locale', locale()],
    ['timeZone', timeZone],
  ];
  return `${path}?${new URLSearchParams([...texts, ...asker])}`;
}

/**
 * A command or a press, to be sent once: tried again, it keeps its id and has no second effect. Gives the answer that
 * only this agent sees.
 * @param {string} path
 * @param {{ text: string, ticket: string | null } | { press: DeskPress }} body
 * @returns {() => Promise<DeskAnswer>}
 */
export function requestOf(path, body) {
  const whole = { id: newId(), agent: agentName(), locale: locale(), ...body };
  return async () => /** @type {DeskAnswer} */ (await post(path, whole));
}

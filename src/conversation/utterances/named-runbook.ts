import { locales } from '../../i18n/locales.ts';
import { isUnspaced } from '../../i18n/script.ts';
import type { Choice, Reply } from '../reply.ts';
import type { World } from '../world.ts';
import { plain } from './spoken.ts';

/** "It's about the VPN" is an answer; with more words around the name, it is a report. */
const MAX_OTHER_WORDS = 3;
const MAX_OTHER_CHARACTERS = 5;

/** Returns the offered runbook that a short text names by a product, if it names only one. */
export function namedRunbook(text: string, reply: Reply, world: World): Choice | null {
  const inbound = plain(text);
  const found = reply.choices.filter(({ verb, value }) => {
    const names = verb === 'runbook' && value !== null ? namesOf(world, value) : [];
    return names.some((name) => isMostly(name, inbound));
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Returns the offered runbooks that a text of any length names by a product. */
export function mentionedRunbooks(
  text: string,
  offered: readonly string[],
  world: World,
): readonly string[] {
  const inbound = plain(text);
  return offered.filter((id) => namesOf(world, id).some((name) => restOf(name, inbound) !== null));
}

function namesOf({ runbooks }: World, id: string): string[] {
  const runbook = runbooks.get(id);
  if (runbook === undefined) return [];
  const titles = locales().map((locale) => runbook.title[locale]);
  return [...runbook.products, ...titles].map(plain).filter((name) => name !== '');
}

function isMostly(name: string, inbound: string): boolean {
  const rest = restOf(name, inbound)?.trim() ?? null;
  if (rest === null) return false;
  return isUnspaced(rest)
    ? rest.length <= MAX_OTHER_CHARACTERS
    : rest.split(' ').filter((word) => word !== '').length <= MAX_OTHER_WORDS;
}

/** Returns a text without the name; null if the name isn't in it as a whole. */
function restOf(name: string, inbound: string): string | null {
  if (isUnspaced(name)) return inbound.includes(name) ? inbound.replace(name, '') : null;
  const padded = inbound.replace(/(?<=\p{Script=Han})(?=\w)|(?<=\w)(?=\p{Script=Han})/gu, ' ');
  const at = ` ${padded} `.indexOf(` ${name} `);
  return at === -1 ? null : `${padded.slice(0, at)} ${padded.slice(at + name.length)}`;
}

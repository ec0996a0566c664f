import type { Turn } from '../turn.ts';

/** Returns true if people have to be told which runbook something is of. */
export function isSeveral({ world }: Turn): boolean {
  return world.runbooks.size > 1;
}

/** Returns the title of a runbook for a card; nothing if it is the only one. */
export function ofRunbook(turn: Turn, id: string): { runbook?: string } {
  const title = isSeveral(turn) ? titleOfRunbook(turn, id) : null;
  return title === null ? {} : { runbook: title };
}

export function titleOfRunbook({ world, state }: Turn, id: string): string | null {
  return world.runbooks.get(id)?.title[state.locale] ?? null;
}

/** Returns the titles of all runbooks for a card; nothing if there is only one. */
export function subjects(turn: Turn): { subjects?: readonly string[] } {
  return isSeveral(turn) ? { subjects: titlesOfAll(turn) } : {};
}

export function titlesOfAll({ world, state }: Turn): readonly string[] {
  return [...world.runbooks.values()].map(({ title }) => title[state.locale]);
}

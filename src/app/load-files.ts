import type { Config } from '../config/config.ts';
import type { World } from '../conversation/world.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import { loadReplies } from '../helpdesk/replies/load-replies.ts';
import type { CannedReply } from '../helpdesk/replies/replies-file.ts';
import type { DesksFile } from '../helpdesk/routing/desks-file.ts';
import { loadDesks } from '../helpdesk/routing/load-desks.ts';
import { loadLanguages } from '../i18n/languages.ts';
import { createMatcher } from '../matching/matcher.ts';
import { loadSwitchedOn } from './load-runbooks.ts';

/** Everything that is read from files. */
export interface LoadedFiles {
  readonly world: World;
  readonly desks: DesksFile;
  readonly replies: readonly CannedReply[];
}

/** @throws SignpostError with every problem of the files. */
export async function loadFiles(config: Config): Promise<LoadedFiles> {
  loadLanguages(config.languagesDir);
  // Loads all, so that the problems of all are reported together.
  const [desks, replies, world] = await Promise.allSettled([
    loadDesks(config),
    loadReplies(config),
    loadWorld(config),
  ]);
  if (
    desks.status === 'fulfilled' &&
    replies.status === 'fulfilled' &&
    world.status === 'fulfilled'
  ) {
    const { urgentBy } = desks.value;
    return {
      world: { ...world.value, urgentBy },
      desks: desks.value,
      replies: replies.value,
    };
  }
  throw together(
    [desks, replies, world].flatMap((each) => (each.status === 'rejected' ? [each.reason] : [])),
  );
}

/** Merges several refusals into one; any other error comes first, unchanged. */
function together(reasons: readonly unknown[]): unknown {
  const refusals = reasons.filter((reason) => reason instanceof SignpostError);
  const [first] = refusals;
  if (refusals.length < reasons.length || first === undefined)
    return reasons.find((reason) => !(reason instanceof SignpostError));
  return refusals.length === 1
    ? first
    : new SignpostError(first.code, refusals.map(({ message }) => message).join('\n'));
}

/** Loads runbooks, facts and the matcher: everything a turn may know. */
export async function loadWorld(config: Config): Promise<World> {
  const runbooks = await loadSwitchedOn(config);
  const matcher = createMatcher(runbooks, { otherSystems: config.otherSystems });
  return {
    runbooks: new Map(runbooks.map((each) => [each.id, each])),
    facts: config.facts,
    match: matcher.match,
  };
}

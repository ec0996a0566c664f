import type { TicketDraft } from './payload.ts';

type Fix = TicketDraft['recommendedFixes'][number];
type Source = Fix['source'];

/** Sources of a fix in a ticket that may be of version 1, whose stages had none. */
interface FixSources {
  readonly source: Source;
  readonly stages: readonly { readonly source?: Source }[];
}

/** Returns the documents that a fix comes from, each place once, in the order of its stages. */
export function sourcesOf({ source, stages }: FixSources): readonly Source[] {
  const all = stages.length === 0 ? [source] : stages.map((stage) => stage.source ?? source);
  return [...new Map(all.map((each) => [each.url, each])).values()];
}

import { momentParts } from '../../src/cards/shared/moment.ts';

/** How tests write a moment that the platform shows by the reader's own clock. */
export function shownMoment(at: string): string {
  return `⟨${at.slice(0, 16)}Z by the reader's clock⟩`;
}

/** Returns what a host shows of a card's text: it puts each moment by the reader's clock. */
export function asHostsShow(text: string): string {
  return momentParts(text)
    .map((part) => ('at' in part ? shownMoment(part.at) : part.text))
    .join('');
}

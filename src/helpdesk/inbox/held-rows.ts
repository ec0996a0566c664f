import type { InboxRow } from '../../store/inbox-row.ts';
import { createItem, type Item } from './item.ts';
import { createLane, type Lane, type ProcessItem } from './lane.ts';
import type { HeldPosition, Work } from './work.ts';

export interface HeldRowsOptions {
  /** Id of this process, as the owner of its rows. */
  readonly owner: string;
  readonly process: ProcessItem;
  /** Begins the turn of the row at this position. @throws NotHead if an earlier row of the lane isn't done. */
  readonly begin: (position: HeldPosition) => Promise<void>;
}

/** The rows this process holds, each queued in its lane until it is done. */
export class HeldRows {
  readonly #options: HeldRowsOptions;
  readonly #items = new Map<number, Item>();
  readonly #lanes = new Map<string, Lane>();
  #isStopped = false;

  constructor(options: HeldRowsOptions) {
    this.#options = options;
  }

  get seqs(): readonly number[] {
    return [...this.#items.keys()];
  }

  find(seq: number): Item | undefined {
    return this.#items.get(seq);
  }

  add(row: InboxRow, work: Work<unknown>, waits: Pick<Item, 'isBlocked' | 'notBefore'>): Item {
    const { seq, channel, lane, attempts } = row;
    const item = createItem({
      position: this.#positionOf(row),
      work,
      ...waits,
      attempts,
      fields: { channel, event: work.event, place: seq },
    });
    this.#items.set(seq, item);
    const leave = () => this.#items.delete(seq);
    item.done.promise.then(leave, leave);
    this.#laneOf(lane).add(item);
    return item;
  }

  /** Another process no longer holds this row: it may have its turn here. */
  unblock(item: Item): void {
    item.isBlocked = false;
    this.#lanes.get(item.position.lane)?.wake();
  }

  /** Resolves when no row is left, or at once after `stop`. */
  async settled(): Promise<void> {
    while (this.#lanes.size > 0 && !this.#isStopped)
      await Promise.all([...this.#lanes.values()].map((lane) => lane.idle()));
  }

  /** Begins no more turns. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Ends the waits of all lanes. */
  wakeAll(): void {
    for (const lane of this.#lanes.values()) lane.wake();
  }

  #positionOf({ seq, rank, lane }: InboxRow): HeldPosition {
    const { owner, begin } = this.#options;
    const position: HeldPosition = {
      seq,
      rank,
      lane,
      owner,
      isRemoved: false,
      head: () => begin(position),
    };
    return position;
  }

  #laneOf(key: string): Lane {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const lane = createLane(
      this.#options.process,
      () => this.#isStopped,
      () => this.#lanes.delete(key),
    );
    this.#lanes.set(key, lane);
    return lane;
  }
}

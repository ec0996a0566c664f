import type { Exploration, PlaceReport } from './explore.ts';

/** Returns the places from which no path leads to an end (solved, or a ticket). */
export function deadEnds({ places }: Exploration): PlaceReport[] {
  const before = new Map<string, string[]>();
  for (const place of places.values()) {
    for (const { to } of place.edges) {
      const earlier = before.get(to);
      if (earlier === undefined) before.set(to, [place.key]);
      else earlier.push(place.key);
    }
  }
  const alive = new Set([...places.values()].filter(({ end }) => end).map(({ key }) => key));
  const queue = [...alive];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const earlier of before.get(key) ?? []) {
      if (alive.has(earlier)) continue;
      alive.add(earlier);
      queue.push(earlier);
    }
  }
  return [...places.values()].filter(({ key }) => !alive.has(key));
}

/** Returns the places where a button and its words, typed, lead to different places. */
export function unequalTwins({ places }: Exploration): { place: PlaceReport; name: string }[] {
  return [...places.values()].flatMap((place) => {
    const targets = new Map<string, string>();
    return place.edges.flatMap(({ probe, to }) => {
      if (probe.twin === null) return [];
      const twin = targets.get(probe.twin);
      targets.set(probe.twin, to);
      return twin !== undefined && twin !== to ? [{ place, name: probe.name }] : [];
    });
  });
}

/**
 * Counts the paths from the first report to an end along onward buttons. Also returns cycles (an
 * onward button that leads back to an earlier place), because a path through a cycle never ends.
 */
export function countPaths({ places, start }: Exploration): {
  paths: bigint;
  circles: PlaceReport[];
} {
  const counted = new Map<string, bigint>();
  const open = new Set<string>();
  const circles: PlaceReport[] = [];
  const count = (key: string): bigint => {
    const place = places.get(key);
    if (!place || place.end) return 1n;
    const known = counted.get(key);
    if (known !== undefined) return known;
    if (open.has(key)) {
      circles.push(place);
      return 0n;
    }
    open.add(key);
    let paths = 0n;
    for (const to of onwardFrom(place, start)) paths += to === key ? 0n : count(to);
    open.delete(key);
    counted.set(key, paths);
    return paths;
  };
  return { paths: count(start), circles };
}

/** At the start, a typed report leads onward too; elsewhere, only buttons do. */
function onwardFrom({ key, edges }: PlaceReport, start: string): Set<string> {
  const onward = edges.filter(
    ({ probe }) => probe.onward !== null || (key === start && probe.content.kind === 'message'),
  );
  return new Set(onward.map(({ to }) => to));
}

/** Returns the places or transitions that only one of two languages has. */
export function differences(a: Exploration, b: Exploration): PlaceReport[] {
  const shape = ({ edges }: PlaceReport) =>
    JSON.stringify(edges.map(({ probe, to }) => [probe.content.kind, probe.twin, to]));
  const differing = (from: Exploration, to: Exploration) =>
    [...from.places.values()].filter((place) => {
      const other = to.places.get(place.key);
      return other === undefined || shape(other) !== shape(place);
    });
  return [...differing(a, b), ...differing(b, a).filter(({ key }) => !a.places.has(key))];
}

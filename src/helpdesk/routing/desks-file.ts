import { SignpostError } from '../../diagnostics/errors.ts';
import { formatProblem, type Problem } from '../../diagnostics/problem.ts';
import { parseYaml, problemAt } from '../../diagnostics/yaml-file.ts';
import { DEFAULT_LOCALE, type Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import {
  CHANNEL_DESCRIPTORS,
  DESK_CHANNELS,
  type DeskChannel,
  type DeskFormat,
} from '../../platforms/channels.ts';
import {
  type Cursor,
  cursorAt,
  entries,
  fields,
  ids,
  isPresent,
  items,
  oneOf,
  type Text,
  text,
} from '../../runbook/cursor.ts';
import { didYouMean, nearestWord } from '../../spelling/nearest.ts';
import { PRIORITIES } from '../../tickets/payload.ts';
import { URGENT_BY, type UrgentBy } from '../../tickets/priority.ts';
import { type AnswerTime, readHours, readWithin } from './office-hours.ts';

/** A helpdesk channel, as named in the desks file. */
export interface DeskSetting {
  readonly name: string;
  readonly channel: DeskChannel;
  /** Platform id of the channel. */
  readonly target: string;
  /** Tenant or workspace it belongs to; null if Signpost serves only one. */
  readonly tenant: string | null;
  readonly locale: Locale;
  /** Platform ids of its agents; null if everyone in the channel is an agent. */
  readonly agents: readonly string[] | null;
  readonly answers: AnswerTime;
  /** Who is called for urgent tickets that nobody has. */
  readonly onCall: readonly OnCall[];
  /**
   * What a line in a ticket's thread begins with to reach the requester; null if lines there stay
   * with the helpdesk.
   */
  readonly relay: string | null;
}

/** A person or a group of people, by the platform's id. */
export interface OnCall {
  readonly kind: 'person' | 'group';
  readonly id: string;
}

/** Tickets that match all of `when` go to these desks. */
export interface RouteSetting {
  readonly when: {
    readonly runbook: string | null;
    readonly symptom: string | null;
    readonly priority: (typeof PRIORITIES)[number] | null;
    readonly locale: Locale | null;
  };
  readonly to: readonly string[];
}

export interface DesksFile {
  readonly desks: readonly DeskSetting[];
  /** The first match wins; a ticket that matches none goes to every desk. */
  readonly routes: readonly RouteSetting[];
  /** Who decides that a ticket is urgent. */
  readonly urgentBy: UrgentBy;
}

/** Name of the page's desk, which no file names. */
export const PAGE_DESK = 'page';

const TENANT_KEYS = new Set(
  DESK_CHANNELS.map((channel) => CHANNEL_DESCRIPTORS[channel].desk.tenantKey),
);
const CHANNEL_KEYS = [...DESK_CHANNELS, ...TENANT_KEYS];
/** How a desk names its channel, for each channel there may be. */
const EXAMPLES = DESK_CHANNELS.map(
  (channel) => `${channel}: ${CHANNEL_DESCRIPTORS[channel].desk.idExample}`,
).join(', or ');
const DESK_KEYS = [
  'language',
  'agents',
  'hours',
  'answers-within',
  'urgent',
  'relay',
  'relay-mark',
];
/** Neither Slack nor Teams makes anything else of it, as Slack makes a quotation of `>`. */
const DEFAULT_MARK = '=>';
/** A mark looks like no word, mention, command, ready-made reply or formatting. */
const MARK = /^[=>\-+~^%&|]{1,5}$/;
const CONDITIONS = ['runbook', 'symptom', 'priority', 'language'];

/**
 * Parses the file that names the helpdesk's desks, and which tickets go to which of them.
 * @param source Null if the file is missing.
 * @throws SignpostError `config` with every problem: file, line, column, and the line itself.
 */
export function readDesksFile(path: string, source: string | null): DesksFile {
  const file = parseYaml(path, source);
  const problems: Problem[] = [...file.problems];
  const get = fields(
    cursorAt(file, (at, message) => problems.push(problemAt(at, message))),
    ['desks'],
    ['routes', 'urgent-by'],
  );
  const desks = entries(get('desks')).map(({ id, value }) => readDesk(id, value));
  const known = desks.map(({ name }) => name);
  const routes = isPresent(get('routes'))
    ? items(get('routes')).map((route) => readRoute(route, known))
    : [];
  const urgentBy = oneOf(get('urgent-by'), URGENT_BY, 'helpdesk');
  if (problems.length > 0)
    throw new SignpostError('config', problems.map(formatProblem).join('\n\n'));
  return { desks, routes, urgentBy };
}

function readDesk(name: string, cursor: Cursor): DeskSetting {
  const get = fields(cursor, [], [...CHANNEL_KEYS, ...DESK_KEYS]);
  const named = DESK_CHANNELS.filter((channel) => isPresent(get(channel)));
  if (isPresent(cursor) && named.length !== 1) {
    cursor.report(cursor.at, `${cursor.name} has to name one channel: ${EXAMPLES}`);
  }
  if (name === PAGE_DESK)
    cursor.report(cursor.at, `"${name}" is the page's own desk; give this one another name`);
  // A file with a desk that names none is refused.
  const channel = named[0] ?? 'teams';
  return {
    name,
    ...readPlace(channel, get),
    locale: oneOf(get('language'), locales(), DEFAULT_LOCALE),
    agents: isPresent(get('agents')) ? ids(get('agents')).map(({ value }) => value) : null,
    answers: { hours: readHours(get('hours')), withinMinutes: readWithin(get('answers-within')) },
    onCall: isPresent(get('urgent')) ? readOnCall(get('urgent'), channel) : [],
    relay: readRelay(get('relay'), get('relay-mark')),
  };
}

function readRelay(relay: Cursor, mark: Cursor): string | null {
  const isOn = oneOf(relay, ['thread', 'off'], 'off') === 'thread';
  if (!isPresent(mark)) return isOn ? DEFAULT_MARK : null;
  const { value, at } = text(mark);
  if (value !== '' && !MARK.test(value))
    mark.report(at, `"${value}" is no mark; write one to five of = > - + ~ ^ % & |, such as "=>"`);
  else if (!isOn) mark.report(mark.at, '"relay-mark" means nothing without relay: thread');
  return isOn ? value : null;
}

function readOnCall(cursor: Cursor, channel: DeskChannel): OnCall[] {
  const { person, group, calledIs }: DeskFormat = CHANNEL_DESCRIPTORS[channel].desk;
  return ids(cursor).flatMap(({ value: id, at }): OnCall[] => {
    if (person.test(id)) return [{ kind: 'person', id }];
    if (group?.test(id)) return [{ kind: 'group', id }];
    if (id !== '') cursor.report(at, `"${id}" is not ${calledIs}`);
    return [];
  });
}

function readPlace(
  channel: DeskChannel,
  get: (key: string) => Cursor,
): Pick<DeskSetting, 'channel' | 'target' | 'tenant'> {
  const { title, desk } = CHANNEL_DESCRIPTORS[channel];
  const isForeign = (key: string) => key !== desk.tenantKey && isPresent(get(key));
  for (const key of [...TENANT_KEYS].filter(isForeign))
    get(key).report(get(key).at, `"${key}" says nothing of a desk in ${channel}`);
  const id = isPresent(get(channel)) ? text(get(channel)) : null;
  const idIs = `a ${title} channel id; it looks like ${desk.idExample}`;
  if (id) expectLike(get(channel), id, desk.id, idIs);
  const tenant = isPresent(get(desk.tenantKey)) ? text(get(desk.tenantKey)) : null;
  if (tenant) expectLike(get(desk.tenantKey), tenant, desk.tenant, desk.tenantIs);
  return { channel, target: id?.value ?? '', tenant: tenant?.value ?? null };
}

function expectLike(cursor: Cursor, { value, at }: Text, pattern: RegExp, expected: string): void {
  if (value !== '' && !pattern.test(value)) cursor.report(at, `"${value}" is not ${expected}`);
}

function readRoute(cursor: Cursor, desks: readonly string[]): RouteSetting {
  const get = fields(cursor, ['to'], ['when']);
  const when = fields(get('when'), [], CONDITIONS);
  const word = (key: string) => (isPresent(when(key)) ? text(when(key)).value : null);
  const to = ids(get('to'));
  for (const { value, at } of to) {
    if (value !== '' && !desks.includes(value)) {
      cursor.report(at, `there is no desk "${value}"${didYouMean(nearestWord(value, desks))}`);
    }
  }
  return {
    when: {
      runbook: word('runbook'),
      symptom: word('symptom'),
      priority: isPresent(when('priority')) ? oneOf(when('priority'), PRIORITIES, 'normal') : null,
      locale: isPresent(when('language'))
        ? oneOf(when('language'), locales(), DEFAULT_LOCALE)
        : null,
    },
    to: to.map(({ value }) => value),
  };
}

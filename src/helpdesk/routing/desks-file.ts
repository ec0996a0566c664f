import type { ChannelName } from '../../conversation/event.ts';
import { SignpostError } from '../../diagnostics/errors.ts';
import { formatProblem, type Problem } from '../../diagnostics/problem.ts';
import { parseYaml, problemAt } from '../../diagnostics/yaml-file.ts';
import { DEFAULT_LOCALE, type Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
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

/** A helpdesk channel, as named in the desks file. */
export interface DeskSetting {
  readonly name: string;
  readonly channel: Exclude<ChannelName, 'web'>;
  /** Platform id of the channel. */
  readonly target: string;
  /** Tenant or workspace it belongs to; null if Signpost serves only one. */
  readonly tenant: string | null;
  readonly locale: Locale;
  /** Platform ids of its agents; null if everyone in the channel is an agent. */
  readonly agents: readonly string[] | null;
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
}

/** Name of the page's desk, which no file names. */
export const PAGE_DESK = 'page';

/** Each platform's format for ids of channels and of tenants or workspaces. */
const PLATFORMS = {
  slack: {
    target: /^[CG][A-Z0-9]{8,}$/,
    targetIs: 'a Slack channel id; it looks like C0123456789',
    tenant: 'workspace',
    tenantPattern: /^T[A-Z0-9]{8,}$/,
    tenantIs: 'a Slack workspace id; it looks like T0123456789',
  },
  teams: {
    target: /^19:\S+@thread\.[a-z0-9]+$/,
    targetIs: 'a Teams channel id; it looks like 19:…@thread.tacv2',
    tenant: 'tenant',
    tenantPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    tenantIs: 'a tenant id; it looks like a GUID',
  },
} as const;
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
    ['routes'],
  );
  const desks = entries(get('desks')).map(({ id, value }) => readDesk(id, value));
  const known = desks.map(({ name }) => name);
  const routes = isPresent(get('routes'))
    ? items(get('routes')).map((route) => readRoute(route, known))
    : [];
  if (problems.length > 0)
    throw new SignpostError('config', problems.map(formatProblem).join('\n\n'));
  return { desks, routes };
}

function readDesk(name: string, cursor: Cursor): DeskSetting {
  const get = fields(cursor, [], ['slack', 'workspace', 'teams', 'tenant', 'language', 'agents']);
  const channel = isPresent(get('slack')) ? 'slack' : 'teams';
  if (isPresent(cursor) && isPresent(get('slack')) === isPresent(get('teams'))) {
    cursor.report(
      cursor.at,
      `${cursor.name} has to name one channel: slack: C0123456789, or teams: 19:…@thread.tacv2`,
    );
  }
  if (name === PAGE_DESK)
    cursor.report(cursor.at, `"${name}" is the page's own desk; give this one another name`);
  const platform = PLATFORMS[channel];
  const other = PLATFORMS[channel === 'slack' ? 'teams' : 'slack'];
  if (isPresent(get(other.tenant)))
    get(other.tenant).report(
      get(other.tenant).at,
      `"${other.tenant}" says nothing of a desk in ${channel}`,
    );
  const target = isPresent(get(channel)) ? text(get(channel)) : null;
  if (target) expectLike(get(channel), target, platform.target, platform.targetIs);
  const tenant = isPresent(get(platform.tenant)) ? text(get(platform.tenant)) : null;
  if (tenant) expectLike(get(platform.tenant), tenant, platform.tenantPattern, platform.tenantIs);
  return {
    name,
    channel,
    target: target?.value ?? '',
    tenant: tenant?.value ?? null,
    locale: oneOf(get('language'), locales(), DEFAULT_LOCALE),
    agents: isPresent(get('agents')) ? ids(get('agents')).map(({ value }) => value) : null,
  };
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

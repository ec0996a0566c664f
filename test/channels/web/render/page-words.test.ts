import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { pageWords } from '../../../../src/channels/web/render/page-words.ts';
import { locales } from '../../../../src/i18n/locales.ts';
import { translate } from '../../../../src/i18n/words.ts';
import { QUEUE_FILTERS } from '../../../../src/tickets/agent-command/queue-filter.ts';
import {
  COMPLETENESS_ITEMS,
  IMPACTS,
  NETWORKS,
  PRIORITIES,
  STAGE_OUTCOMES,
} from '../../../../src/tickets/payload.ts';
import { TICKET_STATUSES } from '../../../../src/tickets/ticket-state.ts';

const root = resolve(import.meta.dirname, '../../../..');
const folder = resolve(root, 'src/channels/web');

describe("the page's text", () => {
  it('has the same keys and placeholders in every language', () => {
    const [first, ...others] = locales().map((locale) => shapeOf(pageWords(locale)));
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it('has every text its scripts and its page use, and no others', () => {
    const sources = globSync('page/{*,desk/*}.{js,html}', { cwd: folder }).map((file) =>
      readFileSync(resolve(folder, file), 'utf8'),
    );
    const text = sources.join('\n');
    const asked = [
      ...text.matchAll(/word\('([\w.-]+)'|data-word(?:-label|-placeholder|-title)?="([\w.-]+)"/g),
    ];
    const families = [...text.matchAll(/word\(`([\w.-]+)\$\{/g)].map(([, family = '']) => family);
    const keys = Object.keys(pageWords('en')).map((key) => key.replace(/_(one|other)$/, ''));
    for (const [, script, page] of asked) expect(keys).to.include(script ?? page);
    const named = new Set(asked.flatMap(([, script, page]) => script ?? page ?? []));
    const constant = [...text.matchAll(/'((?:ticket|map|problem)\.[\w-]+)'/g)].map(
      ([, key = '']) => key,
    );
    const used = (key: string) =>
      named.has(key) || constant.includes(key) || families.some((family) => key.startsWith(family));
    expect(keys.filter((key) => !used(key))).to.deep.equal([]);
  });

  it('names everything a ticket may contain', () => {
    const keys = Object.keys(pageWords('en'));
    const families = {
      missing: COMPLETENESS_ITEMS,
      network: NETWORKS,
      impact: IMPACTS,
      priority: PRIORITIES,
      outcome: STAGE_OUTCOMES,
      mark: STAGE_OUTCOMES,
      status: TICKET_STATUSES,
      standing: TICKET_STATUSES,
      'desk.filter': QUEUE_FILTERS,
      'desk.empty': QUEUE_FILTERS,
    };
    for (const [family, items] of Object.entries(families)) {
      for (const item of items) expect(keys).to.include(`${family}.${item}`);
    }
  });

  it('names networks and affected people as the form does', () => {
    for (const locale of locales()) {
      const words = pageWords(locale);
      for (const item of NETWORKS.filter((network) => network !== 'other')) {
        expect(words[`network.${item}`]).to.equal(translate(locale, `network.${item}`));
      }
      for (const item of IMPACTS)
        expect(words[`impact.${item}`]).to.equal(translate(locale, `impact.${item}`));
    }
  });
});

describe("the page's scripts", () => {
  it("agrees with the server's messages by their types", () => {
    const { status, stdout } = spawnSync(
      resolve(root, 'node_modules/.bin/tsc'),
      ['-p', resolve(folder, 'page')],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).to.equal('');
    expect(status).to.equal(0);
  });
});

describe("the page's colors", () => {
  const [light = {}, dark = {}] = palettes();
  const pairs: readonly [text: string, on: string][] = [
    ['ink', 'ground'],
    ['ink', 'surface'],
    ['ink', 'raised'],
    ['ink', 'paper'],
    ['ink', 'knob'],
    ['muted', 'ground'],
    ['muted', 'surface'],
    ['muted', 'raised'],
    ['muted', 'paper'],
    ['on-accent', 'accent'],
    ['accent-ink', 'surface'],
    ['accent-ink', 'accent-soft'],
    ['accent-ink', 'ground'],
    ['good-ink', 'good-soft'],
    ['warning-ink', 'warning-soft'],
    ['attention-ink', 'attention-soft'],
    ['ink', 'warning-soft'],
    ['ink', 'accent-soft'],
    ['ink', 'good-soft'],
    ['ink', 'attention-soft'],
  ];

  for (const [name, palette] of [
    ['light', light],
    ['dark', { ...light, ...dark }],
  ] as const) {
    it(`has readable contrast in the ${name} theme`, () => {
      const faint = pairs.filter(([text, on]) => contrast(palette[text], palette[on]) < 4.5);
      expect(faint).to.deep.equal([]);
    });
  }
});

/** The plural forms that only some languages have. */
const OTHER_FORMS = /_(?:zero|one|two|few|many)$/;

/** Chinese counts all files where English names or counts the others. */
const COUNTED_OTHERWISE = new Set(['files.two', 'files.more']);

function shapeOf(words: Record<string, string>): string[] {
  return Object.entries(words)
    .filter(([key]) => !OTHER_FORMS.test(key))
    .map(([key, text]) => (COUNTED_OTHERWISE.has(key) ? key : `${key}: ${placesIn(text)}`))
    .sort();
}

function placesIn(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
}

/** The colours of the light and the dark `:root`, by name. */
function palettes(): Record<string, string>[] {
  const css = readFileSync(resolve(folder, 'page/colours.css'), 'utf8');
  return [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    ),
  );
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
function contrast(one = '', other = ''): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

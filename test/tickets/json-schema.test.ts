import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'chai';
import fc from 'fast-check';
import { TICKET_SCHEMA_ID, ticketJsonSchema } from '../../src/tickets/json-schema.ts';
import { ticketSchema } from '../../src/tickets/payload.ts';
import { bareTicket, fullTicket } from './sample-tickets.ts';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const published: unknown = JSON.parse(
  readFileSync(new URL('../../docs/ticket.schema.json', import.meta.url), 'utf8'),
);

const BROKEN: readonly (readonly [string, Record<string, unknown>])[] = [
  ['another version', { version: 3 }],
  ['a field it does not know', { colour: 'red' }],
  ['a missing title', { title: undefined }],
  ['a number without its prefix', { number: '1001' }],
  ['a key that is no UUID', { idempotencyKey: '1' }],
  ['an instant without a time zone', { createdAt: '2026-11-22T08:00:00' }],
  ['a day that does not exist', { createdAt: '2026-02-30T08:00:00Z' }],
  ['a priority of its own', { priority: 'asap' }],
  ['a title too long', { title: 'x'.repeat(201) }],
  ['a score over 100', { completeness: { score: 101, missing: [] } }],
  ['half a per cent', { completeness: { score: 0.5, missing: [] } }],
  [
    'something missing that nobody asks for',
    { completeness: { score: 0, missing: ['shoe size'] } },
  ],
  ['a certainty above one', { match: { ...fullTicket.match, confidence: 1.01 } }],
  ['a link that runs a script', { recommendedFixes: fixesWithLink('javascript:alert(1)') }],
  ['a link with a space in it', { recommendedFixes: fixesWithLink('https://contoso.com/a b') }],
  [
    'an entry of the transcript nobody made',
    { transcript: [{ at: fullTicket.createdAt, by: 'agent', did: 'said', text: '' }] },
  ],
];

const REPLACEMENTS: readonly Json[] = [
  null,
  true,
  0,
  1,
  -1,
  0.5,
  100,
  101,
  '',
  'en',
  'normal',
  'SP-1001',
  '2026-11-22T08:00:00Z',
  '2026-13-01T00:00:00Z',
  'https://contoso.com',
  'http://',
  'ftp://contoso.com',
  'x'.repeat(301),
  'x'.repeat(12_001),
  [],
  {},
  [null],
  ['device'],
];

describe('published JSON Schema of the ticket', () => {
  const valid = validator();
  const accepts = (value: unknown) => valid(value);
  const zodAccepts = (value: unknown) => ticketSchema.safeParse(value).success;

  it('matches the ticket payload (else: node test/tickets/write-json-schema.ts)', () => {
    expect(published).to.deep.equal(JSON.parse(JSON.stringify(ticketJsonSchema())));
  });

  it('names its dialect, its own id and the data it describes', () => {
    expect(published).to.include({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: TICKET_SCHEMA_ID,
      title: 'Signpost ticket',
      additionalProperties: false,
    });
  });

  it('accepts the fullest and the barest ticket', () => {
    for (const ticket of [fullTicket, bareTicket]) {
      expect(accepts(ticket), JSON.stringify(valid.errors)).to.equal(true);
      expect(zodAccepts(ticket)).to.equal(true);
    }
  });

  for (const [what, change] of BROKEN) {
    it(`rejects a ticket with ${what}`, () => {
      const broken = changed(fullTicket, change);
      expect(accepts(broken)).to.equal(false);
      expect(zodAccepts(broken)).to.equal(false);
    });
  }

  it('agrees with the validation of the bot on every ticket, however it was modified', () => {
    const mutation = fc.record({
      at: fc.nat(),
      value: fc.oneof(fc.constantFrom(...REPLACEMENTS), fc.string()),
    });
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(fullTicket, bareTicket),
        fc.array(mutation, { maxLength: 2 }),
        (ticket, mutations) => {
          let mutant: Json = JSON.parse(JSON.stringify(ticket));
          for (const { at, value } of mutations) mutant = mutated(mutant, at, value);
          const verdict = zodAccepts(mutant);
          if (!verdict) refused += 1;
          expect(accepts(mutant), JSON.stringify(mutant)).to.equal(verdict);
        },
      ),
      { numRuns: 400 },
    );
    expect(refused).to.be.within(50, 390);
  });
});

function validator(): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: false });
  formats.default(ajv);
  return ajv.compile(ticketJsonSchema());
}

function fixesWithLink(url: string): unknown {
  return fullTicket.recommendedFixes.map((fix) => ({
    ...fix,
    stages: fix.stages.map((stage) => ({ ...stage, links: [{ url, title: 'Look' }] })),
  }));
}

function changed(ticket: object, change: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify({ ...ticket, ...change }));
}

/** The same value with one place in it, the `at`-th, replaced or (for an odd number) left out. */
function mutated(value: Json, at: number, replacement: Json): Json {
  const places: { holder: Json[] | { [name: string]: Json }; name: string }[] = [];
  collect(value, places);
  const place = places[at % places.length];
  if (place === undefined) return replacement;
  const { holder, name } = place;
  if (Array.isArray(holder)) holder[Number(name)] = replacement;
  else if (at % 3 === 1) delete holder[name];
  else if (at % 3 === 2) holder[`${name}x`] = replacement;
  else holder[name] = replacement;
  return value;
}

function collect(
  value: Json,
  places: { holder: Json[] | { [name: string]: Json }; name: string }[],
): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    places.push({ holder: value, name });
    collect(inner, places);
  }
}

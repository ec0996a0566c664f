import { expect } from 'chai';
import { completeness } from '../../src/tickets/completeness.ts';
import { ticketJsonSchema } from '../../src/tickets/json-schema.ts';
import { ticketSchema } from '../../src/tickets/payload.ts';
import { priorityOf } from '../../src/tickets/priority.ts';
import { codeBlocks, documentation, fullTicket } from './sample-tickets.ts';

describe('ticket documentation', () => {
  it('shows a valid ticket in which only the list of missing items is empty', () => {
    const example = JSON.parse(codeBlocks('json')[0] ?? '');
    expect(ticketSchema.safeParse(example).success).to.equal(true);
    const empty = Object.entries(example).filter(
      ([, value]) => Array.isArray(value) && value.length === 0,
    );
    expect(empty).to.deep.equal([]);
  });

  it('shows the completeness and priority that the bot computes for the ticket', () => {
    expect(completeness(fullTicket)).to.deep.equal(fullTicket.completeness);
    expect(priorityOf(fullTicket.environment.impact)).to.equal(fullTicket.priority);
  });

  it('documents every field', () => {
    const table = documentation.slice(
      documentation.indexOf('## Field by field'),
      documentation.indexOf('## Receiving'),
    );
    const missing = fieldNames(ticketJsonSchema()).filter(
      (name) => !new RegExp(`[\`.]${name}(?:\\[\\])?[\`.]`).test(table),
    );
    expect(missing).to.deep.equal([]);
  });
});

function fieldNames(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const own =
    'properties' in schema && schema.properties !== null
      ? Object.keys(schema.properties ?? {})
      : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(fieldNames)])];
}

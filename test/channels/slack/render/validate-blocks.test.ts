import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import {
  validateMessage,
  validateView,
} from '../../../../src/channels/slack/render/validate-blocks.ts';
import { blockSchema } from '../../../support/block-schema.ts';

const SCHEMA = resolve(
  import.meta.dirname,
  '../../../../src/channels/slack/render/block-kit.schema.json',
);

const plain = (text: string) => ({ type: 'plain_text', text });
const button = (id: string, more = {}) => ({
  type: 'button',
  action_id: id,
  text: plain('Press'),
  ...more,
});
const section = (text: string) => ({ type: 'section', text: plain(text) });
const table = (cells: number) => ({
  type: 'table',
  rows: [Array.from({ length: cells }, () => ({ type: 'raw_text', text: 'x' }))],
});
const input = (id: string, element = {}) => ({
  type: 'input',
  block_id: id,
  label: plain('Label'),
  element: { type: 'plain_text_input', action_id: 'text', ...element },
});
const modal = (blocks: unknown[], more = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Go'),
  blocks,
  ...more,
});

function message(...blocks: unknown[]): { blocks: unknown; text: string } {
  return { blocks, text: 'In short' };
}

describe('Slack block validation', () => {
  it('uses a schema that matches the current types of @slack/types', function () {
    this.timeout(60_000);
    expect(JSON.parse(readFileSync(SCHEMA, 'utf8'))).to.deep.equal(
      JSON.parse(JSON.stringify(blockSchema())),
    );
  });

  it('accepts a valid message and a valid modal', () => {
    expect(
      validateMessage(
        message(section('Hello'), { type: 'actions', elements: [button('one'), button('two')] }),
      ),
    ).to.deep.equal([]);
    expect(validateView(modal([input('a'), input('b')]))).to.deep.equal([]);
  });

  const wrong: [string, unknown[], RegExp][] = [
    ['an unknown block', [{ type: 'marquee' }], /^0: .*type/],
    ['an unknown property', [{ ...section('Hello'), colour: 'red' }], /^0: .*\(colour\)/],
    ['a property that is missing', [{ type: 'header' }], /^0: .*text/],
    ['a text that is too long', [section('x'.repeat(3001))], /"text" has 3001, more than 3000/],
    [
      'a heading that is too long',
      [{ type: 'header', text: plain('x'.repeat(151)) }],
      /"text" has 151, more than 150/,
    ],
    [
      'a button with too many words',
      [{ type: 'actions', elements: [button('a', { text: plain('x'.repeat(76)) })] }],
      /has 76, more than 75/,
    ],
    [
      'a button that sends too much',
      [{ type: 'actions', elements: [button('a', { value: 'x'.repeat(2001) })] }],
      /"value" has 2001/,
    ],
    [
      'too many buttons in a row',
      [{ type: 'actions', elements: Array.from({ length: 26 }, (_, index) => button(`${index}`)) }],
      /"elements" has 26, more than 25/,
    ],
    [
      'two buttons of one name',
      [
        { type: 'actions', elements: [button('a')] },
        { type: 'actions', elements: [button('a')] },
      ],
      /action_id: "a" stands 2 times/,
    ],
    [
      'two blocks of one name',
      [
        { ...section('a'), block_id: 'a' },
        { ...section('b'), block_id: 'a' },
      ],
      /block_id: "a" stands 2 times/,
    ],
    ['an empty text', [section('')], /"text" is empty/],
    ['too many blocks', Array.from({ length: 51 }, () => section('a')), /are 51, more than 50/],
    [
      'too much in all',
      Array.from({ length: 10 }, () => section('x'.repeat(1400))),
      /characters, more than 13200/,
    ],
    ['two tables', [table(2), table(2)], /have 2 tables/],
    ['a table too wide', [table(21)], /has 21 columns/],
    ['an input outside a form', [input('a')], /input outside a form/],
    [
      'an option that sends too much',
      [
        {
          type: 'actions',
          elements: [
            {
              type: 'static_select',
              action_id: 'a',
              options: [{ text: plain('a'), value: 'x'.repeat(151) }],
            },
          ],
        },
      ],
      /"value" has 151, more than 150/,
    ],
  ];
  for (const [what, blocks, problem] of wrong) {
    it(`finds ${what} in a message`, () => {
      expect(validateMessage(message(...blocks)).join('\n')).to.match(problem);
    });
  }

  it('reports a message with a missing or unescaped notification text', () => {
    const blocks = [section('Hello')];
    expect(validateMessage({ blocks, text: ' ' })).to.deep.equal([
      'text: there is none for notifications',
    ]);
    expect(validateMessage({ blocks, text: '<!channel>' })).to.deep.equal(['text: is not escaped']);
    expect(validateMessage({ blocks, text: 'x'.repeat(4001) }).join()).to.match(
      /has 4001 characters/,
    );
  });

  it('reports a modal with a long title, too many blocks, an overfull input or no submit button', () => {
    expect(validateView(modal([input('a')], { title: plain('x'.repeat(25)) })).join()).to.match(
      /"title" has 25/,
    );
    expect(validateView(modal(Array.from({ length: 101 }, () => section('a')))).join()).to.match(
      /are 101, more than 100/,
    );
    expect(validateView(modal([input('a', { initial_value: 'x'.repeat(3001) })])).join()).to.match(
      /"initial_value" has 3001/,
    );
    expect(
      validateView({ type: 'modal', title: plain('Title'), blocks: [input('a')] }).join(),
    ).to.match(/submit: is missing/);
    expect(validateView(modal([input('a'), input('a')])).join()).to.match(
      /block_id: "a" stands 2 times/,
    );
  });
});

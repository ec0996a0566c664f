import { expect } from 'chai';
import type { AdaptiveCard } from '../../../../src/cards/shared/card.ts';
import schema from '../../../../src/channels/slack/render/block-kit.schema.json' with {
  type: 'json',
};
import { toDetails } from '../../../../src/channels/slack/render/modal.ts';
import { toMessages } from '../../../../src/channels/slack/render/render-message.ts';
import {
  BLOCK_SURFACES,
  ELEMENT_SURFACES,
  surfaceProblems,
} from '../../../../src/channels/slack/render/surfaces.ts';
import {
  validateMessage,
  validateView,
} from '../../../../src/channels/slack/render/validate-blocks.ts';
import { textIn } from '../../../support/slack-screen.ts';

type Cell = string | { readonly text: string; readonly url: string };

const plain = (text: string) => ({ type: 'plain_text', text });
const modal = (blocks: readonly unknown[]) => ({
  type: 'modal',
  title: plain('T'),
  submit: plain('S'),
  blocks,
});
const TABLE = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };

describe('Slack block surfaces', () => {
  it('knows the surfaces of every block type in Slack’s types', () => {
    const types = schema.definitions.KnownBlock.oneOf.map((block) => {
      const name = '$ref' in block ? String(block.$ref).split('/').at(-1) : undefined;
      const definition: unknown =
        name === undefined ? block : Reflect.get(schema.definitions, name);
      return Object(definition).properties.type.const;
    });
    expect(types).to.have.length.above(15);
    for (const type of types) expect(BLOCK_SURFACES[type], type).not.to.equal(undefined);
  });

  it('cites the documentation page for each block and element', () => {
    for (const [type, { source }] of [
      ...Object.entries(BLOCK_SURFACES),
      ...Object.entries(ELEMENT_SURFACES),
    ]) {
      expect(source, type).to.match(
        /^https:\/\/docs\.slack\.dev\/reference\/block-kit\/[a-z-]+\/[a-z-]+$/,
      );
    }
  });

  it('reports a block on the wrong surface with its position, in messages, modals and Home tabs', () => {
    expect(validateView(modal([TABLE]))).to.deep.equal([
      'blocks/0: "table" is not allowed in a modal (https://docs.slack.dev/reference/block-kit/blocks/table-block)',
    ]);
    expect(validateView({ type: 'home', blocks: [TABLE] })[0]).to.include('not allowed in a home');
    expect(validateMessage({ blocks: [TABLE], text: 'x' })).to.deep.equal([]);
    const alert = { type: 'alert', text: plain('x') };
    expect(validateMessage({ blocks: [alert], text: 'x' })[0]).to.include(
      '"alert" is not allowed in a message',
    );
    expect(validateView(modal([alert]))).to.deep.equal([]);
    expect(surfaceProblems([{ type: 'poll' }], 'message')).to.have.length(1);
  });

  it('reports an element on the wrong surface at any depth', () => {
    const email = { type: 'email_text_input', action_id: 'a' };
    const input = { type: 'input', block_id: 'b', label: plain('L'), element: email };
    expect(validateView(modal([input]))).to.deep.equal([]);
    const [problem] = validateView({ type: 'home', blocks: [input] });
    expect(problem).to.include('blocks/0/element: "email_text_input" is not allowed in a home');
  });
});

describe('tables in Slack modals', () => {
  const cell = (content: Cell) => ({
    type: 'TableCell',
    items: [
      {
        type: 'RichTextBlock',
        inlines: [
          typeof content === 'string'
            ? { type: 'TextRun', text: content }
            : {
                type: 'TextRun',
                text: content.text,
                selectAction: { type: 'Action.OpenUrl', url: content.url, title: 'x' },
              },
        ],
      },
    ],
  });
  const card = (rows: readonly (readonly Cell[])[]): AdaptiveCard => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      {
        type: 'Container',
        id: 'steps-1',
        isVisible: false,
        items: [
          {
            type: 'Table',
            columns: [],
            rows: rows.map((row) => ({ type: 'TableRow', cells: row.map(cell) })),
          },
        ],
      },
    ],
    actions: [],
  });
  const opened = (rows: readonly (readonly Cell[])[], locale: 'en' | 'zh-CN' = 'en') => {
    const view = toDetails(card(rows), 'steps-1', { locale, metadata: '', title: '' });
    if (view === null) throw new Error('There is no such part.');
    return view;
  };

  it('shows a table row as a record, with one line per cell that begins with its column name', () => {
    const view = opened([
      ['DNS record type', 'Name', 'Value or destination'],
      ['CNAME', 'sip', { text: 'sipdir.online.lync.com', url: 'https://example.com' }],
      ['SRV', '', '443'],
    ]);
    expect(validateView(view)).to.deep.equal([]);
    expect(view.blocks.map((block) => textIn(block))).to.deep.equal([
      'DNS record type: CNAME\nName: sip\nValue or destination: sipdir.online.lync.com',
      'DNS record type: SRV\nValue or destination: 443',
    ]);
    expect(JSON.stringify(view)).to.include('"url":"https://example.com"');
  });

  it('uses full-width colons in Chinese, and adds none to a column name that ends in one', () => {
    const view = opened(
      [
        ['应用程序', '键：', 'Value:'],
        ['msoidsvc', 'Disable', '0'],
      ],
      'zh-CN',
    );
    expect(view.blocks.map((block) => textIn(block))).to.deep.equal([
      '应用程序：msoidsvc\n键：Disable\nValue: 0',
    ]);
  });

  it('keeps long cells whole and fits a hundred rows into a modal', () => {
    const long = '证书存储区中的证书可能已经过期，请先删除再重新登录。'.repeat(200);
    const rows = Array.from({ length: 100 }, (_, index) => [
      `row ${index}`,
      index === 7 ? long : 'short',
    ]);
    const view = opened([['Name', 'What to do'], ...rows]);
    expect(validateView(view)).to.deep.equal([]);
    const text = view.blocks.map((block) => textIn(block)).join('');
    expect(text).to.include(long);
    for (const [name] of rows) expect(text).to.include(`Name: ${name}`);
  });

  it('keeps a table as a table in a message', () => {
    const [table] = card([
      ['Key', 'Value'],
      ['Disable', '0'],
    ]).body;
    const shown: AdaptiveCard = { ...card([]), body: [{ ...Object(table), isVisible: true }] };
    const [message] = toMessages({ card: shown, text: 'A table', summary: 'A table' }, 'en');
    expect(message?.blocks.map(({ type }) => type)).to.deep.equal(['table']);
  });
});

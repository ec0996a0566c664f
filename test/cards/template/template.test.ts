import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { templateOf } from '../../../src/cards/agent/render-agent-card.ts';
import { createTemplates, type Data } from '../../../src/cards/template/template.ts';
import { SignpostError } from '../../../src/diagnostics/errors.ts';
import { sampleDeskReplies } from '../../support/sample-desk-replies.ts';
import { sampleReplies } from '../../support/sample-replies.ts';

const CARDS = resolve(import.meta.dirname, '../../../cards');

describe('set of card templates', () => {
  it('has one readable template for each kind of reply', async () => {
    const names = readdirSync(CARDS).filter((name) => name.endsWith('.json'));
    const told = sampleDeskReplies('en').map(templateOf);
    const kinds = new Set(
      [...sampleReplies('en').map(({ kind }) => kind), ...told].map((kind) => `${kind}.json`),
    );
    expect(names.sort()).to.deep.equal([...kinds].sort());
    await createTemplates(CARDS).prepare();
  });

  it('uses every template part', () => {
    const all = [CARDS, join(CARDS, 'parts')].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    for (const part of readdirSync(join(CARDS, 'parts'))) {
      expect(
        all.some((text) => text.includes(`"parts/${part.replace('.json', '')}"`)),
        part,
      ).to.equal(true);
    }
  });
});

describe('card template', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signpost-cards-'));
    mkdirSync(join(folder, 'parts'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: unknown) =>
    writeFileSync(
      join(folder, `${name}.json`),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  const card = (...body: unknown[]) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    actions: '${actions}',
  });
  const fill = (content: unknown, data: Record<string, Data> = {}) => {
    write('a', content);
    return createTemplates(folder).fill('a', 'zh-CN', { actions: [], ...data });
  };
  const refusal = (content: unknown, data: Record<string, Data> = {}): string => {
    try {
      fill(content, data);
    } catch (error) {
      if (error instanceof SignpostError && error.code === 'card') return error.message;
      throw error;
    }
    return 'filled';
  };
  const text = (value: string) => ({ type: 'TextBlock', text: value });

  it('inserts data and the words of the language', () => {
    const filled = fill(card(text('${name}'), text('${$root.words.choice.fixed}!')), {
      name: 'Ann',
    });
    expect(filled.body).to.deep.equal([text('Ann'), text('已解决!')]);
  });

  it('names masked secrets in the language of the card, also for screen readers and on buttons', () => {
    const stored = 'pwd [masked: password]';
    const action = {
      type: 'Action.Execute',
      verb: 'signpost',
      title: stored,
      style: 'default',
      associatedInputs: 'none',
      data: { text: stored },
      fallback: {
        type: 'Action.Submit',
        title: stored,
        style: 'default',
        associatedInputs: 'none',
        data: { text: stored },
      },
    } as const;
    const content = { ...card(text('${said}')), speak: '${said}', fallbackText: '${said}' };
    const filled = fill(content, { said: stored, actions: [action] });
    const shown = 'pwd 〔已遮盖：密码〕';
    expect(filled).to.deep.include({
      speak: shown,
      fallbackText: shown,
      body: [text(shown)],
      actions: [{ ...action, title: shown, fallback: { ...action.fallback, title: shown } }],
    });
  });

  it('has italics in English and none in Chinese', () => {
    const run = { type: 'TextRun', text: 'x' };
    const block = { type: 'RichTextBlock', inlines: [{ ...run, italic: true }] };
    expect(fill(card(block)).body).to.deep.equal([{ ...block, inlines: [run] }]);
    expect(createTemplates(folder).fill('a', 'en', { actions: [] }).body).to.deep.equal([block]);
  });

  it('never interprets data as a template', () => {
    const name = '${$root.secret} ${words} {{x}}';
    expect(fill(card(text('${name}')), { name, secret: 's' }).body).to.deep.equal([text(name)]);
    const runs = [{ type: 'TextRun', text: '${$root.secret}' }] as const;
    const block = { type: 'RichTextBlock', inlines: '${runs}' };
    expect(fill(card(block), { runs, secret: 's' }).body).to.deep.equal([
      { ...block, inlines: runs },
    ]);
  });

  it('repeats an element for each item of a list and omits it if the list is empty', () => {
    const block = { ...text('${t} of ${$root.all}'), $data: '${items}' };
    expect(fill(card(block), { all: 2, items: [{ t: 'a' }, { t: 'b' }] }).body).to.deep.equal([
      text('a of 2'),
      text('b of 2'),
    ]);
    expect(fill(card(block), { all: 0, items: [] }).body).to.deep.equal([]);
  });

  it('includes parts of one or several elements', () => {
    write('parts/one', text('1'));
    write('parts/two', [text('2'), { $include: 'parts/one' }]);
    expect(fill(card({ $include: 'parts/two' }, text('3'))).body).to.deep.equal([
      text('2'),
      text('1'),
      text('3'),
    ]);
  });

  it('omits the value of an empty input', () => {
    const input = { type: 'Input.Date', id: 'd', label: 'D', value: '${v}' };
    expect(fill(card(input), { v: '' }).body[0]).not.to.have.property('value');
    expect(fill(card(input), { v: '2026-11-22' }).body[0]).to.have.property('value', '2026-11-22');
  });

  it('fails with the name of any missing data or words it refers to', () => {
    expect(refusal(card(text('${nobody}')))).to.equal(
      'The template cards/a.json cannot be used: it names nobody, which this card does not have.',
    );
    expect(refusal(card(text('Hello ${nobody}')))).to.include('it names nobody');
    expect(refusal(card({ ...text('x'), $data: '${nobody}' }))).to.include('it names nobody');
    expect(refusal(card(text('${$root.words.choice.nothing}')))).to.include(
      '"choice.nothing" is not among the words',
    );
    expect(refusal(card(text('${$root.words.card.stage.progress}')))).to.include('need values');
  });

  it('rejects an expression that does more than name data', () => {
    expect(refusal(card(text('${toUpper(name)}')))).to.include(
      '"${toUpper(name)}" is not understood',
    );
    expect(refusal(card(text('${name')))).to.include('is not understood');
    expect(refusal(card({ ...text('x'), $when: '${name}' }))).to.include('it uses $when');
  });

  it('fails with a clear message if it is missing, invalid or endlessly recursive', () => {
    expect(() => createTemplates(folder).fill('b', 'en', {})).to.throw(
      SignpostError,
      'cards/b.json is missing',
    );
    expect(refusal('{ "type": ')).to.include('it is not JSON: ');
    expect(refusal('[]')).to.include('it is not a JSON object');
    expect(refusal({ type: 'Container', items: [] })).to.include('it is not an AdaptiveCard');
    expect(refusal(card({ $include: 'parts/none' }))).to.include(
      'cards/parts/none.json is missing',
    );
    write('parts/loop', [{ $include: 'parts/loop' }]);
    expect(refusal(card({ $include: 'parts/loop' }))).to.include('it includes itself');
  });
});

import type { KnownBlock } from '@slack/types';
import { expect } from 'chai';
import fc from 'fast-check';
import { renderCard } from '../../../../src/cards/requester/render-card.ts';
import {
  type AdaptiveCard,
  type CardAction,
  type CardElement,
  isRecord,
} from '../../../../src/cards/shared/card.ts';
import { CARD_LIMITS } from '../../../../src/cards/shared/limits.ts';
import { readPress } from '../../../../src/channels/slack/inbound/press.ts';
import { elementsWithin } from '../../../../src/channels/slack/render/blocks/element.ts';
import { toModal } from '../../../../src/channels/slack/render/modal.ts';
import { toMessages } from '../../../../src/channels/slack/render/render-message.ts';
import {
  validateMessage,
  validateView,
} from '../../../../src/channels/slack/render/validate-blocks.ts';
import type { Reply } from '../../../../src/conversation/reply.ts';
import type { Locale } from '../../../../src/i18n/locale.ts';
import { locales } from '../../../../src/i18n/locales.ts';
import { sampleReplies, sampleReply } from '../../../support/sample-replies.ts';

describe('card elements on Slack', () => {
  it('draws a heading as a large header, or as a bold line over a part', () => {
    const blocks = drawn(
      { type: 'TextBlock', text: 'Title', style: 'heading', size: 'Large', weight: 'Bolder' },
      { type: 'TextBlock', text: 'Part', style: 'heading', size: 'Default', weight: 'Bolder' },
      { type: 'TextBlock', text: 'Words.', wrap: true },
    );
    expect(blocks[0]).to.deep.include({ type: 'header' });
    expect(textOf(blocks[0])).to.equal('Title');
    expect(blocks[1]).to.deep.equal(rich({ type: 'text', text: 'Part', style: { bold: true } }));
    expect(blocks[2]).to.deep.equal(rich({ type: 'text', text: 'Words.' }));
  });

  it('draws subtle text as small print, and colors as signs', () => {
    const blocks = drawn(
      { type: 'TextBlock', text: 'Likely cause', size: 'Small', isSubtle: true },
      { type: 'TextBlock', text: 'Look again.', color: 'Attention', weight: 'Bolder' },
    );
    expect(blocks[0]).to.deep.include({ type: 'context' });
    expect(JSON.stringify(blocks[1])).to.include('{"type":"emoji","name":"warning"}');
  });

  it('keeps the styles and the link of a text', () => {
    const selectAction = {
      type: 'Action.OpenUrl',
      url: 'https://docs.example.com/',
      title: 'The guide',
    };
    const inlines = [
      run('Press '),
      { ...run('Start'), weight: 'Bolder' },
      { ...run('certmgr.msc'), fontType: 'Monospace' },
      { ...run('The guide'), selectAction },
    ];
    expect(drawn({ type: 'RichTextBlock', inlines })[0]).to.deep.equal(
      rich(
        { type: 'text', text: 'Press ' },
        { type: 'text', text: 'Start', style: { bold: true } },
        { type: 'text', text: 'certmgr.msc', style: { code: true } },
        { type: 'link', url: 'https://docs.example.com/', text: 'The guide' },
      ),
    );
  });

  it('draws a command as a block to copy', () => {
    const [block] = drawn({
      type: 'RichTextBlock',
      inlines: [{ ...run('wevtutil qe'), fontType: 'Monospace' }],
    });
    expect(elementsWithin(block).map(({ type }) => type)).to.include('rich_text_preformatted');
  });

  it('draws columns of numbers and steps as a numbered list', () => {
    const [block, ...more] = drawn(step(1, 'First'), step(2, 'Then'));
    expect(more).to.deep.equal([]);
    const [list] = elementsWithin(block).filter(({ type }) => type === 'rich_text_list');
    expect(list).to.deep.include({ style: 'ordered' });
    expect(textOf(list)).to.equal('FirstThen');
  });

  it('writes step numbers as text if Slack would restart the count at one', () => {
    const steps = Array.from({ length: 40 }, (_, index) =>
      step(index + 1, `${index} ${'long step '.repeat(30)}`),
    );
    const messages = inMessages(card(steps), 'Steps', 'en');
    expect(messages.flatMap(validateMessage)).to.deep.equal([]);
    const text = messages.map(({ blocks }) => textOf(blocks)).join('');
    for (let number = 1; number <= 40; number += 1)
      expect(text).to.include(`${number}. ${number - 1} long step`);
    expect(textOf(drawn(step(3, 'Third')))).to.equal('3. Third');
  });

  it('draws a label and its text on one line, and a text of several lines below its label', () => {
    const label = { ...run('Network:'), isSubtle: true };
    const [line] = drawn(
      columns([
        [1, label],
        [2, run('VPN')],
      ]),
    );
    expect(line).to.deep.equal(
      rich(
        { type: 'text', text: 'Network:', style: { bold: true } },
        { type: 'text', text: ' ' },
        { type: 'text', text: 'VPN' },
      ),
    );
    expect(
      textOf(
        drawn(
          columns([
            [1, label],
            [2, run('one\ntwo')],
          ]),
        ),
      ),
    ).to.equal('Network:\none\ntwo');
    expect(
      textOf(
        drawn(
          columns([
            [1, run('网络：')],
            [2, run('VPN')],
          ]),
        ),
      ),
    ).to.equal('网络：VPN');
    expect(
      textOf(
        drawn(
          columns([
            ['28px', run('✓')],
            ['stretch', run('Restart')],
            ['auto', run('Fixed')],
          ]),
        ),
      ),
    ).to.equal('✓ Restart · Fixed');
  });

  it('draws a table, with a dash for an empty cell', () => {
    const cell = (text: string) => ({
      type: 'TableCell',
      items: [{ type: 'RichTextBlock', inlines: [run(text)] }],
    });
    const rows = [
      ['Key', 'Value'],
      ['Disable', ''],
    ].map((texts) => ({ type: 'TableRow', cells: texts.map(cell) }));
    const [table] = drawn({ type: 'Table', columns: [{ width: 1 }, { width: 1 }], rows });
    expect(table?.type).to.equal('table');
    expect(textOf(table)).to.equal('KeyValueDisable–');
  });

  it('continues a long table in another message, with its head repeated', () => {
    const cell = (text: string) => ({
      type: 'TableCell',
      items: [{ type: 'RichTextBlock', inlines: [run(text)] }],
    });
    const rows = Array.from({ length: 150 }, (_, index) => ({
      type: 'TableRow',
      cells: [cell(`row ${index}`)],
    }));
    const messages = inMessages(
      card([{ type: 'Table', columns: [{ width: 1 }], rows }]),
      'A table',
      'en',
    );
    expect(messages.length).to.be.greaterThan(1);
    expect(messages.flatMap(validateMessage)).to.deep.equal([]);
    for (const { blocks } of messages) expect(textOf(blocks)).to.match(/^row 0row/);
    expect(messages.map(({ blocks }) => textOf(blocks)).join('')).to.include('row 149');
  });

  it('draws a picture with its description, and facts as a list', () => {
    const image = { type: 'Image', url: 'https://docs.example.com/a.png', altText: 'The dialog' };
    expect(drawn(image)[0]).to.deep.equal({
      type: 'image',
      image_url: image.url,
      alt_text: 'The dialog',
    });
    const facts = [
      { title: 'From:', value: 'Bob' },
      { title: '优先级：', value: '高' },
    ];
    expect(textOf(drawn({ type: 'FactSet', facts }))).to.equal('From: Bob\n优先级：高');
  });

  it('draws a boxed text as a quotation', () => {
    const items = [{ type: 'RichTextBlock', inlines: [run('Delete only this one.')] }];
    const types = elementsWithin(drawn({ type: 'Container', style: 'warning', items })).map(
      ({ type }) => type,
    );
    expect(types).to.include('rich_text_quote');
  });

  it('rejects an unsupported element or property by name', () => {
    const unknown: [CardElement, RegExp][] = [
      [{ type: 'Media', sources: [] }, /"Media" cannot be shown on Slack/],
      [{ type: 'TextBlock', text: 'a', maxLines: 1 }, /"maxLines" of "TextBlock"/],
      [{ type: 'TextBlock', text: 'a **b**' }, /Markdown/],
      [
        { type: 'RichTextBlock', inlines: [{ ...run('a'), strikethrough: true }] },
        /"strikethrough" of "TextRun"/,
      ],
      [{ type: 'Container', items: [{ type: 'Input.Rating', id: 'a' }] }, /"Input.Rating"/],
      [
        { type: 'ActionSet', actions: [{ type: 'Action.ShowCard', title: 'a' }] },
        /"Action.ShowCard"/,
      ],
      [{ type: 'Image', url: 'http://docs.example.com/a.png', altText: 'a' }, /picture/],
    ];
    for (const [element, message] of unknown)
      expect(() => drawn(element), element.type).to.throw(message);
  });
});

describe('card buttons on Slack', () => {
  it('puts the buttons in one row at the end, marks the main one and keeps their payloads', () => {
    const reply = sampleReply('stage', 'en');
    const buttons = buttonsOf(messagesOf(reply).at(-1)?.blocks);
    expect(buttons.map(readPress)).to.deep.equal(
      reply.choices.map(({ verb, value }) => ({ kind: 'press', prompt: reply.id, verb, value })),
    );
    expect(buttons.map(({ style }) => style)).to.deep.equal([
      'primary',
      ...reply.choices.slice(1).map(() => undefined),
    ]);
  });

  it('draws buttons with long labels as lines of text with a button beside each', () => {
    const [message] = messagesOf(sampleReply('choose', 'en'));
    const sections = message?.blocks.filter(({ type }) => type === 'section') ?? [];
    expect(sections.map(textOf)).to.deep.equal([
      '“Server is temporarily unavailable”',
      'Just moved to a custom domain',
    ]);
    expect(buttonsOf(sections).map((button) => readPress(button)?.kind)).to.deep.equal([
      'press',
      'press',
    ]);
    expect(buttonsOf(sections)[0]).to.deep.include({
      accessibility_label: '“Server is temporarily unavailable”',
    });
  });

  it('removes the buttons of an answered card and names the choice', () => {
    for (const locale of locales()) {
      const reply = sampleReply('question', locale);
      const { card: answered, text } = renderCard(reply, {
        decided: { choice: reply.choices[0] ?? null },
      });
      const [message] = inMessages(answered, text, locale);
      expect(buttonsOf(message?.blocks)).to.deep.equal([]);
      expect(textOf(message?.blocks)).to.include(reply.choices[0]?.label);
    }
  });
});

describe('cards with inputs on Slack', () => {
  it('replaces the submit button with one that opens the form, and keeps the others', () => {
    const reply = sampleReply('evidence', 'en');
    const presses = buttonsOf(messagesOf(reply)[0]?.blocks).map(readPress);
    expect(presses.filter((press) => press?.kind === 'form')).to.deep.equal([
      { kind: 'form', prompt: reply.id },
    ]);
    const verbs = presses.flatMap((press) => (press?.kind === 'press' ? press.verb : []));
    expect(verbs).to.deep.equal(['skip', 'back']);
  });

  it('adds a form button beside answers that are complete, and labels it with the answer if there is only one', () => {
    const [rating] = messagesOf(sampleReply('rating', 'en'));
    const kinds = buttonsOf(rating?.blocks).map((button) => readPress(button)?.kind);
    expect(kinds).to.deep.equal([
      ...sampleReply('rating', 'en').choices.map(() => 'press'),
      'form',
    ]);
    const opens = buttonsOf(messagesOf(sampleReply('solved-question', 'en'))[0]?.blocks).filter(
      (button) => readPress(button)?.kind === 'form',
    );
    expect(opens.map(wordsOf)).to.deep.equal(["No, it isn't"]);
  });

  it('omits headings for parts that are only in the form', () => {
    const text = textOf(messagesOf(sampleReply('evidence', 'en'))[0]?.blocks);
    expect(text).not.to.match(/When it happened|Where it happened|What you saw/);
    expect(text).to.include('How to find logs and events');
  });

  it('names the field next to its error', () => {
    const reply: Reply = {
      ...sampleReply('evidence', 'en'),
      problems: { address: 'not-an-address' },
    };
    expect(textOf(messagesOf(reply)[0]?.blocks)).to.match(
      /Address you sign in with\n?:?.*This isn't an address yet/s,
    );
  });

  it('lets a person pick from a single list in the message itself', () => {
    const reply = sampleReply('not-understood', 'en');
    const elements = elementsWithin(messagesOf(reply)[0]?.blocks);
    const [list] = elements.filter(({ type }) => type === 'static_select');
    const [option] = elementsOfList(list);
    expect(readPress({ ...list, selected_option: option })).to.deep.equal({
      kind: 'press',
      prompt: reply.id,
      verb: 'pick',
      value: reply.known[0]?.value,
    });
    const verbs = buttonsOf(elements)
      .map((button) => readPress(button))
      .map((press) => press?.kind === 'press' && press.verb);
    expect(verbs).not.to.include('pick');
  });

  it('fits lists and titles of any length', () => {
    const known = Array.from({ length: 250 }, (_, index) => ({
      value: `a/${index}`,
      title: `${index} ${'title '.repeat(20)}`,
    }));
    const messages = messagesOf({ ...sampleReply('not-understood', 'en'), known });
    expect(messages.flatMap(validateMessage)).to.deep.equal([]);
    const options = elementsWithin(messages)
      .filter(({ type }) => type === 'static_select')
      .flatMap(elementsOfList);
    expect(options.map((option) => isRecord(option) && option.value)).to.deep.equal(
      known.map(({ value }) => value),
    );
  });
});

describe('folded parts of Slack cards', () => {
  it('hides a folded part behind a button while the card waits, and writes it out once answered', () => {
    const reply = sampleReply('review', 'en');
    const waiting = messagesOf(reply).flatMap(({ blocks }) => blocks);
    const shows = buttonsOf(waiting)
      .map(readPress)
      .filter((press) => press?.kind === 'show');
    expect(shows).to.deep.equal([{ kind: 'show', prompt: reply.id, target: 'technical' }]);
    expect(textOf(waiting)).not.to.include('Transcript');
    const { card: answered, text } = renderCard(reply, { decided: { choice: null } });
    expect(
      inMessages(answered, text, 'en')
        .map(({ blocks }) => textOf(blocks))
        .join(''),
    ).to.include('Transcript');
  });
});

describe('cards longer than one Slack message', () => {
  it('continues a long card in more messages: head first, buttons last, nothing lost', () => {
    const paragraph = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '。', '. ', '错'),
      minLength: 1,
      maxLength: 5000,
    });
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 60 }), (texts) => {
        const body = texts.map((text) => ({ type: 'RichTextBlock', inlines: [run(text)] }));
        const messages = inMessages(card(body, [action('Go on')]), 'Many words', 'en');
        expect(messages.flatMap(validateMessage)).to.deep.equal([]);
        expect(messages.map(({ blocks }) => textOf(blocks)).join('')).to.equal(texts.join(''));
        expect(buttonsOf(messages.at(-1)?.blocks)).to.have.length(1);
        expect(messages.slice(0, -1).flatMap(({ blocks }) => buttonsOf(blocks))).to.deep.equal([]);
      }),
      { numRuns: 25 },
    );
  });

  it('never ends a message on a heading', () => {
    const part = (index: number): CardElement[] => [
      {
        type: 'TextBlock',
        text: `Part ${index}`,
        style: 'heading',
        size: 'Large',
        separator: true,
      },
      { type: 'RichTextBlock', inlines: [run(`${index} ${'words '.repeat(100)}`)] },
    ];
    const messages = inMessages(
      card(Array.from({ length: 40 }, (_, index) => part(index)).flat()),
      'Parts',
      'en',
    );
    expect(messages.length).to.be.greaterThan(1);
    for (const { blocks } of messages) expect(blocks.at(-1)?.type).to.equal('rich_text');
  });

  it('tells notifications and screen readers in at most 200 characters what a card is about', () => {
    for (const reply of locales().flatMap(sampleReplies)) {
      for (const { text, plain } of toMessages(renderCard(reply), reply.locale)) {
        const spoken = text.replace(/&(?:amp|lt|gt);/g, '&');
        expect(spoken.length, text).to.be.within(1, CARD_LIMITS.summary);
        expect(spoken, text).not.to.match(/\n|Reply with/);
        expect(plain).to.match(/\S/);
      }
    }
  });

  it('says in each notification which part it is, and keeps the content of its own message for where blocks are refused', () => {
    const body = Array.from({ length: 60 }, (_, index) => ({
      type: 'RichTextBlock',
      inlines: [run(`Line ${index}`)],
    }));
    const [first, second] = inMessages(card(body), 'All of it', 'en');
    expect(first?.text).to.equal('All of it');
    expect(second?.text).to.equal('Part 2 of 2: All of it');
    expect(second?.plain).to.match(/^Line 50\nLine 51/);
  });

  it('ends a text without blocks at a sentence, with an ellipsis and never within a character', () => {
    const [message] = inMessages(
      card([{ type: 'TextBlock', text: 'a' }]),
      'It is <so> & long. '.repeat(400),
      'en',
    );
    expect(message?.plain)
      .to.match(/long\.…$/)
      .and.to.have.length.of.at.most(4000);
    const [signs] = inMessages(card([{ type: 'TextBlock', text: 'a' }]), '<'.repeat(3000), 'en');
    expect(signs?.plain).to.match(/^(&lt;)+…$/);
  });

  it('opens a form of any necessary length', () => {
    const reply: Reply = {
      ...sampleReply('evidence', 'en'),
      values: { eventDetails: 'x\n'.repeat(6000) },
    };
    const view = toModal(renderCard(reply).card, { locale: 'en', metadata: '', title: '' });
    expect(validateView(view)).to.deep.equal([]);
  });
});

function card(body: readonly CardElement[], actions: readonly CardAction[] = []): AdaptiveCard {
  return { type: 'AdaptiveCard', version: '1.5', body, actions };
}

function action(title: string): CardAction {
  const data = { prompt: 'reply-1', verb: 'fixed', value: null } as const;
  const shared = { title, style: 'default', associatedInputs: 'none', data } as const;
  return {
    type: 'Action.Execute',
    verb: 'signpost',
    ...shared,
    fallback: { type: 'Action.Submit', ...shared },
  };
}

function drawn(...body: CardElement[]): KnownBlock[] {
  return inMessages(card(body), 'In short', 'en').flatMap(({ blocks }) => blocks);
}

function messagesOf(reply: Reply): ReturnType<typeof toMessages> {
  return toMessages(renderCard(reply), reply.locale);
}

function inMessages(
  made: AdaptiveCard,
  text: string,
  locale: Locale,
): ReturnType<typeof toMessages> {
  return toMessages({ card: made, text, summary: text }, locale);
}

function run(text: string): Readonly<Record<string, unknown>> & { readonly type: string } {
  return { type: 'TextRun', text };
}

function columns(columns: [width: string | number, run: object][]): CardElement {
  const items = (inline: object) => [{ type: 'RichTextBlock', inlines: [inline] }];
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: columns.map(([width, inline]) => ({ type: 'Column', width, items: items(inline) })),
  };
}

function step(number: number, text: string): CardElement {
  return columns([
    ['28px', { ...run(`${number}.`), weight: 'Bolder' }],
    ['stretch', run(text)],
  ]);
}

function rich(...elements: object[]): object {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function buttonsOf(blocks: unknown): CardElement[] {
  return elementsWithin(blocks).filter(({ type }) => type === 'button');
}

function wordsOf({ text }: CardElement): unknown {
  return isRecord(text) ? text.text : undefined;
}

function elementsOfList(list?: CardElement): unknown[] {
  return Array.isArray(list?.options) ? list.options : [];
}

/** All that blocks show, in its order; the words of buttons and lists left out. */
function textOf(node: unknown): string {
  return JSON.stringify(node ?? null, (_key, value) =>
    value?.type === 'button' || value?.type === 'static_select' ? null : value,
  )
    .split('"text":"')
    .slice(1)
    .map((rest) => JSON.parse(`"${/^(?:[^"\\]|\\.)*/.exec(rest)?.[0]}"`))
    .join('');
}

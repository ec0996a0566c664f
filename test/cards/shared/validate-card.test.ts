import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import committed from '../../../src/cards/shared/adaptive-card.schema.json' with { type: 'json' };
import { validateCard } from '../../../src/cards/shared/validate-card.ts';
import { cardSchema } from '../../support/card-schema.ts';
import { sampleReply } from '../../support/sample-replies.ts';

describe('the check of a card', () => {
  const card = (body: unknown[], rest: object = {}) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    ...rest,
  });
  const submit = (title: string) => ({ type: 'Action.Submit', title });

  it('finds nothing wrong with a good card', () => {
    expect(validateCard(renderCard(sampleReply('stage', 'en')).card)).to.deep.equal([]);
  });

  it('refuses what is no card', () => {
    for (const nothing of [null, 'card', [], {}, { type: 'Container' }]) {
      expect(validateCard(nothing)).not.to.deep.equal([]);
    }
  });

  it('refuses unknown elements, unknown properties, wrong values and missing ones, and says where', () => {
    const text = { type: 'TextBlock', text: 'a' };
    expect(validateCard(card([{ ...text, colour: 'red' }]))).to.deep.equal([
      'body/0: must NOT have additional properties (colour)',
    ]);
    expect(validateCard(card([{ type: 'Blink' }]))[0]).to.match(/^body\/0: /);
    expect(validateCard(card([text, { ...text, size: 'Huge' }]))[0]).to.match(/^body\/1\/size: /);
    expect(
      validateCard(card([{ type: 'RichTextBlock', inlines: [{ type: 'TextRun' }] }]))[0],
    ).to.match(/^body\/0\/inlines\/0: must have required property 'text'/);
  });

  it('refuses what is newer than 1.5, or only for Teams', () => {
    for (const newer of [
      { type: 'Badge', text: 'a' },
      { type: 'Icon', name: 'Calendar' },
      { type: 'CodeBlock', codeSnippet: 'a' },
      { type: 'Container', items: [], targetWidth: 'wide' },
      { type: 'Container', items: [], layouts: [] },
      { type: 'Table', roundedCorners: true },
    ]) {
      expect(validateCard(card([newer])), newer.type).not.to.deep.equal([]);
    }
    expect(validateCard({ ...card([]), version: '1.6' })).to.include('version: is 1.6, not 1.5');
  });

  it('counts the buttons', () => {
    const many = Array.from({ length: 7 }, (_, index) => submit(`${index}`));
    expect(validateCard(card([], { actions: many }))).to.include(
      'card: has 7 actions, more than 6',
    );
    expect(validateCard(card([], { actions: many.slice(1) }))).to.deep.equal([]);
    expect(validateCard(card([{ type: 'ActionSet', actions: many }]))).to.include(
      'body/0: has 7 actions, more than 6',
    );
  });

  it('measures the card in UTF-16', () => {
    const big = card([{ type: 'TextBlock', text: '汉'.repeat(39_000) }]);
    expect(validateCard(big)[0]).to.match(/^card: has 78\d{3} bytes, more than 77824$/);
  });

  it('minds what people would: labels, button words, descriptions, web addresses, ids, dates the host expands', () => {
    expect(validateCard(card([{ type: 'Input.Text', id: 'a' }]))).to.include(
      'body/0: is an input without an id or a label',
    );
    expect(validateCard(card([], { actions: [{ type: 'Action.Submit' }] }))).to.include(
      'actions/0: is a button without words',
    );
    expect(validateCard(card([{ type: 'Image', url: 'https://a.example.com/a.png' }]))).to.include(
      'body/0: is a picture without a description',
    );
    const open = { type: 'Action.OpenUrl', title: 'Go', url: 'javascript:alert(1)' };
    expect(validateCard(card([], { actions: [open] }))).to.include(
      'actions/0: opens javascript:alert(1), which is no web address',
    );
    const input = { type: 'Input.Text', id: 'a', label: 'A' };
    expect(validateCard(card([input, input]))).to.include('card: the id "a" stands 2 times');
    const toggle = { type: 'Action.ToggleVisibility', title: 'Show', targetElements: ['gone'] };
    expect(validateCard(card([], { actions: [toggle] }))).to.include(
      'card: nothing has the id "gone" that is to be shown',
    );
    expect(validateCard(card([{ type: 'TextBlock', text: '{{DATE(x)}}' }]))[0]).to.match(
      /^body\/0: has \{\{/,
    );
  });
});

describe('the schema of cards', () => {
  it('is what the packages it is made from say today', () => {
    expect(committed, 'run: node test/support/write-card-schema.ts').to.deep.equal(cardSchema());
  }).timeout(20_000);
});

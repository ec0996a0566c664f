import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import committed from '../../../src/cards/shared/adaptive-card.schema.json' with { type: 'json' };
import { validateCard } from '../../../src/cards/shared/validate-card.ts';
import { cardSchema } from '../../support/card-schema.ts';
import { sampleReply } from '../../support/sample-replies.ts';

describe('card validation', () => {
  const card = (body: unknown[], rest: object = {}) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    ...rest,
  });
  const submit = (title: string) => ({ type: 'Action.Submit', title });

  it('accepts a valid card', () => {
    expect(validateCard(renderCard(sampleReply('stage', 'en')).card)).to.deep.equal([]);
  });

  it('rejects a value that is not a card', () => {
    for (const nothing of [null, 'card', [], {}, { type: 'Container' }]) {
      expect(validateCard(nothing)).not.to.deep.equal([]);
    }
  });

  it('rejects unknown elements, unknown properties, and wrong or missing values, with their location', () => {
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

  it('rejects features newer than 1.5 or specific to Teams', () => {
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

  it('counts the buttons of a card', () => {
    const many = Array.from({ length: 7 }, (_, index) => submit(`${index}`));
    expect(validateCard(card([], { actions: many }))).to.include(
      'card: has 7 actions, more than 6',
    );
    expect(validateCard(card([], { actions: many.slice(1) }))).to.deep.equal([]);
    expect(validateCard(card([{ type: 'ActionSet', actions: many }]))).to.include(
      'body/0: has 7 actions, more than 6',
    );
  });

  it('measures the size of a card in UTF-16', () => {
    const big = card([{ type: 'TextBlock', text: '汉'.repeat(39_000) }]);
    expect(validateCard(big)[0]).to.match(/^card: has 78\d{3} bytes, more than 77824$/);
  });

  it('checks labels, button text, image descriptions, web addresses, ids and dates the host would expand', () => {
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

describe('card schema', () => {
  it('matches the schema in the current versions of its source packages', () => {
    expect(committed, 'run: node test/support/write-card-schema.ts').to.deep.equal(cardSchema());
  }).timeout(20_000);
});

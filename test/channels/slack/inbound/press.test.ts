import { expect } from 'chai';
import {
  pickId,
  pressButton,
  readPress,
  type SlackPress,
} from '../../../../src/channels/slack/inbound/press.ts';
import { SLACK_LIMITS } from '../../../../src/channels/slack/limits.ts';

const PRESSES: SlackPress[] = [
  { kind: 'press', prompt: 'reply-1', verb: 'fixed', value: null },
  { kind: 'press', prompt: '', verb: 'language', value: 'zh-CN' },
  { kind: 'form', prompt: 'reply-1' },
  { kind: 'show', prompt: 'reply-1', target: 'guide-2' },
];

describe('Slack button', () => {
  it('decodes a press to the action its button was made with', () => {
    for (const press of PRESSES)
      expect(readPress(pressButton('A label', press, 3))).to.deep.equal(press);
  });

  it('gives each button of a message a distinct name by its position', () => {
    const names = [1, 2].map(
      (place) => pressButton('Status', { kind: 'form', prompt: 'reply-1' }, place).action_id,
    );
    expect(new Set(names).size).to.equal(2);
  });

  it('shortens a button label that is too long for Slack, with an ellipsis', () => {
    const { text } = pressButton('word '.repeat(40), { kind: 'form', prompt: 'reply-1' }, 1);
    expect(text.text).to.have.length(SLACK_LIMITS.buttonText).and.match(/…$/);
  });

  it('refuses to make a button with a value that is too long for Slack', () => {
    const press = {
      kind: 'press',
      prompt: 'reply-1',
      verb: 'pick',
      value: 'x'.repeat(2000),
    } as const;
    expect(() => pressButton('A label', press, 1)).to.throw(/2000 characters/);
  });
});

describe('Slack list', () => {
  it('picks the chosen option of a list', () => {
    const action = {
      type: 'static_select',
      action_id: pickId('reply-1', 0),
      selected_option: { value: 'a/b' },
    };
    expect(readPress(action)).to.deep.equal({
      kind: 'press',
      prompt: 'reply-1',
      verb: 'pick',
      value: 'a/b',
    });
  });

  it('ignores a list without a choice', () => {
    expect(readPress({ action_id: pickId('reply-1', 0), selected_option: null })).to.equal(null);
  });
});

describe('foreign Slack elements', () => {
  const value = JSON.stringify(PRESSES[0]);
  const others: [string, unknown][] = [
    ['no action at all', null],
    ['a name of someone else', { action_id: 'approve', value }],
    ['a name that only begins like ours', { action_id: 'signpost/x/press', value }],
    ['a value that is no JSON', { action_id: 'signpost/1/press', value: '{' }],
    ['a value of another shape', { action_id: 'signpost/1/press', value: '["fixed"]' }],
    [
      'a verb there is not',
      { action_id: 'signpost/1/press', value: JSON.stringify({ ...PRESSES[0], verb: 'erase' }) },
    ],
    [
      'a part that is not named',
      { action_id: 'signpost/1/show', value: '{"kind":"show","prompt":"reply-1"}' },
    ],
  ];
  for (const [what, action] of others) {
    it(`ignores a press with ${what}`, () => {
      expect(readPress(action)).to.equal(null);
    });
  }
});

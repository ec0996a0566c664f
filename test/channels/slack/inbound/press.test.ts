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

describe('a button on Slack', () => {
  it('means when pressed what it meant when it was made', () => {
    for (const press of PRESSES)
      expect(readPress(pressButton('A label', press, 3))).to.deep.equal(press);
  });

  it('has a name of its own in the message, by its place', () => {
    const names = [1, 2].map(
      (place) => pressButton('Status', { kind: 'form', prompt: 'reply-1' }, place).action_id,
    );
    expect(new Set(names).size).to.equal(2);
  });

  it('ends its words in an ellipsis where Slack would refuse them', () => {
    const { text } = pressButton('word '.repeat(40), { kind: 'form', prompt: 'reply-1' }, 1);
    expect(text.text).to.have.length(SLACK_LIMITS.buttonText).and.match(/…$/);
  });

  it('is refused where what it sends back would have to be cut', () => {
    const press = {
      kind: 'press',
      prompt: 'reply-1',
      verb: 'pick',
      value: 'x'.repeat(2000),
    } as const;
    expect(() => pressButton('A label', press, 1)).to.throw(/2000 characters/);
  });
});

describe('a list on Slack', () => {
  it('picks what is chosen in it', () => {
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

  it('means nothing while nothing is chosen', () => {
    expect(readPress({ action_id: pickId('reply-1', 0), selected_option: null })).to.equal(null);
  });
});

describe('an element pressed that is none of ours', () => {
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
    it(`is read as nothing: ${what}`, () => {
      expect(readPress(action)).to.equal(null);
    });
  }
});

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { SignpostError } from '../../../src/diagnostics/errors.ts';
import { fillReplies, readyReplies } from '../../../src/helpdesk/replies/fill-replies.ts';
import { readRepliesFile } from '../../../src/helpdesk/replies/replies-file.ts';

const GOOD = `replies:
  restart:
    en:
      title: Restart
      text: |
        Hello {requester},
        please restart it. {agent}, {desk}
    zh-CN:
      title: 重启
      text: "{requester}，您好：请重启电脑。（{number}）"
  seen:
    zh-CN: { title: 已看到, text: 正在处理。 }
`;

const VALUES = { requester: 'Bob {agent}', number: 'SP-1001', agent: 'Ada', desk: 'it-support' };

function problemsOf(source: string | null): string {
  try {
    readRepliesFile('replies.yaml', source);
  } catch (error) {
    if (error instanceof SignpostError) return error.message;
    throw error;
  }
  return '';
}

describe('replies file', () => {
  const replies = readRepliesFile('replies.yaml', GOOD);

  it('is valid as the documentation shows it', () => {
    const docs = readFileSync(new URL('../../../docs/running-a-desk.md', import.meta.url), 'utf8');
    const [, yaml = ''] = /^```yaml\n(replies:.*?)^```$/ms.exec(docs) ?? [];
    expect(readRepliesFile('replies.yaml', yaml)).to.have.length.above(1);
  });

  it('reports every mistake with its line and a caret', () => {
    const problems = problemsOf(`replies:
  Restart:
    en: { title: Restart, text: "Hello {requestor}, it is {time}" }
    fr: { title: x, text: y }
  empty: {}
  untitled:
    en: { text: Hello }
`);
    for (const [line, words] of [
      ['replies.yaml:2:3', '"Restart" is no id'],
      ['replies.yaml:3:40', 'nothing fills {requestor}; did you mean "requester"?'],
      [
        'replies.yaml:3:59',
        'nothing fills {time}; there are {requester}, {number}, {agent}, {desk}',
      ],
      ['replies.yaml:4:5', 'unknown key "fr"'],
      ['replies.yaml:5:3', 'has no text; write it in en or zh-CN'],
      ['replies.yaml:7:5', '"title" is missing'],
    ] as const) {
      expect(problems).to.include(line).and.include(words);
    }
    expect(problems).to.match(/^ +\^+$/m);
    expect(problemsOf(null)).to.include('this file is missing');
    expect(problemsOf('answers: {}')).to.include('unknown key "answers"');
  });

  it('puts a reply in place of its name, in the language of its reader, with the placeholders filled', () => {
    expect(fillReplies(replies, '!restart', 'en', VALUES)).to.deep.equal({
      text: 'Hello Bob {agent},\nplease restart it. Ada, it-support',
    });
    expect(fillReplies(replies, '！Restart 谢谢', 'zh-CN', VALUES)).to.deep.equal({
      text: 'Bob {agent}，您好：请重启电脑。（SP-1001）\n谢谢',
    });
    expect(fillReplies(replies, 'Hi!\n!seen\n\nAda', 'en', VALUES)).to.deep.equal({
      text: 'Hi!\n正在处理。\n\nAda',
    });
  });

  it('sends no name that nothing has, and takes no other exclamation mark for one', () => {
    expect(fillReplies(replies, '!restrat now', 'en', VALUES)).to.deep.equal({
      unknown: 'restrat',
      nearest: 'restart',
    });
    expect(fillReplies(replies, '!important', 'en', VALUES)).to.deep.equal({
      unknown: 'important',
      nearest: null,
    });
    for (const text of ['Wait !restart', 'Hi\n!important', '!', '! restart', '!restart_2 is on']) {
      expect(fillReplies(replies, text, 'en', VALUES), text).to.deep.equal({ text });
    }
    expect(fillReplies([], '!restart', 'en', VALUES)).to.deep.equal({ text: '!restart' });
  });

  it('lists the replies in a language, or in one that they have', () => {
    expect(readyReplies(replies, 'en').map(({ name, title }) => [name, title])).to.deep.equal([
      ['restart', 'Restart'],
      ['seen', '已看到'],
    ]);
  });
});

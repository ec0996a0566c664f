import { expect } from 'chai';
import {
  isCommandInChat,
  isForAgentsAlone,
} from '../../../src/tickets/agent-command/command-in-chat.ts';

describe('line typed in the private chat of an agent with the bot', () => {
  const commands = [
    'queue',
    'queue mine 2',
    'claim SP-1001',
    'claim 1001',
    'files SP-1001',
    '附件 1001',
    'reply #1001 We are on it',
    'reply SP-1001',
    'resolve 1001',
    'lookup the server is temporarily unavailable',
    '/help',
    '/claim',
    '/clam 1001',
    '认领 1001',
    '队列',
    '查找 服务器暂时不可用',
  ];
  for (const line of commands) {
    it(`treats the line as an agent command: ${line}`, () => {
      expect(isCommandInChat(line)).to.equal(true);
    });
  }

  const reports = [
    'help',
    '帮助',
    'find my certificate',
    'log files are attached',
    'files',
    'files on the share cannot be opened',
    'file 2 is missing',
    '文件打不开',
    '附件下载失败',
    'show me what to do',
    'ask my manager for the password?',
    'resolve the DNS problem please',
    'claim',
    'the queue is stuck',
    'search does not work',
    '/etc/hosts is wrong',
    '无法登录',
    '',
  ];
  for (const line of reports) {
    it(`passes the line to the conversation: ${line || 'nothing'}`, () => {
      expect(isCommandInChat(line)).to.equal(false);
    });
  }

  it('refuses a line from other people only if nobody but an agent would write it', () => {
    const alone = ['claim SP-1001', 'assign 1001 Ada', '释放 1001', 'history 1001'];
    const shared = ['reply 1001 It works now', 'reopen SP-1001', 'resolve 1001', 'queue', 'help'];
    expect(alone.filter((line) => !isForAgentsAlone(line))).to.deep.equal([]);
    expect(shared.filter(isForAgentsAlone)).to.deep.equal([]);
  });
});

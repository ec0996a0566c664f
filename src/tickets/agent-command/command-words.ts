import type { Priority } from '../priority.ts';

/** Helpdesk commands, in the order `help` lists them. */
export const COMMAND_NAMES = [
  'queue',
  'show',
  'claim',
  'assign',
  'release',
  'reply',
  'note',
  'ask',
  'priority',
  'resolve',
  'reopen',
  'lookup',
  'history',
  'files',
  'help',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export const QUEUE_FILTERS = ['mine', 'unassigned', 'all'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

/**
 * Words for each command, accepted in either language regardless of the locale; the first is the
 * usual one. Words that begin ordinary sentences are left out: "answer is in the log" must not
 * reach a requester.
 */
export const COMMAND_WORDS: Readonly<Record<CommandName, readonly string[]>> = {
  queue: ['queue', '队列', 'tickets', 'list', '工单列表', '工单', '列表', '待办'],
  show: ['show', '查看', 'view', '显示'],
  claim: ['claim', '认领', 'take', '接手', '领取'],
  assign: ['assign', '分配', '指派', '转派', '转给'],
  release: ['release', '释放', 'unclaim', 'drop', '放弃', '退回'],
  reply: ['reply', '回复', 'respond', '答复'],
  note: ['note', '备注', 'comment', '内部备注'],
  ask: ['ask', '询问', '追问', '提问'],
  priority: ['priority', '优先级', 'prio'],
  resolve: ['resolve', '解决', 'solve', '解决了', '已解决', '结单'],
  reopen: ['reopen', '重新打开', 're-open', '重开'],
  lookup: ['lookup', '查找', 'look up', 'search', 'find', '查询', '搜索'],
  history: ['history', '历史', 'log', '历史记录', '记录'],
  files: ['files', '文件', 'attachments', 'file', '附件'],
  help: ['help', '帮助', 'commands', '命令', '指令'],
};

/** Words that aren't commands, and the command that is probably meant. */
export const HINTS: Readonly<Record<string, CommandName>> = {
  answer: 'reply',
  close: 'resolve',
  closed: 'resolve',
  done: 'resolve',
  fixed: 'resolve',
  open: 'show',
  mine: 'queue',
  escalate: 'assign',
  urgent: 'priority',
  关闭: 'resolve',
  完成: 'resolve',
  打开: 'show',
  我的: 'queue',
};

export const FILTER_WORDS: Readonly<Record<QueueFilter, readonly string[]>> = {
  mine: ['mine', 'my', 'me', '我的'],
  unassigned: ['unassigned', 'unclaimed', 'new', 'open', '未分配', '未认领', '无人认领'],
  all: ['all', 'everything', '全部', '所有'],
};

export const PRIORITY_WORDS: Readonly<Record<Priority, readonly string[]>> = {
  normal: ['normal', 'low', 'medium', '普通', '一般', '正常'],
  high: ['high', '高', '较高'],
  urgent: ['urgent', 'critical', '紧急', '加急'],
};

/** Words with which agents name themselves as the assignee. */
export const SELF_WORDS: readonly string[] = ['me', 'myself', 'self', '我', '我自己', '自己'];

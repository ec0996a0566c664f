import type { Locale, Localized } from '../../i18n/locale.ts';
import type { CommandName } from './command-words.ts';

/**
 * Returns the syntax of a command: `<…>` is a placeholder, `[…]` is optional. In a ticket's own
 * thread, its number is optional too.
 */
export function usageOf(name: CommandName, locale: Locale): string {
  return USAGE[name][locale];
}

const USAGE: Readonly<Record<CommandName, Localized>> = {
  queue: { en: 'queue [mine|unassigned|all] [page]', 'zh-CN': '队列 [我的|未分配|全部] [页码]' },
  show: { en: 'show <number>', 'zh-CN': '查看 <编号>' },
  claim: { en: 'claim <number>', 'zh-CN': '认领 <编号>' },
  assign: { en: 'assign <number> @agent', 'zh-CN': '分配 <编号> @同事' },
  release: { en: 'release <number>', 'zh-CN': '释放 <编号>' },
  reply: { en: 'reply <number> <text>', 'zh-CN': '回复 <编号> <内容>' },
  note: { en: 'note <number> <text>', 'zh-CN': '备注 <编号> <内容>' },
  ask: { en: 'ask <number> <question>', 'zh-CN': '询问 <编号> <问题>' },
  priority: { en: 'priority <number> normal|high|urgent', 'zh-CN': '优先级 <编号> 普通|高|紧急' },
  resolve: { en: 'resolve <number> [what was done]', 'zh-CN': '解决 <编号> [处理结果]' },
  reopen: { en: 'reopen <number> [reason]', 'zh-CN': '重新打开 <编号> [原因]' },
  lookup: { en: 'lookup <error text>', 'zh-CN': '查找 <错误信息>' },
  history: { en: 'history <number> [page]', 'zh-CN': '历史 <编号> [页码]' },
  files: { en: 'files <number>', 'zh-CN': '文件 <编号>' },
  help: { en: 'help', 'zh-CN': '帮助' },
};

import type { Locale } from '../../../../i18n/locale.ts';
import type { StateFault } from './state.ts';

export type Outcome =
  | 'installed'
  | 'cancelled'
  | StateFault
  | 'used'
  | 'no-code'
  | 'refused'
  | 'not-allowed'
  | 'unavailable'
  | 'failed';

interface Words {
  readonly title: string;
  readonly text: string;
}

/** `page.ts` fills in `{name}`, `{id}` and `{reason}` and escapes them for HTML. */
export const OUTCOME_WORDS: Readonly<Record<Locale, Readonly<Record<Outcome, Words>>>> = {
  en: {
    installed: {
      title: 'Signpost is in {name} now',
      text: 'Open it in Slack and write what went wrong, in English or Chinese.',
    },
    cancelled: {
      title: 'Nothing was installed',
      text: 'You cancelled it in Slack. Start again whenever you like.',
    },
    'not-ours': {
      title: 'This link does not come from Signpost',
      text: 'Nothing was installed. Start again here, not from a link that someone sent you.',
    },
    expired: { title: 'That took too long', text: 'A link is good for ten minutes. Start again.' },
    'other-browser': {
      title: 'Begun in another browser',
      text: 'Nothing was installed. Start again and finish in the same browser, with cookies allowed.',
    },
    used: {
      title: 'This link has been used already',
      text: 'If Signpost is not in your workspace yet, start again.',
    },
    'no-code': {
      title: 'Slack sent an incomplete answer',
      text: 'Nothing was installed. Start again.',
    },
    refused: {
      title: 'Slack refused',
      text: 'Nothing was installed. Slack’s reason is “{reason}”; whoever runs Signpost finds it in the log.',
    },
    'not-allowed': {
      title: 'Signpost does not serve {name}',
      text: 'Nothing was installed. If it should serve you, ask whoever runs it to add {id} to SLACK_WORKSPACES.',
    },
    unavailable: {
      title: 'Slack cannot be reached',
      text: 'Nothing was installed. Try again in a few minutes.',
    },
    failed: {
      title: 'That could not be saved',
      text: 'Signpost is not connected yet. Try again in a few minutes.',
    },
  },
  'zh-CN': {
    installed: {
      title: 'Signpost 已安装到“{name}”',
      text: '请在 Slack 中打开它，用中文或英文描述您遇到的问题。',
    },
    cancelled: { title: '未安装', text: '您在 Slack 中取消了安装，随时可以重新开始。' },
    'not-ours': {
      title: '此链接并非来自 Signpost',
      text: '未安装任何内容。请从这里重新开始，不要使用他人发来的链接。',
    },
    expired: { title: '操作超时', text: '链接的有效期为十分钟，请重新开始。' },
    'other-browser': {
      title: '安装是在另一个浏览器中开始的',
      text: '未安装任何内容。请重新开始，并在同一浏览器中完成（需允许 Cookie）。',
    },
    used: { title: '此链接已被使用', text: '如果您的工作区中还没有 Signpost，请重新开始。' },
    'no-code': { title: 'Slack 的回复不完整', text: '未安装任何内容，请重新开始。' },
    refused: {
      title: 'Slack 拒绝了安装',
      text: '未安装任何内容。Slack 给出的原因是“{reason}”，Signpost 的管理员可在日志中查看。',
    },
    'not-allowed': {
      title: 'Signpost 不为“{name}”提供服务',
      text: '未安装任何内容。如果需要使用，请联系 Signpost 的管理员将 {id} 加入 SLACK_WORKSPACES。',
    },
    unavailable: { title: '无法连接 Slack', text: '未安装任何内容，请几分钟后重试。' },
    failed: { title: '无法保存', text: 'Signpost 尚未连接，请几分钟后重试。' },
  },
};

export const LINK_WORDS: Readonly<
  Record<Locale, { readonly open: string; readonly again: string }>
> = {
  en: { open: 'Open Slack', again: 'Start again' },
  'zh-CN': { open: '打开 Slack', again: '重新开始' },
};

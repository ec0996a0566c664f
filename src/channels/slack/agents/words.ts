import { filled } from '../../../i18n/filled.ts';
import type { Locale, Localized } from '../../../i18n/locale.ts';

/** Texts that the helpdesk's side needs only in Slack, besides those of its cards. Plain text. */
const WORDS = {
  /** A button below a refused command, for text that was meant as a report. */
  report: { en: 'I have this problem myself', 'zh-CN': '是我自己遇到了这个问题' },
  'open-form': { en: 'Open the form', 'zh-CN': '打开表单' },
  'not-sent': { en: 'Not sent', 'zh-CN': '未发送' },
  'not-sent-why': {
    en: 'Something went wrong on our side, and nothing was sent. What you typed is below: copy it, and try again in a minute.',
    'zh-CN': '系统出了点问题，内容没有发送。您填写的内容列在下面，请先复制，一分钟后再试。',
  },
  'create-title': { en: 'Create a ticket', 'zh-CN': '创建工单' },
  'create-lead': {
    en: 'The ticket is filed for {{name}}, who hears of it in a direct message, and of everything you reply.',
    'zh-CN': '工单将以 {{name}} 的名义提交；对方会在私信中收到通知，以及您的每次回复。',
  },
  'create-text': { en: 'What they reported', 'zh-CN': '问题描述' },
  'create-priority': { en: 'Priority', 'zh-CN': '优先级' },
  'create-files': { en: 'With these files: {{names}}', 'zh-CN': '附带的文件：{{names}}' },
  'create-submit': { en: 'Create the ticket', 'zh-CN': '创建工单' },
  'create-done': {
    en: '{{number}} is filed for {{name}}.',
    'zh-CN': '已为 {{name}} 提交工单 {{number}}。',
  },
  'create-empty': { en: 'Please write what is wrong.', 'zh-CN': '请填写问题描述。' },
  'create-late': {
    en: "Slack took too long to open the form. Please choose it in the message's menu once more.",
    'zh-CN': 'Slack 没能及时打开表单，请在消息菜单中再选一次。',
  },
  'create-nobody': {
    en: 'No person wrote this message, so there is nobody to file a ticket for.',
    'zh-CN': '这条消息不是由某位同事发送的，无法为其创建工单。',
  },
  'create-outside': {
    en: 'Somebody of another workspace wrote this message, so no ticket can be filed for them.',
    'zh-CN': '这条消息来自其他工作区的成员，无法为其创建工单。',
  },
  'details-late': {
    en: 'Slack took too long to open this. Please press the button once more.',
    'zh-CN': 'Slack 没能及时打开，请再按一次按钮。',
  },
  'view-refused': {
    en: 'Slack refused to open this, and pressing again will not help. The command “show” with the ticket’s number shows the ticket; Signpost’s log has Slack’s reason.',
    'zh-CN':
      'Slack 拒绝打开此窗口，再按一次也没有用。输入“查看”和工单编号即可查看工单；Signpost 的日志中有 Slack 给出的原因。',
  },
  'view-failed': {
    en: 'Slack could not be reached to open this. Please try again in a minute.',
    'zh-CN': '暂时无法连接 Slack，未能打开。请一分钟后再试。',
  },
  'details-gone': {
    en: 'This part cannot be shown any more. Please open the ticket once more.',
    'zh-CN': '这部分内容已无法显示，请重新打开工单。',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type DeskWord = keyof typeof WORDS;

/** Returns one of these texts in a language, with `{{name}}` replaced by the value of that name. */
export function deskWord(
  word: DeskWord,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  return filled(WORDS[word][locale], values);
}

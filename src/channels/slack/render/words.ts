import { filled } from '../../../i18n/filled.ts';
import { DEFAULT_LOCALE, type Locale, type Localized } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';

/**
 * Texts of Slack's own surroundings: one-line answers, buttons beside the cards, the App Home.
 * Plain text, which the caller escapes for its destination.
 */
const WORDS = {
  /** Sent when a turn fails, directly from here: the failed component may be what cards need. */
  sorry: {
    en: 'Something went wrong on our side, so that did not go through. Please try again in a minute.',
    'zh-CN': '系统出了点问题，您刚才的操作没有处理成功。请稍等一分钟后再试。',
  },
  'went-to-dm': {
    en: 'Thank you. I am writing to you in a direct message, where nobody else reads along:',
    'zh-CN': '谢谢。我会在私信里回复您，只有您能看到：',
  },
  'continue-in-private': {
    en: 'The next part is personal, so let’s go on in a direct message.',
    'zh-CN': '接下来会涉及个人信息，我们到私信里继续吧。',
  },
  'open-dm': { en: 'Continue in private', 'zh-CN': '到私信中继续' },
  'not-yours': {
    en: 'These buttons belong to somebody else’s conversation. Mention me, or write to me directly, to begin your own.',
    'zh-CN': '这些按钮属于其他人的对话。请 @ 我，或直接给我发私信，开始您自己的对话。',
  },
  stale: {
    en: 'That button belongs to an earlier step, so nothing changed. Please use the latest card.',
    'zh-CN': '这个按钮属于之前的步骤，因此没有任何改动。请使用最新的卡片。',
  },
  'form-expired': {
    en: 'Slack took too long to open the form. Please press the button once more:',
    'zh-CN': 'Slack 没能及时打开表单。请再按一次按钮：',
  },
  'form-again': { en: 'Open the form', 'zh-CN': '打开表单' },
  'view-refused': {
    en: 'Slack refused to show this, so there is nothing to see yet. Pressing again will not help: please type your answer, or “help”. The people who run Signpost find the reason in its log.',
    'zh-CN':
      'Slack 拒绝显示这个窗口，再按一次也没有用。请直接输入您的回答，或输入“帮助”。管理员可以在 Signpost 的日志中查到原因。',
  },
  'home-refused': {
    en: 'Slack refused to show this tab as it is. Write to me under “Messages”: “status” tells you about your tickets.',
    'zh-CN':
      'Slack 拒绝显示此标签页的内容。请在“消息”标签页里给我发消息：输入“进度”可以查看您的工单。',
  },
  external: {
    en: 'I only help people of the workspace I was added to. Please ask your own helpdesk.',
    'zh-CN': '我只为安装了我的工作区的成员提供帮助。请联系您自己公司的 IT 服务台。',
  },
  'stale-title': { en: 'Already answered', 'zh-CN': '已经处理过' },
  'stale-form': {
    en: 'This form belongs to an earlier step, so nothing was sent. What you typed is still here, in case you want to copy it from below; then close this window and use the latest card.',
    'zh-CN':
      '这个表单属于之前的步骤，因此没有提交。您填写的内容仍列在下面，需要的话可以复制；然后请关闭此窗口，使用最新的卡片。',
  },
  close: { en: 'Close', 'zh-CN': '关闭' },
  'command-help': {
    en: 'Type the error you see after the command, such as “{{command}} Server is temporarily unavailable”, and I’ll go through the fixes with you in a direct message. You can also write to me directly, mention me in a channel, or choose “Get help with this” on any message.',
    'zh-CN':
      '请在命令后面输入您看到的错误，例如“{{command}} 服务器暂时不可用”，我会在私信里带您一步步排查。您也可以直接给我发私信、在频道里 @ 我，或在任意消息上选择“Get help with this”。',
  },
  'home-title': { en: 'How can I help?', 'zh-CN': '需要什么帮助？' },
  'home-intro': {
    en: 'Tell me about an error, and I’ll go through the fixes with you. Where nothing helps, I hand a complete ticket to the helpdesk. I answer under “Messages”.',
    'zh-CN':
      '告诉我您遇到的错误，我会带您一步步排查。如果都不奏效，我会替您把完整的工单提交给 IT 服务台。我会在“消息”标签页里回复您。',
  },
  'home-start': { en: 'Report a problem', 'zh-CN': '报告问题' },
  'home-status': { en: 'Where do we stand?', 'zh-CN': '查看进度' },
  'home-person': { en: 'Talk to a person', 'zh-CN': '联系人工' },
  'home-tickets': { en: 'Your tickets', 'zh-CN': '您的工单' },
  'home-no-tickets': { en: 'You have no tickets yet.', 'zh-CN': '您还没有工单。' },
  'home-language': { en: 'Language', 'zh-CN': '语言' },
} as const satisfies Readonly<Record<string, Localized>>;

export type SlackWord = keyof typeof WORDS;

/**
 * Returns one of Slack's own texts in a language, with `{{name}}` replaced by the value of that
 * name.
 */
export function say(
  word: SlackWord,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  return filled(WORDS[word][locale], values);
}

/** Returns the language for a profile's BCP 47 tag; English if the tag names none of ours. */
export function languageOf(localeTag: string | null): Locale {
  return localeFor(localeTag ?? undefined) ?? DEFAULT_LOCALE;
}

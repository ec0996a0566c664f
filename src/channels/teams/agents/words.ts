import { filled } from '../../../i18n/filled.ts';
import { DEFAULT_LOCALE, type Locale, type Localized } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';

/** Messages to agents that only Teams needs. */
const WORDS = {
  'sent-in-private': {
    en: 'I have answered in our private chat.',
    'zh-CN': '已在私聊中回复您。',
  },
  'no-private-chat': {
    en: 'My answers are for you alone, and I cannot write to you in private. Add Signpost under Apps for yourself, then ask again.',
    'zh-CN':
      '回答只发给您本人，但我无法与您私聊。请先在“应用”中为自己添加 Signpost，然后再试一次。',
  },
  'not-answered': {
    en: 'Teams did not let my answer through. What you asked for is done; type “show” to see it.',
    'zh-CN': '消息未能通过 Teams 送达，但您的操作已处理。请输入“查看”确认结果。',
  },
  'nothing-found': {
    en: 'Nothing fits. Type part of the title, a ticket number, “mine” or “unassigned”.',
    'zh-CN': '没有找到相符的内容。请输入标题的一部分、工单编号、“我的”或“未分配”。',
  },
  'type-an-error': {
    en: 'Type the words of an error, or its code.',
    'zh-CN': '请输入错误信息的原文或错误代码。',
  },
  nobody: { en: 'Nobody yet', 'zh-CN': '尚无人认领' },
  'new-ticket': { en: 'New ticket', 'zh-CN': '新建工单' },
  review: {
    en: 'Check what the helpdesk will get. Secrets in it are masked before it is kept.',
    'zh-CN': '请核对将提交给 IT 服务台的内容。其中的密码等敏感信息会在保存前遮盖。',
  },
  report: { en: 'What is wrong', 'zh-CN': '问题描述' },
  'for-whom': { en: 'Requester', 'zh-CN': '提交人' },
  myself: { en: '{{name}} (you)', 'zh-CN': '{{name}}（您本人）' },
  'myself-nameless': { en: 'You', 'zh-CN': '您本人' },
  author: { en: '{{name}}, who wrote the message', 'zh-CN': '{{name}}（消息作者）' },
  'author-nameless': { en: 'Who wrote the message', 'zh-CN': '消息作者' },
  priority: { en: 'Priority', 'zh-CN': '优先级' },
  create: { en: 'Create the ticket', 'zh-CN': '创建工单' },
  created: {
    en: '{{number}} is created. The helpdesk has it, and the requester was told.',
    'zh-CN': '工单 {{number}} 已创建，IT 服务台已收到，并已通知提交人。',
  },
  'being-created': {
    en: 'The ticket is being created. I will tell you its number in our private chat.',
    'zh-CN': '正在创建工单，创建好后会在私聊中告诉您编号。',
  },
  'files-along': {
    en: 'Files that come with it: {{names}}',
    'zh-CN': '随工单一并提交的文件：{{names}}',
  },
  'files-left': {
    en: 'Only the names of these files come with it, because Teams gives me no access to them: {{names}}. The requester can send them in their chat with Signpost.',
    'zh-CN':
      'Teams 未授权我读取以下文件，工单中只会列出文件名：{{names}}。提交人可以在与 Signpost 的私聊中发送这些文件。',
  },
  'nothing-written': { en: 'Please write what is wrong first.', 'zh-CN': '请先填写问题描述。' },
  unreachable: {
    en: 'I cannot write to this person: they have not added Signpost. Choose yourself as the requester, or ask them to add it.',
    'zh-CN':
      '无法联系此人：对方尚未添加 Signpost。请改选您本人作为提交人，或请对方先添加 Signpost。',
  },
  failed: {
    en: 'Something went wrong on our side, and nothing was done. Please try again in a minute.',
    'zh-CN': '系统出了点问题，操作没有完成。请稍等一分钟后再试。',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type TeamsDeskWord = keyof typeof WORDS;

/** Returns the text with the values filled in literally. */
export function say(
  word: TeamsDeskWord,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  return filled(WORDS[word][locale], values);
}

/** Returns the language of an activity's sender; English if it is missing or unsupported. */
export function languageOf({ locale }: { readonly locale?: string | null | undefined }): Locale {
  return localeFor(locale ?? undefined) ?? DEFAULT_LOCALE;
}

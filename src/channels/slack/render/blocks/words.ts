import type { Locale } from '../../../../i18n/locale.ts';

/** Texts that only Slack's messages and forms need. */
interface BlockWords {
  /** The button that opens the form. */
  readonly openForm: string;
  /** The button that opens the form if each answer is complete without it. */
  readonly openMore: string;
  /** The label of those answers in the form, and the form's send button. */
  readonly answer: string;
  readonly send: string;
  readonly formTitle: string;
  readonly detailsTitle: string;
  readonly close: string;
  /** The button beside a choice that is too long for a button label. */
  readonly choose: string;
  /** The label of a box that continues the previous, full one. */
  readonly continued: (label: string) => string;
  readonly most: (characters: string) => string;
  readonly goOn: (characters: string) => string;
}

export const BLOCK_WORDS: Readonly<Record<Locale, BlockWords>> = {
  en: {
    openForm: 'Fill in the form',
    openMore: 'Add a comment',
    answer: 'Your answer',
    send: 'Send',
    formTitle: 'Details for the helpdesk',
    detailsTitle: 'Details',
    close: 'Close',
    choose: 'Choose',
    continued: (label) => `${label} (continued)`,
    most: (characters) => `Up to ${characters} characters. Is it longer? Send the rest afterwards.`,
    goOn: (characters) =>
      `Go on here if the box above is full. Each box holds ${characters} characters.`,
  },
  'zh-CN': {
    openForm: '填写表单',
    openMore: '附上留言',
    answer: '您的选择',
    send: '提交',
    formTitle: '补充工单信息',
    detailsTitle: '详细信息',
    close: '关闭',
    choose: '选择',
    continued: (label) => `${label}（续）`,
    most: (characters) => `最多 ${characters} 个字符。写不下的内容请随后补发。`,
    goOn: (characters) => `上一栏写不下时，请接着填在这里。每栏最多 ${characters} 个字符。`,
  },
};

import type { Locale, Localized } from '../i18n/locale.ts';
import type { Intent } from './match.ts';

/**
 * Explanations, in one language, of why a report was understood as it was. Quoted text arrives with
 * its quotation marks.
 */
export interface WhyWords {
  readonly quote: (text: string) => string;
  /** Several quotations in a row. */
  readonly quotations: (quoted: readonly string[]) => string;
  readonly code: (codes: readonly string[]) => string;
  readonly intent: Readonly<Record<Intent['kind'], (words: string) => string>>;
  /** `wording` is null if no single wording matches the report. */
  readonly symptom: (id: string, percent: number, words: string, wording: string | null) => string;
  readonly names: (products: string) => string;
  readonly isAbout: (names: string) => string;
  readonly unknownCode: (codes: readonly string[]) => string;
  readonly noWording: string;
  readonly nearest: (id: string, percent: number) => string;
  readonly and: string;
}

/** The explanation if the person chose the symptom themselves. */
export const WHY_CHOSEN: Localized = { en: 'chosen by the requester', 'zh-CN': '由提交人自行选择' };

export const WHY_WORDS: Readonly<Record<Locale, WhyWords>> = {
  en: {
    quote: (text) => `"${text}"`,
    quotations: (quoted) => quoted.join(', '),
    code: (codes) => `the error code ${codes.join(', ')} means exactly this`,
    intent: {
      person: (words) => `asks for a person, a ticket or to hand in logs: ${words}`,
      'start-over': (words) => `asks to start over: ${words}`,
      back: (words) => `asks to go back: ${words}`,
      status: (words) => `asks how things stand: ${words}`,
      help: (words) => `asks for help: ${words}`,
      language: (words) => `asks for another language: ${words}`,
    },
    symptom: (id, percent, words, wording) =>
      `${id} (${percent}%): ${words}${wording === null ? '' : ` as in ${wording}`}`,
    names: (products) => `names ${products}`,
    isAbout: (names) => `is about ${names}`,
    unknownCode: (codes) => `has an unknown code ${codes.join(', ')}`,
    noWording: 'no wording of any symptom is in it',
    nearest: (id, percent) => `nearest is ${id} with ${percent}%`,
    and: '; ',
  },
  'zh-CN': {
    quote: (text) => `“${text}”`,
    // Adjacent quotation marks need no comma between them.
    quotations: (quoted) => quoted.join(''),
    code: (codes) => `错误代码 ${codes.join('、')} 明确对应此问题`,
    intent: {
      person: (words) => `希望联系人工、提交工单或提供日志：${words}`,
      'start-over': (words) => `希望重新开始：${words}`,
      back: (words) => `希望返回上一步：${words}`,
      status: (words) => `希望了解进度：${words}`,
      help: (words) => `希望获得帮助：${words}`,
      language: (words) => `希望更换语言：${words}`,
    },
    symptom: (id, percent, words, wording) =>
      `${id}（${percent}%）：${words}${wording === null ? '' : `，与${wording}的说法相符`}`,
    names: (products) => `提到了${products}`,
    isAbout: (names) => `内容涉及${names}`,
    unknownCode: (codes) => `含有未知代码 ${codes.join('、')}`,
    noWording: '没有与任何症状相符的说法',
    nearest: (id, percent) => `最接近的是 ${id}（${percent}%）`,
    and: '；',
  },
};

import { DEFAULT_LOCALE, type Locale, type Localized } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';

/**
 * Sent when a turn failed. Defined here because the failure may affect what cards and texts need.
 */
const SORRY: Localized = {
  en: 'Something went wrong on our side, so your message did not go through. Please send it again in a minute.',
  'zh-CN': '系统出了点问题，您刚才的消息没有处理成功。请稍等一分钟后再发一次。',
};

const UNKNOWN_CARD: Localized = {
  en: 'This card is from an earlier version. Type “help” to go on.',
  'zh-CN': '这张卡片来自旧版本，请输入“帮助”继续。',
};

/** Returns the apology for a failed turn, in the language of a BCP 47 tag. */
export function sorry(localeTag: string | null | undefined): string {
  return SORRY[nearest(localeTag)];
}

/** Returns the answer to a button we can't read, in the language of a BCP 47 tag. */
export function unknownCard(localeTag: string | null | undefined): string {
  return UNKNOWN_CARD[nearest(localeTag)];
}

function nearest(localeTag: string | null | undefined): Locale {
  return localeFor(localeTag ?? undefined) ?? DEFAULT_LOCALE;
}

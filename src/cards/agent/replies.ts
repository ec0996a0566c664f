import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { RepliesView } from '../../ports/agent-reply.ts';
import { asTitle, asWritten } from '../requester/shown.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import type { OwnData } from '../template/template.ts';

/** Lists the ready-made replies, each with how it is written and how it begins. */
export function repliesData({ replies }: RepliesView, locale: Locale): OwnData {
  return {
    speak: translate(locale, 'desk.replies.title'),
    lead: translate(locale, replies.length === 0 ? 'desk.replies.none' : 'desk.replies.lead'),
    replies: replies.map(({ name, title, text }) => ({
      name: asTitle(`!${name}`),
      title: asTitle(title),
      text: asWritten(text, locale, CARD_LIMITS.shownTitle),
    })),
  };
}

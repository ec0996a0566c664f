import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentReply, Mention, NoticesView } from '../../ports/agent-reply.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../tickets/notices.ts';
import { spoken } from '../shared/summary.ts';
import type { OwnData } from '../template/template.ts';

/** Lists what an agent is notified of, and which of it is muted. */
export function noticesData({ muted }: NoticesView, locale: Locale): OwnData {
  const notices = NOTICE_KINDS.map((kind) => ({
    what: translate(locale, 'desk.notices.line', {
      what: translate(locale, `desk.notices.kind.${kind}`),
    }),
    state: translate(locale, muted.includes(kind) ? 'desk.notices.off' : 'desk.notices.on'),
  }));
  return {
    speak: spoken(
      [
        translate(locale, 'desk.notices.title'),
        ...notices.map(({ what, state }) => `${what}${state}`),
      ],
      locale,
    ),
    notices,
  };
}

/** The sentence that calls on people, around their mentions; each platform writes those its own way. */
export interface Call {
  readonly before: string;
  readonly after: string;
  readonly mentions: readonly Mention[];
}

/** Returns the call in a post; null if it calls on nobody. */
export function callIn(reply: AgentReply): Call | null {
  const mentions = 'mentions' in reply ? (reply.mentions ?? []) : [];
  const [first] = mentions;
  if (first === undefined) return null;
  const sentence = translate(reply.locale, `desk.notices.call.${first.notice}`, { who: PLACE });
  const [before = '', after = ''] = sentence.split(PLACE);
  return { before, after, mentions };
}

/** Returns the call without names, for notifications and for the person's own chat. */
export function callSentence(reply: AgentReply): string {
  const [first] = callIn(reply)?.mentions ?? [];
  return first === undefined ? '' : noticeSentence(first.notice, reply.locale);
}

/** Says to one person, without their name, why they are called on. */
export function noticeSentence(notice: NoticeKind, locale: Locale): string {
  return translate(locale, `desk.notices.call.${notice}`, { who: '' }).trim();
}

/** Stands for the mentions; no word has it. */
const PLACE = '\u{e000}';

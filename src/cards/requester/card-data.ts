import { choiceLabel } from '../../conversation/choice-label.ts';
import type { Choice, Reply } from '../../conversation/reply.ts';
import { unmarked } from '../shared/inline-markup.ts';
import type { Data, OwnData } from '../template/template.ts';
import {
  chooseData,
  helpData,
  languageData,
  offerTicketData,
  questionData,
  solvedData,
  switchData,
  symptomsData,
  unknownSymptomData,
  welcomeData,
  whichRunbookData,
} from './conversation.ts';
import { evidenceData } from './evidence.ts';
import { explanationData } from './explanation.ts';
import { noticeData } from './notice.ts';
import { sentData } from './sent.ts';
import { handoffData, lastResortData, stageData } from './stage.ts';
import { statusData } from './status.ts';
import { reviewData } from './ticket.ts';
import { ratingData, solvedQuestionData, ticketUpdateData } from './ticket-update.ts';

export type DecidedChoice = { readonly choice: Choice | null } | null;

/**
 * Builds what a reply's template can name: the data of its kind, and how it was answered.
 * @param room characters of JSON available for the values of a form.
 */
export function cardData(
  reply: Reply,
  decided: DecidedChoice,
  room: number = Number.POSITIVE_INFINITY,
): OwnData {
  return {
    ...ownData(reply, decided !== null, room),
    decided: decided === null ? [] : decidedData(reply, decided.choice),
  };
}

function ownData(reply: Reply, decided: boolean, room: number): OwnData {
  const { locale } = reply;
  switch (reply.kind) {
    case 'welcome':
      return welcomeData(reply, locale);
    case 'choose':
      return chooseData(reply, locale);
    case 'which-runbook':
      return whichRunbookData(reply, locale);
    case 'symptoms':
      return symptomsData(reply, locale, decided);
    case 'not-understood':
      return unknownSymptomData(reply, locale, decided);
    case 'offer-ticket':
      return offerTicketData(reply, locale);
    case 'question':
      return questionData(reply, locale);
    case 'stage':
      return stageData(reply, locale);
    case 'last-resort':
      return lastResortData(reply, locale);
    case 'handoff':
      return handoffData(reply.view, locale);
    case 'evidence':
      return evidenceData(reply, locale, decided, room);
    case 'review':
      return reviewData(reply.ticket, locale);
    case 'sent':
      return sentData(reply, locale);
    case 'solved':
      return solvedData(reply, locale);
    case 'status':
      return statusData(reply.status, locale);
    case 'explanation':
      return explanationData(reply, locale);
    case 'help':
      return helpData(reply, locale);
    case 'switch':
      return switchData(reply, locale);
    case 'language':
      return languageData(locale);
    case 'ticket-news':
      return ticketUpdateData(reply, locale);
    case 'solved-question':
      return solvedQuestionData(reply, locale, decided);
    case 'rating':
      return ratingData(reply, locale, decided);
    case 'notice':
      return noticeData(reply.notice, locale);
    default:
      return reply satisfies never;
  }
}

function decidedData(reply: Reply, choice: Choice | null): Data[] {
  if (choice !== null) return [{ chosen: [{ choice: chosenLabel(reply, choice) }], lapsed: [] }];
  // A greeting or a remark hasn't lapsed when something else is said; it only loses its buttons.
  const isRemark = reply.kind === 'welcome' || reply.kind === 'notice';
  return isRemark ? [] : [{ chosen: [], lapsed: [{}] }];
}

/** Returns the label of the chosen option, because a pick from a list carries only an id. */
function chosenLabel(reply: Reply, choice: Choice): string {
  const offered = reply.choices.find(
    ({ verb, value }) => verb === choice.verb && value === choice.value,
  );
  const known =
    reply.kind === 'not-understood' || reply.kind === 'symptoms'
      ? reply.known.find(({ value }) => value === choice.value)
      : undefined;
  if (choice.label === null && known !== undefined) return unmarked(known.title);
  return unmarked(choiceLabel(offered ?? choice, reply.locale));
}

import type { KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '../../i18n/locale.ts';
import { SLACK_LIMITS } from './limits.ts';
import { plainText } from './text-object.ts';
import { say } from './words.ts';

/** In place of a form that came too late: why nothing was sent, and what was typed, to copy it from there. */
export function staleForm(fields: Readonly<Record<string, string>>, locale: Locale): ModalView {
  const typed = Object.values(fields).filter((text) => text.trim() !== '');
  return {
    type: 'modal',
    title: plainText(say('stale-title', locale), SLACK_LIMITS.viewTitle),
    close: plainText(say('close', locale), SLACK_LIMITS.viewClose),
    blocks: [paragraph(say('stale-form', locale)), ...typed.flatMap(paragraphs).slice(0, SLACK_LIMITS.viewBlocks - 1)],
  };
}

function paragraphs(text: string): KnownBlock[] {
  const blocks: KnownBlock[] = [{ type: 'divider' }];
  for (let from = 0; from < text.length; from += SLACK_LIMITS.text) {
    blocks.push(paragraph(text.slice(from, from + SLACK_LIMITS.text)));
  }
  return blocks;
}

function paragraph(text: string): KnownBlock {
  return { type: 'section', text: plainText(text, SLACK_LIMITS.text) };
}

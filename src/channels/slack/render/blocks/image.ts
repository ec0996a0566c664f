import { SLACK_LIMITS } from '../../limits.ts';
import { shortened } from '../text-object.ts';
import { refuseUnknown, stringIn, undrawable } from './element.ts';
import type { Draw } from './page.ts';

/** Draws a picture that Slack can fetch from the web. */
export const drawImage: Draw = (element) => {
  refuseUnknown(element, [
    'url',
    'altText',
    'size',
    'width',
    'height',
    'horizontalAlignment',
    'style',
  ]);
  const url = stringIn(element.url);
  const altText = stringIn(element.altText);
  if (!url.startsWith('https://') || altText === '')
    throw undrawable('A picture without a web address or a description');
  const block = {
    type: 'image',
    image_url: url,
    alt_text: shortened(altText, SLACK_LIMITS.imageText),
  } as const;
  return [{ kind: 'block', apart: true, block }];
};

import type { RichTextElement } from '@slack/types';
import { expect } from 'chai';
import fc from 'fast-check';
import { splitRuns, splitText, textOf } from '../../../src/channels/slack/render/blocks/split.ts';

describe('text splitting', () => {
  it('splits a text after a sentence, in English and in Chinese', () => {
    expect(splitText('One is here. Two is there. Three is far.', 30)).to.deep.equal([
      'One is here. Two is there. ',
      'Three is far.',
    ]);
    expect(
      splitText('先重新启动客户端。然后再次登录！还是不行吗？请告诉我；谢谢', 22),
    ).to.deep.equal(['先重新启动客户端。然后再次登录！还是不行吗？', '请告诉我；谢谢']);
  });

  it('prefers to split after a line, and splits after a word if there is no sentence', () => {
    expect(splitText('line one. more\nline two', 20)).to.deep.equal([
      'line one. more\n',
      'line two',
    ]);
    expect(splitText('some words without an end', 14)).to.deep.equal([
      'some words ',
      'without an end',
    ]);
  });

  it('never loses or splits a character and never makes a part too long', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('。', '. ', '！', '\n', '😀', 'word '),
    );
    const texts = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 80 }), (text, most) => {
        const parts = splitText(text, most);
        expect(parts.join('')).to.equal(text);
        for (const part of parts) expect(part.length).to.be.at.most(most);
        if (text.isWellFormed()) expect(parts.every((part) => part.isWellFormed())).to.equal(true);
      }),
    );
  });

  it('keeps styles and links on both sides of a split', () => {
    const link: RichTextElement = {
      type: 'link',
      url: 'https://example.com/',
      text: 'a very long title of a link',
    };
    const runs: RichTextElement[] = [{ type: 'text', text: 'See ', style: { bold: true } }, link];
    const parts = splitRuns(runs, 12);
    expect(parts.flat().map(textOf).join('')).to.equal('See a very long title of a link');
    expect(
      parts
        .slice(1)
        .flat()
        .every((run) => run.type === 'link' && run.url === link.url),
    ).to.equal(true);
    expect(parts[0]?.[0]).to.deep.equal(runs[0]);
  });
});

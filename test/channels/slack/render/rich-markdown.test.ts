import { expect } from 'chai';
import { withoutMarkup } from '../../../../src/cards/shared/reply-markup.ts';
import { markdownOfMrkdwn } from '../../../../src/channels/slack/inbound/markdown-of.ts';
import { markdownOf, richTextOf } from '../../../../src/channels/slack/render/rich-markdown.ts';

describe('rich text of Slack as Markdown', () => {
  it('keeps formatting, lists, code, links and emoji of a rich text input', () => {
    const text = (shown: string, style?: object) => ({
      type: 'text',
      text: shown,
      ...(style && { style }),
    });
    const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
    const richText = {
      type: 'rich_text',
      elements: [
        section(
          text('Please '),
          text('restart ', { bold: true }),
          text('it', { italic: true, bold: true }),
          text(' with '),
          text('shutdown /r', { code: true }),
          text(', see '),
          { type: 'link', url: 'https://help.example/a_(b)', text: 'the guide' },
          text(' '),
          { type: 'emoji', name: '+1', unicode: '1f44d-1f3fd' },
          text('\n'),
        ),
        {
          type: 'rich_text_list',
          style: 'ordered',
          indent: 0,
          elements: [section(text('one')), section(text('two'))],
        },
        { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section(text('three'))] },
        { type: 'rich_text_preformatted', elements: [text('a *b*')] },
        section({ type: 'broadcast', range: 'channel' }, text(' '), {
          type: 'user',
          user_id: 'U1',
        }),
      ],
    };
    expect(markdownOf(richText)).to.equal(
      [
        'Please **restart** **_it_** with `shutdown /r`, see [the guide](https://help.example/a_%28b%29) 👍🏽',
        '1. one',
        '2. two',
        '  - three',
        '```',
        'a *b*',
        '```',
        '@channel @U1',
      ].join('\n'),
    );
  });

  it('makes no marks of what was typed as text, and fills an input with what came out of one', () => {
    const typed = 'a *b* _c_ `d` [e](https://f.example) \\ **g**';
    const plain = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: typed }] }],
    };
    expect(withoutMarkup(markdownOf(plain))).to.equal(typed);
    const markdown = 'See **the _new_ guide** at [this](https://f.example/) or `here`.';
    expect(markdownOf(richTextOf(markdown))).to.equal(
      'See **the** **_new_** **guide** at [this](https://f.example/) or `here`.',
    );
  });

  it('reads the markup of typed messages, and calls on nobody', () => {
    for (const [mrkdwn, markdown] of [
      ['*bold* and _slanted_ &amp; `a *b*`', '**bold** and _slanted_ & `a *b*`'],
      [
        '<https://help.example/a|the guide>, <https://help.example/a>',
        '[the guide](https://help.example/a), https://help.example/a',
      ],
      [
        '<http://contoso.com|contoso.com> <mailto:a@b.example|a@b.example>',
        'contoso.com a@b.example',
      ],
      ['<!channel> <!subteam^S1|@ops> <@U1|ada> <#C1|general>', '@channel @ops @ada #general'],
      ['```a\n*b*```', '```\na\n*b*\n```'],
      ['2 * 3 * 4, a*b*c', '2 * 3 * 4, a*b*c'],
    ] as const) {
      expect(markdownOfMrkdwn(mrkdwn)).to.equal(markdown);
    }
  });
});

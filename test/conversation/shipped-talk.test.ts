import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { prepareCards, renderCard } from '../../src/cards/requester/render-card.ts';
import type { World } from '../../src/conversation/world.ts';
import { Chat } from '../support/chat.ts';
import { realWorld } from '../support/real-world.ts';

const report = z.object({ id: z.string(), text: z.string() });
const reports = readFileSync(
  resolve(import.meta.dirname, '../eval/sets/skype-sign-in.dev.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => report.parse(JSON.parse(line)));

/** Said after the report, whatever came of it: answers, wishes, news, and nonsense. */
const NEXT = [
  'ok',
  '还是不行',
  'E3',
  'it works but only at home',
  'help',
  '中文',
  '**bold** ${x} <b>',
  'back',
  'skip',
];

describe('conversation with the shipped runbooks', () => {
  let world: World;

  before(async () => {
    await prepareCards();
    world = (await realWorld())({});
  });

  it(`keeps its invariants and renders every card for each of ${reports.length} initial reports`, () => {
    for (const [index, { text }] of reports.entries()) {
      const chat = new Chat(world);
      chat.say(text);
      chat.say(NEXT[index % NEXT.length] ?? '');
      chat.say(NEXT[(index + 4) % NEXT.length] ?? '');
      for (const reply of chat.turns.flatMap(({ says }) => says))
        expect(renderCard(reply).text).not.to.equal('');
    }
  });
});

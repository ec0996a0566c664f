import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { prepareCards } from '../src/cards/requester/render-card.ts';
import type { World } from '../src/conversation/world.ts';
import { pureDriver } from './support/pure-driver.ts';
import { readTranscript } from './support/read-transcript.ts';
import { shippedWorld } from './support/real-world.ts';
import { playTranscript } from './support/transcript.ts';

const folder = resolve(import.meta.dirname, 'transcripts/shipped');

describe('conversation transcripts with all shipped runbooks, in test/transcripts/shipped', () => {
  let world: World;

  before(async () => {
    await prepareCards();
    world = await shippedWorld();
  });

  for (const file of globSync('*.yaml', { cwd: folder }).sort()) {
    const transcript = readTranscript(resolve(folder, file), `test/transcripts/shipped/${file}`);
    it(`${basename(file, '.yaml')}: ${transcript.title}`, async () => {
      await playTranscript(transcript, pureDriver(world, transcript.person));
    });
  }
});

import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect } from 'chai';
import { prepareCards } from '../src/cards/requester/render-card.ts';
import type { World } from '../src/conversation/world.ts';
import { openDeskRig } from './support/desk-rig.ts';
import { playDeskTranscript, readDeskTranscript } from './support/desk-transcript.ts';
import { realWorld } from './support/real-world.ts';
import { openFreshStore } from './support/store.ts';

const folder = resolve(import.meta.dirname, 'transcripts/desk');
const transcripts = globSync('*.yaml', { cwd: folder }).sort();

describe('desk transcripts in test/transcripts/desk', () => {
  let world: World;
  before(async () => {
    await prepareCards();
    world = (await realWorld())({});
  });

  for (const file of transcripts) {
    const transcript = readDeskTranscript(resolve(folder, file), `test/transcripts/desk/${file}`);
    it(`${basename(file, '.yaml')}: ${transcript.title}`, async () => {
      const store = await openFreshStore();
      const rig = await openDeskRig(store, { world });
      try {
        await playDeskTranscript(transcript, rig, store);
      } catch (error) {
        throw new Error(
          `test/transcripts/desk/${file}: ${error instanceof Error ? error.message : String(error)}`,
        );
      } finally {
        await rig.stop();
        await store.close();
      }
    });
  }

  it('covers both languages', () => {
    expect(transcripts.filter((file) => file.startsWith('en-')).length).to.be.at.least(4);
    expect(transcripts.filter((file) => file.startsWith('zh-')).length).to.be.at.least(4);
  });
});

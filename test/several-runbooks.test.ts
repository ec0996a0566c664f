import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { prepareCards } from '../src/cards/requester/render-card.ts';
import { pureDriver } from './support/pure-driver.ts';
import { readTranscript } from './support/read-transcript.ts';
import { severalWorld } from './support/several-runbooks.ts';
import { playTranscript } from './support/transcript.ts';

const folder = resolve(import.meta.dirname, 'transcripts/several');

describe('conversation transcripts with several runbooks, in test/transcripts/several', () => {
  before(prepareCards);

  for (const file of globSync('*.yaml', { cwd: folder }).sort()) {
    const transcript = readTranscript(resolve(folder, file), `test/transcripts/several/${file}`);
    it(`${basename(file, '.yaml')}: ${transcript.title}`, async () => {
      await playTranscript(transcript, pureDriver(severalWorld(), transcript.person));
    });
  }
});

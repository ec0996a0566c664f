import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect } from 'chai';
import { prepareCards } from '../src/cards/requester/render-card.ts';
import type { World } from '../src/conversation/world.ts';
import { localeWrittenIn } from '../src/i18n/locales.ts';
import { pureDriver } from './support/pure-driver.ts';
import { readTranscript } from './support/read-transcript.ts';
import { realWorld } from './support/real-world.ts';
import { playTranscript } from './support/transcript.ts';

const folder = resolve(import.meta.dirname, 'transcripts');
const transcripts = globSync('*.yaml', { cwd: folder })
  .sort()
  .map((file) => readTranscript(resolve(folder, file), `test/transcripts/${basename(file)}`));

describe('conversation transcripts in test/transcripts', () => {
  let worldOf: (facts: World['facts']) => World;
  /** Symptoms a ticket or a guide was about, over all conversations. */
  const seen = new Set<string>();

  before(async () => {
    await prepareCards();
    worldOf = await realWorld();
  });

  for (const transcript of transcripts) {
    it(`${basename(transcript.file, '.yaml')}: ${transcript.title}`, async () => {
      const driver = pureDriver(worldOf(transcript.facts ?? {}), transcript.person);
      await playTranscript(transcript, driver);
      for (const { state } of driver.chat.turns) {
        if (state.case?.match) seen.add(state.case.match.symptom.symptom);
      }
    });
  }

  it('covers every symptom of the first runbook', () => {
    const symptoms =
      worldOf({})
        .runbooks.get('skype-sign-in')
        ?.symptoms.map(({ id }) => id) ?? [];
    expect(symptoms).to.have.length(11);
    expect(symptoms.filter((id) => !seen.has(id))).to.deep.equal([]);
  });

  it('covers both languages with at least 26 transcripts, 12 of them in Chinese', () => {
    const chinese = transcripts.filter(({ title }) => localeWrittenIn(title) === 'zh-CN');
    expect(transcripts).to.have.length.of.at.least(26);
    expect(chinese).to.have.length.of.at.least(12);
  });
});

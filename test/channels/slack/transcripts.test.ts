import { resolve } from 'node:path';
import { expect } from 'chai';
import { playAlike } from '../../contracts/channel.ts';
import { readTranscript, type Transcript } from '../../support/read-transcript.ts';
import { type SlackRig, startSlackRig } from '../../support/slack-rig.ts';

/** Conversations of `test/transcripts` that go over Slack from beginning to end. */
const HELD = [
  'en-back-and-forth',
  'en-changed-before-sending',
  'en-form-corrected',
  'en-form-in-words',
  'en-help-and-status',
  'en-language-changes-midway',
  'en-new-error-stay',
  'en-none-of-these',
  'en-not-ours-after-all',
  'en-old-buttons',
  'en-person-at-once',
  'en-personal-certificate-three-stages',
  'en-screenshot-without-words',
  'en-secrets-masked',
  'en-sip-disabled',
  'zh-address-not-found',
  'zh-english-please',
  'zh-form-corrected',
  'zh-form-in-words',
  'zh-old-buttons',
  'zh-picked-from-all',
  'zh-second-problem',
  'zh-stay-midway',
  'zh-switch-midway',
  'zh-vague',
];

const HELD_BY_SOCKET = ['en-secrets-masked', 'zh-form-corrected', 'zh-second-problem'];

describe('Slack conversation transcripts', () => {
  const byFacts = Object.groupBy(HELD.map(read), factsOf);
  for (const [facts, transcripts = []] of Object.entries(byFacts)) {
    describe(facts === '' ? 'over HTTP' : `over HTTP, where ${facts} is configured`, () => {
      areHeld('http', facts, transcripts);
    });
  }
  describe('over Socket Mode', () => {
    areHeld('socket', '', HELD_BY_SOCKET.map(read));
  });
});

function areHeld(
  transport: 'http' | 'socket',
  facts: string,
  transcripts: readonly Transcript[],
): void {
  let rig: SlackRig;
  before(async () => {
    rig = await startSlackRig({ transport, variables: { SIGNPOST_FACTS: facts } });
  });
  after(() => rig.close());

  for (const transcript of transcripts) {
    it(`${transcript.file}: ${transcript.title}`, () =>
      playAlike(transcript, rig.running, rig.platform));
  }

  it('sends nothing that Slack would refuse and nothing for other people to read', () => {
    expect(rig.api.invalid).to.deep.equal([]);
    const failed = rig.api.calls.filter(({ outcome }) => outcome !== 'ok');
    expect(failed.map(({ method, outcome }) => `${method}: ${outcome}`)).to.deep.equal([]);
    expect(
      rig.api.screen.messages().filter(({ channel }) => !channel.startsWith('D')),
    ).to.deep.equal([]);
  });
}

function read(name: string): Transcript {
  return readTranscript(resolve(import.meta.dirname, `../../transcripts/${name}.yaml`), name);
}

/** As `SIGNPOST_FACTS` has them. */
function factsOf({ facts = {} }: Transcript): string {
  return Object.entries(facts)
    .flatMap(([runbook, options]) =>
      Object.entries(options).map(([fact, option]) => `${runbook}.${fact}=${option}`),
    )
    .join(',');
}

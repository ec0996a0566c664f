import { expect } from 'chai';
import { redact } from '../../src/redaction/redact.ts';
import {
  createRedactor,
  type Redactor,
  type RedactorOptions,
} from '../../src/redaction/redactor.ts';
import { rejectionOf } from '../support/rejection.ts';

const STUCK = new URL('./stuck-redact-worker.ts', import.meta.url);
const LONG = 'I typed my password: Sommer2026! and it was refused.\n'.repeat(400);
const WITHHELD = {
  text: '[withheld: could not be checked for secrets in time]',
  masked: ['withheld'],
};
const long = (start: string) => start.padEnd(3000, ' and so on');

describe('the redactor', () => {
  const redactors: Redactor[] = [];
  const create = (options?: Partial<RedactorOptions>) => {
    const redactor = createRedactor(options);
    redactors.push(redactor);
    return redactor;
  };

  afterEach(async () => {
    await Promise.all(redactors.splice(0).map((each) => each.close()));
  });

  it('masks short and long texts exactly as the rules do', async () => {
    const redactor = create();
    const short = 'my PIN is 4829';
    expect(await redactor.redactAll([short, 'hello'])).to.deep.equal([
      redact(short),
      redact('hello'),
    ]);
    expect(await redactor.redactAll([LONG, short])).to.deep.equal([redact(LONG), redact(short)]);
    expect(await redactor.redact(LONG)).to.deep.equal(redact(LONG));
  });

  it('masks long texts outside the main thread', async () => {
    const redactor = create();
    await redactor.redact(LONG);
    const [all, here] = [process.cpuUsage(), process.threadCpuUsage()];
    await Promise.all(
      Array.from({ length: 30 }, () => redactor.redact('password is 「'.repeat(3000))),
    );
    const [allUsed, hereUsed] = [process.cpuUsage(all), process.threadCpuUsage(here)];
    expect(hereUsed.user + hereUsed.system).to.be.below((allUsed.user + allUsed.system) / 3);
  });

  it('withholds text that it cannot check within its budget, with a note in the language of the text', async () => {
    const redactor = create({ budgetMs: 1 });
    const slow = 'password is 「'.repeat(20_000);
    expect(await redactor.redact(slow)).to.deep.equal(WITHHELD);
    expect(await redactor.redactAll([`密码${slow}`, long('and another field')])).to.deep.equal([
      { text: '[已隐去：未能及时检查其中是否含有密码或密钥]', masked: ['withheld'] },
      WITHHELD,
    ]);
  });

  for (const fate of ['forever', 'exit']) {
    it(`withholds only the text that its thread never answers (${fate}), and checks the next in a new thread`, async () => {
      const redactor = create({ script: STUCK, threads: 1, budgetMs: 1, graceMs: 1500 });
      const before = await redactor.redact(long('a'));
      const texts = [long(fate), long('b')].map((text) => redactor.redact(text));
      const [stuck, next] = await Promise.all(texts);
      expect(stuck).to.deep.equal(WITHHELD);
      expect(next?.text)
        .to.match(/^thread \d+$/)
        .and.not.equal(before.text);
    });
  }

  it('refuses texts while too many wait, and accepts them again afterwards', async () => {
    const redactor = create({ threads: 1, maxWaitingChars: LONG.length * 2 });
    const taken = [redactor.redact(LONG), redactor.redact(LONG)];
    const refusal = await rejectionOf(redactor.redact(LONG));
    expect(refusal.message).to.equal('too many texts wait to be checked for secrets');
    for (const each of await Promise.all(taken)) expect(each).to.deep.equal(redact(LONG));
    expect(await redactor.redact(LONG)).to.deep.equal(redact(LONG));
  });

  it('leaves the note about withheld text unchanged when it is masked again', () => {
    for (const note of [WITHHELD.text, '[已隐去：未能及时检查其中是否含有密码或密钥]']) {
      expect(redact(note)).to.deep.equal({ text: note, masked: [] });
    }
  });
});

import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { runMatchCommand } from '../../src/authoring/match-command.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { firstRunbook } from '../support/shipped-runbooks.ts';

describe('match command', () => {
  let runbooks: readonly Runbook[];

  before(async () => {
    runbooks = await firstRunbook();
  });

  async function run(lines: readonly string[], args: readonly string[] = []) {
    const output = new PassThrough();
    const written = text(output);
    const input = Readable.from(lines.map((line) => `${line}\n`));
    const code = await runMatchCommand({ args, input, output, runbooks });
    output.end();
    return { code, output: await written };
  }

  async function answers(lines: readonly string[]) {
    const { code, output } = await run(lines);
    return {
      code,
      answers: output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    };
  }

  it('answers the input lines in order, with exactly the keys of the output contract', async () => {
    const { code, answers: given } = await answers([
      JSON.stringify({ id: 'a', text: 'User is not SIP enabled' }),
      JSON.stringify({ id: 'b', text: '打印机卡纸了' }),
      JSON.stringify({ id: 'c', text: 'let me talk to a person' }),
      JSON.stringify({ id: 'd', text: 'start over' }),
    ]);
    expect(code).to.equal(0);
    expect(given.map(({ id }) => id)).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(given.map(({ outcome }) => outcome)).to.deep.equal(['symptom', 'none', 'agent', 'none']);
    expect(Object.keys(given[0])).to.deep.equal(['id', 'outcome', 'symptoms', 'confidence', 'why']);
    expect(given[0].symptoms).to.deep.equal(['sip-disabled']);
    expect(given[3].why).to.contain('start over');
  });

  it('names the wishes of a message, and the symptom that follows them', async () => {
    const { answers: given } = await answers(
      [
        'thanks',
        "I don't understand",
        'still nothing, let me talk to a person',
        'Start over please. It says "User is not SIP enabled"',
        'User is not SIP enabled',
      ].map((text) => JSON.stringify({ id: text, text })),
    );
    expect(given.map(({ outcome, wish, wishes }) => ({ outcome, wish, wishes }))).to.deep.equal([
      { outcome: 'none', wish: 'thanks', wishes: undefined },
      { outcome: 'none', wish: 'explain', wishes: undefined },
      { outcome: 'agent', wish: 'did-not-work', wishes: ['did-not-work', 'person'] },
      { outcome: 'symptom', wish: 'start-over', wishes: undefined },
      { outcome: 'symptom', wish: undefined, wishes: undefined },
    ]);
    expect(given[3].symptoms).to.deep.equal(['sip-disabled']);
  });

  it('returns two symptoms for a message that has two meanings', async () => {
    const { answers: given } = await answers([
      JSON.stringify({
        id: 1,
        text: 'You may have entered your sign-in address, user name, or password incorrectly, or the authentication service may be incompatible with this version of the program.',
      }),
    ]);
    expect(given[0].outcome).to.equal('choices');
    expect(given[0].symptoms.slice(0, 2)).to.have.members([
      'mistyped-credentials',
      'wrong-version',
    ]);
  });

  it('reports the line it cannot read, answers the other lines and exits with 1', async () => {
    const { code, answers: given } = await answers([
      'not json',
      '{"id":"no-text"}',
      '',
      '{"id":"x","text":"CAA20003"}',
    ]);
    expect(code).to.equal(1);
    expect(given).to.have.length(3);
    expect(given[0]).to.include({ id: null, outcome: 'none' });
    expect(given[0].why).to.contain('line 1 is not JSON');
    expect(given[1]).to.include({ id: 'no-text', outcome: 'none' });
    expect(given[1].why).to.contain('line 2');
    expect(given[2]).to.include({ id: 'x', outcome: 'symptom' });
  });

  it('keeps reading and answering its input when its output is consumed slowly', async () => {
    const lines = Array.from({ length: 3000 }, (_, id) =>
      JSON.stringify({ id, text: id % 2 ? 'forgot my password' : '忘记密码' }),
    );
    const { code, answers: given } = await answers(lines);
    expect(code).to.equal(0);
    expect(given.map(({ id }) => id)).to.deep.equal(lines.map((_, id) => id));
  });

  it('explains the match of a single report in readable text', async () => {
    const { code, output } = await run([], ['clokc is out of sync, Skype wont sign in']);
    expect(code).to.equal(0);
    expect(output).to.match(/^One symptom: clock-skew, /);
    expect(output).to.contain('Corrected: "clokc" to "clock"');
    expect(output).to.contain('Names the product: skype');
    expect(output).to.contain('skype-sign-in/clock-skew');
  });

  it('rejects an unknown option and shows the correct usage', async () => {
    let message = '';
    await run([], ['--verbose']).catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.contain('signpost match "');
  });

  it('adds the runbook to a symptom id that two runbooks share', async () => {
    const twin = runbooks.map((runbook) => ({ ...runbook, id: 'twin' }));
    const output = new PassThrough();
    const written = text(output);
    const input = Readable.from(['{"id":"a","text":"User is not SIP enabled"}\n']);
    await runMatchCommand({ args: [], input, output, runbooks: [...runbooks, ...twin] });
    output.end();
    const { symptoms } = JSON.parse(await written);
    expect(symptoms).to.include.members(['skype-sign-in/sip-disabled', 'twin/sip-disabled']);
  });
});

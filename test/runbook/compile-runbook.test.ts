import { expect } from 'chai';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { compileEdited } from './whole-runbook.ts';

describe('compiled runbook', () => {
  const runbook = whole();

  it('has every text in every language', () => {
    expect(runbook.title).to.deep.equal({ en: 'Printing', 'zh-CN': '打印' });
    expect(runbook.document.title).to.deep.equal({
      en: 'Printing at Contoso',
      'zh-CN': 'Contoso 打印指南',
    });
    expect(runbook.symptoms[1]).to.deep.equal({
      id: 'pages-pale',
      title: { en: 'Pages are pale', 'zh-CN': '打印颜色偏淡' },
      causes: ['toner-low'],
      recognise: { en: ['print is too light'], 'zh-CN': ['打出来的字太浅'] },
      codes: [],
      source: {
        document: runbook.document,
        place: {
          anchor: 'pages-are-pale',
          heading: { en: 'Pages are pale', 'zh-CN': '打印颜色偏淡' },
        },
      },
    });
  });

  it('keeps codes, dates and the words yes and no as they were written', () => {
    expect(runbook.symptoms[0]?.codes).to.deep.equal(['0x00000709']);
    expect(runbook.document.date).to.equal('2026-03-01');
  });

  it('keeps the order of the file', () => {
    expect(runbook.symptoms.map(({ id }) => id)).to.deep.equal([
      'nothing-prints',
      'pages-pale',
      'pages-missing',
    ]);
    expect(runbook.symptoms[0]?.causes).to.deep.equal(['queue-stuck', 'port-changed']);
  });

  it('gives a stage the audience and source of its fix unless the stage sets its own', () => {
    const stages = cause('queue-stuck').fix.stages;
    expect(stages.map(({ id, audience }) => [id, audience])).to.deep.equal([
      ['clear-queue', 'user'],
      ['restart-spooler', 'admin'],
    ]);
    expect(stages[0]?.source).to.deep.equal(cause('queue-stuck').fix.source);
  });

  it('makes one stage of a fix written without stages', () => {
    const { fix } = cause('toner-low');
    expect(fix.stages).to.have.length(1);
    expect(fix.stages[0]).to.deep.include({ id: 'fix', title: fix.title, audience: 'user' });
  });

  it('allows a cause to share the fix of another', () => {
    expect(cause('queue-full').fix).to.deep.equal(cause('queue-stuck').fix);
    expect(cause('queue-full').title.en).to.equal('The queue is full');
  });

  it('assigns conditions, tables, notes, links and errata to the right causes and stages', () => {
    const { when, fix } = cause('port-changed');
    expect(when).to.deep.equal([{ fact: 'connection', is: ['network'] }]);
    const stage = fix.stages[0];
    expect(stage?.table?.rows[1]).to.deep.equal([
      { en: 'Second', 'zh-CN': '二楼' },
      { en: '9101', 'zh-CN': '9101' },
    ]);
    expect(stage?.notes).to.deep.equal([
      {
        tone: 'note',
        text: {
          en: 'The list of all ports is linked below.',
          'zh-CN': '全部端口的列表见下方链接。',
        },
      },
    ]);
    expect(stage?.links.map(({ url }) => url)).to.deep.equal([
      'https://intranet.contoso.com/printing/ports',
    ]);
    expect(cause('queue-stuck').fix.stages[1]?.errata).to.deep.equal(['service-name']);
    expect(runbook.errata[0]).to.deep.include({ id: 'service-name', correct: 'Print Spooler' });
  });

  it('lists an erratum only in the languages of the affected editions', () => {
    expect(Object.keys(runbook.errata[0]?.reason ?? {})).to.deep.equal(['en', 'zh-CN']);
    const ofOne = compileEdited(
      {
        file: 'runbook.yaml',
        replace: 'document-says: Printing',
        by: 'edition: zh-CN\n    document-says: Printing',
      },
      {
        file: 'en.yaml',
        replace: 'errata:\n  service-name: Windows calls the service Print Spooler.\n',
        by: '',
      },
    );
    expect(ofOne.runbook?.errata.map(({ reason }) => reason)).to.deep.equal([
      { 'zh-CN': 'Windows 中该服务的名称是 Print Spooler。' },
    ]);
  });

  it('distinguishes facts to ask for from facts that only the configuration answers', () => {
    expect(runbook.facts[0]?.askable).to.equal(true);
    const silent = compileEdited({
      file: 'runbook.yaml',
      replace: '  connection:\n',
      by: '  connection:\n    askable: no\n',
    });
    expect(silent.runbook?.facts[0]?.askable).to.equal(false);
  });

  it('has a last resort for everyone or for a stated condition', () => {
    expect(runbook.lastResort.when).to.deep.equal([]);
    const some = compileEdited({
      file: 'runbook.yaml',
      replace: 'last-resort:\n',
      by: 'last-resort:\n  when: { connection: usb }\n',
    });
    expect(some.runbook?.lastResort.when).to.deep.equal([{ fact: 'connection', is: ['usb'] }]);
  });

  function cause(id: string): Runbook['causes'][number] {
    const found = runbook.causes.find((each) => each.id === id);
    if (found === undefined) throw new Error(`There is no cause ${id}.`);
    return found;
  }
});

function whole(): Runbook {
  const { runbook } = compileEdited();
  if (runbook === null) throw new Error('The whole runbook has problems.');
  return runbook;
}

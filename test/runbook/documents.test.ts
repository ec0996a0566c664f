import { expect } from 'chai';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { compileEdited, type Edit, problemsOf } from './whole-runbook.ts';

const PRODUCTS = 'products: [printer, print queue, 打印机]\n';

/** Adds an article with a heading, cited by a stage, and one cited as a whole by a fix. */
const DOCUMENTS: readonly Edit[] = [
  {
    file: 'runbook.yaml',
    replace: PRODUCTS,
    by: `documents:
  spooler:
    url: https://learn.contoso.com/spooler
    date: 2025-11-30
    headings:
      restart: restart-the-service
  cartridges:
    url: https://learn.contoso.com/cartridges
${PRODUCTS}`,
  },
  {
    file: 'runbook.yaml',
    replace: '          errata: [service-name]',
    by: '          source: spooler/restart\n          errata: [service-name]',
  },
  {
    file: 'runbook.yaml',
    replace: '      audience: user\n      source: pale\n',
    by: '      audience: user\n      source: cartridges\n',
  },
  {
    file: 'en.yaml',
    replace: '\nlinks:\n',
    by: `
documents:
  spooler:
    title: The print service
    headings:
      restart: Restart the service
  cartridges:
    title: All cartridges

links:
`,
  },
  {
    file: 'zh-CN.yaml',
    replace: '\nlinks:\n',
    by: `
documents:
  spooler:
    title: 打印服务
    headings:
      restart: 重启服务
  cartridges:
    title: 硒鼓一览

links:
`,
  },
];

interface Mistake {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly problems: readonly string[];
}

const MISTAKES: readonly Mistake[] = [
  {
    title: 'a document that does not exist',
    edits: [outline('source: spooler/restart', 'source: spoler/restart')],
    problems: ['runbook.yaml:45:19: there is no document "spoler"; did you mean "spooler"?'],
  },
  {
    title: 'a heading that a document does not have',
    edits: [outline('source: spooler/restart', 'source: spooler/restrat')],
    problems: [
      'runbook.yaml:45:19: the document "spooler" has no heading "restrat"; did you mean "restart"?',
    ],
  },
  {
    title: 'a heading of a document that has none',
    edits: [outline('source: cartridges', 'source: cartridges/black')],
    problems: ['runbook.yaml:58:15: the document "cartridges" has no heading "black"'],
  },
  {
    title: 'a source that is neither a heading nor a document',
    edits: [outline('source: cartridges', 'source: cartriges')],
    problems: [
      'runbook.yaml:58:15: there is no heading or document "cartriges"; did you mean "cartridges"?',
    ],
  },
  {
    title: 'a document that nothing cites',
    edits: [outline('source: cartridges', 'source: pale')],
    problems: ['runbook.yaml:15:3: "cartridges" is never used: nothing cites this document'],
  },
  {
    title: 'a heading of a document that nothing cites',
    edits: [outline('source: spooler/restart', 'source: spooler')],
    problems: ['runbook.yaml:14:7: "restart" is never used: nothing cites this heading'],
  },
  {
    title: 'a document with the id of a heading',
    edits: [
      outline('  cartridges:\n', '  pale:\n'),
      outline('source: cartridges', 'source: pale'),
      words('  cartridges:\n', '  pale:\n', 'en.yaml'),
      words('  cartridges:\n', '  pale:\n', 'zh-CN.yaml'),
    ],
    problems: [
      'runbook.yaml:6:5: "pale" is never used: nothing cites this heading',
      'runbook.yaml:15:3: "pale" is already a heading of the main document; choose another id',
    ],
  },
  {
    title: 'a document id that stands there twice',
    edits: [
      outline('  cartridges:\n', '  spooler:\n'),
      outline('source: cartridges', 'source: pale'),
    ],
    problems: [
      'runbook.yaml:15:3: "spooler" stands here twice; keep one of them',
      'en.yaml:14:3: there is no document "cartridges" in runbook.yaml',
      'zh-CN.yaml:14:3: there is no document "cartridges" in runbook.yaml',
    ],
  },
  {
    title: 'a document without an address',
    edits: [outline('    url: https://learn.contoso.com/cartridges\n', '    date: 2025-11-30\n')],
    problems: ['runbook.yaml:15:3: "url" is missing'],
  },
  {
    title: 'an address with an anchor',
    edits: [outline('/cartridges\n', '/cartridges#black\n')],
    problems: [
      'runbook.yaml:16:5: the address of a document ends before "#"; write what follows it under "headings"',
    ],
  },
  {
    title: 'a day that does not exist',
    edits: [outline('date: 2025-11-30', 'date: 2025-11-31')],
    problems: ['runbook.yaml:12:11: "date" is not a day; write it like 2017-12-15'],
  },
  {
    title: 'a title that is missing in one language',
    edits: [words('    title: 打印服务\n', '', 'zh-CN.yaml')],
    problems: ['zh-CN.yaml:10:3: "title" is missing'],
  },
  {
    title: 'a document whose words are missing in one language',
    edits: [words('  cartridges:\n    title: 硒鼓一览\n', '', 'zh-CN.yaml')],
    problems: ['zh-CN.yaml:9:1: words for the document "cartridges" are missing'],
  },
  {
    title: 'a heading whose words are missing in one language',
    edits: [words('      restart: Restart the service', '      restrt: Restart', 'en.yaml')],
    problems: [
      'en.yaml:13:7: there is no heading "restrt" in runbook.yaml; did you mean "restart"?',
    ],
  },
  {
    title: 'words for headings of a document that has none',
    edits: [
      words(
        'title: All cartridges',
        'title: Cartridges\n    headings:\n      black: Black',
        'en.yaml',
      ),
    ],
    problems: ['en.yaml:16:5: this document has no headings in runbook.yaml'],
  },
];

describe('documents of a runbook', () => {
  it('are cited by stages and fixes, with a heading or as a whole', () => {
    const runbook = compiled();
    const [first, second] = fixOf(runbook, 'queue-stuck').stages;
    expect(first?.source.document).to.equal(runbook.document);
    expect(second?.source).to.deep.equal({
      document: {
        title: { en: 'The print service', 'zh-CN': '打印服务' },
        url: 'https://learn.contoso.com/spooler',
        date: '2025-11-30',
      },
      place: {
        anchor: 'restart-the-service',
        heading: { en: 'Restart the service', 'zh-CN': '重启服务' },
      },
    });
    expect(fixOf(runbook, 'toner-low').stages[0]?.source).to.deep.equal({
      document: {
        title: { en: 'All cartridges', 'zh-CN': '硒鼓一览' },
        url: 'https://learn.contoso.com/cartridges',
        date: null,
      },
      place: null,
    });
  });

  it('may be left out', () => {
    expect(problemsOf()).to.deep.equal([]);
  });

  for (const { title, edits, problems } of MISTAKES) {
    it(`reports ${title}`, () => {
      expect(problemsOf(...DOCUMENTS, ...edits)).to.deep.equal(problems);
    });
  }

  it('reports words for documents that runbook.yaml does not have', () => {
    const english = DOCUMENTS.filter(({ file }) => file === 'en.yaml');
    expect(problemsOf(...english)).to.deep.equal([
      'en.yaml:9:1: there are no documents in runbook.yaml',
    ]);
  });
});

function compiled(): Runbook {
  const { runbook, problems } = compileEdited(...DOCUMENTS);
  if (runbook === null) throw new Error(JSON.stringify(problems));
  return runbook;
}

function fixOf(runbook: Runbook, id: string): Runbook['causes'][number]['fix'] {
  const cause = runbook.causes.find((each) => each.id === id);
  if (cause === undefined) throw new Error(`There is no cause ${id}.`);
  return cause.fix;
}

function outline(replace: string, by: string): Edit {
  return { file: 'runbook.yaml', replace, by };
}

function words(replace: string, by: string, file: 'en.yaml' | 'zh-CN.yaml'): Edit {
  return { file, replace, by };
}

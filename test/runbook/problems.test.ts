import { expect } from 'chai';
import { compileRunbook } from '../../src/runbook/compile-runbook.ts';
import { packs } from '../support/vocabulary.ts';
import { type Edit, type FileName, problemsOf, wholeFile } from './whole-runbook.ts';

interface Mistake {
  readonly title: string;
  readonly edit: Edit;
  readonly problems: readonly string[];
}

/** One mistake each in the whole runbook, and everything that is said of it. */
const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'YAML syntax': [
    {
      title: 'an unclosed list',
      edit: {
        file: 'runbook.yaml',
        replace: 'options: [network, usb]',
        by: 'options: [network, usb',
      },
      problems: [
        'runbook.yaml:15:1: this is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    },
    {
      title: 'an unclosed quotation mark',
      edit: { file: 'en.yaml', replace: '- Print again.', by: '- "Print again.' },
      problems: ['en.yaml:49:15: this quotation mark is never closed'],
    },
    {
      title: 'a tab as indentation',
      edit: { file: 'en.yaml', replace: '            - Print again.', by: '\t- Print again.' },
      problems: [
        'en.yaml:49:1: this is not valid YAML: tabs are not allowed as indentation; indent with blanks',
      ],
    },
    {
      title: 'a text that begins with a backtick',
      edit: { file: 'en.yaml', replace: '- Print again.', by: '- `Print` again.' },
      problems: [
        'en.yaml:49:15: this is not valid YAML: plain value cannot start with reserved character `; put the text in quotes',
      ],
    },
    {
      title: 'a text that begins with asterisks',
      edit: { file: 'en.yaml', replace: '- Print again.', by: '- **Print** again.' },
      problems: [
        'en.yaml:49:25: this is not valid YAML: unexpected scalar at node end; if a text begins with *, put it in quotes',
      ],
    },
    {
      title: 'an alias instead of a text',
      edit: { file: 'en.yaml', replace: 'title: Printing\n', by: 'title: *printing\n' },
      problems: ['en.yaml:1:8: "title" has to be in quotes: what begins with * is no text in YAML'],
    },
    {
      title: 'a text with a colon and a blank',
      edit: { file: 'en.yaml', replace: '- Print again.', by: '- Then: print: again.' },
      problems: [
        'en.yaml:49:21: this is not valid YAML: nested mappings are not allowed in compact mappings; if a text has a colon and a blank in it, put it in quotes',
      ],
    },
    {
      title: 'a second document',
      edit: { file: 'runbook.yaml', replace: 'document:\n', by: '---\nextra: 1\n---\ndocument:\n' },
      problems: ['runbook.yaml:3:1: a second document begins here; remove "---"'],
    },
    {
      title: 'the same key twice',
      edit: {
        file: 'en.yaml',
        replace: 'title: Printing\n',
        by: 'title: Printing\ntitle: Again\n',
      },
      problems: ['en.yaml:2:1: "title" stands here twice; keep one of them'],
    },
    {
      title: 'the same id twice',
      edit: { file: 'runbook.yaml', replace: '  pages-missing:\n', by: '  pages-pale:\n' },
      problems: [
        'runbook.yaml:23:3: "pages-pale" stands here twice; keep one of them',
        'runbook.yaml:50:3: "queue-full" is never used: no symptom names this cause',
        'en.yaml:31:3: there is no symptom "pages-missing" in runbook.yaml',
        'zh-CN.yaml:31:3: there is no symptom "pages-missing" in runbook.yaml',
      ],
    },
  ],
  keys: [
    {
      title: 'an unknown key, with the nearest known one',
      edit: { file: 'runbook.yaml', replace: 'products: [', by: 'produkts: [' },
      problems: ['runbook.yaml:9:1: unknown key "produkts"; did you mean "products"?'],
    },
    {
      title: 'an unknown key that is like no other',
      edit: { file: 'runbook.yaml', replace: 'products: [', by: 'colour: red\nproducts: [' },
      problems: ['runbook.yaml:9:1: unknown key "colour"'],
    },
    {
      title: 'an unknown key deep within',
      edit: { file: 'runbook.yaml', replace: '      links: [ports]', by: '      link: [ports]' },
      problems: ['runbook.yaml:44:7: unknown key "link"; did you mean "links"?'],
    },
    {
      title: 'a missing key',
      edit: {
        file: 'runbook.yaml',
        replace: '      audience: user\n      source: pale\n',
        by: '      source: pale\n',
      },
      problems: ['runbook.yaml:47:5: "audience" is missing'],
    },
    {
      title: 'a missing section',
      edit: { file: 'runbook.yaml', replace: 'products: [printer, print queue, 打印机]\n', by: '' },
      problems: ['runbook.yaml:1:1: "products" is missing'],
    },
    {
      title: 'a key that belongs under a stage',
      edit: {
        file: 'runbook.yaml',
        replace: '      stages:\n        clear-queue:',
        by: '      links: [ports]\n      stages:\n        clear-queue:',
      },
      problems: ['runbook.yaml:33:7: "links" belongs under one of the stages'],
    },
  ],
  types: [
    {
      title: 'a text where a mapping belongs',
      edit: {
        file: 'runbook.yaml',
        replace: '        clear-queue:\n',
        by: '        clear-queue: first\n',
      },
      problems: [
        'runbook.yaml:34:22: "clear-queue" has to be a mapping, each line with "key: " before its value',
      ],
    },
    {
      title: 'a text where a list belongs',
      edit: {
        file: 'en.yaml',
        replace: '    recognise:\n      - print is too light\n',
        by: '    recognise: print is too light\n',
      },
      problems: ['en.yaml:29:16: "recognise" has to be a list, each line with "- " before it'],
    },
    {
      title: 'a list where a text belongs',
      edit: { file: 'en.yaml', replace: 'title: Printing\n', by: 'title: [Printing]\n' },
      problems: ['en.yaml:1:8: "title" has to be a text'],
    },
    {
      title: 'a text on two lines',
      edit: {
        file: 'en.yaml',
        replace: 'title: Printing\n',
        by: 'title: |\n  Printing\n  and more\n',
      },
      problems: [
        'en.yaml:1:8: "title" has to be one line; for a long one write ">-" and indent the lines below',
      ],
    },
    {
      title: 'an empty text',
      edit: { file: 'en.yaml', replace: 'title: Printing\n', by: 'title:\n' },
      problems: ['en.yaml:1:1: "title" is empty'],
    },
    {
      title: 'an empty line of a list',
      edit: { file: 'en.yaml', replace: '      - print is too light', by: '      -' },
      problems: ['en.yaml:30:7: a line of "recognise" is empty'],
    },
    {
      title: 'an empty list',
      edit: { file: 'runbook.yaml', replace: 'causes: [toner-low]', by: 'causes: []' },
      problems: [
        'runbook.yaml:22:13: "causes" is empty; write at least one line',
        'runbook.yaml:45:3: "toner-low" is never used: no symptom names this cause',
      ],
    },
    {
      title: 'an empty mapping',
      edit: { file: 'runbook.yaml', replace: '{ connection: network }', by: '{}' },
      problems: [
        'runbook.yaml:12:3: "connection" is never used: no cause depends on this fact',
        'runbook.yaml:40:11: "when" is empty',
      ],
    },
    {
      title: 'a word that is not one of those allowed',
      edit: {
        file: 'runbook.yaml',
        replace: 'audience: admin\n          errata',
        by: 'audience: boss\n          errata',
      },
      problems: ['runbook.yaml:36:21: "audience" cannot be "boss"; write user or admin'],
    },
    {
      title: 'an edition in no language of ours',
      edit: {
        file: 'runbook.yaml',
        replace: 'correct: Print Spooler',
        by: 'correct: Print Spooler\n    edition: zh',
      },
      problems: ['runbook.yaml:69:14: "edition" cannot be "zh"; write en or zh-CN'],
    },
    {
      title: 'words for an erratum of another edition',
      edit: {
        file: 'runbook.yaml',
        replace: 'correct: Print Spooler',
        by: 'correct: Print Spooler\n    edition: zh-CN',
      },
      problems: [
        'en.yaml:99:3: the erratum "service-name" is of the zh-CN edition alone; leave its words out here',
      ],
    },
    {
      title: 'a day that does not exist',
      edit: { file: 'runbook.yaml', replace: '2026-03-01', by: '2026-02-30' },
      problems: ['runbook.yaml:3:9: "date" is not a day; write it like 2017-12-15'],
    },
    {
      title: 'an anchor with a number sign',
      edit: {
        file: 'runbook.yaml',
        replace: 'pale: pages-are-pale',
        by: 'pale: "#pages-are-pale"',
      },
      problems: [
        'runbook.yaml:6:11: "pale" has to be an anchor of the document, without "#" and blanks',
      ],
    },
    {
      title: 'an address that is not of the web',
      edit: {
        file: 'runbook.yaml',
        replace: 'https://intranet.contoso.com/printing/ports',
        by: 'ftp://intranet.contoso.com/ports',
      },
      problems: [
        'runbook.yaml:71:10: "ports" is not a web address; write one that begins with https:// or http://',
      ],
    },
    {
      title: 'an address of the document that is none',
      edit: {
        file: 'runbook.yaml',
        replace: 'https://intranet.contoso.com/printing\n',
        by: 'intranet\n',
      },
      problems: [
        'runbook.yaml:2:8: "url" is not a web address; write one that begins with https:// or http://',
      ],
    },
    {
      title: 'a script as an address',
      edit: {
        file: 'runbook.yaml',
        replace: 'https://intranet.contoso.com/printing/ports',
        by: 'javascript:alert(1)',
      },
      problems: [
        'runbook.yaml:71:10: "ports" is not a web address; write one that begins with https:// or http://',
      ],
    },
    {
      title: 'a note without its tone',
      edit: { file: 'en.yaml', replace: '- warning: All', by: '- All' },
      problems: ['en.yaml:57:15: write "note: " or "warning: " before the text'],
    },
  ],
  ids: [
    {
      title: 'an id that is not in kebab-case',
      edit: { file: 'runbook.yaml', replace: '  toner-low:\n', by: '  Toner_low:\n' },
      problems: [
        'runbook.yaml:22:14: there is no cause "toner-low"; did you mean "Toner_low"?',
        'runbook.yaml:45:3: "Toner_low" is no id; write at most 60 small letters, digits and hyphens, such as "no-license"',
        'en.yaml:73:3: there is no cause "toner-low" in runbook.yaml; did you mean "Toner_low"?',
        'zh-CN.yaml:73:3: there is no cause "toner-low" in runbook.yaml; did you mean "Toner_low"?',
      ],
    },
    {
      title: 'a fact with a single option',
      edit: { file: 'runbook.yaml', replace: '[network, usb]', by: '[network]' },
      problems: [
        'runbook.yaml:13:5: a fact needs 2 to 4 options',
        'runbook.yaml:40:13: this condition always holds; leave it out',
        'en.yaml:19:7: there is no option "usb" in runbook.yaml',
        'zh-CN.yaml:19:7: there is no option "usb" in runbook.yaml',
      ],
    },
    {
      title: 'a cause that does not exist',
      edit: {
        file: 'runbook.yaml',
        replace: '[queue-stuck, port-changed]',
        by: '[queue-stuck, port-changes]',
      },
      problems: [
        'runbook.yaml:19:27: there is no cause "port-changes"; did you mean "port-changed"?',
      ],
    },
    {
      title: 'a heading that does not exist',
      edit: {
        file: 'runbook.yaml',
        replace: '    source: pale\n    causes',
        by: '    source: pail\n    causes',
      },
      problems: ['runbook.yaml:21:13: there is no heading "pail"'],
    },
    {
      title: 'a link that does not exist',
      edit: { file: 'runbook.yaml', replace: 'links: [ports]', by: 'links: [port]' },
      problems: ['runbook.yaml:44:15: there is no link "port"; did you mean "ports"?'],
    },
    {
      title: 'an erratum that does not exist',
      edit: {
        file: 'runbook.yaml',
        replace: 'errata: [service-name]',
        by: 'errata: [service-names]',
      },
      problems: [
        'runbook.yaml:37:20: there is no erratum "service-names"; did you mean "service-name"?',
      ],
    },
    {
      title: 'a fact that does not exist',
      edit: {
        file: 'runbook.yaml',
        replace: '{ connection: network }',
        by: '{ conection: network }',
      },
      problems: ['runbook.yaml:40:13: there is no fact "conection"; did you mean "connection"?'],
    },
    {
      title: 'an option that does not exist',
      edit: {
        file: 'runbook.yaml',
        replace: '{ connection: network }',
        by: '{ connection: wifi }',
      },
      problems: ['runbook.yaml:40:25: "connection" has no option "wifi"; write network or usb'],
    },
    {
      title: 'a shared fix of a cause that does not exist',
      edit: { file: 'runbook.yaml', replace: 'fix: queue-stuck', by: 'fix: queue-stock' },
      problems: [
        'runbook.yaml:52:10: there is no cause "queue-stock"; did you mean "queue-stuck"?',
      ],
    },
    {
      title: 'a cause listed twice',
      edit: {
        file: 'runbook.yaml',
        replace: '[queue-stuck, port-changed]',
        by: '[queue-stuck, port-changed, queue-stuck]',
      },
      problems: ['runbook.yaml:19:41: "queue-stuck" is listed twice'],
    },
  ],
  sense: [
    {
      title: 'a condition that can never hold',
      edit: { file: 'runbook.yaml', replace: '{ connection: network }', by: '{ connection: [] }' },
      problems: [
        'runbook.yaml:40:25: this condition can never hold, so neither can what depends on it; name an option',
      ],
    },
    {
      title: 'a condition that always holds',
      edit: {
        file: 'runbook.yaml',
        replace: '{ connection: network }',
        by: '{ connection: [usb, network] }',
      },
      problems: ['runbook.yaml:40:13: this condition always holds; leave it out'],
    },
    {
      title: 'a fix that shares itself',
      edit: { file: 'runbook.yaml', replace: 'fix: queue-stuck', by: 'fix: queue-full' },
      problems: ['runbook.yaml:52:10: these fixes lead round in a circle: queue-full → queue-full'],
    },
    {
      title: 'a cause no symptom names',
      edit: {
        file: 'runbook.yaml',
        replace: 'causes: [queue-stuck, port-changed]',
        by: 'causes: [queue-stuck]',
      },
      problems: ['runbook.yaml:38:3: "port-changed" is never used: no symptom names this cause'],
    },
    {
      title: 'a fact no cause depends on',
      edit: { file: 'runbook.yaml', replace: '    when: { connection: network }\n', by: '' },
      problems: ['runbook.yaml:12:3: "connection" is never used: no cause depends on this fact'],
    },
    {
      title: 'an erratum no stage names',
      edit: { file: 'runbook.yaml', replace: '          errata: [service-name]\n', by: '' },
      problems: ['runbook.yaml:64:3: "service-name" is never used: no stage names this erratum'],
    },
    {
      title: 'a link nothing names',
      edit: { file: 'runbook.yaml', replace: '  links: [manual]\n', by: '' },
      problems: ['runbook.yaml:71:3: "manual" is never used: no stage or guide names this link'],
    },
    {
      title: 'a heading nothing cites',
      edit: {
        file: 'runbook.yaml',
        replace: '    help: further-help\n',
        by: '    help: further-help\n    extra: extra\n',
      },
      problems: [
        'runbook.yaml:8:5: "extra" is never used: nothing cites this heading',
        'en.yaml:4:1: words for the heading "extra" are missing',
        'zh-CN.yaml:4:1: words for the heading "extra" are missing',
      ],
    },
    {
      title: 'a code under two symptoms',
      edit: {
        file: 'runbook.yaml',
        replace: '  pages-pale:\n    source: pale\n',
        by: '  pages-pale:\n    source: pale\n    codes: [0X00000709]\n',
      },
      problems: [
        'runbook.yaml:22:13: this code already stands under "nothing-prints"; keep it in one place',
      ],
    },
    {
      title: 'a wording under two symptoms',
      edit: { file: 'en.yaml', replace: '- print is too light', by: '- Printer does  not print!' },
      problems: [
        'en.yaml:30:9: this wording already stands under "nothing-prints"; keep it in one place',
      ],
    },
    {
      title: 'a wording twice under one symptom',
      edit: { file: 'zh-CN.yaml', replace: '- 打印没反应', by: '- 打印机不出纸。' },
      problems: [
        'zh-CN.yaml:26:9: this wording already stands under "nothing-prints"; keep it in one place',
      ],
    },
    {
      title: 'a title of two symptoms',
      edit: { file: 'en.yaml', replace: 'title: Pages are missing', by: 'title: Pages are pale' },
      problems: [
        'en.yaml:32:12: this title already stands under "pages-pale"; keep it in one place',
      ],
    },
  ],
  words: [
    {
      title: 'words missing for an id',
      edit: { file: 'zh-CN.yaml', replace: '  help: 更多帮助\n', by: '' },
      problems: ['zh-CN.yaml:4:1: words for the heading "help" are missing'],
    },
    {
      title: 'words for an id that does not exist',
      edit: {
        file: 'zh-CN.yaml',
        replace: '  help: 更多帮助\n',
        by: '  help: 更多帮助\n  back: 返回\n',
      },
      problems: ['zh-CN.yaml:8:3: there is no heading "back" in runbook.yaml'],
    },
    {
      title: 'words under a mistyped id',
      edit: { file: 'zh-CN.yaml', replace: '  toner-low:\n', by: '  toner-lo:\n' },
      problems: [
        'zh-CN.yaml:73:3: there is no cause "toner-lo" in runbook.yaml; did you mean "toner-low"?',
      ],
    },
    {
      title: 'words for a section that does not exist',
      edit: {
        file: 'runbook.yaml',
        replace: 'facts:\n  connection:\n    options: [network, usb]\n\n',
        by: '',
      },
      problems: [
        'runbook.yaml:36:13: there is no fact "connection"',
        'en.yaml:13:1: there are no facts in runbook.yaml',
        'zh-CN.yaml:13:1: there are no facts in runbook.yaml',
      ],
    },
    {
      title: 'a symptom without wordings',
      edit: { file: 'en.yaml', replace: '    recognise:\n      - print is too light\n', by: '' },
      problems: ['en.yaml:27:3: "recognise" is missing'],
    },
    {
      title: 'a title too long for a button',
      edit: {
        file: 'en.yaml',
        replace: 'title: Pages are pale\n',
        by: `title: ${'pale '.repeat(16)}\n`,
      },
      problems: ['en.yaml:28:12: "title" is 79 characters long; write at most 75'],
    },
    {
      title: 'a step too long for a ticket',
      edit: { file: 'en.yaml', replace: '- Print again.', by: `- ${'again '.repeat(170)}` },
      problems: ['en.yaml:49:15: a line of "steps" is 1019 characters long; write at most 1000'],
    },
    {
      title: 'another number of steps',
      edit: { file: 'zh-CN.yaml', replace: '            - 重新打印。\n', by: '' },
      problems: ['zh-CN.yaml:43:9: steps: 2 here, but 3 in en.yaml; every language needs the same'],
    },
    {
      title: 'another number of notes',
      edit: {
        file: 'zh-CN.yaml',
        replace: '          notes:\n            - warning: 所有人的等待任务都会丢失。\n',
        by: '',
      },
      problems: [
        'zh-CN.yaml:50:9: notes and warnings: 0 here, but 1 in en.yaml; every language needs the same',
      ],
    },
    {
      title: 'a note of another tone',
      edit: { file: 'zh-CN.yaml', replace: '- warning:', by: '- note:' },
      problems: [
        'zh-CN.yaml:57:21: warnings: 0 here, but 1 in en.yaml; every language needs the same',
      ],
    },
    {
      title: 'a table in one language only',
      edit: {
        file: 'zh-CN.yaml',
        replace:
          '      table:\n        columns: [楼层, 端口]\n        rows:\n          - [一楼, 9100]\n          - [二楼, 9101]\n',
        by: '',
      },
      problems: [
        'zh-CN.yaml:61:5: tables: 0 here, but 1 in en.yaml; every language needs the same',
      ],
    },
    {
      title: 'another number of table rows',
      edit: { file: 'zh-CN.yaml', replace: '          - [二楼, 9101]\n', by: '' },
      problems: ['zh-CN.yaml:66:7: rows: 1 here, but 2 in en.yaml; every language needs the same'],
    },
    {
      title: 'a row of another width',
      edit: { file: 'en.yaml', replace: '[Second, 9101]', by: '[Second]' },
      problems: ['en.yaml:70:13: cells: 1 in this row, but the table has 2 columns'],
    },
    {
      title: 'a help text in one language only',
      edit: {
        file: 'zh-CN.yaml',
        replace: '    help: 个人桌面上的打印机大多使用 **USB** 线。\n',
        by: '',
      },
      problems: [
        'zh-CN.yaml:14:3: help texts: 0 here, but 1 in en.yaml; every language needs the same',
      ],
    },
    {
      title: 'bold that is not closed',
      edit: { file: 'zh-CN.yaml', replace: '然后按 **Enter**', by: '然后按 **Enter' },
      problems: ['zh-CN.yaml:54:37: ** is not closed; write **like this**'],
    },
    {
      title: 'code that is not closed',
      edit: { file: 'en.yaml', replace: '`services.msc`', by: '`services.msc' },
      problems: ['en.yaml:54:20: ` is not closed; write `like this`'],
    },
    {
      title: 'markup in a title',
      edit: {
        file: 'en.yaml',
        replace: 'title: Pages are pale\n',
        by: 'title: Pages are **pale**\n',
      },
      problems: ['en.yaml:28:28: a title or label cannot hold **; write plain words'],
    },
  ],
};

describe('runbook compiler', () => {
  for (const [kind, mistakes] of Object.entries(MISTAKES)) {
    describe(`mistakes in the ${kind} of a runbook`, () => {
      for (const { title, edit, problems } of mistakes) {
        it(`reports ${title}`, () => {
          expect(problemsOf(edit)).to.deep.equal(problems);
        });
      }
    });
  }

  it('reports all problems of all files at once, ordered by file and line', () => {
    const problems = problemsOf(
      { file: 'zh-CN.yaml', replace: '  help: 更多帮助\n', by: '' },
      {
        file: 'runbook.yaml',
        replace: '[queue-stuck, port-changed]',
        by: '[queue-stuck, port-changes]',
      },
      { file: 'en.yaml', replace: 'title: Pages are pale\n', by: 'title: Pages are **pale**\n' },
      { file: 'runbook.yaml', replace: '2026-03-01', by: '1 March' },
      { file: 'en.yaml', replace: '`services.msc`', by: '`services.msc' },
    );
    expect(problems.map((problem) => problem.split(': ')[0])).to.deep.equal([
      'runbook.yaml:3:9',
      'runbook.yaml:19:27',
      'en.yaml:28:28',
      'en.yaml:54:20',
      'zh-CN.yaml:4:1',
    ]);
  });

  it('reports missing wording for an erratum only in the language of its edition', () => {
    const edition = (locale: string): Edit => ({
      file: 'runbook.yaml',
      replace: 'correct: Print Spooler',
      by: `correct: Print Spooler\n    edition: ${locale}`,
    });
    const without: Edit = {
      file: 'en.yaml',
      replace: 'errata:\n  service-name: Windows calls the service Print Spooler.\n',
      by: '',
    };
    expect(problemsOf(edition('zh-CN'), without)).to.deep.equal([]);
    expect(problemsOf(edition('en'), without)).to.deep.equal([
      'en.yaml:1:1: "errata" is missing',
      'zh-CN.yaml:99:3: the erratum "service-name" is of the en edition alone; leave its words out here',
    ]);
  });

  it('reports a cycle of shared fixes once', () => {
    const problems = problemsOf(
      { file: 'runbook.yaml', replace: 'fix: queue-stuck', by: 'fix: toner-low' },
      {
        file: 'runbook.yaml',
        replace: '    fix:\n      audience: user\n      source: pale\n',
        by: '    fix: queue-full\n',
      },
    );
    expect(problems).to.include(
      'runbook.yaml:47:10: these fixes lead round in a circle: toner-low → queue-full → toner-low',
    );
    expect(problems.filter((problem) => problem.includes('circle'))).to.have.length(1);
  });

  it('reports no wording problems while the structure file cannot be parsed', () => {
    const problems = problemsOf({ file: 'runbook.yaml', replace: 'document:', by: 'document: [' });
    expect(problems.every((problem) => problem.startsWith('runbook.yaml'))).to.equal(true);
    expect(problems).not.to.have.length(0);
  });

  it('counts lines and columns the same with a byte order mark and Windows line endings', () => {
    const source = (name: FileName) => ({
      path: name,
      text: `\uFEFF${wholeFile(name).replaceAll('\n', '\r\n')}`,
    });
    const outline = {
      ...source('runbook.yaml'),
      text: source('runbook.yaml').text.replace('2026-03-01', 'March'),
    };
    const words = { en: source('en.yaml'), 'zh-CN': source('zh-CN.yaml') };
    const { problems } = compileRunbook({ id: 'printing', outline, words }, { digest: '', packs });
    expect(problems).to.deep.equal([
      {
        file: 'runbook.yaml',
        line: 3,
        column: 9,
        message: '"date" is not a day; write it like 2017-12-15',
        excerpt: '  date: March',
        length: 5,
      },
    ]);
  });
});

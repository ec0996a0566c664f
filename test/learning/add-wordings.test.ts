import { expect } from 'chai';
import { addWordings } from '../../src/learning/add-wordings.ts';
import { unifiedDiff } from '../../src/learning/unified-diff.ts';

const WORDS = `# The words.
symptoms:
  pale:
    title: Pages are pale
    recognise:
      # As people say it.
      - too light # often

      - >-
        hardly
        readable
  stuck:
    recognise: [paper jam, "stuck"] # short
    title: Stuck
`;

describe('wordings added to a file', () => {
  it('stand behind the last one, and everything else stays', () => {
    const after = addWordings(WORDS, [
      { symptom: 'stuck', wordings: ['it sticks', 'say "ah"'] },
      { symptom: 'pale', wordings: ['so grey: hardly there', 'yes', '字发灰'] },
      { symptom: 'gone', wordings: ['nothing'] },
    ]);
    expect(after).to.equal(
      WORDS.replace(
        '        readable\n',
        '        readable\n      - "so grey: hardly there"\n      - yes\n      - 字发灰\n',
      ).replace('"stuck"]', '"stuck", "it sticks", "say \\"ah\\""]'),
    );
  });

  it('keep the line breaks of the file, and its byte order mark', () => {
    const crlf = `\uFEFF${WORDS.replaceAll('\n', '\r\n')}`;
    const after = addWordings(crlf, [{ symptom: 'pale', wordings: ['grey'] }]);
    expect(after).to.equal(crlf.replace('  stuck:', '      - grey\r\n  stuck:'));
  });

  it('stand on a line of their own in a file without a last line break', () => {
    const words = 'symptoms:\n  pale:\n    recognise:\n    - light';
    expect(addWordings(words, [{ symptom: 'pale', wordings: ['grey'] }])).to.equal(
      `${words}\n    - grey\n`,
    );
  });
});

describe('unified diff', () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, line) => `${line + 1}\n`);

  it('shows added lines with three lines around them, in one part if these meet', () => {
    const before = numbered(30);
    const after = [
      ...before.slice(0, 5),
      'a\n',
      ...before.slice(5, 10),
      'b\n',
      ...before.slice(10),
    ];
    after.push('c\n');
    expect(unifiedDiff('x.yaml', before.join(''), after.join(''))).to.equal(
      [
        '--- a/x.yaml',
        '+++ b/x.yaml',
        '@@ -3,11 +3,13 @@',
        ...[' 3', ' 4', ' 5', '+a', ' 6', ' 7', ' 8', ' 9', ' 10', '+b', ' 11', ' 12', ' 13'],
        '@@ -28,3 +30,4 @@',
        ...[' 28', ' 29', ' 30', '+c', ''],
      ].join('\n'),
    );
  });

  it('is empty if nothing changed', () => {
    expect(unifiedDiff('x', 'a\n', 'a\n')).to.equal('');
  });

  it('marks a file without a last line break', () => {
    expect(unifiedDiff('x', 'a', 'a\nb\n')).to.equal(
      '--- a/x\n+++ b/x\n@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n',
    );
    expect(unifiedDiff('x', '', 'a\n')).to.equal('--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n');
  });
});

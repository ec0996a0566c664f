import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { readDesksFile } from '../../src/desk/desks-file.ts';
import { COMMAND_NAMES, COMMAND_WORDS } from '../../src/tickets/command/command-words.ts';
import { usageOf } from '../../src/tickets/command/usage.ts';
import { readCommand } from '../../src/tickets/command.ts';

const guide = readFileSync(resolve(import.meta.dirname, '../../docs/running-a-desk.md'), 'utf8');

describe('the guide "Running a desk"', () => {
  it('shows a file of desks that is read as it stands', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
    const { desks, routes } = readDesksFile('desks.yaml', example);
    expect(desks.map(({ name, channel }) => `${name} in ${channel}`)).to.deep.equal([
      'it-support in slack',
      'night-shift in teams',
    ]);
    expect(routes).to.have.length(3);
  });

  it('lists every command as it is written, with a Chinese word that is understood', () => {
    const rows = [...guide.matchAll(/^\| `(?<usage>[^`]+)` \| `(?<chinese>[^`]+)` \|/gm)].map(({ groups }) => groups);
    expect(rows.map((row) => row?.usage?.replaceAll('\\|', '|'))).to.deep.equal(
      COMMAND_NAMES.map((name) => usageOf(name, 'en')),
    );
    COMMAND_NAMES.forEach((name, index) => {
      expect(COMMAND_WORDS[name]).to.include(rows[index]?.chinese);
    });
  });

  it('shows commands that are understood', () => {
    const shown = [...guide.matchAll(/(?:\/helpdesk|@Signpost) (?<typed>[a-z]+(?: \d+)?)`/g)];
    expect(shown).to.have.length.of.at.least(4);
    for (const { groups } of shown) {
      expect(readCommand(groups?.typed ?? '', { ticket: 'SP-1001' }).kind).to.equal('command');
    }
  });
});

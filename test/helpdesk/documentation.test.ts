import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readDesksFile } from '../../src/helpdesk/routing/desks-file.ts';
import { locales } from '../../src/i18n/locales.ts';
import { COMMAND_NAMES } from '../../src/tickets/agent-command/command-words.ts';
import { parseCommand } from '../../src/tickets/agent-command/parse-command.ts';
import { usageOf } from '../../src/tickets/agent-command/usage.ts';

const documentation = readFileSync(
  new URL('../../docs/running-a-desk.md', import.meta.url),
  'utf8',
);

describe('desk documentation', () => {
  it('shows a desks file that is valid as it stands', () => {
    const yaml = /^```yaml\n(.*?)^```$/ms.exec(documentation)?.[1] ?? '';
    const { desks, routes } = readDesksFile('desks.yaml', yaml);
    expect(desks.map(({ name }) => name)).to.deep.equal(['it-support', 'night-shift', 'identity']);
    expect(routes).to.have.length(3);
  });

  it('documents the syntax of each agent command in both languages', () => {
    const written = documentation.replaceAll('\\|', '|');
    for (const name of COMMAND_NAMES) {
      for (const locale of locales()) expect(written).to.include(`\`${usageOf(name, locale)}\``);
    }
  });

  it('shows only agent commands that the parser accepts', () => {
    const shown = [
      ...documentation.matchAll(/(?:\/helpdesk|@Signpost) (?<typed>[a-z]+(?: \d+)?)`/g),
    ];
    expect(shown).to.have.length.of.at.least(4);
    for (const { groups } of shown) {
      expect(parseCommand(groups?.typed ?? '', { ticket: 'SP-1001' }).kind).to.equal('command');
    }
  });
});

import { expect } from 'chai';
import { ticketButton } from '../../../src/cards/agent/desk-actions.ts';
import { renderAgentCard } from '../../../src/cards/agent/render-agent-card.ts';
import { parseAgentPress } from '../../../src/helpdesk/agent-commands/agent-input.ts';
import {
  type AgentIntent,
  commandNameOf,
  intentOf,
} from '../../../src/helpdesk/agent-commands/agent-intent.ts';
import { locales } from '../../../src/i18n/locales.ts';
import { translate } from '../../../src/i18n/words.ts';
import type { AgentForm } from '../../../src/ports/agent-reply.ts';
import { actorKey } from '../../../src/tickets/actor.ts';
import {
  BUTTON_NAMES,
  type CommandName,
  commandOf,
  FORM_NAMES,
  type FormField,
  type FormName,
  formFieldOf,
  hasForm,
  isChange,
  TICKET_BUTTONS,
} from '../../../src/tickets/agent-command/command-entry.ts';
import { isCommandInChat } from '../../../src/tickets/agent-command/command-in-chat.ts';
import { agentCommands } from '../../../src/tickets/agent-command/command-words.ts';
import { COMMANDS, type CommandArgument } from '../../../src/tickets/agent-command/commands.ts';
import { parseCommand } from '../../../src/tickets/agent-command/parse-command.ts';
import { sampleOf } from '../../../src/tickets/agent-command/ticket-command-of.ts';
import { usageOf } from '../../../src/tickets/agent-command/usage.ts';
import { AGENT_TICKET_COMMANDS } from '../../../src/tickets/ticket-command.ts';
import { elementsOf } from '../../support/card-parts.ts';
import { ada, ben } from '../../support/sample-actors.ts';
import {
  sampleDeskReplies,
  sampleStory,
  sampleTicketState,
} from '../../support/sample-desk-replies.ts';

const TICKET = 'SP-1001';

/** Something to write after each command. */
const ARGUMENTS: Readonly<Record<CommandArgument, string>> = {
  nothing: '',
  'filter-and-page': ' 2',
  ticket: ' 1001',
  'ticket-and-page': ' 1001 2',
  'ticket-and-text': ' 1001 We are on it.',
  'ticket-and-optional-text': ' 1001 We are on it.',
  'ticket-and-person': ' 1001 Ben',
  'ticket-and-priority': ' 1001 high',
  'ticket-and-symptom': ' 1001 office-printer/smudges',
  notices: ' answers',
  text: ' AADSTS50011',
};

const VALUES: Readonly<Record<FormField, string>> = {
  text: 'We are on it.',
  agent: actorKey(ben),
  priority: 'high',
};

/** Returns what a button's data mean to the helpdesk. */
function intentOfPress(data: unknown): AgentIntent {
  const press = parseAgentPress(data);
  if (press === null) throw new Error('The helpdesk does not know this button.');
  return intentOf({
    id: 'e1',
    newId: '00000000-0000-4000-8000-000000000001',
    at: '2026-11-22T09:00:00.000Z',
    actor: ada,
    localeTag: null,
    what: { kind: 'pressed', ...press },
  });
}

function formCard(command: FormName) {
  const form: AgentForm = {
    kind: 'form',
    command,
    number: TICKET,
    title: 'Outlook does not start',
    ticketState: sampleTicketState('en', 2),
    text: '',
    agents: [{ value: actorKey(ben), name: 'Ben', me: false }],
    problem: null,
  };
  return renderAgentCard({ ...form, id: 'f1', locale: 'en' }, { view: 'agent' }).card;
}

/** Returns the data of the buttons of a ticket's card: in the row below it, and in its menu. */
function ticketRows(events: number) {
  const reply = sampleDeskReplies('en').find(({ kind }) => kind === 'escalation');
  if (reply?.kind !== 'escalation') throw new Error('There is no sample of a ticket.');
  const ticketState = sampleTicketState('en', events);
  const { card } = renderAgentCard({ ...reply, ticketState, files: 1 }, { view: 'agent' });
  return {
    main: card.actions.filter(({ mode }) => mode === undefined).map(({ data }) => data),
    rarer: card.actions.filter(({ mode }) => mode === 'secondary').map(({ data }) => data),
  };
}

for (const entry of COMMANDS) {
  const { name, takes } = entry;

  describe(`agent command ${name}`, () => {
    for (const locale of locales()) {
      it(`understands every word for ${name} in ${locale}`, () => {
        for (const word of agentCommands(locale).commands[name]) {
          const reading = parseCommand(`${word}${ARGUMENTS[takes]}`, { ticket: null });
          expect(reading, word).to.have.property('kind', 'command');
          expect(reading, word).to.have.nested.property('command.name', name);
        }
      });

      it(`lists ${name} in the help in ${locale}, with what it does`, () => {
        const help = { kind: 'desk-help', id: 'h1', locale } as const;
        const { text } = renderAgentCard(help, { view: 'agent' });
        expect(text).to.include(usageOf(name, locale));
        expect(text).to.include(translate(locale, `desk.help.what.${name}`));
      });
    }

    it(`decides whether ${name} counts as a command in a private chat`, () => {
      const line = `${commandWord(name)}${ARGUMENTS[takes]}`;
      expect(isCommandInChat(line)).to.equal(entry.inPrivateChat !== 'no-command');
      expect(isCommandInChat(`/${line}`)).to.equal(true);
    });
  });
}

describe('buttons of agent commands', () => {
  for (const name of BUTTON_NAMES) {
    it(`returns the press of the ${name} button as the same command`, () => {
      const button = ticketButton(name, { number: TICKET, revision: 3 }, 'en');
      const wanted = intentOfPress(button.data);
      expect(commandNameOf(wanted)).to.equal(name);
      expect(wanted.do).to.equal(
        hasForm(name) ? 'form' : isChange(name) ? 'ticket-command' : 'view',
      );
    });
  }

  it('knows no button of a command that has none', () => {
    const without = COMMANDS.filter(({ button }) => button === null);
    expect(without.map(({ name }) => parseAgentPress({ desk: name }))).to.deep.equal(
      without.map(() => null),
    );
  });

  for (const { name, button } of TICKET_BUTTONS) {
    it(`shows the ${name} button once on a ticket that allows it, ${button.row === 'main' ? 'in the row if there is room' : 'in the menu'}`, () => {
      const rows = sampleStory('en').map((_, index) => ticketRows(index + 1));
      const shown = rows.map((row) => row[button.row].filter((data) => isFor(data, name)).length);
      expect(Math.max(...shown)).to.equal(1);
      for (const { main, rarer } of rows)
        expect([...main, ...rarer].filter((data) => isFor(data, name)).length).to.be.below(2);
      if (button.row === 'rarer')
        expect(rows.flatMap(({ main }) => main).filter((data) => isFor(data, name))).to.be.empty;
    });
  }

  it('gives each button of a ticket a place of its own', () => {
    const places = TICKET_BUTTONS.map(({ button }) => button.place);
    expect(places).to.deep.equal([...new Set(places)]);
  });
});

describe('forms of agent commands', () => {
  for (const name of FORM_NAMES) {
    const field = formFieldOf(name);

    it(`asks for ${name} with one ${field} field, and submits it as the same command`, () => {
      const card = formCard(name);
      const inputs = elementsOf(card.body).filter(({ type }) => type.startsWith('Input.'));
      expect(inputs.map(({ id }) => id)).to.deep.equal([field]);
      const wanted = intentOfPress({ ...card.actions[0]?.data, [field]: VALUES[field] });
      expect(commandNameOf(wanted)).to.equal(name);
      expect(wanted.do).to.be.oneOf(['ticket-command', 'name-person', 'name-symptom']);
    });

    it(`tries ${name} itself to find out whether the ticket allows it`, () => {
      expect(sampleOf(name).kind).to.equal(name);
    });
  }

  it('has no form for a command that takes no input besides the ticket', () => {
    const names = COMMANDS.filter(({ takes }) => takes === 'ticket').map(({ name }) => name);
    expect(names.filter(hasForm)).to.deep.equal([]);
  });
});

describe('ticket commands of agents', () => {
  it('has a ticket command for each entry that changes a ticket, in the order of the buttons', () => {
    const names = COMMANDS.map(({ name }) => name).filter(isChange);
    expect([...AGENT_TICKET_COMMANDS].sort()).to.deep.equal([...names].sort());
    const places = AGENT_TICKET_COMMANDS.map((name) => commandOf(name).button.place);
    expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
  });
});

function commandWord(name: CommandName): string {
  return agentCommands('en').commands[name][0] ?? '';
}

function isFor(data: unknown, name: CommandName): boolean {
  return parseAgentPress(data)?.verb === name;
}

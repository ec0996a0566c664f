import type { TurnContext } from 'botbuilder';
import { parseAgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Instead } from '../../../ports/channel.ts';
import { logFailure } from '../../../store/log-failure.ts';
import { isPersonal, type TeamsActivity } from '../inbound/activity.ts';
import { type Answer, pressRefused } from '../inbound/invoke.ts';
import { closingWith, readTask, takeTask } from './command-forms.ts';
import { createTicket, isAboutMessage, openCreateForm } from './create-ticket.ts';
import { helpdeskChannelAt } from './helpdesk-address.ts';
import { parseExecuted, takeExecuted, takeSubmitted } from './press.ts';
import { readSearch, searchRefused, takeSearch } from './search.ts';
import type { AgentTools } from './tools.ts';
import { commandInChat, takeTypedInDesk } from './typed.ts';
import { languageOf, say } from './words.ts';

/**
 * Takes the activities that are meant for the helpdesk and answers them; returns null for all
 * others.
 */
export interface AgentDispatcher {
  handle(context: TurnContext, activity: TeamsActivity): Promise<Answer | Undecided | null>;
}

/** Possibly an agent command; decided while it waits for its turn. */
export interface Undecided {
  readonly instead: () => Promise<Instead | null>;
}

const TAKEN: Answer = { status: 200, body: null };

export function createAgentDispatcher(tools: AgentTools): AgentDispatcher {
  return {
    async handle(context, activity) {
      switch (activity.type) {
        case 'message':
          return takeMessage(tools, context, activity);
        case 'invoke':
          return takeInvoke(tools, activity);
        default:
          // A helpdesk channel has no requesters, so edits there don't change a report.
          return isOfDesk(tools, activity) ? TAKEN : null;
      }
    },
  };
}

function isOfDesk({ teamsChannels }: AgentTools, activity: TeamsActivity): boolean {
  return (
    (activity.type === 'messageUpdate' || activity.type === 'messageDelete') &&
    helpdeskChannelAt(teamsChannels, activity) !== null
  );
}

async function takeMessage(
  tools: AgentTools,
  context: TurnContext,
  activity: TeamsActivity,
): Promise<Answer | Undecided | null> {
  const press = parseAgentPress(activity.value);
  const teamsChannel = helpdeskChannelAt(tools.teamsChannels, activity);
  try {
    if (press !== null) await takeSubmitted(tools, activity, press);
    else if (teamsChannel !== null) await takeTypedInDesk(tools, context, activity, teamsChannel);
    else {
      const instead = isPersonal(activity) ? commandInChat(tools, context, activity) : null;
      return instead && { instead };
    }
    return TAKEN;
  } catch (error) {
    noteFailure(tools, activity, error);
    const text = say('failed', languageOf(activity));
    await context.sendActivity({ type: 'message', text }).catch(() => undefined);
    return { status: 500, body: { error: 'The command failed; the activity may be sent again.' } };
  }
}

async function takeInvoke(tools: AgentTools, activity: TeamsActivity): Promise<Answer | null> {
  const sorry = say('failed', languageOf(activity));
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const executed = parseExecuted(activity.value);
      const failed = pressRefused(500, 'InternalServerError', sorry);
      return (
        executed && safely(tools, activity, failed, () => takeExecuted(tools, activity, executed))
      );
    }
    case 'task/fetch':
    case 'task/submit': {
      const press = readTask(activity.value);
      return (
        press && safely(tools, activity, closingWith(sorry), () => takeTask(tools, activity, press))
      );
    }
    case 'composeExtension/query': {
      const search = readSearch(activity.value);
      return (
        search &&
        safely(tools, activity, searchRefused(sorry), () => takeSearch(tools, activity, search))
      );
    }
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction': {
      if (!isAboutMessage(activity.value)) return null;
      const take = activity.name === 'composeExtension/fetchTask' ? openCreateForm : createTicket;
      return safely(tools, activity, closingWith(sorry), () => take(tools, activity));
    }
    default:
      return null;
  }
}

/**
 * Answers a failed invoke with a sentence, because Teams shows nothing for it. Of the error, only
 * its name is exposed.
 */
async function safely(
  tools: AgentTools,
  activity: TeamsActivity,
  failed: Answer,
  take: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await take();
  } catch (error) {
    noteFailure(tools, activity, error);
    return failed;
  }
}

function noteFailure({ log }: AgentTools, { id, type, name }: TeamsActivity, error: unknown): void {
  const fields = { channel: 'teams', activity: id, what: name ?? type };
  logFailure(log, fields, error, 'teams: agent command failed');
}

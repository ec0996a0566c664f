import { z } from 'zod';
import { LOG_LEVELS } from '../diagnostics/log.ts';
import { databaseVariables } from './database.ts';
import { filesVariables } from './files.ts';
import { slackVariables } from './slack.ts';
import { teamsVariables } from './teams.ts';
import { flag, listenAddress, nameList, onOrOff, optional, url } from './variable.ts';
import { webVariables } from './web.ts';

/** Every environment variable, and what makes its value valid on its own. */
export const environmentSchema = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, { error: 'is not a port; write a number from 0 to 65535, such as 3978' })
      .transform(Number)
      .refine((port) => port <= 65535, {
        error: 'is not a port; write a number from 0 to 65535, such as 3978',
      }),
  ),
  SIGNPOST_HOST: optional(listenAddress),
  SIGNPOST_DATA_DIR: optional(z.string()),
  SIGNPOST_DISK_RESERVE_MB: optional(
    z
      .string()
      .regex(/^[1-9]\d{2,7}$/, {
        error: 'is not a number of megabytes; write one of at least 100, such as 500',
      })
      .transform(Number),
  ),
  SIGNPOST_DIALOGS_DIR: optional(z.string()),
  SIGNPOST_LANGUAGES_DIR: optional(z.string()),
  SIGNPOST_LOG_LEVEL: optional(
    z.enum(LOG_LEVELS, { error: `is not a level; write one of ${LOG_LEVELS.join(', ')}` }),
  ),
  SIGNPOST_FACTS: optional(z.string()),
  SIGNPOST_RUNBOOKS_OFF: optional(nameList),
  SIGNPOST_OTHER_SYSTEMS: optional(nameList),
  SIGNPOST_WEB: onOrOff,
  SIGNPOST_WEB_ALLOW_REMOTE: flag('SIGNPOST_WEB_ALLOW_REMOTE'),
  SIGNPOST_WEB_DESK: onOrOff,
  SIGNPOST_DESKS: optional(z.string()),
  SIGNPOST_REPLIES: optional(z.string()),
  TICKET_CLOSE_AFTER_DAYS: optional(
    z
      .string()
      .regex(/^[1-9]\d{0,2}$/, {
        error: 'is not a number of days; write one from 1 to 999, such as 5',
      })
      .transform(Number),
  ),
  DATABASE_URL: optional(
    url(
      ['postgres:', 'postgresql:'],
      'a PostgreSQL address',
      'postgres://user:password@host:5432/signpost',
    ),
  ),
  ...databaseVariables,
  ...filesVariables,
  ...webVariables,
  ...teamsVariables,
  ...slackVariables,
  TICKET_WEBHOOK_URL: optional(
    url(['http:', 'https:'], 'a web address', 'https://helpdesk.example.com/signpost'),
  ),
  TICKET_WEBHOOK_SECRET: optional(
    z.string().min(16, { error: 'is too short to sign with; write at least 16 random characters' }),
  ),
});

export type Environment = z.infer<typeof environmentSchema>;

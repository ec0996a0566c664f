import { z } from 'zod';
import { optional } from './variable.ts';

/** What is kept of the files people send. */
export interface FilesConfig {
  /** The most bytes of one file. */
  readonly maxBytes: number;
  /** Days a file stays after its ticket was closed, or after it came where it belongs to none. */
  readonly keepDays: number;
}

const DEFAULT_MEGABYTES = 10;
const DEFAULT_DAYS = 90;

/** The variables of files, to be read with all others. */
export const filesVariables = {
  SIGNPOST_FILE_LIMIT_MB: optional(
    z
      .string()
      .regex(/^([1-9]|1\d|2[0-5])$/, {
        error: 'is not a number of megabytes; write one from 1 to 25, such as 10',
      })
      .transform(Number),
  ),
  SIGNPOST_FILES_KEEP_DAYS: optional(
    z
      .string()
      .regex(/^[1-9]\d{0,3}$/, {
        error: 'is not a number of days; write one from 1 to 9999, such as 90',
      })
      .transform(Number),
  ),
};

const filesSchema = z.object(filesVariables);

/** Files as these variables ask for them. */
export function filesConfig(variables: z.infer<typeof filesSchema>): FilesConfig {
  const { SIGNPOST_FILE_LIMIT_MB: megabytes, SIGNPOST_FILES_KEEP_DAYS: keepDays } = variables;
  return {
    maxBytes: (megabytes ?? DEFAULT_MEGABYTES) * 1024 * 1024,
    keepDays: keepDays ?? DEFAULT_DAYS,
  };
}

import { z } from 'zod';
import { optional } from './variable.ts';

/** How files that people send are stored. */
export interface FilesConfig {
  /** Maximum size of one file, in bytes. */
  readonly maxBytes: number;
  /**
   * Days a file is stored after its ticket was closed, or after it arrived if it belongs to no
   * ticket.
   */
  readonly keepDays: number;
}

const DEFAULT_MEGABYTES = 10;
const DEFAULT_DAYS = 90;

/** The variables for files, to be read with all others. */
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

/** Returns the file settings of these variables. */
export function filesConfig(variables: z.infer<typeof filesSchema>): FilesConfig {
  const { SIGNPOST_FILE_LIMIT_MB: megabytes, SIGNPOST_FILES_KEEP_DAYS: keepDays } = variables;
  return {
    maxBytes: (megabytes ?? DEFAULT_MEGABYTES) * 1024 * 1024,
    keepDays: keepDays ?? DEFAULT_DAYS,
  };
}

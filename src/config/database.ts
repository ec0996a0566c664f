import { z } from 'zod';
import { optional } from './variable.ts';

/** The PostgreSQL variables that hold no secret, to be read with all others. */
export const databaseVariables = {
  DATABASE_CONNECTIONS: optional(
    z
      .string()
      .regex(/^([3-9]|[1-9]\d|100)$/, {
        error: 'is not a number of connections; write one from 3 to 100, such as 5',
      })
      .transform(Number),
  ),
};

const databaseSchema = z.object(databaseVariables);

/** Returns the maximum number of PostgreSQL connections of a process. */
export function databaseConnections(variables: z.infer<typeof databaseSchema>): number {
  return variables.DATABASE_CONNECTIONS ?? DEFAULT_CONNECTIONS;
}

/** Default maximum of connections per process. One of them listens, the others work. */
export const DEFAULT_CONNECTIONS = 5;

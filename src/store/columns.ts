import type { ColumnType } from 'kysely';

/**
 * Written as JSON text (see `storableJson`), read as any value an earlier version may have stored.
 */
export type Json = ColumnType<unknown, string, string>;

export type CreatedAt = ColumnType<Date, Date | undefined, never>;

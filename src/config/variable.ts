import { isIP } from 'node:net';
import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);

/** A switch: 1 or unset. */
export const flag = (name: string) =>
  z
    .enum(['0', '1', ''], { error: `is neither 1 nor 0; write ${name}=1 for yes, or leave it out` })
    .optional()
    .transform((value) => value === '1');

/** Treats a blank value as not set: an empty line copied from the example isn't a setting. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );

/** A switch set to `on` or `off`. */
export const onOrOff = optional(
  z.enum(['on', 'off'], { error: 'is neither on nor off; write one of them' }),
);

/** Names separated by commas, in Chinese as well. */
export const nameList = z.string().transform((text) => [
  ...new Set(
    text
      .split(/[,，]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]);

/**
 * An address with one of these protocols (`https:`); if it isn't one, the error shows `name` and
 * `example`.
 */
export const url = (protocols: readonly string[], name: string, example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `is not ${name}; write one like ${example}`,
  });

/** Public address of Signpost; the result has no trailing slash. */
export const publicUrl = z
  .string()
  .refine(isPublicUrl, {
    error:
      'is not an address people can reach; write one like https://signpost.example.com (http only on loopback)',
  })
  .transform((value) => value.replace(/\/+$/, ''));

/** An IP address to listen on, or `localhost`; brackets around IPv6 are removed. */
export const listenAddress = z
  .string()
  .transform((value) => value.replace(/^\[(.*)\]$/, '$1'))
  .refine((value) => value === 'localhost' || isIP(value) !== 0, {
    error: 'is not an address to listen on; write one such as 127.0.0.1',
  });

/** Returns true if a host name or address means only this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

function isPublicUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

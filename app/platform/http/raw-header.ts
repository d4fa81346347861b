import type { IncomingMessage } from 'node:http';

/**
 * A header as it came, the first of that name. Node makes an object of all headers when `request.headers` is first
 * looked at, which takes longer than all the rest of an answer from memory.
 * @param name in small letters.
 */
export function rawHeader(
  { rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>,
  name: string,
): string | undefined {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const its = rawHeaders[index]!;
    if (its.length === name.length && its.toLowerCase() === name) return rawHeaders[index + 1];
  }
  return undefined;
}

import type { IncomingMessage } from 'node:http';

/**
 * What a form must look like before a page reads it. Pages read forms with conform, which takes brackets and dots in
 * a field's name for a path: one field named `x[99999999]` makes it fill the memory and ends the process, and
 * thousands of fields cost it seconds. Our own forms have neither.
 */

/** More than any form here has: all questions of the longest, each with several answers. */
const mostFields = 500;

/** A letter, then letters, digits, hyphens; and nothing that every object has. */
const isPlainName = (name: string): boolean =>
  /^[a-z][\w-]{0,63}$/i.test(name) && !(name in Object.prototype);

/** Whether a form, as it was sent (`application/x-www-form-urlencoded`), has a bounded number of plain fields. */
export function isPlainForm(body: string): boolean {
  if (body.split('&', mostFields + 1).length > mostFields) return false;
  return [...new URLSearchParams(body).keys()].every(isPlainName);
}

/** Lets a body come in to its end, and drops it. Of a client that goes away before its end nothing is heard again. */
export function dropBody(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    request.once('end', resolve).resume();
  });
}

/**
 * Reads a body to its end and puts it back, so that a page can read it again. A client that goes away before its end
 * is never heard of again.
 * @param length in bytes, as `Content-Length` says it: Node gives no more.
 */
export function peekBody(request: IncomingMessage, length: number): Promise<Buffer> {
  if (length === 0) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve) => {
    const look = () => {
      const body = request.read(length) as Buffer | null;
      if (!body) return;
      request.off('readable', look);
      // At once: after the stream has told of its end, nothing can be put back.
      request.unshift(body);
      resolve(body);
    };
    request.on('readable', look);
  });
}

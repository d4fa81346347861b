import http from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { documentChunks, documents } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import { readDocuments, readRequest } from '~/meetings/index.server';
import { database } from '~/platform/database.server';
import { hour } from '~/platform/time/clock';
import { aPdf } from '../support/documents';
import { person } from '../support/people';
import { send } from '../support/requests';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { documentForm, sentDocument } from '../support/sent-documents';
import { Visitor } from '../support/visitor';

/** The portal dies, as by a power cut, while somebody is sending a document. */

const environment = { PORTAL_DATA_DIR: process.env.PORTAL_DATA_DIR!, PORTAL_LOG_LEVEL: 'error' };
/** Only ends what hangs. */
const patience = { timeout: 60_000 };

let portal: RunningPortal | undefined;
afterAll(() => portal?.stop());

/** Sends the first part of a document, until some of it has been written. */
async function sendHalf(who: Visitor, page: string): Promise<http.ClientRequest> {
  const whole = new Response(documentForm({ file: aPdf('', 4_000_000) }));
  const bytes = Buffer.from(await whole.arrayBuffer());
  const request = http.request(`${who.portal.url}${page}/documents/new`, {
    method: 'POST',
    headers: {
      cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: who.portal.url,
      'content-type': whole.headers.get('content-type')!,
      'content-length': bytes.length,
    },
  });
  request.on('error', () => {}).write(bytes.subarray(0, bytes.length / 2));
  const written = () => database().select().from(documentChunks).all().length;
  await expect.poll(written, patience).toBeGreaterThan(3);
  return request;
}

it('nobody sees half a document, it goes within the hour, and another can be sent', async () => {
  const practitioner = person('practitioner');
  const reference = await send(practitioner);
  const page = `/meetings/${reference}`;
  portal = await startPortal(environment);
  const before = await new Visitor(portal).signIn(emailOf(findAccount(practitioner.accountId)!));
  const request = await sendHalf(before, page);
  await portal.kill();
  request.destroy();

  const [half, ...others] = database().select().from(documents).all();
  expect(others).toEqual([]);
  expect(half).toMatchObject({ state: 'arriving', number: null, sealedTitle: null });
  portal = await startPortal(environment);
  const after = new Visitor(portal);
  for (const [name, value] of before.cookies) after.cookies.set(name, value);
  expect(readDocuments(practitioner, reference)).toEqual([]);
  expect((await after.ask(`${page}/documents/${half!.id}`)).status).toBe(404);
  expect((await after.ask(`${page}/documents/${half!.id}/file`)).status).toBe(404);
  expect(readRequest(practitioner, reference).events).toHaveLength(1);

  const sent = await sentDocument(after, page);
  expect((await after.ask(`${sent}/file`)).status).toBe(200);

  await portal.stop();
  const anHourAgo = { startedAt: Date.now() - hour };
  database().update(documents).set(anHourAgo).where(eq(documents.state, 'arriving')).run();
  portal = await startPortal(environment);
  await expect
    .poll(
      () =>
        database()
          .select()
          .from(documents)
          .all()
          .map(({ state }) => state),
      patience,
    )
    .toEqual(['shared']);
  const left = database().select().from(documentChunks).all();
  expect(new Set(left.map(({ documentId }) => documentId)).size).toBe(1);
});

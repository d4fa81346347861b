import { asc, sql } from 'drizzle-orm';
import { outbox } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import type { EmailMessage } from '~/platform/mail/message';

/** The address somebody signs in with. */
export const addressOf = ({ accountId }: Person): string => emailOf(findAccount(accountId)!);

/** Every message written to an address that has not been sent, in the order they were written. */
export const lettersTo = (address: string): EmailMessage[] =>
  database()
    .select({ id: outbox.id, sealedMessage: outbox.sealedMessage })
    .from(outbox)
    .orderBy(asc(sql`rowid`))
    .all()
    .filter(({ sealedMessage }) => sealedMessage !== null)
    .map(
      ({ id, sealedMessage }): EmailMessage =>
        JSON.parse(unseal({ table: 'outbox', column: 'sealed_message', row: id }, sealedMessage!)),
    )
    .filter(({ to }) => to === address);

import { schemas } from '~/meetings/questions';

/** Names of fields and parameters that pages of the portal read, and some that they must not. */
export const fieldNames = [
  ...Object.values(schemas).flatMap((schema) => Object.keys(schema.shape)),
  ...['email', 'code', 'token', 'next', 'change', 'offer', 'words', 'startsAt', 'intent'],
  ...['on', 'note', 'reason', 'reports', 'problem', 'nation', 'profession', 'happened', 'worry'],
  ...['page', 'q', 'id', 'as', 'from', 'sent', 'ended', 'done', 'per_page', 'text', 'taxonomy_id'],
  ...['current', 'new', 'name', 'role', 'team', 'handle', 'response', 'passkey', 'sure', 'answers'],
];

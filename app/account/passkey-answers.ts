import { z } from 'zod';

/**
 * What a browser answers when a passkey was made or used (WebAuthn level 3, 5.1: `RegistrationResponseJSON` and
 * `AuthenticationResponseJSON`), as it travels in a form's hidden field. Only what is verified is read; the rest
 * is dropped. Messages are locale keys.
 */

/** In characters. A passkey's answer is a few hundred bytes; those of some security keys come to a few thousand. */
const longestAnswer = 16 * 1024;

const unreadable = 'passkeys:errors.unreadable';

const base64url = z.string().regex(/^[\w-]+$/);

const json = z
  .string({ error: unreadable })
  .max(longestAnswer, unreadable)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue(unreadable);
      return z.NEVER;
    }
  });

/** JSON of one shape. However it is wrong, the person is told the same, once. */
const answerOf = <Shape extends z.ZodType>(shape: Shape) =>
  json.transform((value, context): z.output<Shape> => {
    const read = shape.safeParse(value);
    if (read.success) return read.data;
    context.addIssue(unreadable);
    return z.NEVER;
  });

const credential = {
  id: base64url.max(1400), // 1,023 bytes at most (WebAuthn, 5.8.3)
  rawId: base64url.max(1400),
  type: z.literal('public-key'),
  // None is asked for, so what comes is of no account.
  clientExtensionResults: z.unknown().transform(() => ({})),
};

const transports = z
  .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
  .max(7)
  .catch([]);

export const newPasskeySchema = answerOf(
  z.object({
    ...credential,
    response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports }),
  }),
);

export const usedPasskeySchema = answerOf(
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish().transform((handle) => handle ?? undefined),
    }),
  }),
);

export type NewPasskeyAnswer = z.output<typeof newPasskeySchema>;
export type UsedPasskeyAnswer = z.output<typeof usedPasskeySchema>;

/** In characters; what a person calls a passkey. */
export const longestPasskeyName = 60;

/**
 * The form that adds a passkey. The name may be left out: a form that came back for want of a name would leave a
 * passkey on the device that the portal does not know.
 */
export const addPasskeySchema = z.object({
  name: z.string().trim().max(longestPasskeyName, 'passkeys:errors.nameLong').optional(),
  answer: newPasskeySchema,
});

import { config } from '~/platform/config.server';
import { randomToken } from '~/platform/crypto.server';

/** The address of a new room on the configured video server (Jitsi Meet), with a name nobody can guess. */
export const newRoom = (): string => new URL(randomToken(), config().videoUrl).href;

import { config } from '~/platform/config.server';

/** Which standard the open data follows, and where both are explained. */
export const loader = () =>
  Response.json({
    version: 'HSDS-UK-3.0',
    profile: 'https://docs.openreferraluk.org/en/latest/',
    openapi_url: 'https://docs.openreferraluk.org/en/latest/openapi30.json',
    documentation: `${config().baseUrl}/support/data`,
  });

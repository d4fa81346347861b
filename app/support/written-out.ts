/** An address of a website as people write it on paper: `acas.org.uk/help`. */
export const writtenOut = (web: string): string =>
  web.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');

/** The website an address belongs to: `acas.org.uk`. */
export const siteOf = (web: string): string => new URL(web).hostname.replace(/^www\./, '');

/** An address of a website as people write it on paper: `acas.org.uk/help`. */
export const writtenOut = (web: string): string =>
  web.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');

import { beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { locales } from '~/platform/locale';
import { readSynonyms } from '~/platform/search/synonyms.server';
import { prepareSearch, search } from './search.server';

migrateDatabase();

// As the portal does when it starts: reading every guide takes a while.
beforeAll(prepareSearch, 60_000);

describe('content/synonyms.json', () => {
  const groups = readSynonyms();

  it.each(locales)('has no word that leads nowhere (%s)', { timeout: 60_000 }, (locale) => {
    const nowhere = groups
      .flatMap((group) => group[locale])
      .filter((phrase) => search(phrase, locale).results.length === 0);
    expect(nowhere).toEqual([]);
  });
});

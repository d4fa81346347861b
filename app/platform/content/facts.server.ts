import { z } from 'zod';
import { contentNames, readJson } from './files.server';
import { factSchema, type Fact } from './fact';

let loaded: ReadonlyMap<string, Fact> | undefined;

/** Every fact of `content/facts`, by id. */
export function facts(): ReadonlyMap<string, Fact> {
  loaded ??= new Map(
    contentNames('facts', '.json')
      .flatMap((name) => readJson(`facts/${name}.json`, z.array(factSchema)))
      .map((fact) => [fact.id, fact]),
  );
  return loaded;
}

/** The facts of a list of ids. @throws for an id nobody wrote down; the content check says where. */
export function factsOf(ids: readonly string[]): Fact[] {
  return ids.map((id) => {
    const fact = facts().get(id);
    if (!fact) throw new Error(`There is no fact ${id}`);
    return fact;
  });
}

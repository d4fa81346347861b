import { isConfirmed, says, type Fact } from '~/platform/content/fact';
import { factsOf } from '~/platform/content/facts.server';
import { contentNames, ContentError, readJson } from '~/platform/content/files.server';
import type { DateQuestion } from './happening';
import { happenings } from './happenings.server';
import { procedureSchema, timesOf, type Procedure, type ProcedureStep } from './procedure';

/** A step with the facts it rests on in place of their ids. */
export type SourcedStep = Omit<ProcedureStep, 'facts'> & {
  facts: Fact[];
  /** Some of what it says nobody could confirm. */
  unconfirmed: boolean;
  /** Nobody could confirm its time limit, its usual time or its first day. */
  timeUnconfirmed: boolean;
};
export type SourcedProcedure = Omit<Procedure, 'steps'> & {
  steps: SourcedStep[];
  /** The dates of its happenings, which its steps count from. */
  dates: DateQuestion[];
};

export const procedureIds = (): string[] => contentNames('procedures', '.json');

/** One procedure as its file has it. @throws {ContentError} when it is missing or does not fit. */
export function readProcedureFile(id: string): Procedure {
  if (!procedureIds().includes(id)) throw new ContentError(`procedures/${id}.json`, 'is missing');
  return readJson(`procedures/${id}.json`, procedureSchema);
}

const kept = new Map<string, SourcedProcedure>();

/** One procedure with its facts and dates. */
export function readProcedure(id: string): SourcedProcedure {
  const known = kept.get(id);
  if (known) return known;
  const file = readProcedureFile(id);
  const procedure = {
    ...file,
    dates: happenings()
      .filter((happening) => file.happenings.includes(happening.id))
      .flatMap(({ dates }) => dates),
    steps: file.steps.map((step) => {
      const facts = factsOf(step.facts);
      const unsure = facts.filter((fact) => !isConfirmed(fact));
      return {
        ...step,
        facts,
        unconfirmed: unsure.length > 0,
        timeUnconfirmed: timesOf(step).some((time) => unsure.some((fact) => says(fact, time))),
      };
    }),
  };
  kept.set(id, procedure);
  return procedure;
}

/** Every procedure, with its facts and dates. */
export const procedures = (): SourcedProcedure[] => procedureIds().map(readProcedure);

import { anchorsOf, timesOf, type Procedure } from '~/next-steps/index';
import { says } from '~/platform/content/fact';
import { repeated, without, type Content, type Problem, type Rule } from './content';

const fileOf = ({ id }: Procedure) => `procedures/${id}.json`;

function happeningsOfProceduresExist({ procedures, happenings }: Content): Problem[] {
  const known = happenings.map(({ id }) => id);
  return procedures.flatMap((procedure) =>
    without(procedure.happenings, known).map((id) => ({
      file: fileOf(procedure),
      what: `names the happening ${id}, which does not exist.`,
    })),
  );
}

/** A step counts from dates of the procedure's happenings, from steps above it, or back from one below. */
function stepsCountFromSomething({ procedures, happenings }: Content): Problem[] {
  return procedures.flatMap((procedure) => {
    const dates = happenings
      .filter(({ id }) => procedure.happenings.includes(id))
      .flatMap((happening) => happening.dates.map(({ id }) => id));
    const over = without([...procedure.overAfter, ...(procedure.when?.dates ?? [])], dates).map(
      (date) => ({
        file: fileOf(procedure),
        what: `begins or is over with ${date}, which is no date of its happenings.`,
      }),
    );
    const reached = without(
      Object.values(procedure.reachedBy),
      procedure.steps.map(({ id }) => id),
    ).map((id) => ({
      file: fileOf(procedure),
      what: `is reached at ${id}, which is no step of it.`,
    }));
    const counted = procedure.steps.flatMap((step, index) => {
      const above = procedure.steps.slice(0, index).map(({ id }) => id);
      const dated = step.date && !dates.includes(step.date) ? [step.date] : [];
      return [...dated, ...without(anchorsOf(step), [...dates, ...above, ...dated])].map(
        (anchor) => ({
          file: fileOf(procedure),
          what: `the step ${step.id} counts from ${anchor}, which is no step above it and no date of its happenings.`,
        }),
      );
    });
    return [...over, ...reached, ...counted];
  });
}

function stepsAreUnique({ procedures }: Content): Problem[] {
  return procedures.flatMap((procedure) =>
    repeated(procedure.steps.map(({ id }) => id)).map((id) => ({
      file: fileOf(procedure),
      what: `has more than one step ${id}.`,
    })),
  );
}

/** A time limit stands in one fact, and the step that uses it names that fact. */
function limitsHaveFacts({ procedures, facts }: Content): Problem[] {
  return procedures.flatMap((procedure) =>
    procedure.steps.flatMap((step) => {
      const its = facts.filter(({ id }) => step.facts.includes(id));
      return timesOf(step)
        .filter((time) => !its.some((fact) => says(fact, time)))
        .map(({ value, unit }) => ({
          file: fileOf(procedure),
          what: `the step ${step.id} has a time of ${value} ${unit}, but none of its facts has that value.`,
        }));
    }),
  );
}

function limitsSayWhoActs({ procedures }: Content): Problem[] {
  return procedures.flatMap((procedure) =>
    procedure.steps
      .filter(({ limit, deadlineFor }) => limit && !deadlineFor)
      .map(({ id }) => ({
        file: fileOf(procedure),
        what: `the step ${id} has a limit and does not say for whom (deadlineFor).`,
      })),
  );
}

function datesAreAskedOnce({ happenings }: Content): Problem[] {
  return repeated(happenings.flatMap(({ dates }) => dates.map(({ id }) => id))).map((id) => ({
    file: 'happenings',
    what: `asks for the date ${id} more than once.`,
  }));
}

function datesAreUsed({ happenings, procedures }: Content): Problem[] {
  const used = new Set(
    procedures.flatMap(({ steps, overAfter, when }) => [
      ...overAfter,
      ...(when?.dates ?? []),
      ...steps.flatMap(anchorsOf),
    ]),
  );
  return happenings.flatMap(({ id, dates }) =>
    dates
      .filter((date) => !used.has(date.id))
      .map((date) => ({
        file: `happenings/${id}.json`,
        what: `asks for the date ${date.id}, which no procedure uses.`,
      })),
  );
}

function beginningsAreKnown({ procedures, worries }: Content): Problem[] {
  const known = worries.map(({ id }) => id);
  return procedures.flatMap((procedure) => [
    ...without(procedure.when?.worries ?? [], known).map((id) => ({
      file: fileOf(procedure),
      what: `begins with the worry ${id}, which does not exist.`,
    })),
    ...without(Object.keys(procedure.reachedBy), procedure.happenings).map((id) => ({
      file: fileOf(procedure),
      what: `is reached by ${id}, which is none of its happenings.`,
    })),
  ]);
}

export const procedureRules: readonly Rule[] = [
  happeningsOfProceduresExist,
  stepsCountFromSomething,
  beginningsAreKnown,
  stepsAreUnique,
  limitsHaveFacts,
  limitsSayWhoActs,
  datesAreAskedOnce,
  datesAreUsed,
];

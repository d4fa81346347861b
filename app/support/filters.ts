import { professions, stages, type Profession, type Stage } from '~/platform/content/vocabulary';
import { oneOf } from '~/platform/one-of';
import { longestQuery } from '~/platform/search/longest-query';
import {
  backgrounds,
  isFor,
  nations,
  needs,
  works,
  type Background,
  type Nation,
  type Need,
  type Organisation,
  type Work,
} from './organisation';

/** What a reader asks of the directory, as the address has it, and who fits. Pure. */
export interface Filters {
  q?: string;
  need?: Need;
  profession?: Profession;
  nation?: Nation;
  stage?: Stage;
  /** Leaves what needs no membership: what may need one is left out, too. */
  membership?: 'open';
  /** Only what was made with this background or this work in mind: the reader chose it. */
  group?: Background | Work;
  open?: 'now';
}

export const choices = {
  need: needs,
  profession: professions,
  nation: nations,
  stage: stages,
  membership: ['open'],
  group: [...backgrounds, ...works],
  open: ['now'],
} as const;

/** Filters from an address; what is not one of them is as if it were not there. */
export function readFilters(params: URLSearchParams): Filters {
  return {
    q: params.get('q')?.trim().slice(0, longestQuery) || undefined,
    need: oneOf(choices.need, params.get('need')),
    profession: oneOf(choices.profession, params.get('profession')),
    nation: oneOf(choices.nation, params.get('nation')),
    stage: oneOf(choices.stage, params.get('stage')),
    membership: oneOf(choices.membership, params.get('membership')),
    group: oneOf(choices.group, params.get('group')),
    open: oneOf(choices.open, params.get('open')),
  };
}

/**
 * The filters as an address has them, for a link; `page` 1 is left out.
 * @param list ids on the reader's own list, which every link of the directory carries on.
 */
export function asQuery(filters: Filters, page = 1, list: readonly string[] = []): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) params.set(name, value);
  if (page > 1) params.set('page', String(page));
  for (const id of list) params.append('list', id);
  return params.size > 0 ? `?${params}` : '';
}

/** The page of a list an address asks for; what is no number is the first. */
export const readPage = (params: URLSearchParams): number => {
  const page = Number(params.get('page') ?? 1);
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
};

/** Whether an organisation fits; words and opening hours are looked at elsewhere. */
export const fits = (organisation: Organisation, filters: Filters): boolean =>
  isFor(organisation, filters) &&
  (!filters.need || organisation.needs.includes(filters.need)) &&
  (!filters.stage || organisation.stages.includes(filters.stage)) &&
  (!filters.membership || organisation.for.membership === 'open') &&
  (!filters.group || organisation.for.groups.includes(filters.group));

const confidenceWeight = { high: 2, medium: 1, low: 0, unconfirmed: 0 } as const;

/** More than everything else that counts together: who is open to all comes first. */
const reservedWeight = 20;

/**
 * Whether most readers will be turned away: it is for members only, or for one profession. For who chose a
 * profession it serves, it is not.
 */
export const isReserved = (
  { for: its }: Pick<Organisation, 'for'>,
  profession?: Profession,
): boolean =>
  !(profession && its.professions.includes(profession)) &&
  (its.membership === 'members' || (its.professions.length === 1 && its.professions[0] !== 'any'));

/** Of equals, who can be called and what we are sure of. */
export const certaintyOf = ({ phone, confidence }: Organisation): number =>
  (phone.some(({ confirmed }) => confirmed) ? 2 : 0) + confidenceWeight[confidence];

/**
 * How well an organisation fits, for the order of a list without words: first who is open to the reader, then
 * what was made for this profession or this nation, what has the need as its first concern, somebody who can be
 * called, and what we are sure of.
 */
export function fitOf(organisation: Organisation, filters: Filters): number {
  const { for: its, needs: help } = organisation;
  const isMadeFor = (chosen: unknown, list: readonly unknown[]) =>
    chosen && list.length === 1 && list[0] === chosen ? 4 : 0;
  return (
    isMadeFor(filters.profession, its.professions) +
    isMadeFor(filters.nation, its.nations) +
    (filters.need && help[0] === filters.need ? 4 : 0) +
    certaintyOf(organisation) -
    (isReserved(organisation, filters.profession) ? reservedWeight : 0)
  );
}

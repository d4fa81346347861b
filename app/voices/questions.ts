import { professions } from '~/platform/content/vocabulary';
import { nations } from '~/platform/time/working-days';

/**
 * What the feedback asks, drawn from the topic guide of the 2022 study. Few options each, so that counts add up
 * to figures that may be shown. Words are in the namespace `voices`, by id. An id is never used again for
 * something else: published figures name it.
 */

const asScale = ['yes', 'partly', 'no'] as const;

/** The topics in the order of the pages, each with its questions and their options. */
export const asked = {
  told: {
    'told-how': ['in-person', 'by-phone', 'in-writing', 'other'],
    'told-kindly': asScale,
  },
  understanding: {
    'knew-steps': asScale,
    'knew-outcomes': asScale,
  },
  handling: {
    'side-heard': asScale,
    'facts-checked': asScale,
    'how-long': ['under-six-months', 'six-to-twelve', 'over-a-year'],
  },
  managing: {
    'manager-answered': asScale,
    'manager-supported': asScale,
  },
  'our-part': {
    'role-clear': asScale,
    'treated-by-us': ['well', 'mixed', 'badly', 'no-contact'],
    'letter-seen': asScale,
  },
  support: {
    'support-enough': asScale,
    'support-found': ['work', 'us', 'myself', 'none'],
  },
  fairness: {
    'fair-employer': asScale,
    'fair-us': asScale,
    discrimination: ['yes', 'not-sure', 'no'],
  },
  culture: {
    'safe-to-speak': asScale,
    'views-changed': ['better', 'same', 'worse'],
  },
  effects: {
    health: ['a-lot', 'a-little', 'no'],
    work: ['same', 'changed', 'stopped'],
  },
  better: {
    'most-help': ['clear-steps', 'someone-to-talk', 'both-sides', 'follow-up'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type Topic = keyof typeof asked;
export const topics = Object.keys(asked) as Topic[];

const yesNo = ['yes', 'no'] as const;

/** About the person, by which answers are compared between groups. Each can be left out, as everything can. */
export const askedAboutYou = {
  ethnicity: ['asian', 'black', 'mixed', 'white', 'other'],
  qualified: ['uk', 'eea', 'elsewhere'],
  profession: professions,
  nation: nations,
  sex: ['female', 'male'],
  age: ['under-35', '35-to-44', '45-to-54', '55-or-over'],
  disability: yesNo,
  religion: ['none', 'christian', 'hindu', 'muslim', 'sikh', 'another'],
  orientation: ['straight', 'another'],
  'gender-same': yesNo,
  pregnancy: yesNo,
  partnership: yesNo,
} as const satisfies Record<string, readonly string[]>;

export type Grouping = keyof typeof askedAboutYou;
export const groupings = Object.keys(askedAboutYou) as Grouping[];

type QuestionsOf<Each> = Each extends Each ? keyof Each : never;
export type Question = QuestionsOf<(typeof asked)[Topic]>;

/** The questions of a topic, in the order of its page. */
export const questionsOf = (topic: Topic) => Object.keys(asked[topic]) as Question[];

export const questions = topics.flatMap(questionsOf);

const optionsById = new Map<string, readonly string[]>([
  ...topics.flatMap((topic) => Object.entries<readonly string[]>(asked[topic])),
  ...Object.entries<readonly string[]>(askedAboutYou),
]);

/** What can be answered to a question. */
export const optionsOf = (question: Question | Grouping): readonly string[] =>
  optionsById.get(question)!;

/** Everything that can be answered by choosing. */
export const closedQuestions: readonly (Question | Grouping)[] = [...questions, ...groupings];

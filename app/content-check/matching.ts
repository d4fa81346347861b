import { conversations as kinds, faultsIn, worries } from '~/support/index';
import { without, type Content, type Problem, type Rule } from './content';

/** Rules for the rules: who is led to which three contacts, and what to say to them. */

function everyWorryHasAFile({ matching }: Content): Problem[] {
  return without(
    worries,
    matching.map(({ id }) => id),
  ).map((id) => ({
    file: `matching/${id}.json`,
    what: 'is missing: nobody is found for this worry.',
  }));
}

function everyKindOfConversationHasAFile({ conversations }: Content): Problem[] {
  return without(
    kinds,
    conversations.map(({ id }) => id),
  ).map((id) => ({
    file: `conversations/${id}.json`,
    what: 'is missing: nobody knows what to say to these organisations.',
  }));
}

function everybodyIsLedToThree({ matching, organisations }: Content): Problem[] {
  const directory = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  return matching.flatMap((rules) => {
    const file = `matching/${rules.id}.json`;
    const faults = faultsIn(rules, directory);
    const unreached = faults.unreached
      .filter(({ organisation }) => directory.has(organisation))
      .map(({ organisation, reason }) => ({
        file,
        what: `leads nobody to ${organisation} (“${reason.en}”): those it fits have three above it, or it fits nobody.`,
      }));
    const [first] = faults.without;
    const lacking = first && {
      file,
      what: `leads ${faults.without.length} situations to fewer than three, the first being ${JSON.stringify(first)}.`,
    };
    return lacking ? [...unreached, lacking] : unreached;
  });
}

export const matchingRules: readonly Rule[] = [
  everyWorryHasAFile,
  everyKindOfConversationHasAFile,
  everybodyIsLedToThree,
];

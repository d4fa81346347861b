import { expect, it } from 'vitest';
import { organisations } from './directory.server';
import { matchContacts } from './match';
import { matching } from './matching.server';
import type { Situation } from './situation';

/**
 * People as they come to us, and whom they must find: the one to call now, and two more. Each was put together
 * by hand from what the directory says of the organisations, not from the rules.
 */
const people: [who: string, Situation, first: string, ...more: [string, string]][] = [
  // Not safe: crisis lines, whoever they are and whatever else they say.
  [
    'someone with thoughts of suicide at 3am, who says nothing else',
    { worry: 'safety' },
    'samaritans',
    'shout',
    'nhs-111-mental-health',
  ],
  [
    'a doctor in Wales with thoughts of suicide, who is a BMA member',
    { worry: 'safety', profession: 'doctor', nation: 'wales', members: ['bma'] },
    'samaritans',
    'nhs-111-mental-health',
    'shout',
  ],
  [
    'a pharmacist in Northern Ireland with thoughts of suicide',
    { worry: 'safety', profession: 'pharmacist', nation: 'northern-ireland', stage: 'excluded' },
    'lifeline-ni',
    'samaritans',
    'shout',
  ],

  // Wants somebody to advise or to speak.
  ['someone who says nothing at all', {}, 'acas', 'nhs-resolution-ppa', 'law-centres'],
  [
    'a doctor in an English hospital who is in no union or defence body',
    {
      worry: 'advice',
      profession: 'doctor',
      nation: 'england',
      setting: 'employed',
      stage: 'just-told',
      members: ['none'],
    },
    'acas',
    'citizens-advice',
    'nhs-resolution-ppa',
  ],
  [
    'a pharmacist in Northern Ireland who is in no union or defence body',
    { worry: 'advice', profession: 'pharmacist', nation: 'northern-ireland', members: ['none'] },
    'lra-ni',
    'law-centres',
    'nhs-resolution-ppa',
  ],
  [
    'a pharmacist in Northern Ireland who is in the PDA',
    { worry: 'advice', profession: 'pharmacist', nation: 'northern-ireland', members: ['pda'] },
    'pda',
    'lra-ni',
    'law-centres',
  ],
  [
    'a dentist in a practice in Wales',
    { worry: 'advice', profession: 'dentist', nation: 'wales', setting: 'primary-care' },
    'acas',
    'local-dental-committees',
    'citizens-advice',
  ],
  [
    'a dentist in a hospital in Wales, in the BDA and the DDU',
    {
      worry: 'advice',
      profession: 'dentist',
      nation: 'wales',
      setting: 'employed',
      members: ['bda', 'mdu-or-ddu'],
    },
    'ddu',
    'bda',
    'acas',
  ],
  [
    'a GP in England suspended from the list',
    {
      worry: 'advice',
      profession: 'doctor',
      nation: 'england',
      setting: 'primary-care',
      stage: 'excluded',
    },
    'acas',
    'lmc',
    'doctors-support-group',
  ],
  [
    'a GP in England suspended from the list, in the BMA and the MDU',
    {
      worry: 'advice',
      profession: 'doctor',
      nation: 'england',
      setting: 'primary-care',
      stage: 'excluded',
      members: ['bma', 'mdu-or-ddu'],
    },
    'mdu',
    'bma-employment-advice',
    'lmc',
  ],
  [
    'an excluded consultant in England, in no union',
    {
      worry: 'advice',
      profession: 'doctor',
      nation: 'england',
      setting: 'employed',
      stage: 'excluded',
      members: ['none'],
    },
    'acas',
    'doctors-support-group',
    'citizens-advice',
  ],
  [
    'a hospital doctor in England in HCSA and Medical Protection',
    {
      worry: 'advice',
      profession: 'doctor',
      nation: 'england',
      setting: 'employed',
      members: ['hcsa', 'medical-or-dental-protection'],
    },
    'mps-medical-protection',
    'hcsa',
    'acas',
  ],
  [
    'a trainee in Wales who wants advice',
    { worry: 'advice', profession: 'doctor', nation: 'wales', setting: 'training' },
    'acas',
    'heiw-psu',
    'citizens-advice',
  ],
  [
    'a dentist in training in Northern Ireland',
    { worry: 'advice', profession: 'dentist', nation: 'northern-ireland', setting: 'training' },
    'lra-ni',
    'nimdta-psu',
    'law-centres',
  ],
  [
    'a locum doctor in England with a hearing and no lawyer',
    {
      worry: 'advice',
      profession: 'doctor',
      nation: 'england',
      setting: 'locum',
      stage: 'hearing',
      members: ['none'],
    },
    'acas',
    'advocate-fru',
    'citizens-advice',
  ],
  [
    'a pharmacist in England whose regulator is involved, in no union',
    { worry: 'advice', profession: 'pharmacist', nation: 'england', stage: 'regulator' },
    'pharmacist-support',
    'acas',
    'citizens-advice',
  ],
  [
    'someone in a body we do not know, in Northern Ireland',
    { worry: 'advice', nation: 'northern-ireland', members: ['other'] },
    'lra-ni',
    'law-centres',
    'nhs-resolution-ppa',
  ],

  // Anxious, low, sleepless.
  [
    'a trainee in England told on call',
    {
      worry: 'feelings',
      profession: 'doctor',
      nation: 'england',
      setting: 'training',
      stage: 'just-told',
    },
    'nhs-practitioner-health',
    'bma-counselling',
    'psu-england',
  ],
  [
    'a GP in England suspended from the list who cannot sleep',
    {
      worry: 'feelings',
      profession: 'doctor',
      nation: 'england',
      setting: 'primary-care',
      stage: 'excluded',
    },
    'nhs-practitioner-health',
    'bma-counselling',
    'your-gp',
  ],
  [
    'a trainee in Northern Ireland told on call',
    {
      worry: 'feelings',
      profession: 'doctor',
      nation: 'northern-ireland',
      setting: 'training',
      stage: 'just-told',
    },
    'bma-counselling',
    'nimdta-psu',
    'hsc-ni-staff-support',
  ],
  [
    'a consultant in Wales who cannot sleep',
    { worry: 'feelings', profession: 'doctor', nation: 'wales', setting: 'employed' },
    'bma-counselling',
    'canopi',
    'your-gp',
  ],
  [
    'a dentist in Wales who cannot sleep',
    { worry: 'feelings', profession: 'dentist', nation: 'wales' },
    'samaritans',
    'canopi',
    'dentists-health-support',
  ],
  [
    'a dentist in England who is low',
    { worry: 'feelings', profession: 'dentist', nation: 'england', setting: 'primary-care' },
    'nhs-practitioner-health',
    'dentists-health-support',
    'confidental',
  ],
  [
    'a pharmacist in Wales who is anxious',
    { worry: 'feelings', profession: 'pharmacist', nation: 'wales' },
    'pharmacist-support',
    'canopi',
    'your-gp',
  ],
  [
    'a community pharmacist in Northern Ireland who is anxious',
    {
      worry: 'feelings',
      profession: 'pharmacist',
      nation: 'northern-ireland',
      setting: 'primary-care',
    },
    'samaritans',
    'your-gp',
    'family-friends-colleagues',
  ],
  [
    'a hospital pharmacist in Northern Ireland who is anxious',
    {
      worry: 'feelings',
      profession: 'pharmacist',
      nation: 'northern-ireland',
      setting: 'employed',
    },
    'samaritans',
    'hsc-ni-staff-support',
    'your-gp',
  ],
  [
    'a doctor in England with a GMC case who cannot sleep',
    { worry: 'feelings', profession: 'doctor', nation: 'england', stage: 'regulator' },
    'bma-doctor-support-service',
    'nhs-practitioner-health',
    'bma-counselling',
  ],

  // Alone.
  [
    'an excluded consultant in England who feels alone',
    {
      worry: 'alone',
      profession: 'doctor',
      nation: 'england',
      setting: 'employed',
      stage: 'excluded',
    },
    'bma-counselling',
    'doctors-support-group',
    'hospital-chaplaincy',
  ],
  [
    'a dentist in Northern Ireland who feels alone',
    { worry: 'alone', profession: 'dentist', nation: 'northern-ireland', setting: 'primary-care' },
    'samaritans',
    'confidental',
    'doctors-in-distress',
  ],
  [
    'a pharmacist in England who feels alone',
    { worry: 'alone', profession: 'pharmacist', nation: 'england' },
    'pharmacist-support',
    'doctors-in-distress',
    'family-friends-colleagues',
  ],

  // Discrimination.
  [
    'a doctor in England who met racism, in no union',
    { worry: 'discrimination', profession: 'doctor', nation: 'england', members: ['none'] },
    'acas',
    'eass',
    'law-centres',
  ],
  [
    'a doctor in Northern Ireland who met racism',
    { worry: 'discrimination', profession: 'doctor', nation: 'northern-ireland' },
    'equality-commission-ni',
    'lra-ni',
    'law-centres',
  ],
  [
    'a pharmacist in Wales who met racism, in the PDA',
    { worry: 'discrimination', profession: 'pharmacist', nation: 'wales', members: ['pda'] },
    'pda',
    'acas',
    'eass',
  ],

  // Visa.
  [
    'a doctor on a sponsored visa just dismissed, in England, in no union',
    {
      worry: 'visa',
      profession: 'doctor',
      nation: 'england',
      stage: 'after',
      members: ['none'],
    },
    'acas',
    'immigration-advice-authority',
    'law-centres',
  ],
  [
    'a doctor on a sponsored visa just dismissed, in Northern Ireland, in the BMA',
    {
      worry: 'visa',
      profession: 'doctor',
      nation: 'northern-ireland',
      stage: 'after',
      members: ['bma'],
    },
    'bma-employment-advice',
    'immigration-advice-authority',
    'lra-ni',
  ],
  [
    'a dentist in Wales whose visa depends on the job',
    { worry: 'visa', profession: 'dentist', nation: 'wales' },
    'acas',
    'immigration-advice-authority',
    'law-centres',
  ],

  // Money.
  [
    'a GP in England suspended from the list, without income',
    {
      worry: 'money',
      profession: 'doctor',
      nation: 'england',
      setting: 'primary-care',
      stage: 'excluded',
    },
    'citizens-advice',
    'cameron-fund',
    'stepchange',
  ],
  [
    'a hospital doctor in Northern Ireland short of money',
    { worry: 'money', profession: 'doctor', nation: 'northern-ireland', setting: 'employed' },
    'advice-ni',
    'rmbf',
    'stepchange',
  ],
  [
    'an excluded hospital doctor in Northern Ireland short of money',
    {
      worry: 'money',
      profession: 'doctor',
      nation: 'northern-ireland',
      setting: 'employed',
      stage: 'excluded',
    },
    'advice-ni',
    'stepchange',
    'rmbf',
  ],
  [
    'a dentist in Wales short of money',
    { worry: 'money', profession: 'dentist', nation: 'wales' },
    'stepchange',
    'bda-benevolent-fund',
    'citizens-advice',
  ],
  [
    'a pharmacist in England short of money',
    { worry: 'money', profession: 'pharmacist', nation: 'england' },
    'pharmacist-support',
    'citizens-advice',
    'stepchange',
  ],
  [
    'a pharmacist in Northern Ireland short of money',
    { worry: 'money', profession: 'pharmacist', nation: 'northern-ireland' },
    'advice-ni',
    'stepchange',
    'lra-ni',
  ],

  // The process.
  [
    'a consultant in England who does not understand what happens',
    {
      worry: 'process',
      profession: 'doctor',
      nation: 'england',
      setting: 'employed',
      stage: 'investigation',
    },
    'nhs-resolution-ppa',
    'acas',
    'doctors-support-group',
  ],
  [
    'a GP in England who does not understand what happens to the list',
    { worry: 'process', profession: 'doctor', nation: 'england', setting: 'primary-care' },
    'nhs-resolution-ppa',
    'lmc',
    'nhs-performers-list-england',
  ],
  [
    'a pharmacist in Wales whose regulator is involved',
    { worry: 'process', profession: 'pharmacist', nation: 'wales', stage: 'regulator' },
    'gphc',
    'nhs-resolution-ppa',
    'acas',
  ],

  // The regulator.
  [
    'a doctor in Wales with a GMC letter, in no defence body',
    { worry: 'regulator', profession: 'doctor', nation: 'wales', members: ['none'] },
    'bma-doctor-support-service',
    'doctors-support-group',
    'gmc',
  ],
  [
    'a doctor in England with an MPTS hearing, in MDDUS',
    {
      worry: 'regulator',
      profession: 'doctor',
      nation: 'england',
      stage: 'hearing',
      members: ['mddus'],
    },
    'mddus',
    'bma-doctor-support-service',
    'mpts-doctor-contact-service',
  ],
  [
    'a dentist in an English practice with a GDC letter, in no defence body',
    { worry: 'regulator', profession: 'dentist', nation: 'england', setting: 'primary-care' },
    'gdc',
    'local-dental-committees',
    'confidental',
  ],
  [
    'a pharmacist in England with a GPhC letter',
    { worry: 'regulator', profession: 'pharmacist', nation: 'england' },
    'pharmacist-support',
    'gphc',
    'ico',
  ],
  [
    'a pharmacist in Northern Ireland with a PSNI letter',
    { worry: 'regulator', profession: 'pharmacist', nation: 'northern-ireland' },
    'psni',
    'law-centres',
    'ico',
  ],

  // Alcohol or drugs.
  [
    'a doctor in England who worries about alcohol',
    { worry: 'addiction', profession: 'doctor', nation: 'england' },
    'nhs-practitioner-health',
    'sick-doctors-trust',
    'bma-counselling',
  ],
  [
    'a dentist in Northern Ireland who worries about drugs',
    { worry: 'addiction', profession: 'dentist', nation: 'northern-ireland' },
    'dentists-health-support',
    'your-gp',
    'samaritans',
  ],

  // Speaking up.
  [
    'a trainee in England who raised a safety concern, in the BMA',
    {
      worry: 'speaking-up',
      profession: 'doctor',
      nation: 'england',
      setting: 'training',
      members: ['bma'],
    },
    'protect',
    'bma-employment-advice',
    'speak-up-guardians',
  ],
  [
    'a community pharmacist in Wales who raised a safety concern',
    { worry: 'speaking-up', profession: 'pharmacist', nation: 'wales', setting: 'primary-care' },
    'protect',
    'acas',
    'citizens-advice',
  ],
];

it('has a table of situations, each told once', () => {
  expect(people.length).toBeGreaterThanOrEqual(40);
  expect(new Set(people.map(([, situation]) => JSON.stringify(situation))).size).toBe(
    people.length,
  );
});

it.each(people)('finds the right three for %s', (_, situation, ...expected) => {
  const found = matchContacts(situation, organisations(), matching());
  expect(found.map(({ organisation }) => organisation.id)).toEqual(expected);
});

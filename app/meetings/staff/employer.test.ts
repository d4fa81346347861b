import { describe, expect, it } from 'vitest';
import { employerKey } from './employer';

describe('two mentions of one employer', () => {
  it.each([
    ['The Royal Free London NHS Foundation Trust', 'royal free london'],
    ['Leeds Teaching Hospitals NHS Trust', 'Leeds Teaching Hospitals'],
    ["St George's University Hospitals NHS Foundation Trust", 'St Georges Hospital'],
    ['St. George’s Hospital, Tooting', 'Tooting St Georges'],
    ['University Hospitals of Leicester NHS Trust', 'Leicester University Hospital'],
    ['Barking, Havering & Redbridge University Hospitals', 'Barking Havering and Redbridge'],
    ['Bwrdd Iechyd Prifysgol Hywel Dda', 'Hywel Dda University Health Board'],
    ['Betsi Cadwaladr UHB', 'Bwrdd Iechyd Betsi Cadwaladr'],
    ['Belfast Health and Social Care Trust', 'belfast HSC trust'],
    ['Elm Tree Surgery', 'The Elm Tree Medical Practice'],
    ['Northumbria Healthcare NHS FT', 'NORTHUMBRIA   health-care'],
    ['Brighton Dental Ltd.', 'Brighton Dental Limited'],
    ['Cwm Taf Morgannwg', 'Cwm Tâf Morgannwg'],
  ])('are known to be of one: %s, %s', (one, other) => {
    expect(employerKey(one)).not.toBeNull();
    expect(employerKey(one)).toBe(employerKey(other));
  });

  it('are of two where their own words differ', () => {
    expect(employerKey('Leeds Teaching Hospitals')).not.toBe(
      employerKey('Leeds Community Healthcare'),
    );
    expect(employerKey('Royal Free London')).not.toBe(employerKey('Royal London Hospital'));
  });

  it.each([undefined, '', '  ', 'The NHS Trust', 'The Hospital', '---'])(
    'say nothing when no word is their own: %s',
    (name) => expect(employerKey(name)).toBeNull(),
  );
});

import type { Locale } from '../locale';

const english =
  'a am an and any are as at be been but by can cannot cant could did do does doesnt dont feel feeling for from get getting got had has have he her him his how i if im in is it its ive ll m me my myself no not of on or our out re really s she should so some someone t that the their them there they this to too very want was we what when where which who why will with wont would you your'.split(
    ' ',
  );

const welsh =
  'a ac am ar arna at beth bod ble can chi cael dan dim dw dwi eich ei eisiau er eu fe fel fi fod fy fyn gael gan gen gyda hon hwn hynny i ich im m mae mewn mi na nad nawr neu ni nid nod ngh o oes oedd os pa pam pan pob pryd pwy r rhyw roedd rwy rwyf rydw rydym rydych sut sy sydd teimlo un wedi wrth wyf y ydw ydy yma yn yr ydym'.split(
    ' ',
  );

/**
 * Words that say nothing about what is looked for, without accents or apostrophes. English ones are typed on the
 * Welsh site, too; not the other way round, where `ni` is Northern Ireland.
 */
export const emptyWords: Record<Locale, ReadonlySet<string>> = {
  en: new Set(english),
  cy: new Set([...welsh, ...english]),
};

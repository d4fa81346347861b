import { expect, it } from 'vitest';
import { renderTranslation } from './render.server';

const english = `## Call

- [116 123](phone:samaritans)

## More

[your rights](/guides/your-rights), [BMA](/support/bma)
`;

const render = (markdown: string) => renderTranslation(markdown, english, 'بالإنجليزية');

it('keeps numbers to call from left to right, and lets them be called', () => {
  const { urgent } = render('## اتصلوا\n\n- [116 123](phone:samaritans)\n\n## المزيد\n\n…');
  expect(urgent).toContain('<bdi dir="ltr" class="number"><a href="tel:116123">116 123</a></bdi>');
});

it('says in both languages what waits behind a link', () => {
  const { text } = render('## ا\n\n- …\n\n## ب\n\n[حقوقكم](/guides/your-rights)');
  expect(text).toContain(
    '<a href="/guides/your-rights" hreflang="en">حقوقكم (بالإنجليزية: <bdi lang="en" dir="ltr">your rights</bdi>)</a>',
  );
});

it('does not say an English name twice', () => {
  const { text } = render('## ا\n\n- …\n\n## ب\n\n[BMA](/support/bma)');
  expect(text).toContain(
    '<a href="/support/bma" hreflang="en"><bdi lang="en" dir="ltr">BMA</bdi> (بالإنجليزية)</a>',
  );
});

it('marks English words as English', () => {
  const { text } = render('## ا\n\n- …\n\n## ب\n\n_case manager_: …');
  expect(text).toContain('<em lang="en" dir="ltr">case manager</em>');
});

it('drops HTML', () => {
  expect(render('## ا\n\n- …\n\n## ب\n\n<script>1</script>').text).not.toContain('script');
});

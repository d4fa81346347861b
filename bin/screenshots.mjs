// npm run screenshots: pictures of the running portal, made in demo mode, for README and docs.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium.mjs';
import { startDemoPortal } from './demo-portal.mjs';
import { prepare, root } from './prepare.mjs';

const port = 4175;
const home = `http://localhost:${port}`;
const folder = path.join(root, 'docs', 'screenshots');
const desktop = { width: 1100, height: 900 };
const phone = { width: 390, height: 844 };

prepare();
mkdirSync(folder, { recursive: true });
const portal = await startDemoPortal(port);
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: chromiumArguments,
});

try {
  const reader = await browser.newPage({ viewport: desktop });
  const onPhone = await browser.newPage({ viewport: phone });
  await picture(reader, '/', 'home');
  await picture(reader, '/guides/formal-investigation', 'guide');
  await picture(reader, '/support', 'directory');
  await picture(onPhone, '/cy', 'home-welsh-phone');
  await picture(reader, '/search?q=suspention', 'search');
  await whatHappensNext(reader);
  await informationSheet(reader);
  await onPhone.goto(`${home}/guides/formal-investigation`);
  await onPhone.locator('button.word').first().click();
  await keep(onPhone, 'word-phone');
  await onPhone.keyboard.press('Escape');
  await onPhone.locator('ol.timeline').first().scrollIntoViewIfNeeded();
  await keep(onPhone, 'timeline-phone');
  await reader.goto(`${home}/support/match`);
  await reader.getByLabel('I feel anxious or low').check();
  await reader.getByLabel('Doctor', { exact: true }).check();
  await reader.getByLabel('England', { exact: true }).check();
  await reader.getByRole('button', { name: 'Show three contacts' }).click();
  await keep(reader, 'three-contacts');
  await picture(onPhone, '/support/acas', 'organisation-phone');
  await picture(reader, '/support/shortlist?id=samaritans&id=acas', 'shortlist');
  await picture(onPhone, '/languages/ar', 'summary-arabic-phone');
  await reader.emulateMedia({ colorScheme: 'dark' });
  await picture(reader, '/guides/who-is-who', 'guide-dark');
  await reader.emulateMedia({ colorScheme: 'light' });
  portal.run('demo', 'voices', '--scale', '600');
  await picture(reader, '/voices/insight', 'insight');
  const adviser = await meeting();
  await keepingTrue();
  portal.run('demo', 'seed', '--scale', '80');
  await picture(adviser, '/adviser', 'queue');
  const lead = await browser.newPage({ viewport: desktop });
  await signIn(lead, 'lead@example.test');
  await picture(lead, '/adviser/staff', 'staff');
  await picture(lead, '/adviser/team', 'team');
  await lead.getByText('More', { exact: true }).click();
  await keep(lead, 'lead-navigation');
} finally {
  await browser.close();
  portal.stop();
}

/** The private tool from its one page of questions to its result. */
async function whatHappensNext(reader) {
  await reader.goto(`${home}/what-happens-next/all`);
  for (const answer of ['england', 'doctor', 'employed', 'investigation', 'excluded', 'visa']) {
    await reader.locator(`[value=${answer}]`).check();
  }
  await reader.locator('details:has(#investigator-appointed-day) > summary').click();
  await fillDate(reader, 'investigation-letter', 2);
  await fillDate(reader, 'investigator-appointed', 4);
  await fillDate(reader, 'report-received', 18);
  await reader.getByRole('button', { name: 'Show what happens next' }).click();
  await keep(reader, 'what-happens-next');
}

/** A day of November 2026. */
async function fillDate(reader, date, day) {
  await reader.fill(`#${date}-day`, String(day));
  await reader.fill(`#${date}-month`, '11');
  await reader.fill(`#${date}-year`, '2026');
}

async function informationSheet(reader) {
  await reader.goto(`${home}/for-organisations/sheet`);
  for (const answer of ['investigation', 'england', 'doctor', 'employed']) {
    await reader.locator(`[value=${answer}]`).check();
  }
  await reader.getByRole('button', { name: 'Make it in English' }).click();
  await reader.locator('.sheet').first().scrollIntoViewIfNeeded();
  await keep(reader, 'information-sheet');
}

/** A request from its first question to a confirmed meeting, as both people see it. @returns the adviser's page. */
async function meeting() {
  const person = await browser.newPage({ viewport: phone });
  await signIn(person, 'amina.demo@example.test');
  await person.getByRole('link', { name: 'Ask for a meeting' }).click();
  await person.getByRole('button', { name: 'Begin' }).click();
  await keep(person, 'request-question-phone');
  const onward = () => person.getByRole('button', { name: 'Continue' }).click();
  await person.getByLabel('How the process works').check();
  await person.getByLabel('Whether my case is being handled fairly').check();
  await onward();
  await person.fill('[name=name]', 'Dr Amina Yusuf');
  await onward();
  await person.getByLabel('Video', { exact: true }).check();
  await onward();
  await person.getByLabel('Email', { exact: true }).check();
  await person.getByLabel('No', { exact: true }).check();
  await onward();
  await person.getByLabel('The day before').check();
  await person.getByLabel('By email').check();
  await onward();
  await person.getByLabel('Yes', { exact: true }).check();
  await person.fill('[name=supporterName]', 'Sam Lee');
  await onward();
  await person.getByLabel('Breaks').check();
  await onward();
  await person.getByLabel('England').check();
  await person.getByLabel('Yes', { exact: true }).check();
  await onward();
  await keep(person, 'free-times-phone');
  await person.locator('[name=slot][value=other]').check();
  await onward();
  await person.locator('[name=day1][value=any]').check();
  await person.locator('[name=part1][value=morning]').check();
  await onward();
  await person.getByRole('button', { name: 'Send my request' }).click();
  const reference = await person.locator('.reference').innerText();

  const adviser = await browser.newPage({ viewport: desktop });
  await signIn(adviser, 'adviser.north@example.test');
  await adviser.goto(`${home}/adviser/requests/${reference}`);
  await keep(adviser, 'adviser-request');
  await adviser.goto(`${home}/adviser/requests/${reference}/offer-times`);
  for (const index of [0, 2, 5]) await adviser.locator('[name=startsAt]').nth(index).check();
  await adviser.getByRole('button', { name: 'Offer these times' }).click();

  await person.goto(`${home}/meetings/${reference}`);
  await person.locator('[name=offer]').first().check();
  await person.getByRole('button', { name: 'Accept this time' }).click();
  await person.goto(`${home}/meetings/${reference}`);
  await keep(person, 'meeting-confirmed-phone');
  await ownAccount(person, adviser, reference);
  await picture(adviser, '/adviser/availability', 'availability');
  await picture(person, '/account/data', 'your-data-phone');
  return adviser;
}

/** A point of somebody's own account, what was found out about it, and where a concern is raised. */
async function ownAccount(person, adviser, reference) {
  await person.goto(`${home}/meetings/${reference}/account/new`);
  await person.fill(
    '[name=words]',
    'From the 2nd to the 5th of March I was on leave. The letter says that I did not answer my bleep. The rota shows that I was not at work.',
  );
  await person.getByRole('button', { name: 'Keep these words' }).click();
  const desk = `${home}/adviser/requests/${reference}`;
  await adviser.goto(`${desk}/record-identity`);
  await adviser.locator('[name=how]').first().check();
  await adviser.locator('main form button').click();
  await adviser.goto(`${desk}/account/1`);
  await adviser.locator('[value=case-manager]').check();
  await adviser.fill('[name=on]', '2026-11-20');
  await adviser.locator('[value=same]').check();
  await adviser.fill('[name=words]', 'You were on leave. They will correct the letter.');
  await adviser.locator('main form button').click();
  await person.goto(`${home}/meetings/${reference}/account`);
  await person.locator('#point-1').evaluate((heading) => heading.scrollIntoView());
  await keep(person, 'account-phone');
  await picture(person, '/concerns/new/discrimination', 'concern-phone');
}

/** What an editor sees after a reader said that a number is wrong. */
async function keepingTrue() {
  const reader = await browser.newPage({ viewport: desktop });
  await reader.goto(`${home}/support/acas/report`);
  await reader.locator('[value=number]').check();
  await reader.locator('main form button').click();
  const editor = await browser.newPage({ viewport: desktop });
  await signIn(editor, 'editor@example.test');
  await picture(editor, '/adviser/content', 'keeping-true');
}

async function signIn(page, email) {
  await page.goto(`${home}/sign-in`);
  await page.fill('[name=email]', email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const [message] = await (await fetch(`${home}/dev/mailbox.json`)).json();
  await page.fill('[name=code]', /\d{6}/.exec(message.subject)[0]);
  await page.getByRole('button', { name: 'Continue' }).click();
  if (!page.url().endsWith('/second-step')) return;
  const secret = /TOTP secret\): (\w+)/.exec(portal.printed)[1];
  await page.fill('[name=token]', new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function picture(page, address, name) {
  await page.goto(home + address);
  await keep(page, name);
}

/** One screenful, not the whole page: what somebody sees first. */
function keep(page, name) {
  return page.screenshot({ path: path.join(folder, `${name}.png`) });
}

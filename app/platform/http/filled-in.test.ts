import { describe, expect, it } from 'vitest';
import { filledIn } from './filled-in';

const page = (controls: string, id = 'answer-form') =>
  `<!DOCTYPE html><html lang="cy"><head></head><body><form id="${id}">${controls}</form></body></html>`;

/** The controls of a form, filled in with what was typed elsewhere. */
const filled = (controls: string, typed: [string, string][]) =>
  filledIn(page(controls), new URLSearchParams(typed)).replace(page('|').split('|')[0]!, '');

describe('a form that is filled in with what was typed in the other language', () => {
  it('has its words, whatever they are, and nothing they could do', () => {
    const typed = "\"><script>alert(1)</script> & 'ŵ'";
    const made = filled('<input name="name"><textarea name="words">old</textarea>', [
      ['name', typed],
      ['words', `</textarea>${typed}\r\nmore`],
    ]);
    expect(made).not.toContain('<script>');
    expect(made).toContain('value="&quot;&gt;&lt;script&gt;');
    expect(made).toContain('>\n&lt;/textarea&gt;"&gt;&lt;script&gt;');
    expect(made).not.toContain('old');
  });

  it('has ticks where there were ticks, and none where they were taken away', () => {
    const boxes =
      '<input type="checkbox" name="needs" value="bsl" checked="">' +
      '<input type="checkbox" name="needs" value="loop">' +
      '<input type="radio" name="way" value="phone"><input type="radio" name="way" value="video" checked="">';
    const made = filled(boxes, [
      ['needs', 'loop'],
      ['way', 'phone'],
    ]);
    expect(made).toContain('value="bsl">');
    expect(made).toContain('value="loop" checked="">');
    expect(made).toContain('value="phone" checked="">');
    expect(made).toContain('value="video">');
  });

  it('has the choice of a list', () => {
    const list =
      '<select name="part"><option value="am" selected=""></option><option>pm</option></select>';
    expect(filled(list, [['part', 'pm']])).toContain(
      '<option value="am"></option><option selected="">pm</option>',
    );
  });

  it('has fields of one name in their order, and those that were not sent as they are', () => {
    const inputs = '<input name="date"><input name="date" value="x"><input name="more" value="y">';
    expect(
      filled(inputs, [
        ['date', '1'],
        ['date', '2'],
      ]),
    ).toContain(
      '<input name="date" value="1"><input name="date" value="2"><input name="more" value="y">',
    );
  });

  it('has no file and no button of what was sent', () => {
    const controls = '<input type="file" name="file"><button name="go" value="send">Send</button>';
    expect(
      filled(controls, [
        ['file', 'letter.pdf'],
        ['go', 'back'],
      ]),
    ).toContain(controls);
  });

  it('is the one form of the page that says so', () => {
    const other = page('<input name="name" value="x">', 'search');
    expect(filledIn(other, new URLSearchParams({ name: 'y' }))).toBe(other);
  });
});

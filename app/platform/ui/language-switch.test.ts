import { describe, expect, it } from 'vitest';
import { answerFormIn } from './language-switch';

describe('the form of a page whose answers go along to the other language', () => {
  it('is none where nothing is asked', () => {
    expect(answerFormIn('<main><form method="post" action="/sign-out"></form></main>')).toBe(
      undefined,
    );
  });

  it('is sent where it says, without language, and Enter presses its first button', () => {
    const form = (action: string, button: string) =>
      `<form method="post" action="/a"><button name="x" value="y"></button></form>` +
      `<form id="answer-form" method="post" action="${action}"><input name="q">${button}</form>`;
    expect(answerFormIn(form('/cy/meetings/new/slot?from=check&amp;after=1', '<button>'))).toEqual({
      action: '/meetings/new/slot?from=check&after=1',
      enter: undefined,
    });
    const two =
      '<button type="submit" name="go" value="send"></button><button name="go" value="back">';
    expect(answerFormIn(form('/cy', two))).toEqual({
      action: '/',
      enter: { name: 'go', value: 'send' },
    });
    expect(answerFormIn(form('/cymru', '<button>'))?.action).toBe('/cymru');
  });
});

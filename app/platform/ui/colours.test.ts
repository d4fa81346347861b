import path from 'node:path';
import { compile } from 'sass';
import { describe, expect, it } from 'vitest';

/** Every pair of colours that meet on a page can be told apart, in the light and in the dark (WCAG 2.2, 1.4.3 and 1.4.11). */

const { css } = compile(path.join(import.meta.dirname, 'colours.scss'));

type Colours = Record<string, string>;

const coloursIn = (rules: string): Colours =>
  Object.fromEntries(
    [...rules.matchAll(/--([\w-]+): (#[0-9a-f]{3,6})\b/g)].map(([, name, value]) => [name, value]),
  );

const [light = '', dark = ''] = css.split('@media');
const schemes = [
  ['light', coloursIn(light)],
  ['dark', { ...coloursIn(light), ...coloursIn(dark) }],
] as const;

/** Relative luminance, from 0 (black) to 1 (white). */
function luminance(colour: string): number {
  const [, ...short] = colour;
  const digits = short.length === 3 ? short.flatMap((digit) => [digit, digit]) : short;
  const channel = (index: number) => {
    const value = parseInt(digits.slice(2 * index, 2 * index + 2).join(''), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** What words stand on. */
const grounds = ['paper', 'card', 'ground', 'warm', 'urgent-soft', 'deep-soft'];

const words: Record<string, string[]> = {
  ink: [...grounds, 'field', 'found'],
  quiet: grounds,
  link: grounds,
  'link-visited': grounds,
  'link-hover': grounds,
  error: ['paper', 'card'],
  'button-words': ['button', 'button-hover', 'button-edge'],
};

const shapes: Record<string, string[]> = {
  deep: grounds,
  'field-line': ['paper', 'card', 'field', 'deep-soft'],
  'warm-line': ['paper', 'card', 'warm'],
  urgent: ['paper', 'urgent-soft'],
  error: ['paper', 'card', 'field'],
  button: ['paper', 'card', 'warm', 'deep-soft'],
};

const pairsOf = (table: Record<string, string[]>) =>
  Object.entries(table).flatMap(([front, backs]) => backs.map((back) => [front, back] as const));

describe.each(schemes)('in the %s', (_, colours) => {
  it.each(pairsOf(words))('%s can be read on %s', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairsOf(shapes))('the shape of %s is seen on %s', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(3);
  });

  it('white words can be read on the bars across the page', () => {
    for (const bar of ['masthead', 'demo']) {
      expect(contrast('#ffffff', colours[bar]!), bar).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('the dark has a colour of its own for everything that has one in the light', () => {
  expect(Object.keys(coloursIn(dark))).toEqual(Object.keys(coloursIn(light)));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageHtml } from './message';

const html = (text: string) => messageHtml({ text });

describe('a message as HTML', () => {
  it('shows what somebody typed, and never runs it', () => {
    expect(html('<script>alert("1 & 2")</script>')).toBe(
      '<p>&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;</p>',
    );
  });

  it('keeps paragraphs and lines', () => {
    expect(html('Hello\n\nfirst line\nsecond line\n\n\nGoodbye')).toBe(
      '<p>Hello</p>\n<p>first line<br>second line</p>\n<p>Goodbye</p>',
    );
  });

  it('makes addresses into links', () => {
    expect(html('Read:\n\nhttps://portal.example.test/meetings/7K3M-9QTX')).toContain(
      '<a href="https://portal.example.test/meetings/7K3M-9QTX">https://portal.example.test/meetings/7K3M-9QTX</a>',
    );
  });

  it('does not let an address break out of its link', () => {
    expect(html('https://x.test/"onmouseover="alert(1)')).not.toMatch(/"\s*onmouseover/);
  });

  it('links to nothing but web addresses', () => {
    expect(html('javascript:alert(1) data:text/html,x file:///etc/passwd')).not.toContain('<a');
  });

  it('holds only paragraphs, line breaks and links, and every word, whatever the text', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '\n',
      '\n\n',
      ' ',
      'https://x.test/',
      'é',
    );
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (typed) => {
        const shown = html(typed);
        const bare = shown
          .replaceAll(/<a href="[^"<>]*">/g, '')
          .replaceAll(/<\/a>|<p>|<\/p>|<br>/g, '');
        expect(bare).not.toMatch(/[<>"]/);
        const words = bare
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&');
        expect(words.replaceAll('\n', '')).toBe(typed.replaceAll('\n', ''));
      }),
    );
  });
});

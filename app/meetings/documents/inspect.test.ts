import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aDocx, aJpeg, aPdf, aPng, aZip } from '../../../tests/support/documents';
import { bytesOf } from './bytes';
import { inspect } from './inspect';
import { documentLimits, fileNameOf } from './kinds';

const look = (file: Buffer | string) => inspect(bytesOf(Buffer.from(file as Buffer)));
const taken = (type: string, file: Buffer) => ({ type, length: file.length });
const join = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)));

const script = '<script>alert(document.domain)</script>';
const svg = `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`;

describe('what people send', () => {
  it('is known by its bytes', () => {
    for (const [type, file] of [
      ['pdf', aPdf()],
      ['docx', aDocx()],
      ['png', aPng()],
      ['jpeg', aJpeg()],
    ] as const)
      expect(look(file), type).toEqual(taken(type, file));
  });

  it('may be large, with what matters anywhere in it', () => {
    const pdf = aPdf('', 700_000);
    expect(look(pdf)).toEqual(taken('pdf', pdf));
    const late = aPdf('', 700_000)
      .toString('latin1')
      .replace('xref\n0', '9 0 obj << /S /Launch >>\nxref\n0');
    expect(look(Buffer.from(late, 'latin1'))).toEqual({ because: 'active' });
    const photo = aJpeg({ width: 4000, height: 3000 }, Buffer.alloc(300_000, 'points'));
    expect(look(photo)).toEqual(taken('jpeg', photo));
  });

  it('may be a letter with a picture, a font and a comment in it, made by Word', () => {
    const file = aDocx([
      { name: 'word/media/image1.png', bytes: aPng() },
      { name: 'word/fonts/font1.odttf', bytes: 'font' },
      { name: 'customXml/item1.xml', bytes: '<a/>' },
      { name: 'docProps/', bytes: '' },
    ]);
    expect(look(file)).toEqual(taken('docx', file));
  });
});

describe('what is not taken', () => {
  it('is nothing at all, or too much', () => {
    expect(look('')).toEqual({ because: 'empty' });
    const tooLarge = join(aPng(), Buffer.alloc(documentLimits.largest));
    expect(look(tooLarge)).toEqual({ because: 'too-large' });
  });

  it('is anything else, whatever its name says', () => {
    const others = [
      svg,
      `<!doctype html>${script}`,
      `<?xml version="1.0"?>${svg}`,
      'MZ\x90\x00 a program',
      '#!/bin/sh\nrm -rf /',
      'GIF89a',
      'RIFF\x00\x00\x00\x00WEBP',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word document',
      '{\\rtf1 advice}',
      'just words',
      '\ufeff%PDF-1.7',
      ' %PDF-1.7',
    ];
    for (const other of others)
      expect(look(Buffer.from(other)), other).toEqual({ because: 'wrong-type' });
  });

  it('is cut short, wherever it was cut', () => {
    for (const file of [aPdf(), aDocx(), aPng(), aJpeg()]) {
      for (const part of [0.2, 0.5, 0.9]) {
        expect(look(file.subarray(0, Math.floor(file.length * part)))).toHaveProperty('because');
      }
      expect(look(file.subarray(0, 8))).toEqual({ because: 'damaged' });
    }
    expect(look(aPng().subarray(0, -1))).toEqual({ because: 'damaged' });
    expect(look(aJpeg().subarray(0, -1))).toEqual({ because: 'damaged' });
  });
});

describe('a PDF', () => {
  const active = [
    '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
    '/S /J#61vaScript',
    '/#4a#61#76#61#53#63#72#69#70#74',
    '/S/Rendition/JS(a)',
    '<< /JS (a) >>',
    '<< /J#53 9 0 R >>',
    '<< /#4AS <61> >>',
    '/S /Launch /F (cmd.exe)',
    '/Type /EmbeddedFile',
    '/Names << /EmbeddedFiles 5 0 R >>',
    '/Subtype /RichMedia',
    '/AcroForm << /XFA 6 0 R >>',
    '/S /SubmitForm /F (https://collect.example.test)',
    '/S /ImportData',
    '/S /GoToE',
  ];

  it.each(active)('with %s in it is not taken', (inside) => {
    expect(look(aPdf(`7 0 obj\n<< ${inside} >>\nendobj\n`))).toEqual({ because: 'active' });
  });

  it('that goes to its first page when opened, and has links, is taken', () => {
    const inside =
      '7 0 obj << /OpenAction [3 0 R /Fit] /S /URI /URI (https://www.gov.uk) /JSON (a) >> endobj\n';
    expect(look(aPdf(inside))).toEqual(taken('pdf', aPdf(inside)));
  });

  it('is taken when two letters of its points look like the name of a script', () => {
    const inside = '7 0 obj << >> stream\n\x80\x99\xfe\x01/JS(\x80\nendstream endobj\n';
    expect(look(aPdf(inside))).toMatchObject({ type: 'pdf' });
  });

  it('is not taken with a password, or with a great many pages', () => {
    expect(look(aPdf('7 0 obj << /Encrypt 8 0 R >> endobj\n'))).toEqual({ because: 'locked' });
    const pages = '7 0 obj << /Type /Pages /Count 1000000 >> endobj\n';
    expect(look(aPdf(pages))).toEqual({ because: 'too-much' });
    expect(look(aPdf('7 0 obj << /Count -3 >> endobj\n'))).toMatchObject({ type: 'pdf' });
  });

  it('is not taken with something else behind it, or around it', () => {
    const zip = aZip([{ name: 'run.js', bytes: 'alert(1)' }]);
    expect(look(join(aPdf(), zip))).toEqual({ because: 'hidden' });
    expect(look(join(aPdf(), zip, '%%EOF\n'))).toEqual({ because: 'hidden' });
    expect(look(join(aPdf(), script))).toEqual({ because: 'hidden' });
    expect(look(join(aPdf(), aPdf(), script))).toEqual({ because: 'hidden' });
    expect(look(join(aPdf(), '\r\n\0\0'))).toMatchObject({ type: 'pdf' });
    expect(look(join('PK\x03\x04', aPdf()))).toHaveProperty('because');
  });
});

describe('a Word document', () => {
  const refused: [string, Parameters<typeof aDocx>[0] & object, string][] = [
    ['macros', [{ name: 'word/vbaProject.bin', bytes: 'macro' }], 'active'],
    ['macros under another name', [{ name: 'word/VBADATA.xml', bytes: 'macro' }], 'active'],
    ['a control', [{ name: 'word/activeX/activeX1.bin', bytes: 'x' }], 'active'],
    ['another file', [{ name: 'word/embeddings/oleObject1.bin', bytes: 'x' }], 'active'],
    ['another document', [{ name: 'word/embeddings/inside.docx', bytes: aDocx() }], 'active'],
    ['another ZIP file', [{ name: 'inside.zip', bytes: aZip([]) }], 'active'],
    ['a program', [{ name: 'run.exe', bytes: 'MZ' }], 'active'],
    ['a password', [{ name: 'word/more.xml', flags: 1 }], 'locked'],
    ['a way out of its folder', [{ name: '../../etc/cron.d/a.xml' }], 'hidden'],
    ['a way from the root', [{ name: '/etc/a.xml' }], 'hidden'],
    ['another system’s way', [{ name: 'word\\a.xml' }], 'hidden'],
    ['a drive', [{ name: 'C:a.xml' }], 'hidden'],
    ['a name cut by NUL', [{ name: 'word/a\0.xml' }], 'hidden'],
    ['the same name twice', [{ name: 'word/document.xml', bytes: 'other' }], 'hidden'],
    ['two names for one part', [{ name: 'word/a.xml', localName: 'word/b.exe' }], 'hidden'],
    [
      'a part that becomes enormous',
      [{ name: 'word/a.xml', unpacked: 200 * 1024 ** 2 }],
      'too-much',
    ],
    ['parts on one place', [{ name: 'word/a.xml', bytes: 'aaaa', at: 0 }], 'too-much'],
  ];

  it.each(refused)('with %s is not taken', (_, more, because) => {
    expect(look(aDocx(more))).toEqual({ because });
  });

  it('that shrinks to almost nothing is a bomb', () => {
    const bomb = aDocx([{ name: 'word/a.xml', bytes: Buffer.alloc(50 * 1024 ** 2) }]);
    expect(bomb.length).toBeLessThan(100_000);
    expect(look(bomb)).toEqual({ because: 'too-much' });
    const many = Array.from({ length: 3000 }, (_, index) => ({ name: `word/${index}.xml` }));
    expect(look(aDocx(many))).toEqual({ because: 'too-much' });
  });

  it('is not any other ZIP file', () => {
    for (const name of ['xl/workbook.xml', 'META-INF/MANIFEST.MF', 'index.html']) {
      const zip = aZip([{ name: '[Content_Types].xml' }, { name }]);
      expect(look(zip)).toEqual({ because: 'wrong-type' });
    }
    expect(look(aZip([{ name: 'word/document.xml' }]))).toEqual({ because: 'wrong-type' });
  });

  it('has nothing in front, behind, or in its comment', () => {
    const parts = [{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }];
    expect(look(aZip(parts, script))).toEqual({ because: 'hidden' });
    expect(look(join(aDocx(), script))).toEqual({ because: 'hidden' });
    expect(look(join(aDocx(), aPdf()))).toEqual({ because: 'hidden' });
    expect(look(join('PK\x03\x04 something', aDocx()))).toHaveProperty('because');
  });
});

describe('a picture', () => {
  it('is not taken when it would fill the memory of whoever opens it', () => {
    const size = { width: 60_000, height: 60_000 };
    expect(look(aPng(1, 1, size))).toEqual({ because: 'too-much' });
    expect(look(aJpeg(size))).toEqual({ because: 'too-much' });
    expect(look(aPng(1, 1, { width: 30_000, height: 2 }))).toEqual({ because: 'too-much' });
    expect(look(aPng(1, 1, { width: 0, height: 2 }))).toEqual({ because: 'damaged' });
  });

  it('is kept as far as it goes: what is hidden behind it is left out', () => {
    const jar = aZip([{ name: 'META-INF/MANIFEST.MF' }, { name: 'Evil.class', bytes: 'cafebabe' }]);
    for (const [type, picture] of [
      ['png', aPng()],
      ['jpeg', aJpeg()],
    ] as const) {
      for (const behind of [jar, aPdf(), script, svg, Buffer.alloc(3)]) {
        expect(look(join(picture, behind))).toEqual(taken(type, picture));
      }
    }
  });

  it('is not taken without any points, or without an end', () => {
    const noPoints = join(aPng().subarray(0, 33), aPng().subarray(-12));
    expect(look(noPoints)).toEqual({ because: 'damaged' });
    expect(look(aJpeg().subarray(0, -2))).toEqual({ because: 'damaged' });
    expect(look('\xff\xd8\xff\xe0\x00\x04ab\xff\xd9')).toEqual({ because: 'wrong-type' });
    const noFrame = Buffer.from('\xff\xd8\xff\xe0\x00\x04ab\xff\xd9', 'latin1');
    expect(look(noFrame)).toEqual({ because: 'damaged' });
    expect(look(join(aJpeg().subarray(0, 2), Buffer.alloc(50_000, 0xff)))).toHaveProperty(
      'because',
    );
  });

  it('that is a page of script under the name of a picture is none', () => {
    expect(look(join('\x89PNG\r\n\x1a\n', svg))).toEqual({ because: 'wrong-type' });
    expect(look(join(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), svg))).toEqual({
      because: 'damaged',
    });
  });
});

it('never fails, whatever a file holds: every cut and many changed bytes', () => {
  for (const file of [
    aPdf(),
    aDocx([{ name: 'word/a.png', bytes: deflateSync('a') }]),
    aPng(),
    aJpeg(),
  ]) {
    for (let at = 0; at < file.length; at += 1) {
      look(file.subarray(0, at));
      const changed = Buffer.from(file);
      for (const value of [0, 0x7f, 0xff]) {
        changed[at] = value;
        look(changed);
      }
    }
  }
});

it('gives a file a name that says nothing', () => {
  expect(fileNameOf(3, 'jpeg')).toBe('document-3.jpg');
});

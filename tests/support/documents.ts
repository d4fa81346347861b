import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** Documents for tests, made of nothing: whole ones, and with a trick in them. */

// PDF

/**
 * A PDF of one empty page.
 * @param inside more objects, as they are written.
 */
export function aPdf(inside = '', padding = 0): Buffer {
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n',
    ...(padding > 0 ? [`4 0 obj\n(${'advice '.repeat(padding / 7)})\nendobj\n`] : []),
    inside,
  ];
  let body = '%PDF-1.7\n';
  const places = objects.slice(0, 3).map((object) => {
    const at = body.length;
    body += object;
    return at;
  });
  body += objects.slice(3).join('');
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${body}xref\n0 4\n0000000000 65535 f \n${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

// ZIP

export interface Part {
  name: string;
  bytes?: Buffer | string;
  flags?: number;
  /** Where the list says it begins, when that is a lie. */
  at?: number;
  /** How large the list says it becomes, when that is a lie. */
  unpacked?: number;
  /** What its own place calls it, when that is another name. */
  localName?: string;
}

/** A ZIP file. @param comment at its end. */
export function aZip(parts: readonly Part[], comment = ''): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const bytes = Buffer.from(part.bytes ?? '');
    const packed = deflateRawSync(bytes);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(part.unpacked ?? bytes.length, 8);
    const common = (name: string) => {
      const head = Buffer.alloc(26);
      head.writeUInt16LE(20, 0);
      head.writeUInt16LE(part.flags ?? 0, 2);
      head.writeUInt16LE(8, 4);
      sizes.copy(head, 10);
      head.writeUInt16LE(Buffer.byteLength(name), 22);
      return head;
    };
    const localName = part.localName ?? part.name;
    const place = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      common(localName),
      Buffer.from(localName),
      packed,
    ]);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(part.at ?? at, 10);
    central.push(
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      common(part.name),
      more,
      Buffer.from(part.name),
    );
    local.push(place);
    at += place.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...local, directory, end, Buffer.from(comment)]);
}

const wordParts = (text: string): Part[] => [
  { name: '[Content_Types].xml', bytes: '<Types/>' },
  { name: '_rels/.rels', bytes: '<Relationships/>' },
  { name: 'word/document.xml', bytes: `<w:document>${text}</w:document>` },
];

/** A Word document, with more parts. */
export const aDocx = (more: readonly Part[] = [], text = 'advice'): Buffer =>
  aZip([...wordParts(text), ...more]);

// Pictures

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** A white PNG. @param claimed the size it claims to have, when that is a lie. */
export function aPng(width = 40, height = 30, claimed = { width, height }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed.width, 0);
  header.writeUInt32BE(claimed.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const line = Buffer.alloc(1 + width, 0xff);
  line[0] = 0;
  const points = Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(points)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One grey point, as a JPEG. */
const greyPoint = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
);

/**
 * A JPEG.
 * @param claimed the size it claims to have. @param points more bytes of the picture itself.
 */
export function aJpeg(claimed = { width: 1, height: 1 }, points = Buffer.alloc(0)): Buffer {
  const jpeg = Buffer.from(greyPoint);
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc9]));
  jpeg.writeUInt16BE(claimed.height, frame + 5);
  jpeg.writeUInt16BE(claimed.width, frame + 7);
  return Buffer.concat([jpeg.subarray(0, -2), points, jpeg.subarray(-2)]);
}

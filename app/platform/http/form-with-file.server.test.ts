import { describe, expect, it } from 'vitest';
import { readFormWithFile } from './form-with-file.server';

/** A form as a browser sends it, in pieces of a size. @param given is told how many bytes have been asked for. */
function formOf(
  body: Buffer | string,
  { pieceSize = 1000, edge = 'edge', given = (_bytes: number) => {} } = {},
): Request {
  const bytes = Buffer.from(body as Buffer);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(new Uint8Array(bytes.subarray(at, (at += pieceSize))));
        given(at);
      },
    },
    { highWaterMark: 0 },
  );
  return new Request('http://portal.example.test', {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
    body: stream,
    duplex: 'half',
  } as RequestInit);
}

const field = (name: string, words: string) =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${words}\r\n`;
const file = (name: string, bytes: string) =>
  `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n${bytes}\r\n`;
const end = '--edge--\r\n';

/** Everything in a form; no fields when it did not come whole. */
async function allOf(request: Request) {
  const files: { field: string; isChosen: boolean; bytes: string }[] = [];
  const fields = await readFormWithFile(request, async ({ bytes, ...its }) => {
    const pieces: Buffer[] = [];
    for await (const piece of bytes) pieces.push(piece);
    files.push({ ...its, bytes: Buffer.concat(pieces).toString() });
  });
  return { fields: fields && Object.fromEntries(fields), files };
}

describe('a form with a file', () => {
  it('is read as it comes, however it is cut up on its way', async () => {
    const bytes = `\r\n--edg\r\n-${'\r\n'.repeat(50)}`;
    const form = field('title', 'Llythyr ŵ') + file('a.pdf', bytes) + field('kind', '') + end;
    for (const pieceSize of [1, 7, 64, 10_000]) {
      expect(await allOf(formOf(form, { pieceSize }))).toEqual({
        fields: { title: 'Llythyr ŵ', kind: '' },
        files: [{ field: 'file', isChosen: true, bytes }],
      });
    }
  });

  it('may have a file of any name, or none', async () => {
    const names = ['a=b;c.pdf', 'a\\"b.pdf', '../../etc/passwd', 'fdp.\u202eexe', 'x'.repeat(300)];
    for (const name of names) {
      const { files } = await allOf(formOf(file(name, 'bytes') + end));
      expect(files, name).toEqual([{ field: 'file', isChosen: true, bytes: 'bytes' }]);
    }
    const { files, fields } = await allOf(formOf(file('', '') + field('title', 'Letter') + end));
    expect(files).toEqual([{ field: 'file', isChosen: false, bytes: '' }]);
    expect(fields).toEqual({ title: 'Letter' });
  });

  it('does not come faster than it is taken', async () => {
    const size = 4 * 1024 * 1024;
    let given = 0;
    let taken = 0;
    let furthest = 0;
    const form = file('a.pdf', 'a'.repeat(size)) + end;
    await readFormWithFile(formOf(form, { given: (at) => (given = at) }), async ({ bytes }) => {
      for await (const piece of bytes) {
        // Whoever takes it has something else to do now and then.
        await new Promise((resolve) => setImmediate(resolve));
        taken += piece.length;
        furthest = Math.max(furthest, given - taken);
      }
    });
    expect(taken).toBe(size);
    expect(furthest).toBeLessThan(500_000);
  });

  it('may be left unread, or read in part', async () => {
    const form = () => formOf(file('a.pdf', 'a'.repeat(500_000)) + field('title', 'Letter') + end);
    const unread = await readFormWithFile(form(), () => Promise.resolve());
    expect(unread?.get('title')).toBe('Letter');
    const inPart = await readFormWithFile(form(), async ({ bytes }) => {
      for await (const _ of bytes) return;
    });
    expect(inPart?.get('title')).toBe('Letter');
  });

  it('has one file: what comes beside it is passed over, and so are endless words', async () => {
    const two = file('a.pdf', 'first') + file('b.pdf', 'second') + field('title', 'Letter') + end;
    const { files, fields } = await allOf(formOf(two));
    expect(files).toHaveLength(1);
    expect(fields).toEqual({ title: 'Letter' });
    const endless = field('title', 'a'.repeat(5000)) + end;
    expect((await allOf(formOf(endless))).fields).toEqual({ title: '' });
    const many = Array.from({ length: 500 }, (_, index) => field(`f${index}`, 'a')).join('') + end;
    expect(Object.keys((await allOf(formOf(many))).fields!).length).toBeLessThan(30);
  });

  it('that breaks off, or is none, is not taken for whole', async () => {
    const form = field('title', 'Letter') + file('a.pdf', 'a'.repeat(5000)) + end;
    for (const cut of [10, 60, 100, 200, 300, 4000, form.length - 20])
      expect((await allOf(formOf(form.slice(0, cut)))).fields, `${cut}`).toBeNull();
    expect((await allOf(formOf('title=Letter'))).fields).toBeNull();
    expect((await allOf(formOf(form, { edge: 'other' }))).fields).toBeNull();
    expect((await allOf(formOf(form, { edge: '' }))).fields).toBeNull();
    const plain = new Request('http://portal.example.test', {
      method: 'POST',
      body: new URLSearchParams({ title: 'Letter' }),
    });
    expect(await readFormWithFile(plain, () => Promise.resolve())).toBeNull();
  });

  it('whose sender goes away half-way is not waited for', async () => {
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pieces += 1;
        if (pieces > 3) return controller.error(new Error('gone'));
        controller.enqueue(Buffer.from(pieces === 1 ? file('a', 'a').slice(0, -2) : 'more'));
      },
    });
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const request = new Request('http://portal.example.test', init as RequestInit);
    expect((await allOf(request)).fields).toBeNull();
  });

  it('does not hide what went wrong while it was taken', async () => {
    const form = file('a.pdf', 'a'.repeat(500_000)) + end;
    const broken = readFormWithFile(formOf(form), async ({ bytes }) => {
      for await (const piece of bytes) throw new Error(`no room for ${piece.length}`);
    });
    await expect(broken).rejects.toThrow('no room for');
  });

  it('ends, whatever it holds: at every cut and with many changed bytes', async () => {
    const form = Buffer.from(field('title', 'Letter') + file('a.pdf', 'bytes') + end);
    for (let at = 0; at < form.length; at += 3) {
      await allOf(formOf(form.subarray(0, at)));
      const changed = Buffer.from(form);
      for (const value of [0, 0x0d, 0x22, 0x2d, 0xff]) {
        changed[at] = value;
        await allOf(formOf(changed));
      }
    }
  });
});

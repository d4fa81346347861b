import type { Bytes } from './bytes';
import type { Inspected } from './inspect';

/**
 * Pictures. What stands behind the end of a picture is left out: cameras put a film or a second picture there, and
 * others a program. Neither is needed to see it.
 */

/** A page scanned finely is 35 million points; a phone takes up to 50. */
const mostPixels = 64_000_000;
const longestSide = 20_000;

/** More parts than any camera or program writes. */
const mostParts = 20_000;

const isEnormous = (width: number, height: number): boolean =>
  width > longestSide || height > longestSide || width * height > mostPixels;

// PNG (W3C Portable Network Graphics Specification, third edition)

/** Length, type and checksum around the data of a chunk. */
const aroundChunk = 12;

export function inspectPng(bytes: Bytes): Inspected {
  const head = bytes.read(8, 8 + 8 + 13);
  const isHeader = head.length === 21 && head.readUInt32BE(0) === 13;
  if (!isHeader || head.toString('latin1', 4, 8) !== 'IHDR') return { because: 'damaged' };
  const [width, height] = [head.readUInt32BE(8), head.readUInt32BE(12)];
  if (width === 0 || height === 0) return { because: 'damaged' };
  if (isEnormous(width, height)) return { because: 'too-much' };
  let at = 8;
  let hasData = false;
  for (let part = 0; part < mostParts; part += 1) {
    const start = bytes.read(at, at + 8);
    if (start.length < 8) return { because: 'damaged' };
    const type = start.toString('latin1', 4);
    at += start.readUInt32BE(0) + aroundChunk;
    if (at > bytes.size || !/^[a-z]{4}$/i.test(type)) return { because: 'damaged' };
    hasData ||= type === 'IDAT';
    if (type === 'IEND') return hasData ? { type: 'png', length: at } : { because: 'damaged' };
  }
  return { because: 'too-much' };
}

// JPEG (ITU-T T.81, annex B)

const startOfScan = 0xda;
const endOfImage = 0xd9;

/** Markers that tell the size: every kind of frame; the three between them are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Markers without a length of their own: restarts, and one for private use. */
const standsAlone = (marker: number): boolean =>
  (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

export function inspectJpeg(bytes: Bytes): Inspected {
  let at = 2;
  let hasFrame = false;
  let hasScan = false;
  for (let part = 0; part < mostParts; part += 1) {
    const start = bytes.read(at, at + 9);
    if (start[0] !== 0xff) return { because: 'damaged' };
    const marker = start[1]!;
    if (marker === 0xff) at += 1;
    else if (marker === endOfImage) {
      return hasFrame && hasScan ? { type: 'jpeg', length: at + 2 } : { because: 'damaged' };
    } else if (standsAlone(marker)) at += 2;
    else {
      const length = start.length >= 4 ? start.readUInt16BE(2) : 0;
      if (length < 2 || at + 2 + length > bytes.size) return { because: 'damaged' };
      if (isFrame(marker)) {
        if (start.length < 9) return { because: 'damaged' };
        const [height, width] = [start.readUInt16BE(5), start.readUInt16BE(7)];
        if (width === 0) return { because: 'damaged' };
        if (isEnormous(width, height)) return { because: 'too-much' };
        hasFrame = true;
      }
      at += 2 + length;
      if (marker === startOfScan) {
        hasScan = true;
        at = endOfScan(bytes, at);
        if (at < 0) return { because: 'damaged' };
      }
    }
  }
  return { because: 'too-much' };
}

const windowSize = 64 * 1024;

/** Where the next marker stands after the points of a scan; -1 when there is none. */
function endOfScan(bytes: Bytes, from: number): number {
  for (let start = from; start < bytes.size; start += windowSize) {
    // With the first byte of the next window: a marker may lie across both.
    const window = bytes.read(start, start + windowSize + 1);
    for (
      let at = window.indexOf(0xff);
      at >= 0 && at < windowSize;
      at = window.indexOf(0xff, at + 1)
    ) {
      const next = window[at + 1];
      // A point that looks like a marker has a zero behind it.
      const isPoint = next === 0x00 || next === undefined || (next >= 0xd0 && next <= 0xd7);
      if (!isPoint) return start + at;
    }
  }
  return -1;
}

// What a caller said: sealed second by second (docs/envelope-format.md), opened here and nowhere else. The sound is in
// this page's memory as long as somebody listens to it.

import {CONTEXT} from './keyring.js';
import {toBytes} from './crypto.js';

export const RATE = 8_000; // samples, and bytes, a second
const TAG = 16;
const NONCE = 12;

const subtle = globalThis.crypto.subtle;

function nonce(number, last) {
  const bytes = new Uint8Array(NONCE);
  new DataView(bytes.buffer).setUint32(7, number);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

async function second(key, context, sealed, place) {
  if (sealed.length !== RATE + TAG) {
    return null;
  }
  try {
    return new Uint8Array(await subtle.decrypt(
        {name: 'AES-GCM', iv: nonce(place.number, place.last), additionalData: context}, key, sealed));
  } catch {
    return null;
  }
}

/** ITU-T G.711, mu-law, to -1 … 1. */
export function fromULaw(code) {
  const bits = ~code & 0xff;
  const magnitude = (((bits & 0xf) << 3) + 0x84 << (bits >> 4 & 7)) - 0x84;
  return (bits & 0x80 ? -magnitude : magnitude) / 32_768;
}

const LINEAR = Float32Array.from({length: 256}, (_, code) => fromULaw(code));

/**
 * Opens it: {samples, whole, sound}. Not whole: its end is missing, because the line or the server broke off. Not
 * sound: from somewhere on it was changed or does not belong there; what stands before that is what was said.
 */
export async function openSound(raw, id, seconds) {
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  raw.fill(0);
  const context = new TextEncoder().encode(CONTEXT.message(id)[1]);
  const samples = new Float32Array(RATE * seconds.length);
  for (let number = 0; number < seconds.length; number += 1) {
    const sealed = toBytes(seconds[number]);
    const end = number === seconds.length - 1;
    const last = end ? await second(key, context, sealed, {number, last: true}) : null;
    const bytes = last ?? await second(key, context, sealed, {number, last: false});
    if (bytes === null) {
      return {samples: samples.subarray(0, RATE * number), whole: false, sound: false};
    }
    bytes.forEach((code, i) => {
      samples[RATE * number + i] = LINEAR[code];
    });
    bytes.fill(0);
    if (last !== null) {
      return {samples, whole: true, sound: true};
    }
  }
  return {samples, whole: false, sound: true};
}

/** Fetches what was said in a message and opens it. */
export async function fetchSound(app, id) {
  const {envelope, seconds} = await app.api.get(`/api/messages/${encodeURIComponent(id)}/sound`);
  const {key} = await app.open(...CONTEXT.message(id), envelope);
  return openSound(toBytes(key), id, seconds);
}

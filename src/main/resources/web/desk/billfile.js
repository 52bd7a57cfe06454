// A carrier's bill on its way to the server: sealed piece by piece under a key of its own, which is sealed to a
// one-time key of the server's (docs/envelope-format.md, "A sealed stream"). Nothing between this page and the reader
// sees a line.

import {sealBytes} from '../seal.js';
import {random} from './crypto.js';
import {CannotSeal} from './placing.js';

const PIECE = 64 * 1024;
const LAST = 0x80000000;
/** How much of a file is sent to see which columns it has. */
export const HEAD = 32 * 1024;
/** The longest that the server takes: a longer one is not sealed in vain, which takes as much memory. */
export const MOST = 512 * 1024 * 1024;

const {subtle} = globalThis.crypto;

const number = value => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

function nonce(count) {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(count));
  return bytes;
}

/** All pieces of that part of a file, as {length, bytes} one after the other. */
export async function pieces(key, file) {
  const parts = [];
  for (let count = 0; count === 0 || count * PIECE < file.size; count += 1) {
    const last = (count + 1) * PIECE >= file.size;
    const text = new Uint8Array(await file.slice(count * PIECE, (count + 1) * PIECE).arrayBuffer());
    const sealed = await subtle.encrypt(
        {name: 'AES-GCM', iv: nonce(count), additionalData: Uint8Array.of(last ? 1 : 0)}, key, text);
    text.fill(0);
    parts.push(number(sealed.byteLength + (last ? LAST : 0)), sealed);
  }
  return parts;
}

/** Sends a file, or its beginning, with what is to be done with it. */
export async function send(app, path, order, file) {
  const {kid, jwk} = await app.api.post('/api/call-keys', {});
  const secret = random(32);
  const key = await subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const sealed = await sealBytes(secret, jwk);
  if (sealed === null) {
    throw new CannotSeal();
  }
  const head = new TextEncoder().encode(JSON.stringify({kid, key: sealed, ...order}));
  return app.api.upload(path, new Blob([number(head.length), head, ...await pieces(key, file)]));
}

// Vouchers (docs/envelope-format.md): whoever lets a device in vouches for its key, by the centre's private key, which
// the server has not. So a server that names further devices, or another recovery sheet, gets no new key of the centre
// for them. Bytes are Uint8Array.

import {toBytes, toText} from './crypto.js';

const INFO = 'stillcall voucher 1';
const CURVE = {name: 'ECDH', namedCurve: 'P-256'};
const POINT = 65;
const LENGTH = 32;

/** The holder of the recovery sheet's key; all other holders are devices, by their ids. */
export const SHEET = 'recovery';

const subtle = globalThis.crypto.subtle;
const utf8 = text => new TextEncoder().encode(text);

/** The key of one generation's vouchers, from both halves of that generation's key. */
export async function voucherKey({privateKey, publicKey}) {
  const ours = await subtle.importKey('raw', publicKey, CURVE, false, []);
  const secret = await subtle.deriveBits({name: 'ECDH', public: ours}, privateKey, 256);
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return subtle.deriveKey(
      {name: 'HKDF', hash: 'SHA-256', salt: publicKey, info: utf8(INFO)}, material,
      {name: 'HMAC', hash: 'SHA-256', length: 256}, false, ['sign', 'verify']);
}

function said(generation, holder, publicKey) {
  if (publicKey.length !== POINT) {
    throw new Error('A public key has 65 bytes.');
  }
  const name = utf8(holder);
  const bytes = new Uint8Array(4 + POINT + name.length);
  new DataView(bytes.buffer).setUint32(0, generation);
  bytes.set(publicKey, 4);
  bytes.set(name, 4 + POINT);
  return bytes;
}

/** A voucher, as text, for the key of that holder. */
export async function vouch(key, generation, holder, publicKey) {
  return toText(new Uint8Array(await subtle.sign('HMAC', key, said(generation, holder, publicKey))));
}

/** Whether somebody with the centre's key vouched for it; what came from the server may be anything. */
export async function isVouched(key, generation, {holder, publicKey, voucher}) {
  try {
    const bytes = toBytes(voucher);
    return bytes.length === LENGTH
        && await subtle.verify('HMAC', key, bytes, said(generation, holder, toBytes(publicKey)));
  } catch {
    return false;
  }
}

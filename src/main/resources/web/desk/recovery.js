// The way back in when every device is lost: a secret on paper that opens the recovery key and proves it to the server.

import {
  Unopened, importPrivate, newWrappablePair, random, sha256, wrapKey,
} from './crypto.js';

const SECRET = 16;
const NONCE = 12;

const subtle = globalThis.crypto.subtle;
const utf8 = text => new TextEncoder().encode(text);

export const newSecret = () => random(SECRET);

async function derive(secret, info, algorithm) {
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey', 'deriveBits']);
  const terms = {name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(info)};
  return algorithm === 'bits' ? new Uint8Array(await subtle.deriveBits(terms, material, 256)) : subtle.deriveKey(
      terms, material, {name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
}

/** What proves to the server that somebody holds the sheet; the server keeps its SHA-256 only. */
export const proofOf = secret => derive(secret, 'stillcall recovery proof 1', 'bits');

/** Seals the recovery private key under the secret: nonce 12, ciphertext. */
export async function sealRecovery(secret, pkcs8) {
  const key = await derive(secret, 'stillcall recovery seal 1', 'key');
  const nonce = random(NONCE);
  const sealed = new Uint8Array(await subtle.encrypt({name: 'AES-GCM', iv: nonce}, key, pkcs8));
  return Uint8Array.of(...nonce, ...sealed);
}

/** The recovery private key, not extractable. */
export async function openRecovery(secret, sealed) {
  const key = await derive(secret, 'stillcall recovery seal 1', 'key');
  try {
    const pkcs8 = new Uint8Array(await subtle.decrypt(
        {name: 'AES-GCM', iv: sealed.subarray(0, NONCE)}, key, sealed.subarray(NONCE)));
    const opened = await importPrivate(pkcs8);
    pkcs8.fill(0);
    return opened;
  } catch {
    throw new Unopened();
  }
}

/** A new recovery key under that secret: what the server gets of it, all bytes. */
export async function newRecovery(secret) {
  const pair = await newWrappablePair();
  const sealed = await sealRecovery(secret, pair.pkcs8);
  pair.pkcs8.fill(0);
  return {publicKey: pair.publicKey, sealed, proofHash: await sha256(await proofOf(secret))};
}

/** A centre key (PKCS#8) wrapped to the recovery key. */
export const wrapForRecovery = (pkcs8, generation, publicKey) =>
  wrapKey({pkcs8, generation, recipient: publicKey, holder: 'recovery'});

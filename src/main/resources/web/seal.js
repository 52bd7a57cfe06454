// Seals a number to a one-time key of the server: a compact JWE, ECDH-ES on X25519 with A256GCM (RFC 7516, 7518, 8037).
// What carries it from here to the switch sees ciphertext only.

const LENGTH = 40; // every number is padded with spaces to one length

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function ascii(text) {
  return new TextEncoder().encode(text);
}

// RFC 7518 section 4.6.2: one round of the Concat KDF, without names of parties.
async function contentKey(secret) {
  const algorithm = ascii('A256GCM');
  const input = new Uint8Array(4 + 32 + 4 + algorithm.length + 4 + 4 + 4);
  const numbers = new DataView(input.buffer);
  numbers.setUint32(0, 1);
  input.set(new Uint8Array(secret), 4);
  numbers.setUint32(36, algorithm.length);
  input.set(algorithm, 40);
  numbers.setUint32(input.length - 4, 256);
  const key = await crypto.subtle.digest('SHA-256', input);
  input.fill(0);
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
}

/** The sealed number, or null where this browser has no X25519. */
export const seal = (number, jwk) => sealBytes(ascii(number.padEnd(LENGTH)), jwk);

/** The same of bytes, which are overwritten. */
export async function sealBytes(text, jwk) {
  let ours;
  let theirs;
  try {
    ours = await crypto.subtle.generateKey({name: 'X25519'}, false, ['deriveBits']);
    theirs = await crypto.subtle.importKey('jwk', jwk, {name: 'X25519'}, false, []);
  } catch (error) {
    if (error.name === 'NotSupportedError') {
      return null;
    }
    throw error;
  }
  const epk = await crypto.subtle.exportKey('jwk', ours.publicKey);
  const header = {alg: 'ECDH-ES', enc: 'A256GCM', epk: {kty: epk.kty, crv: epk.crv, x: epk.x}};
  const associated = base64url(ascii(JSON.stringify(header)));
  const key = await contentKey(await crypto.subtle.deriveBits({name: 'X25519', public: theirs}, ours.privateKey, 256));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(
      await crypto.subtle.encrypt({name: 'AES-GCM', iv: nonce, additionalData: ascii(associated)}, key, text));
  text.fill(0);
  const body = sealed.subarray(0, text.length);
  const tag = sealed.subarray(text.length);
  return [associated, '', base64url(nonce), base64url(body), base64url(tag)].join('.');
}

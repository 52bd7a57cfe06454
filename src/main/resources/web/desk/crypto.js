// Envelopes, version 1 (docs/envelope-format.md): ECDH on P-256, HKDF-SHA-256, AES-256-GCM, by the browser's WebCrypto.
// The server keeps what is sealed here and has no code that opens it.

import {say} from './say.js';

const CURVE = {name: 'ECDH', namedCurve: 'P-256'};
const VERSION = 1;
const HEADER = 91; // version 1, kind 1, generation 4, recipient 8, ephemeral public 65, nonce 12
const POINT = 65;
const NONCE = 12;
const TAG = 16;
const CLASSES = [256, 512, 1024, 2048, 4096];
const INFO = 'stillcall envelope 1';

/** What is in an envelope. */
export const KIND = Object.freeze({CENTRE_KEY: 1, PLAN: 2, RELEASE: 3, PERSON: 4, MESSAGE: 5, PORTAL: 6});

/** An envelope that does not open: changed, of another kind or place, or sealed to another key. */
export class Unopened extends Error {
  constructor() {
    super('An envelope does not open.');
    this.forPeople = say('This cannot be opened on this device.');
  }
}

const subtle = globalThis.crypto.subtle;
const utf8 = text => new TextEncoder().encode(text);

export function random(length) {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}

export function toText(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8_192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  }
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function toBytes(text) {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, character => character.charCodeAt(0));
}

/** A new id: 16 random bytes as 22 characters. */
export const newId = () => toText(random(16));

export async function sha256(...parts) {
  return new Uint8Array(await subtle.digest('SHA-256', join(...parts)));
}

function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// The recipient's imported key and id, by the text of its public half: a list of envelopes has one recipient.
const recipients = new Map();
const MOST_RECIPIENTS = 64;

function recipientOf(publicKey) {
  const name = toText(publicKey);
  let known = recipients.get(name);
  if (known === undefined) {
    known = Promise.all([subtle.importKey('raw', publicKey, CURVE, false, []), sha256(publicKey)])
        .then(([key, hash]) => ({key, id: hash.subarray(0, 8)}));
    if (recipients.size >= MOST_RECIPIENTS) {
      recipients.clear();
    }
    recipients.set(name, known);
  }
  return known;
}

async function contentKey(privateKey, publicKey, salt, kind, context, usage) {
  const shared = await subtle.deriveBits({name: 'ECDH', public: publicKey}, privateKey, 256);
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = join(utf8(INFO), Uint8Array.of(kind), context);
  return subtle.deriveKey(
      {name: 'HKDF', hash: 'SHA-256', salt, info}, material, {name: 'AES-GCM', length: 256}, false, [usage]);
}

/** A key pair whose private half never leaves this browser's key store. */
export async function newDevicePair() {
  const pair = await subtle.generateKey(CURVE, false, ['deriveBits']);
  return {privateKey: pair.privateKey, publicKey: await publicBytes(pair.publicKey)};
}

/** A key pair to be wrapped: {privateKey, publicKey, pkcs8}; the caller overwrites pkcs8 after wrapping it. */
export async function newWrappablePair() {
  const pair = await subtle.generateKey(CURVE, true, ['deriveBits']);
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
  return {privateKey: await importPrivate(pkcs8), publicKey: await publicBytes(pair.publicKey), pkcs8};
}

async function publicBytes(key) {
  return new Uint8Array(await subtle.exportKey('raw', key));
}

/** A private key from PKCS#8, not extractable again. */
export const importPrivate = pkcs8 => subtle.importKey('pkcs8', pkcs8, CURVE, false, ['deriveBits']);

/** Whether the two are halves of one pair: a public half comes from a server that may name another's. */
export async function belong(privateKey, publicKey) {
  const [{key}, probe] = await Promise.all([recipientOf(publicKey), subtle.generateKey(CURVE, false, ['deriveBits'])]);
  const [ours, theirs] = (await Promise.all([
    subtle.deriveBits({name: 'ECDH', public: probe.publicKey}, privateKey, 256),
    subtle.deriveBits({name: 'ECDH', public: key}, probe.privateKey, 256),
  ])).map(bits => new Uint8Array(bits));
  return ours.every((byte, i) => byte === theirs[i]);
}

/** Seals bytes as they are. {kind, generation, recipient: 65 bytes, context: text, plain} to an envelope's bytes. */
export async function sealBytes({kind, generation, recipient, context, plain}) {
  const [{key, id}, pair] = await Promise.all([
    recipientOf(recipient), subtle.generateKey(CURVE, false, ['deriveBits'])]);
  const ephemeral = await publicBytes(pair.publicKey);
  const nonce = random(NONCE);
  const header = new Uint8Array(HEADER);
  header[0] = VERSION;
  header[1] = kind;
  new DataView(header.buffer).setUint32(2, generation);
  header.set(id, 6);
  header.set(ephemeral, 14);
  header.set(nonce, 14 + POINT);
  const where = utf8(context);
  const secret = await contentKey(pair.privateKey, key, join(ephemeral, recipient), kind, where, 'encrypt');
  const sealed = await subtle.encrypt(
      {name: 'AES-GCM', iv: nonce, additionalData: join(header, where)}, secret, plain);
  return join(header, new Uint8Array(sealed));
}

/** Which generation of the centre's key an envelope is sealed to. */
export function generationOf(envelope) {
  if (envelope.length < HEADER + TAG || envelope[0] !== VERSION) {
    throw new Unopened();
  }
  return new DataView(envelope.buffer, envelope.byteOffset).getUint32(2);
}

/** Opens what sealBytes made. {kind, recipient, privateKey, context, envelope} to bytes; throws Unopened. */
export async function openBytes({kind, recipient, privateKey, context, envelope}) {
  generationOf(envelope);
  const {id} = await recipientOf(recipient);
  if (envelope[1] !== kind || id.some((byte, i) => byte !== envelope[6 + i])) {
    throw new Unopened();
  }
  const header = envelope.subarray(0, HEADER);
  const ephemeral = header.subarray(14, 14 + POINT);
  const where = utf8(context);
  try {
    const theirs = await subtle.importKey('raw', ephemeral, CURVE, false, []);
    const secret = await contentKey(privateKey, theirs, join(ephemeral, recipient), kind, where, 'decrypt');
    return new Uint8Array(await subtle.decrypt(
        {name: 'AES-GCM', iv: header.subarray(14 + POINT), additionalData: join(header, where)},
        secret, envelope.subarray(HEADER)));
  } catch {
    throw new Unopened();
  }
}

/** JSON with its length before it, padded to a size class, so that its length says nothing. */
export function pad(object) {
  const text = utf8(JSON.stringify(object));
  const size = CLASSES.find(each => text.length + 2 <= each);
  if (size === undefined) {
    const error = new Error('An envelope is too long.');
    error.forPeople = say('That is too long to keep. Please make it shorter.');
    throw error;
  }
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint16(0, text.length);
  padded.set(text, 2);
  return padded;
}

export function unpad(padded) {
  const length = padded.length < 2 ? -1 : new DataView(padded.buffer, padded.byteOffset).getUint16(0);
  if (!CLASSES.includes(padded.length) || length > padded.length - 2) {
    throw new Unopened();
  }
  return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(padded.subarray(2, 2 + length)));
}

export async function sealObject({kind, generation, recipient, context, object}) {
  const plain = pad(object);
  const envelope = await sealBytes({kind, generation, recipient, context, plain});
  plain.fill(0);
  return envelope;
}

export async function openObject(terms) {
  const plain = await openBytes(terms);
  try {
    return unpad(plain);
  } finally {
    plain.fill(0);
  }
}

/** The place of a wrapped centre key: for a device's id, or for 'recovery'. */
export const keyContext = (generation, holder) => `centre-key/${generation}/${holder}`;

/** Wraps a centre key (PKCS#8) to a device or to the recovery key. */
export const wrapKey = ({pkcs8, generation, recipient, holder}) => sealBytes({
  kind: KIND.CENTRE_KEY, generation, recipient, context: keyContext(generation, holder), plain: pkcs8});

/** The PKCS#8 bytes of a wrapped centre key: for admitting a device and for rotating; the caller overwrites them. */
export const unwrapBytes = ({wrapped, generation, recipient, privateKey, holder}) => openBytes({
  kind: KIND.CENTRE_KEY, recipient, privateKey, context: keyContext(generation, holder), envelope: wrapped});

/** A centre key for use, not extractable. */
export async function unwrapKey(terms) {
  const pkcs8 = await unwrapBytes(terms);
  try {
    return await importPrivate(pkcs8);
  } finally {
    pkcs8.fill(0);
  }
}

// The four words on two screens when a device is let in, safe against a server that lies (docs/envelope-format.md):
// the approver is committed to its key and nonce before it sees the new device's, and the new device gives its own
// before it sees the approver's. So nobody in between can look for keys that make both screens agree.

import {random, sha256, toBytes} from './crypto.js';
import {say} from './say.js';
import {wordsOf} from './words.js';

const FOUR_WORDS = 'stillcall four words 2';
const COMMITMENT = 'stillcall commitment 1';
const POINT = 65;
const NONCE = 32;

const utf8 = text => new TextEncoder().encode(text);

/** What came is not what somebody was committed to, or has a length that lets it be read in two ways. */
export class Swapped extends Error {
  constructor() {
    super('A commitment was not kept.');
    this.forPeople = say('Somebody stands between the two devices, or the server does not tell the truth.');
  }
}

function exact(bytes, length) {
  if (bytes.length !== length) {
    throw new Swapped();
  }
  return bytes;
}

export const newNonce = () => random(NONCE);

/** One side's key and nonce as they came over the server, as bytes. */
export const sideOf = (publicKey, nonce) => (
  {publicKey: exact(toBytes(publicKey), POINT), nonce: exact(toBytes(nonce), NONCE)});

/** What the approver sends before it sees anything of the new device. A side: {publicKey, nonce}. */
export const commitmentOf = approver => sha256(
    utf8(COMMITMENT), exact(approver.nonce, NONCE), exact(approver.publicKey, POINT));

/** Throws unless this is the approver of that commitment. */
export async function requireKept(commitment, approver) {
  const made = await commitmentOf(approver);
  if (commitment.length !== made.length || made.some((byte, i) => byte !== commitment[i])) {
    throw new Swapped();
  }
}

/** The words of both sides; 'join' is the id that was there before either showed its nonce. */
export async function fourWords(device, approver, join) {
  return wordsOf(await sha256(
      utf8(FOUR_WORDS), exact(device.publicKey, POINT), exact(device.nonce, NONCE),
      exact(approver.publicKey, POINT), exact(approver.nonce, NONCE), utf8(join)), 4);
}

// P8: the four words, against a server that passes on other keys and nonces than it was given.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {newDevicePair, newId, toBytes, toText} from '../../main/resources/web/desk/crypto.js';
import {
  Swapped, commitmentOf, fourWords, newNonce, requireKept, sideOf,
} from '../../main/resources/web/desk/fourwords.js';

const vectors = JSON.parse(readFileSync(new URL('../resources/envelope-vectors.json', import.meta.url), 'utf8'));

const newSide = async () => ({publicKey: (await newDevicePair()).publicKey, nonce: newNonce()});

/** The same bytes but for one bit. */
function flipped(bytes, at = bytes.length - 1) {
  const copy = Uint8Array.from(bytes);
  copy[at] ^= 1;
  return copy;
}

/** Every way in which one of the two parts of a side is another's. */
async function lies(side) {
  const other = await newSide();
  return [
    {...side, publicKey: other.publicKey}, {...side, nonce: other.nonce}, other,
    {...side, publicKey: flipped(side.publicKey)}, {...side, nonce: flipped(side.nonce)},
    {...side, publicKey: flipped(side.publicKey, 1)}, {...side, nonce: flipped(side.nonce, 0)}];
}

test('fourWordsAndCommitment_areThoseOfTheTwin', async () => {
  const {device, deviceNonce, approver, approverNonce, join, commitment, words} = vectors.fourWords;
  const bound = sideOf(approver, approverNonce);
  assert.equal(toText(await commitmentOf(bound)), commitment);
  await requireKept(toBytes(commitment), bound);
  assert.deepEqual(await fourWords(sideOf(device, deviceNonce), bound, join), words);
});

test('words_dependOnEveryKeyAndNonceTheirSidesAndTheId', async () => {
  const device = await newSide();
  const approver = await newSide();
  const join = newId();
  const words = await fourWords(device, approver, join);
  assert.equal(words.length, 4);
  assert.deepEqual(await fourWords(device, approver, join), words);
  for (const lie of await lies(device)) {
    assert.notDeepEqual(await fourWords(lie, approver, join), words);
  }
  for (const lie of await lies(approver)) {
    assert.notDeepEqual(await fourWords(device, lie, join), words);
  }
  assert.notDeepEqual(await fourWords(approver, device, join), words);
  assert.notDeepEqual(await fourWords(device, approver, newId()), words);
});

test('approver_whoIsNotTheOneOfTheCommitment_isAnAlarm', async () => {
  const approver = await newSide();
  const commitment = await commitmentOf(approver);
  await requireKept(commitment, approver);
  for (const lie of await lies(approver)) {
    await assert.rejects(requireKept(commitment, lie), Swapped);
  }
  await assert.rejects(requireKept(flipped(commitment), approver), Swapped);
  await assert.rejects(requireKept(commitment.subarray(1), approver), Swapped);
  await assert.rejects(requireKept(new Uint8Array(0), approver), Swapped);
  assert.match(new Swapped().forPeople, /\.$/);
});

test('lengths_thatMoveTheBorderBetweenNonceAndKey_areAnAlarm', async () => {
  const {publicKey, nonce} = await newSide();
  // the same bytes in a row, cut elsewhere: one commitment would hold for two approvers
  const row = Uint8Array.of(...nonce, ...publicKey);
  const cut = {nonce: row.subarray(0, 31), publicKey: row.subarray(31)};
  const commitment = await commitmentOf({publicKey, nonce});
  await assert.rejects(requireKept(commitment, cut), Swapped);
  await assert.rejects(fourWords(cut, await newSide(), newId()), Swapped);
  await assert.rejects(fourWords(await newSide(), cut, newId()), Swapped);
  assert.throws(() => sideOf(toText(cut.publicKey), toText(cut.nonce)), Swapped);
  assert.throws(() => sideOf(toText(publicKey), ''), Swapped);
});

test('serverInBetween_withTwoSidesOfItsOwn_isSeenInTheWords', async () => {
  const approver = await newSide();
  const device = await newSide();
  const join = newId();
  const fakeApprover = await newSide(); // bound towards the new device before that one shows anything
  await requireKept(await commitmentOf(fakeApprover), fakeApprover);
  const there = await fourWords(device, fakeApprover, join);
  for (let i = 0; i < 200; i += 1) { // any it shows the approver: to be chosen before the approver's nonce is known
    assert.notDeepEqual(await fourWords(await newSide(), approver, join), there);
  }
});

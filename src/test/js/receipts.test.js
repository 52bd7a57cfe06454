// Rows B6, G18: the browser's check of receipts against vectors that Java wrote.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import * as receipts from '../../main/resources/web/desk/receipts.js';

const vectors = JSON.parse(readFileSync(new URL('../resources/receipt-vectors.json', import.meta.url), 'utf8'));
const bytes = receipts.fromBase64url;
const list = (texts) => texts.map(bytes);
const leaf = (index) => bytes(vectors.leaves[index]);
const root = (size) => bytes(vectors.roots[size]);

function flipped(original, bit) {
  const copy = original.slice();
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

test('leaves are made of what the server tells', () => {
  vectors.receipts.forEach((receipt, index) => {
    assert.deepEqual(receipts.leafOf({...receipt, token: bytes(receipt.token)}), leaf(index));
  });
  const token = new Uint8Array(16);
  assert.equal(receipts.leafOf({kind: 'NOTHING', hour: 1, token}), null);
  assert.equal(receipts.leafOf({kind: 'PLAN_ENDED', hour: -1, token}), null);
  assert.equal(receipts.leafOf({kind: 'PLAN_ENDED', hour: 2 ** 32, token}), null);
  assert.equal(receipts.leafOf({kind: 'PLAN_ENDED', hour: 1, token: new Uint8Array(15)}), null);
});

test('a leaf hashes as in Java', async () => {
  for (const [index, hash] of vectors.leafHashes.entries()) {
    assert.deepEqual(await receipts.leafHash(leaf(index)), bytes(hash));
  }
});

test('every inclusion holds, and none with one bit changed', async () => {
  for (const {index, size, proof} of vectors.inclusions) {
    const path = list(proof);
    assert.equal(await receipts.verifyInclusion(leaf(index), index, size, path, root(size)), true);
    assert.equal(await receipts.verifyInclusion(flipped(leaf(index), 9), index, size, path, root(size)), false);
    assert.equal(await receipts.verifyInclusion(leaf(index), index, size, path, flipped(root(size), 77)), false);
    assert.equal(await receipts.verifyInclusion(leaf(index), index + 1, size, path, root(size)), false);
    assert.equal(await receipts.verifyInclusion(leaf(index), index, size, [...path, root(1)], root(size)), false);
    for (let i = 0; i < path.length; i++) {
      const changed = path.with(i, flipped(path[i], 31 + i));
      assert.equal(await receipts.verifyInclusion(leaf(index), index, size, changed, root(size)), false);
    }
  }
  assert.equal(await receipts.verifyInclusion(leaf(0), 0, 0, [], root(0)), false);
  assert.equal(await receipts.verifyInclusion(leaf(0), -1, 1, [], root(1)), false);
  assert.equal(await receipts.verifyInclusion(leaf(0), 0.5, 1, [], root(1)), false);
  assert.equal(await receipts.verifyInclusion(leaf(0), 0, 2, [new Uint8Array(31)], root(2)), false);
});

test('every consistency holds, and none with one bit changed', async () => {
  for (const {from, to, proof} of vectors.consistencies) {
    const path = list(proof);
    const [older, newer] = [{size: from, root: root(from)}, {size: to, root: root(to)}];
    const check = receipts.verifyConsistency;
    assert.equal(await check(older, newer, path), true, `${from} to ${to}`);
    assert.equal(await check({...older, root: flipped(older.root, 200)}, newer, path), false);
    assert.equal(await check(older, newer, [...path, root(1)]), false);
    if (from > 0) {
      assert.equal(await check(older, {...newer, root: flipped(newer.root, 3)}, path), false);
    }
    for (let i = 0; i < path.length; i++) {
      assert.equal(await check(older, newer, path.with(i, flipped(path[i], 31 + i))), false);
      assert.equal(await check(older, newer, path.toSpliced(i, 1)), false);
    }
    if (from < to) {
      assert.equal(await check(newer, older, path), false);
    }
  }
});

test('a checkpoint is read as it is written, and its signature holds', async () => {
  const key = await receipts.parseKey(vectors.key);
  for (const [size, text] of vectors.checkpoints.entries()) {
    const checkpoint = receipts.parseCheckpoint(text);
    assert.equal(checkpoint.size, size);
    assert.deepEqual(checkpoint.root, root(size));
    assert.equal(await receipts.verifyCheckpoint(checkpoint, key), true);
    assert.equal(await receipts.verifyCheckpoint(checkpoint, await receipts.parseKey(vectors.otherKey)), false);
  }
});

test('no checkpoint with one byte changed is taken', async () => {
  const key = await receipts.parseKey(vectors.key);
  const good = new TextEncoder().encode(vectors.checkpoints.at(-1));
  for (let i = 0; i < good.length; i++) {
    for (const bit of [0, 5, 7]) {
      const checkpoint = receipts.parseCheckpoint(new TextDecoder().decode(flipped(good, 8 * i + bit)));
      assert.ok(!checkpoint || (await receipts.verifyCheckpoint(checkpoint, key)) === false, `byte ${i}, bit ${bit}`);
    }
  }
});

test('no key with one byte changed is taken', async () => {
  const checkpoint = receipts.parseCheckpoint(vectors.checkpoints.at(-1));
  const good = new TextEncoder().encode(vectors.key.trimEnd());
  for (let i = 0; i < good.length; i++) {
    for (const bit of [0, 5, 7]) {
      const key = await receipts.parseKey(new TextDecoder().decode(flipped(good, 8 * i + bit)));
      assert.ok(!key || (await receipts.verifyCheckpoint(checkpoint, key)) === false, `byte ${i}, bit ${bit}`);
    }
  }
});

test('a browser without Ed25519 says that it cannot tell', async (t) => {
  const key = await receipts.parseKey(vectors.key);
  const checkpoint = receipts.parseCheckpoint(vectors.checkpoints[0]);
  t.mock.method(crypto.subtle, 'importKey', async () => {
    throw new DOMException('unknown', 'NotSupportedError');
  });
  assert.equal(await receipts.verifyCheckpoint(checkpoint, key), null);
});

// G28, B4: vouchers for those who may hold the centre's key, against a server that names others.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import * as box from '../../main/resources/web/desk/crypto.js';
import {Keyring} from '../../main/resources/web/desk/keyring.js';
import {SHEET, isVouched, vouch, voucherKey} from '../../main/resources/web/desk/voucher.js';

const {voucher: vector} = JSON.parse(
    readFileSync(new URL('../resources/envelope-vectors.json', import.meta.url), 'utf8'));

const keyOf = async ({centrePrivate, centrePublic}) => voucherKey({
  privateKey: await box.importPrivate(box.toBytes(centrePrivate)), publicKey: box.toBytes(centrePublic)});

test('voucher_isThatOfTheTwin', async () => {
  const key = await keyOf(vector);
  assert.equal(await vouch(key, vector.generation, vector.holder, box.toBytes(vector.publicKey)), vector.voucher);
  assert.equal(await isVouched(key, vector.generation, vector), true);
});

test('voucher_ofAnotherHolderKeyGenerationOrCentre_isNone', async () => {
  const key = await keyOf(vector);
  const other = box.toText((await box.newDevicePair()).publicKey);
  for (const change of [{holder: box.newId()}, {holder: SHEET}, {publicKey: other}, {voucher: undefined}, {voucher: ''},
    {voucher: null}, {voucher: '!'}, {voucher: vector.voucher.slice(2)}, {voucher: box.toText(box.random(32))},
    {publicKey: ''}, {publicKey: undefined}]) {
    assert.equal(await isVouched(key, vector.generation, {...vector, ...change}), false, JSON.stringify(change));
  }
  assert.equal(await isVouched(key, vector.generation + 1, vector), false);
  const foreign = await voucherKey(await box.newWrappablePair());
  assert.equal(await isVouched(foreign, vector.generation, vector), false);
});

test('everyFlippedBit_isFound', async () => {
  const key = await keyOf(vector);
  const bytes = box.toBytes(vector.voucher);
  for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
    const changed = bytes.slice();
    changed[bit >> 3] ^= 1 << bit % 8;
    assert.equal(await isVouched(key, vector.generation, {...vector, voucher: box.toText(changed)}), false);
  }
});

test('ring_vouchesByItsNewestKey_andFindsStrangers', async () => {
  const device = {id: box.newId(), ...await box.newDevicePair()};
  const keys = [];
  for (const generation of [1, 2]) {
    const {pkcs8, publicKey} = await box.newWrappablePair();
    const wrapped = await box.wrapKey({pkcs8, generation, recipient: device.publicKey, holder: device.id});
    keys.push({generation, publicKey: box.toText(publicKey), wrapped: box.toText(wrapped)});
  }
  const ring = new Keyring();
  await ring.fill(device, keys.slice(0, 1), 1);
  const old = await ring.vouch(device.id, device.publicKey);
  await ring.fill(device, keys, 2);
  const known = {
    holder: device.id, publicKey: box.toText(device.publicKey),
    voucher: await ring.vouch(device.id, device.publicKey)};
  const added = {holder: box.newId(), publicKey: box.toText((await box.newDevicePair()).publicKey)};
  const late = {...known, voucher: old};
  assert.deepEqual(await ring.strangersAmong([known, added, late]), [added, late]);
  ring.drop();
  await assert.rejects(ring.strangersAmong([known]), box.Unopened);
});

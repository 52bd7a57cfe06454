// G27, G28: envelopes of version 1, against the vectors of the Java twin and against change of every byte.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import * as box from '../../main/resources/web/desk/crypto.js';

const vectors = JSON.parse(readFileSync(new URL('../resources/envelope-vectors.json', import.meta.url), 'utf8'));

async function recipient() {
  const {privateKey, publicKey} = await box.newDevicePair();
  return {privateKey, publicKey};
}

test('everyVectorOfTheTwin_opens', async () => {
  for (const vector of vectors.envelopes) {
    const privateKey = await box.importPrivate(box.toBytes(vector.recipientPrivate));
    const terms = {
      kind: vector.kind,
      recipient: box.toBytes(vector.recipientPublic),
      privateKey,
      context: vector.context,
      envelope: box.toBytes(vector.envelope),
    };
    assert.equal(box.generationOf(terms.envelope), vector.generation);
    assert.equal(box.toText(await box.openBytes(terms)), vector.plain);
    if (vector.object !== undefined) {
      assert.deepEqual(await box.openObject(terms), vector.object);
    }
  }
  assert.ok(vectors.envelopes.length >= 5);
});

test('object_sealed_opensOnlyInItsPlaceAndKind', async () => {
  const {privateKey, publicKey} = await recipient();
  const object = {name: 'Zoë – \u0645\u0631\u062d\u0628\u0627', list: [1, null, true]};
  const envelope = await box.sealObject({
    kind: box.KIND.PLAN, generation: 7, recipient: publicKey, context: 'plan/one', object});
  const terms = {kind: box.KIND.PLAN, recipient: publicKey, privateKey, context: 'plan/one', envelope};
  assert.deepEqual(await box.openObject(terms), object);
  const other = await recipient();
  for (const change of [
    {context: 'plan/two'}, {kind: box.KIND.RELEASE}, {recipient: other.publicKey}, {privateKey: other.privateKey},
    {envelope: envelope.subarray(1)}, {envelope: envelope.subarray(0, 100)}, {envelope: new Uint8Array(0)}]) {
    await assert.rejects(box.openObject({...terms, ...change}), box.Unopened);
  }
});

test('everyFlippedByte_isFound', async () => {
  const {privateKey, publicKey} = await recipient();
  const envelope = await box.sealObject({
    kind: box.KIND.PERSON, generation: 1, recipient: publicKey, context: 'person/x', object: {name: 'A'}});
  const terms = {kind: box.KIND.PERSON, recipient: publicKey, privateKey, context: 'person/x'};
  for (let at = 0; at < envelope.length; at += 1) {
    const changed = envelope.slice();
    changed[at] ^= 1 << at % 8;
    await assert.rejects(box.openBytes({...terms, envelope: changed}), box.Unopened, `byte ${at}`);
  }
});

test('twoEnvelopesOfTheSame_shareNoKeyAndNoNonce', async () => {
  const {publicKey} = await recipient();
  const terms = {kind: 2, generation: 1, recipient: publicKey, context: 'plan/a', object: {}};
  const [one, other] = [await box.sealObject(terms), await box.sealObject(terms)];
  assert.notDeepEqual(one.subarray(14, 91), other.subarray(14, 91));
  assert.deepEqual(one.subarray(0, 14), other.subarray(0, 14));
});

test('lengths_tellOnlyASizeClass', async () => {
  const sizes = [];
  for (const length of [0, 200, 240, 246, 247, 300, 500, 1_000, 2_000, 4_084]) {
    const padded = box.pad({a: 'x'.repeat(length)});
    sizes.push(padded.length);
    assert.deepEqual(box.unpad(padded), {a: 'x'.repeat(length)});
  }
  assert.deepEqual(sizes, [256, 256, 256, 256, 512, 512, 512, 1024, 2048, 4096]);
  assert.throws(() => box.pad({a: 'x'.repeat(4_087)}), error => error.forPeople.includes('shorter'));
});

test('unpad_ofFaultyLengths_isRefused', () => {
  const long = new Uint8Array(256);
  long[0] = 255;
  for (const faulty of [new Uint8Array(0), new Uint8Array(1), new Uint8Array(255), long]) {
    assert.throws(() => box.unpad(faulty), box.Unopened);
  }
});

test('centreKey_wrappedToADevice_comesBackNotExtractable', async () => {
  const device = await recipient();
  const centre = await box.newWrappablePair();
  const wrapped = await box.wrapKey({
    pkcs8: centre.pkcs8, generation: 3, recipient: device.publicKey, holder: 'tablet'});
  const terms = {wrapped, generation: 3, recipient: device.publicKey, privateKey: device.privateKey, holder: 'tablet'};
  const key = await box.unwrapKey(terms);
  assert.equal(key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('pkcs8', key));
  const envelope = await box.sealObject({
    kind: 2, generation: 3, recipient: centre.publicKey, context: 'plan/p', object: {a: 1}});
  assert.deepEqual(await box.openObject({
    kind: 2, recipient: centre.publicKey, privateKey: key, context: 'plan/p', envelope}), {a: 1});
  await assert.rejects(box.unwrapKey({...terms, generation: 2}), box.Unopened);
  await assert.rejects(box.unwrapKey({...terms, holder: 'phone'}), box.Unopened);
});

test('devicePair_isNotExtractable', async () => {
  const {privateKey, publicKey} = await box.newDevicePair();
  assert.equal(privateKey.extractable, false);
  assert.equal(publicKey.length, 65);
});

test('base64url_goesThereAndBack', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = box.random(length);
    const text = box.toText(bytes);
    assert.match(text, /^[\w-]*$/);
    assert.deepEqual(box.toBytes(text), bytes);
  }
  assert.match(box.newId(), /^[\w-]{22}$/);
});

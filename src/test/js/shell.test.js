// G26, G27: what of the shell works without a page: presses of Escape, codes as they are typed, days in words, keys.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import * as box from '../../main/resources/web/desk/crypto.js';
import {makeApi} from '../../main/resources/web/desk/api.js';
import {threeTimes} from '../../main/resources/web/desk/exit.js';
import {CONTEXT, Keyring, inBatches} from '../../main/resources/web/desk/keyring.js';
import {cleanCode} from '../../main/resources/web/desk/views/join.js';
import {sayEnded, sayHours} from '../../main/resources/web/desk/views/host.js';
import {dayInWords} from '../../main/resources/web/desk/days.js';
import {office} from '../../main/resources/web/desk/office.js';
import {views} from '../../main/resources/web/desk/views.js';

test('views_allLoad_andHaveANameAndATitle', () => {
  assert.ok(views.size > 15);
  for (const [name, view] of views) {
    assert.ok(view.name === name && view.title !== '' && typeof view.render === 'function', name);
  }
  for (const [name, view] of office) {
    assert.ok(view.name === name && view.title === views.get(name).title && typeof view.render === 'function', name);
  }
});

test('escape_threeTimesWithinTheTime_leaves', () => {
  const pressed = threeTimes();
  assert.deepEqual([0, 700, 1_499].map(pressed), [false, false, true]);
  assert.deepEqual([2_000, 2_100].map(pressed), [false, false]);
  assert.equal(pressed(3_610), false);
  assert.equal(pressed(3_620), false);
  assert.equal(pressed(3_630), true);
});

test('code_asPeopleTypeIt_isReadAsMeant', () => {
  assert.equal(cleanCode(' k7qm-3xpo '), 'K7QM3XP0');
  assert.equal(cleanCode('il o0 u!'), '1100');
  assert.equal(cleanCode(''), '');
});

test('days_areInWords', () => {
  const now = Date.UTC(2026, 10, 22, 15);
  assert.equal(dayInWords('2026-11-22', now), 'today');
  assert.equal(dayInWords('2026-11-21', now), 'yesterday');
  assert.equal(dayInWords('2026-11-12', now), '10 days ago');
  assert.match(dayInWords('2026-01-02', now), /2026/);
  assert.equal(dayInWords(Date.UTC(2026, 10, 22) / 86_400_000, now), 'today');
  assert.equal(dayInWords(null, now), 'never');
});

test('host_readsCountsAndTimesInWords', () => {
  assert.deepEqual([0, 1, 5, 47, 48, 72].map(sayHours),
      ['less than an hour', '1 hour', '5 hours', '47 hours', '2 days', '3 days']);
  assert.deepEqual(sayEnded([{outcome: 'BUSY', calls: 2}, {outcome: 'TALKED', calls: 5}, {outcome: 'NEW', calls: 1}]),
      [['Two people talked', 5], ['Busy', 2], ['Ended otherwise', 1]]);
});

async function unlockedRing() {
  const device = {id: box.newId(), ...await box.newDevicePair()};
  const keys = [];
  for (const generation of [1, 2]) {
    const {pkcs8, publicKey} = await box.newWrappablePair();
    const wrapped = await box.wrapKey({pkcs8, generation, recipient: device.publicKey, holder: device.id});
    keys.push({generation, publicKey: box.toText(publicKey), wrapped: box.toText(wrapped)});
  }
  const ring = new Keyring();
  await ring.fill(device, keys, 2);
  return {ring, device, keys};
}

test('ring_sealsToTheNewestAndOpensAll_untilItIsDropped', async () => {
  const {ring, keys} = await unlockedRing();
  const place = CONTEXT.plan('p');
  const {generation, sealed} = await ring.seal(...place, {a: 1});
  assert.equal(generation, 2);
  assert.deepEqual(await ring.open(...place, sealed), {a: 1});
  const older = box.toText(await box.sealObject({
    kind: box.KIND.PLAN, generation: 1, recipient: box.toBytes(keys[0].publicKey), context: 'plan/p', object: {b: 2}}));
  assert.deepEqual(await ring.open(...place, older), {b: 2});
  ring.drop();
  assert.equal(ring.filled, false);
  await assert.rejects(async () => ring.open(...place, sealed), box.Unopened);
  await assert.rejects(ring.seal(...place, {}), box.Unopened);
});

test('ring_wrappedForAnotherDevice_opensThere', async () => {
  const {ring} = await unlockedRing();
  const other = {id: box.newId(), ...await box.newDevicePair()};
  const keys = await ring.wrapAll(other.publicKey, other.id);
  const {sealed} = await ring.seal(...CONTEXT.person('x'), {name: 'Ana'});
  assert.deepEqual(keys.map(each => each.generation), [1, 2]);
  const key = await box.unwrapKey({
    wrapped: box.toBytes(keys[1].wrapped), generation: 2, recipient: other.publicKey, privateKey: other.privateKey,
    holder: other.id});
  assert.equal(key.extractable, false);
  assert.ok(sealed.length > 300);
});

test('batches_keepTheOrder', async () => {
  const list = Array.from({length: 200}, (_, i) => i);
  assert.deepEqual(await inBatches(list, async value => value * 2), list.map(value => value * 2));
});

test('ring_droppedWhileItIsFilled_staysEmpty', async () => {
  const {ring, device, keys} = await unlockedRing();
  const filling = ring.fill(device, keys, 2);
  ring.drop(); // a lock, a quick exit or a wipe comes before the browser has opened the keys
  await assert.rejects(filling, box.Unopened);
  assert.equal(ring.filled, false);
});

test('ring_givenAKeyAfterItWasDropped_staysEmpty', async () => {
  const {ring} = await unlockedRing();
  const {privateKey, publicKey} = await box.newWrappablePair();
  ring.drop();
  ring.add(3, {publicKey, privateKey, wrapped: new Uint8Array(1)});
  assert.equal(ring.filled, false);
});

test('ring_givenAPublicKeyThatIsNotTheCentres_sealsNothingToIt', async () => {
  const {device, keys} = await unlockedRing();
  const {publicKey} = await box.newWrappablePair(); // of whoever answers in the server's place
  const ring = new Keyring();
  const lie = [keys[0], {...keys[1], publicKey: box.toText(publicKey)}];
  await assert.rejects(ring.fill(device, lie, 2), box.Unopened);
  assert.equal(ring.filled, false);
});

test('api_whoseServerWantsThePasskeyFirst_usesItAndAsksOnceMore', async () => {
  const before = globalThis.fetch;
  const asked = [];
  let proved = 0;
  const refusals = [];
  globalThis.fetch = async path => {
    asked.push(path);
    const ok = proved > 0 && path === '/api/joins';
    return {ok, status: ok ? 201 : 403, text: async () => ok ? '{"id":"j"}' : '{"reason":"PASSKEY_FIRST"}'};
  };
  try {
    const api = makeApi(error => refusals.push(error.reason), async () => {
      proved += 1;
    });
    assert.deepEqual(await api.post('/api/joins', {for: 'ME'}), {id: 'j'});
    await assert.rejects(api.put('/api/me', {pin: '1'}));
    assert.deepEqual([asked.length, proved, refusals], [4, 2, ['PASSKEY_FIRST']]);
  } finally {
    globalThis.fetch = before;
  }
});

// G23, B4: a caller's message opens second by second; what was changed, moved or cut off shows. P12: what callers hear.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {RATE, fromULaw, openSound} from '../../main/resources/web/desk/message.js';
import {toText} from '../../main/resources/web/desk/crypto.js';
import {stretch} from '../../main/resources/web/desk/stretch.js';
import {wavOf} from '../../main/resources/web/desk/wav.js';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const KEY = Uint8Array.from({length: 32}, (_, i) => i);

async function sealed(count, ended) {
  const key = await crypto.subtle.importKey('raw', KEY, 'AES-GCM', false, ['encrypt']);
  const seconds = [];
  for (let number = 0; number < count; number += 1) {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(7, number);
    iv[11] = ended && number === count - 1 ? 1 : 0;
    const plain = new Uint8Array(RATE).fill(0x80 + number);
    seconds.push(new Uint8Array(await crypto.subtle.encrypt(
        {name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`message/${ID}`)}, key, plain)));
  }
  return seconds;
}

const open = (seconds, id = ID) => openSound(KEY.slice(), id, seconds.map(toText));

test('wholeMessage_opens_andItsKeyIsOverwritten', async () => {
  const raw = KEY.slice();
  const found = await openSound(raw, ID, (await sealed(3, true)).map(toText));
  assert.ok(found.whole && found.sound);
  assert.equal(found.samples.length, 3 * RATE);
  assert.equal(found.samples[2 * RATE], Math.fround(fromULaw(0x82)));
  assert.ok(raw.every(byte => byte === 0));
});

test('cutAnywhere_isHeardSoFar_andShows', async () => {
  const seconds = await sealed(4, true);
  for (let cut = 0; cut < 4; cut += 1) {
    const found = await open(seconds.slice(0, cut));
    assert.deepEqual([found.samples.length, found.whole, found.sound], [cut * RATE, false, true]);
  }
});

test('changedMovedOrForeignSeconds_endIt', async () => {
  const seconds = await sealed(4, true);
  const changed = seconds.map(each => each.slice());
  changed[2][17] ^= 1;
  for (const wrong of [
    changed, [seconds[0], seconds[1], seconds[3]], [seconds[0], seconds[1], seconds[3], seconds[2]],
    [seconds[0], seconds[1], seconds[2].subarray(1), seconds[3]], [seconds[0], seconds[1], seconds[1], seconds[3]]]) {
    const found = await open(wrong);
    assert.deepEqual([found.samples.length, found.whole, found.sound], [2 * RATE, false, false]);
  }
  assert.equal((await open(seconds, 'BAAAAAAAAAAAAAAAAAAAAA')).samples.length, 0);
  assert.equal((await openSound(new Uint8Array(32), ID, seconds.map(toText))).samples.length, 0);
});

test('endInTheMiddle_isTheEnd', async () => {
  const found = await open([...await sealed(2, true), ...(await sealed(3, false)).slice(2)]);
  assert.equal(found.sound, false);
});

test('muLaw_isThatOfTheStandard', () => {
  assert.equal(fromULaw(0xff), 0);
  assert.equal(fromULaw(0x80), 32_124 / 32_768);
  assert.equal(fromULaw(0x00), -32_124 / 32_768);
  assert.equal(fromULaw(0xe7), 260 / 32_768);
});

function crossings(samples) {
  let count = 0;
  for (let i = 1; i < samples.length; i += 1) {
    count += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
  }
  return count / (samples.length / RATE);
}

test('fasterAndSlower_keepsThePitch', () => {
  const tone = Float32Array.from({length: 2 * RATE}, (_, i) => Math.sin(2 * Math.PI * 440 * i / RATE) / 2);
  for (const speed of [0.75, 1, 1.25, 1.5, 2]) {
    const out = stretch(tone, speed);
    assert.equal(out.length, Math.floor(tone.length / speed));
    assert.ok(Math.abs(crossings(out) - 440) < 8, `${speed}: ${crossings(out)} Hz`);
    const loud = Math.sqrt(out.subarray(800, out.length - 800).reduce((sum, each) => sum + each * each, 0)
      / (out.length - 1600));
    assert.ok(loud > 0.3 && loud < 0.4, `${speed}: ${loud}`);
  }
});

test('wavFile_isOfTheOneKind', () => {
  const bytes = wavOf(Float32Array.of(0, 1, -1, 2));
  const view = new DataView(bytes.buffer);
  assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), 'RIFF');
  assert.equal(view.getUint32(4, true), bytes.length - 8);
  assert.equal(view.getUint32(24, true), RATE);
  assert.deepEqual([0, 1, 2, 3].map(i => view.getInt16(44 + 2 * i, true)), [0, 32_767, -32_767, 32_767]);
});

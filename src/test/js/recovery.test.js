// G28: the recovery sheet's words, what is derived from them, and the sheet's PDF and square code.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {importPrivate, newWrappablePair, random, sha256, toBytes, toText} from '../../main/resources/web/desk/crypto.js';
import {Pdf} from '../../main/resources/web/desk/pdf.js';
import {modulesOf, pictureOf, reader, runsOf} from '../../main/resources/web/desk/qr.js';
import * as recovery from '../../main/resources/web/desk/recovery.js';
import {pdfOf, placesToAsk} from '../../main/resources/web/desk/sheet.js';
import {spell, unspell} from '../../main/resources/web/desk/square.js';
import {WORDS, phraseOf, readWords, secretOf} from '../../main/resources/web/desk/words.js';

const vectors = JSON.parse(readFileSync(new URL('../resources/envelope-vectors.json', import.meta.url), 'utf8'));

test('wordList_isBip39English', async () => {
  assert.equal(WORDS.length, 2048);
  assert.equal(new Set(WORDS.map(word => word.slice(0, 4))).size, 2048);
  const hash = await sha256(new TextEncoder().encode(`${WORDS.join('\n')}\n`));
  assert.equal(Buffer.from(hash).toString('hex'), '2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda');
});

test('words_ofKnownSecrets_areThoseOfBip39', async () => {
  const known = [
    ['00000000000000000000000000000000', `${'abandon '.repeat(11)}about`],
    ['7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
    ['80808080808080808080808080808080', 'letter advice cage absurd amount doctor acoustic avoid letter advice cage above'],
    ['ffffffffffffffffffffffffffffffff', `${'zoo '.repeat(11)}wrong`],
  ];
  for (const [hex, words] of known) {
    const secret = new Uint8Array(Buffer.from(hex, 'hex'));
    assert.equal((await phraseOf(secret)).join(' '), words);
    assert.deepEqual((await secretOf(words.split(' '))).secret, secret);
  }
});

test('anySecret_comesBackFromItsWords_alsoShortened', async () => {
  for (let i = 0; i < 50; i += 1) {
    const secret = random(16);
    const words = await phraseOf(secret);
    const typed = words.map(word => word.slice(0, 4)).join('  ').toUpperCase();
    assert.deepEqual((await secretOf(readWords(` 1. ${typed}\n`))).secret, secret);
  }
});

test('mistakes_areNamed', async () => {
  const words = await phraseOf(new Uint8Array(16));
  assert.match((await secretOf(words.slice(1))).fault, /11 words/);
  assert.match((await secretOf(words.with?.(4, 'abacus') ?? words.map((w, i) => i === 4 ? 'abacus' : w))).fault, /Word 5/);
  assert.match((await secretOf([...words].reverse())).fault, /together/);
  assert.match((await secretOf([])).fault, /0 words/);
});

test('derivedValues_areThoseOfTheTwin', async () => {
  const {secret, words, proof, sealed, recoveryPrivate, recoveryPublic} = vectors.recovery;
  const bytes = toBytes(secret);
  assert.deepEqual(await phraseOf(bytes), words);
  assert.equal(toText(await recovery.proofOf(bytes)), proof);
  assert.equal((await recovery.openRecovery(bytes, toBytes(sealed))).extractable, false);
  const own = await recovery.sealRecovery(bytes, toBytes(recoveryPrivate));
  assert.equal(own.length, toBytes(sealed).length);
  assert.ok(await recovery.openRecovery(bytes, own));
  await assert.rejects(recovery.openRecovery(random(16), own));
  assert.equal(toBytes(recoveryPublic).length, 65);
});

test('newRecovery_opensWithItsSecretOnly', async () => {
  const secret = recovery.newSecret();
  const {publicKey, sealed, proofHash} = await recovery.newRecovery(secret);
  assert.equal(publicKey.length, 65);
  assert.deepEqual(proofHash, await sha256(await recovery.proofOf(secret)));
  const {pkcs8} = await newWrappablePair();
  await recovery.wrapForRecovery(pkcs8, 1, publicKey);
  assert.ok(await recovery.openRecovery(secret, sealed));
  assert.ok(await importPrivate(pkcs8));
});

test('squareCode_hasItsFindersAndRuns', async () => {
  const modules = await modulesOf('ABANDON '.repeat(11) + 'ABOUT');
  const finder = [[0, 0], [0, modules.length - 7], [modules.length - 7, 0]];
  for (const [row, column] of finder) {
    assert.equal(Array.from({length: 7}, (_, i) => modules[row][column + i]).every(Boolean), true);
    assert.equal(modules[row + 1][column + 1], false);
  }
  const dark = modules.flat().filter(Boolean).length;
  assert.equal(runsOf(modules).reduce((sum, [, , width]) => sum + width, 0), dark);
});

test('squareOfASheet_isOneRunThatComesBack_andNothingElseIsTaken', () => {
  for (let i = 0; i < 200; i += 1) {
    const secret = random(16);
    const text = spell(secret);
    assert.match(text, /^X-SHEET:[0-9A-HJKMNP-TV-Z]{26}$/);
    assert.deepEqual(unspell(text), secret);
  }
  assert.equal(spell(new Uint8Array(16).fill(255)), 'X-SHEET:ZZZZZZZZZZZZZZZZZZZZZZZZZW');
  assert.equal(spell(Uint8Array.of(...Array(15).fill(0), 1)), 'X-SHEET:00000000000000000000000004');
  const zeros = '0'.repeat(26);
  for (const other of [zeros, `X-SHEET:${zeros}0`, `X-SHEET:${zeros.slice(1)}`, `X-SHEET:${zeros.slice(1)}1`,
    `X-SHEET:${zeros.slice(1)}U`, `x-sheet:${zeros}`, 'https://example.org/', '']) {
    assert.equal(unspell(other), null, other);
  }
});

test('squareCode_isReadFromAPicture', async () => {
  const read = await reader();
  for (let i = 0; i < 300; i += 1) { // one in some hundreds would not be read with the usual mask
    const secret = random(16);
    assert.deepEqual(unspell(read(pictureOf(await modulesOf(spell(secret))))), secret);
  }
  assert.equal(read({width: 100, height: 100, data: new Uint8ClampedArray(40_000).fill(200)}), null);
});

test('pdf_pointsAtItsOwnObjects', async () => {
  const secret = random(16);
  const words = await phraseOf(secret);
  const text = await (await pdfOf({secret, words, day: 'November 22, 2026'})).text();
  assert.match(text, /^%PDF-1\.4\n/);
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)[1]);
  assert.equal(text.slice(table, table + 4), 'xref');
  [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].forEach(([, at], i) => {
    assert.ok(text.slice(Number(at)).startsWith(`${i + 1} 0 obj\n`));
  });
  const [, length, stream] = /Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text);
  assert.equal(stream.length, Number(length));
  assert.ok(words.every(word => text.includes(`(${word})`)));
});

test('pdfText_isEscaped', async () => {
  const text = await new Pdf().text(1, 2, 3, 'a(b)\\ “é” 漢').file().text();
  assert.ok(text.includes('(a\\050b\\051\\134 \\223\\351\\224 ?)'));
});

test('placesToAsk_areThreeDifferentOnesInOrder', () => {
  const seen = new Set();
  for (let i = 0; i < 500; i += 1) {
    const places = placesToAsk(12);
    assert.equal(new Set(places).size, 3);
    assert.deepEqual(places, [...places].sort((one, other) => one - other));
    places.forEach(place => seen.add(place));
  }
  assert.equal(seen.size, 12);
});

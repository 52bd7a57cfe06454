// A receipt is proved in the browser or it is not (B6): the log below is computed by the definition of RFC 6962 and
// signed by Node's own Ed25519.

import test from 'node:test';
import assert from 'node:assert/strict';
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import {LogWatch, RESULT, parseKept} from '../../main/resources/web/desk/receiptcheck.js';
import {leafOf} from '../../main/resources/web/desk/receipts.js';

const {GOOD, BAD, UNKNOWN} = RESULT;
const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts.map(part => Buffer.from(part)))).digest();
const split = count => 2 ** Math.floor(Math.log2(count - 1));
const tree = leaves => leaves.length === 1 ? sha([0], leaves[0])
  : sha([1], tree(leaves.slice(0, split(leaves.length))), tree(leaves.slice(split(leaves.length))));
const path = (index, leaves) => {
  if (leaves.length === 1) {
    return [];
  }
  const at = split(leaves.length);
  return index < at ? [...path(index, leaves.slice(0, at)), tree(leaves.slice(at))]
    : [...path(index - at, leaves.slice(at)), tree(leaves.slice(0, at))];
};
// RFC 6962 section 2.1.2
const subproof = (m, leaves, whole) => {
  if (m === leaves.length) {
    return whole ? [] : [tree(leaves)];
  }
  const at = split(leaves.length);
  return m <= at ? [...subproof(m, leaves.slice(0, at), whole), tree(leaves.slice(at))]
    : [...subproof(m - at, leaves.slice(at), false), tree(leaves.slice(0, at))];
};

class Log {
  constructor(count = 23, first = 496_000, name = 'stillcall/test') {
    const {publicKey, privateKey} = generateKeyPairSync('ed25519');
    const typed = Buffer.concat([Buffer.from([1]), publicKey.export({format: 'der', type: 'spki'}).subarray(-32)]);
    const id = sha(`${name}\n`, typed).subarray(0, 4);
    Object.assign(this, {name, privateKey, id, key: `${name}+${id.toString('hex')}+${typed.toString('base64')}\n`});
    this.receipts = Array.from({length: count}, (_, index) => ({
      index, kind: index % 2 === 0 ? 'PLAN_DELETED' : 'DEVICE_WIPED', hour: first + index,
      token: Buffer.alloc(16, index).toString('base64url')}));
    this.leaves = this.receipts.map(receipt => Buffer.from(leafOf({...receipt,
      token: Buffer.from(receipt.token, 'base64url')})));
  }

  checkpoint(size, root = tree(this.leaves.slice(0, size))) {
    const body = `${this.name}\n${size}\n${root.toString('base64')}\n`;
    const seal = Buffer.concat([this.id, sign(null, Buffer.from(body), this.privateKey)]);
    return `${body}\n— ${this.name} ${seal.toString('base64')}\n`;
  }

  state(size = this.leaves.length) {
    const root = tree(this.leaves.slice(0, size));
    return {size, root: root.toString('base64url'), checkpoint: this.checkpoint(size), key: this.key};
  }

  answer(index, size = this.leaves.length) {
    const proof = path(index, this.leaves.slice(0, size)).map(hash => hash.toString('base64url'));
    return {receipt: {...this.receipts[index]}, proof, ...this.state(size)};
  }

  ask = async (from, to) => {
    if (to > this.leaves.length) {
      throw Object.assign(new Error('no such receipt'), {status: 404});
    }
    return {proof: subproof(from, this.leaves.slice(0, to), true).map(hash => hash.toString('base64url'))};
  };
}

const log = new Log();
const never = async () => {
  throw Object.assign(new Error('not to be asked'), {status: 404});
};

test('every receipt of a log is proved', async () => {
  const watch = new LogWatch();
  for (const receipt of log.receipts) {
    assert.equal(await watch.check(log.answer(receipt.index), receipt, never), GOOD);
  }
});

test('whatever differs is found', async () => {
  const good = log.answer(5);
  const other = Buffer.alloc(32, 9);
  const changed = [
    {...good, receipt: {...good.receipt, hour: good.receipt.hour + 1}},
    {...good, receipt: {...good.receipt, index: 6}},
    {...good, receipt: {...good.receipt, kind: 'PLAN_ENDED'}},
    {...good, receipt: {...good.receipt, token: Buffer.alloc(16, 99).toString('base64url')}},
    {...good, proof: good.proof.slice(1)}, {...good, proof: [...good.proof, good.proof[0]]},
    {...good, proof: good.proof.map((hash, at) => at === 0 ? other.toString('base64url') : hash)},
    {...good, root: other.toString('base64url')}, {...good, root: '?'}, {...good, size: 22},
    {...good, checkpoint: log.checkpoint(23, other)}, {...good, checkpoint: ''},
    {...good, checkpoint: new Log().checkpoint(23)},
  ];
  for (const wrong of changed) {
    assert.equal(await new LogWatch().check(wrong, log.receipts[5], never), BAD, JSON.stringify(wrong));
    const both = {...log.receipts[5], ...wrong.receipt};
    assert.equal(await new LogWatch().check(wrong, both, never), BAD, 'also where the list was changed alike');
  }
});

test('an answer without a key, or with another one than before, is not believed', async () => {
  const {key, ...without} = log.answer(5);
  assert.equal(await new LogWatch().check(without, log.receipts[5], log.ask), BAD);
  const stranger = new Log();
  const watch = new LogWatch();
  assert.equal(await watch.check(log.answer(5), log.receipts[5], log.ask), GOOD);
  const signedByOther = {...log.answer(5), checkpoint: stranger.checkpoint(23), key: stranger.key};
  assert.equal(await watch.check(signedByOther, log.receipts[5], log.ask), BAD);
  assert.equal(await new LogWatch().check(signedByOther, log.receipts[5], log.ask), GOOD, 'it is whole by itself');
  assert.equal(key, log.key);
});

test('a longer log is believed only with the proof that it goes on', async () => {
  const watch = new LogWatch();
  assert.equal(await watch.check(log.answer(5, 17), log.receipts[5], never), GOOD);
  assert.equal(await watch.check(log.answer(5, 23), log.receipts[5], never), BAD, 'no proof is given');
  assert.equal(await watch.check(log.answer(5, 23), log.receipts[5], async () => ({proof: []})), BAD);
  assert.equal(await watch.check(log.answer(5, 23), log.receipts[5], log.ask), GOOD);
});

test('a log that was rewritten by whoever has its key is not believed', async () => {
  const rewritten = new Log(30, 496_001);
  Object.assign(rewritten, {privateKey: log.privateKey, id: log.id, key: log.key});
  const watch = new LogWatch();
  assert.equal(await watch.see(log.state(), never), GOOD);
  assert.equal(await watch.check(rewritten.answer(5), rewritten.receipts[5], rewritten.ask), BAD);
  assert.equal(await watch.see(rewritten.state(23), rewritten.ask), BAD);
  assert.equal(await watch.see(log.state(), never), GOOD, 'what was seen stays what is believed');
});

test('a log that became shorter is not believed, an answer that was overtaken is', async () => {
  const watch = new LogWatch();
  assert.equal(await watch.see(log.state(), never), GOOD);
  assert.equal(await watch.check(log.answer(5, 20), log.receipts[5], log.ask), GOOD);
  const cut = new Log(20);
  Object.assign(cut, {privateKey: log.privateKey, id: log.id, key: log.key});
  assert.equal(await watch.check(cut.answer(5), cut.receipts[5], cut.ask), BAD);
});

test('checks at once go on from each other', async () => {
  const watch = new LogWatch();
  const all = await Promise.all([7, 20, 12, 23, 3].map(size => watch.see(log.state(size), log.ask)));
  assert.deepEqual(all, [GOOD, GOOD, GOOD, GOOD, GOOD]);
  assert.ok(watch.forKeeping.includes('\n23\n'));
});

test('a browser without the signature says that it cannot tell', async () => {
  const real = crypto.subtle.importKey;
  crypto.subtle.importKey = async () => {
    throw Object.assign(new Error('no'), {name: 'NotSupportedError'});
  };
  try {
    const watch = new LogWatch();
    assert.equal(await watch.check(log.answer(5), log.receipts[5], log.ask), UNKNOWN);
    assert.equal(await watch.see(log.state(), log.ask), UNKNOWN);
    assert.equal(watch.forKeeping, '');
  } finally {
    crypto.subtle.importKey = real;
  }
});

test('a server that does not answer has proved nothing and denied nothing', async () => {
  const watch = new LogWatch();
  await watch.see(log.state(17), log.ask);
  const silent = async () => {
    throw Object.assign(new Error('silent'), {status: 0});
  };
  await assert.rejects(watch.see(log.state(), silent));
  assert.equal(await watch.see(log.state(), log.ask), GOOD);
});

test('what was kept is compared with what is there', async () => {
  const watch = new LogWatch();
  assert.equal(await watch.compare(await parseKept(log.checkpoint(9)), log.ask), BAD, 'nothing was seen yet');
  await watch.see(log.state(17), log.ask);
  const kept = watch.forKeeping;
  await watch.see(log.state(), log.ask);
  for (const text of [kept, `\n${kept}\n\n`, kept.replaceAll('\n', '\r\n'), log.checkpoint(9), log.key]) {
    assert.equal(await watch.compare(await parseKept(text), log.ask), GOOD, text);
  }
  const other = new Log();
  for (const text of [other.key, other.checkpoint(9), log.key + other.checkpoint(9), 'anything', '',
    log.checkpoint(9).replace('\n9\n', '\n8\n')]) {
    assert.equal(await watch.compare(await parseKept(text), log.ask), BAD, text);
  }
  const longer = new Log(40);
  Object.assign(longer, {privateKey: log.privateKey, id: log.id, key: log.key});
  assert.equal(await watch.compare(await parseKept(longer.checkpoint(40)), log.ask), BAD, 'it was cut back since');
});

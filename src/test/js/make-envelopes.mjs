// Prints envelopes as the browser makes them, for the Java twin to open.

import * as box from '../../main/resources/web/desk/crypto.js';
import * as four from '../../main/resources/web/desk/fourwords.js';
import * as recovery from '../../main/resources/web/desk/recovery.js';
import {phraseOf} from '../../main/resources/web/desk/words.js';

const envelopes = [];
for (const kind of [2, 3, 4]) {
  const pair = await box.newWrappablePair();
  for (const length of [0, 200, 400, 4_000]) {
    const object = {text: 'é'.repeat(length / 2), length};
    const context = `place/${box.newId()}`;
    const generation = kind * 1_000_003;
    const sealed = await box.sealObject({kind, generation, recipient: pair.publicKey, context, object});
    envelopes.push({
      kind, generation, context, object, envelope: box.toText(sealed),
      recipientPrivate: box.toText(pair.pkcs8), recipientPublic: box.toText(pair.publicKey)});
  }
}
const device = {publicKey: (await box.newWrappablePair()).publicKey, nonce: four.newNonce()};
const approver = {publicKey: (await box.newDevicePair()).publicKey, nonce: four.newNonce()};
const secret = recovery.newSecret();
const sheet = await recovery.newRecovery(secret);
const join = box.newId();
console.log(JSON.stringify({
  envelopes,
  recovery: {
    secret: box.toText(secret), words: await phraseOf(secret), sealed: box.toText(sheet.sealed),
    publicKey: box.toText(sheet.publicKey), proofHash: box.toText(sheet.proofHash)},
  fourWords: {
    device: box.toText(device.publicKey), deviceNonce: box.toText(device.nonce),
    approver: box.toText(approver.publicKey), approverNonce: box.toText(approver.nonce), join,
    commitment: box.toText(await four.commitmentOf(approver)), words: await four.fourWords(device, approver, join)},
}));

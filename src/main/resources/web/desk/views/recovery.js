// Back in with the recovery sheet: twelve words, a name, a passkey for this new device.

import {KIND, newId, sealObject, toBytes, toText, unwrapBytes, unwrapKey, wrapKey} from '../crypto.js';
import * as store from '../device.js';
import {button, el, field, form, heading, step} from '../dom.js';
import {create} from '../passkey.js';
import {openRecovery, proofOf} from '../recovery.js';
import {say} from '../say.js';
import {canScan, scan} from '../scan.js';
import {Session} from '../session.js';
import {unspell} from '../square.js';
import {SHEET, vouch, voucherKey} from '../voucher.js';
import {phraseOf, readWords, secretOf} from '../words.js';
import {nameField} from './setup.js';

const plainly = text => Object.assign(new Error('Not taken.'), {forPeople: text});

/** The centre's keys, from the recovery key to that device. */
async function rewrap(opened, privateKey, device) {
  const recipient = toBytes(opened.recovery.publicKey);
  return Promise.all(opened.keys.map(async ({generation, wrapped}) => {
    const pkcs8 = await unwrapBytes({
      wrapped: toBytes(wrapped), generation, recipient, privateKey, holder: SHEET});
    const again = await wrapKey({pkcs8, generation, recipient: device.publicKey, holder: device.id});
    pkcs8.fill(0);
    return {generation, wrapped: toText(again)};
  }));
}

/** This device vouches for itself, by the newest key. */
async function ownVoucher(opened, privateKey, device) {
  const {generation, publicKey} = opened.centre;
  const {wrapped} = opened.keys.find(each => each.generation === generation);
  const centre = await unwrapKey({
    wrapped: toBytes(wrapped), generation, recipient: toBytes(opened.recovery.publicKey), privateKey, holder: SHEET});
  const key = await voucherKey({privateKey: centre, publicKey: toBytes(publicKey)});
  return vouch(key, generation, device.id, device.publicKey);
}

export const view = {
  name: 'recovery',
  title: say('Recovery sheet'),
  render(root, app) {
    root.classList.add('alone');
    let stopCamera = () => {};
    const place = {set: stop => {
      stopCamera = stop;
    }};

    async function scanned(secret) {
      const phrase = (await phraseOf(secret)).join(' ');
      secret.fill(0);
      words(phrase);
      app.say(say('The words are in the field.'));
    }

    function words(typed = '') {
      const input = el('textarea', {rows: 4, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false'});
      input.value = typed;
      step(root, heading(say('Type the twelve words')),
          form(null,
              field(say('Words of the sheet'), input,
                  say('In their order, with spaces between. Four letters of each will do.')),
              button(say('Next'), async () => {
                const {secret, fault} = await secretOf(readWords(input.value));
                if (fault) {
                  throw plainly(fault);
                }
                const opened = await app.api.post('/api/recovery', {proof: toText(await proofOf(secret))});
                const privateKey = await openRecovery(secret, toBytes(opened.recovery.sealed));
                secret.fill(0);
                input.value = '';
                name(opened, privateKey);
              }, {kind: 'go'})),
          canScan() && button(say('Scan the square'), () =>
            scan(root, {understand: unspell, found: scanned, back: words}, place)),
          button(say('Back'), () => app.back(), {kind: 'link'}));
    }

    function name(opened, privateKey) {
      const input = nameField();
      step(root, heading(say('The sheet is right')),
          el('p', {class: 'lead', text: say('You come in as a new coordinator. All others are told of it.')}),
          form(null,
              field(say('What do your colleagues call you?'), input),
              button(say('Make the passkey'), async () => {
                const text = input.value.trim();
                if (text === '') {
                  input.focus();
                  throw plainly(say('Please type a name.'));
                }
                await finish(opened, privateKey, text);
              }, {kind: 'go'})));
    }

    async function finish(opened, privateKey, text) {
      const device = await store.make();
      const keys = await rewrap(opened, privateKey, device);
      const credential = await create(opened.publicKey);
      const {generation, publicKey} = opened.centre;
      const id = newId();
      const sealed = await sealObject({
        kind: KIND.PERSON, generation, recipient: toBytes(publicKey), context: `person/${id}`, object: {name: text}});
      const signed = await app.api.post('/api/recovery/finish', {
        token: opened.token,
        challenge: opened.challenge,
        credential,
        device: Session.introduce(device),
        person: {id, name: toText(sealed)},
        keys,
        voucher: await ownVoucher(opened, privateKey, device),
      });
      await app.session.keep(device);
      await app.session.signed(signed, device, {
        title: say('You are in'), text: say('Now wipe the lost devices. Then make a new sheet and destroy this one.')});
    }

    words();
    return () => stopCamera();
  },
};

// The first start: a code from the launcher, a name, the recovery sheet, a passkey.

import {KIND, newId, newWrappablePair, sealObject, toText, wrapKey} from '../crypto.js';
import * as store from '../device.js';
import {button, el, field, form, heading, step} from '../dom.js';
import {languageChoice} from '../languagechoice.js';
import {create} from '../passkey.js';
import {newRecovery, wrapForRecovery} from '../recovery.js';
import {say} from '../say.js';
import {Session} from '../session.js';
import {newSheet, walkThrough} from '../sheet.js';
import {SHEET, vouch, voucherKey} from '../voucher.js';

const STEPS = [say('Start'), say('Name'), say('Sheet'), say('Read back'), say('Passkey')];
const FIRST = 1; // the centre key's generation

/** Where one is, as a row of marks and in words. */
const progress = at => el('p', {class: 'steps', data: {step: at + 1}},
    el('span', {class: 'marks', 'aria-hidden': 'true'}, STEPS.map((_, i) => el('i', {class: i <= at && 'done'}))),
    el('span', {text: say('Step {step} of {steps}', {step: at + 1, steps: STEPS.length})}));

/** Everything that set-up makes in this browser, as the server gets it. */
async function make(name, sheet) {
  const device = await store.make();
  const centre = {id: newId(), pair: await newWrappablePair()};
  const person = newId();
  const recovery = await newRecovery(sheet.secret);
  const {pkcs8, publicKey} = centre.pair;
  const wrapped = await wrapKey({pkcs8, generation: FIRST, recipient: device.publicKey, holder: device.id});
  const wrappedForRecovery = await wrapForRecovery(pkcs8, FIRST, recovery.publicKey);
  const key = await voucherKey(centre.pair);
  pkcs8.fill(0);
  sheet.secret.fill(0);
  const sealedName = await sealObject({
    kind: KIND.PERSON, generation: FIRST, recipient: publicKey, context: `person/${person}`, object: {name}});
  return {
    device,
    body: {
      device: Session.introduce(device),
      person: {id: person, name: toText(sealedName)},
      centre: {
        id: centre.id,
        publicKey: toText(publicKey),
        wrapped: toText(wrapped),
        voucher: await vouch(key, FIRST, device.id, device.publicKey),
      },
      recovery: {
        publicKey: toText(recovery.publicKey),
        sealed: toText(recovery.sealed),
        proofHash: toText(recovery.proofHash),
        wrapped: toText(wrappedForRecovery),
        voucher: await vouch(key, FIRST, SHEET, recovery.publicKey),
      },
    },
  };
}

export const nameField = () => el('input', {type: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: 60});

export const view = {
  name: 'setup',
  title: say('Set-up'),
  render(root, app, {code = ''}) {
    const state = {code, name: '', made: null};
    root.classList.add('alone');

    function welcome() {
      const input = el('input', {
        type: 'text', class: 'code', dir: 'ltr', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false'});
      input.value = state.code;
      step(root, progress(0), heading(say('Welcome')),
          el('p', {class: 'lead',
            text: say('This sets the server up in three minutes. Have paper and a pen at hand.')}),
          form(null,
              field(say('Set-up code'), input, say('The server printed it when it started.')),
              button(say('Begin'), async () => {
                state.code = input.value.trim();
                await app.api.post('/api/setup/begin', {code: state.code});
                name();
              }, {kind: 'go', class: 'go big'})), languageChoice(app));
    }

    function name() {
      const input = nameField();
      input.value = state.name;
      step(root, progress(1), heading(say('What do your colleagues call you?')),
          form(null,
              field(say('Name'), input, say('A first name or a nickname. It is sealed: only colleagues can read it.')),
              button(say('Next'), async () => {
                state.name = input.value.trim();
                if (state.name === '') {
                  input.focus();
                  throw Object.assign(new Error('No name.'), {forPeople: say('Please type a name.')});
                }
                await sheet();
              }, {kind: 'go'})),
          button(say('Back'), async () => welcome(), {kind: 'link'}));
    }

    async function sheet() {
      const made = await newSheet();
      await walkThrough(root, app, made, async () => {
        state.made = await make(state.name, made);
        made.words.fill('');
        passkey();
      }, at => progress(2 + at));
    }

    function passkey() {
      step(root, progress(4), heading(say('Your passkey')),
          el('p', {class: 'lead', text: say('No password: your device asks for your finger, your face or its PIN.')}),
          button(say('Make the passkey'), async () => {
            const {challenge, publicKey} = await app.api.post('/api/setup/begin', {code: state.code});
            const credential = await create(publicKey);
            const {device, body} = state.made;
            const signed = await app.api.post('/api/setup/finish', {code: state.code, challenge, credential, ...body});
            await app.session.keep(device);
            await app.session.signed(signed, device, {title: say('All set'), text: say('Lock the sheet away now.'
                + ' Next, add a second device or a colleague: then nobody needs the sheet when a phone is lost.')});
          }, {kind: 'go', class: 'go big'}));
    }

    welcome();
  },
};

// A new device is let in from one that is unlocked: a code here, four words on both screens, a passkey.

import {toBytes, toText} from '../crypto.js';
import * as store from '../device.js';
import {button, el, field, form, heading, sentence, step} from '../dom.js';
import {Swapped, fourWords, newNonce, requireKept, sideOf} from '../fourwords.js';
import {create} from '../passkey.js';
import {say} from '../say.js';
import {Session} from '../session.js';

const POLL_MILLIS = 1_500;
const WORDS_ID = 'four-words';

/** What somebody typed, as Crockford's base 32 has it: I and L are 1, O is 0; the rest is left out. */
export const cleanCode = text => text.toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0')
    .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '');

function askCode(root, app, start) {
  const input = el('input', {
    type: 'text', class: 'code', dir: 'ltr', maxlength: 12, autocapitalize: 'characters', autocomplete: 'off',
    spellcheck: 'false'});
  step(root, heading(say('Add this device')),
      form(null,
          field(say('Code from the other device'), input,
              say('Eight letters and digits. It works once, for ten minutes.')),
          button(say('Next'), async () => start(cleanCode(input.value)), {kind: 'go'})),
      button(say('Back'), () => app.back(), {kind: 'link'}));
}

export const wordList = words => el('ol', {class: 'four-words', id: WORDS_ID, 'aria-label': say('The four words')},
    words.map(word => el('li', {text: word})));

export const view = {
  name: 'join',
  title: say('Add this device'),
  render(root, app, {code = ''}) {
    let gone = false;
    let timer = 0;
    root.classList.add('alone');

    async function start(typed) {
      const device = await store.make();
      const {join, token, commitment} = await app.api.post('/api/join', {code: typed});
      const nonce = newNonce(); // drawn only now that the other side is bound
      await app.api.post('/api/join/key', {token, device: Session.introduce(device), nonce: toText(nonce)});
      step(root, heading(say('The code is right')),
          el('p', {class: 'soft', role: 'status', text: say('Waiting for the other device…')}));
      wait({device, nonce, join, token, commitment: toBytes(commitment), words: null});
    }

    async function compare(joining, approver) {
      if (!approver) {
        throw new Swapped(); // let in by somebody who never showed what they were committed to
      }
      const {device, nonce, join, commitment} = joining;
      const theirs = sideOf(approver.publicKey, approver.nonce);
      await requireKept(commitment, theirs);
      const words = await fourWords({publicKey: device.publicKey, nonce}, theirs, join);
      if (gone) {
        return;
      }
      joining.words = words;
      step(root, heading(say('Do both screens show these words?')), wordList(words),
          el('p', {class: 'lead', text: say('If they are the same, press “They match” on the other device.')}),
          el('p', {class: 'soft', role: 'status', text: say('Waiting for the other device…')}),
          button(say('They differ. Stop.'), () => app.back(), {kind: 'stop'}));
      app.say(say('The four words are {words}.', {words: words.join(', ')}));
    }

    async function wait(joining) {
      if (gone) {
        return;
      }
      try {
        const now = await app.api.post('/api/join/state', {token: joining.token});
        if (gone) {
          return;
        }
        if (now.state === 'ENDED' || now.state === 'DONE') {
          ended();
          return;
        }
        if (joining.words === null && (now.approver || now.state === 'APPROVED')) {
          await compare(joining, now.approver);
        } else if (now.state === 'APPROVED') {
          passkey(joining, now);
          return;
        }
      } catch (error) {
        if (error instanceof Swapped) {
          alarm(error);
          return;
        }
        if (error.status !== 0) {
          ended();
          return;
        }
      }
      timer = setTimeout(() => wait(joining), POLL_MILLIS);
    }

    function ended() {
      step(root, heading(say('That was stopped')),
          el('p', {class: 'lead', text: say('The code has ended, or the other device said no. Ask for a new code.')}),
          button(say('Type a new code'), () => askCode(root, app, start), {kind: 'go'}));
    }

    function alarm(error) {
      step(root, heading(say('Stop. This is not safe')),
          el('p', {class: 'alarm', role: 'alert', text: sentence(error)}),
          el('p', {class: 'lead', text: say('Press “They differ. Stop.” on the other device, and tell your'
              + ' coordinator.')}),
          button(say('Leave'), () => app.back(), {kind: 'stop'}));
    }

    function passkey({device, token, words}, {challenge, publicKey}) {
      step(root, heading(say('You are let in')),
          el('p', {class: 'lead', text: say('Last step: a passkey, so that only you can open this device.')}),
          el('p', {class: 'soft', text: say('Go on only if the other device showed these words.')}), wordList(words),
          button(say('Make the passkey'), async () => {
            const credential = await create(publicKey);
            const signed = await app.api.post('/api/join/finish', {token, challenge, credential});
            await app.session.keep(device);
            await app.session.signed(signed, device);
          }, {kind: 'go', class: 'go big'}),
          button(say('They differ. Stop.'), () => app.back(), {kind: 'stop'}));
    }

    if (cleanCode(code).length === 8) {
      root.append(heading(say('Add this device')), el('p', {class: 'lead', text: say('Your code is ready.')}),
          button(say('Start'), () => start(cleanCode(code)), {kind: 'go', class: 'go big'}));
    } else {
      askCode(root, app, start);
    }
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  },
};

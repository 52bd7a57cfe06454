// Letting in a device from this unlocked one: a square code and eight characters, then four words on both screens.

import {toText} from './crypto.js';
import {ASKS} from './devicelist.js';
import {button, el, heading, sentence, step} from './dom.js';
import {commitmentOf, fourWords, newNonce, sideOf} from './fourwords.js';
import {localAt, ownZone, sayTime} from './plandays.js';
import {drawQr} from './qr.js';
import {say} from './say.js';

const POLL_MILLIS = 1_500;

/** Eight characters in two groups. */
export const grouped = code => `${code.slice(0, 4)}-${code.slice(4)}`;

/** One letting-in, from the code to the end. 'finished' follows whatever came of it; 'place.set' gets what stops it. */
export async function admit(root, app, request, finished, place = {set: () => {}}) {
  const ours = {publicKey: app.session.ring.devicePublic, nonce: newNonce()};
  const commitment = toText(await commitmentOf(ours));
  const {id, code, until} = await app.api.post('/api/joins', {...request, commitment});
  let theirs = null; // as first seen: whatever is said later does not count, for our nonce is out by then
  let compared = false;
  let over = false;
  let timer = 0;
  app.patient(); // hands and eyes are on the other device
  const stop = () => {
    if (!over) {
      over = true;
      app.patient(false);
      clearTimeout(timer);
      app.api.send('DELETE', `/api/joins/${id}`);
    }
  };
  place.set(stop);

  const cancel = async () => {
    stop();
    await finished();
  };

  async function watch() {
    if (over) {
      return;
    }
    if (!root.isConnected) {
      stop();
      return;
    }
    try {
      const now = await app.api.get(`/api/joins/${id}`);
      if (over) {
        return;
      }
      if (now.state === 'DONE') {
        done();
        return;
      }
      if (now.state === 'ENDED') {
        ended(say('The code has ended. It works once, for ten minutes.'));
        return;
      }
      if (now.device && theirs === null) {
        theirs = {...now.device, ...sideOf(now.device.publicKey, now.nonce)};
      }
      if (theirs !== null && !compared) {
        await app.api.post(`/api/joins/${id}/reveal`, {nonce: toText(ours.nonce)});
        compared = true;
        await compare(theirs);
      }
    } catch (error) {
      if (error.status !== 0 && !over) {
        stop();
        ended(sentence(error));
      }
    }
    if (!over) {
      timer = setTimeout(watch, POLL_MILLIS);
    }
  }

  async function compare(device) {
    const words = await fourWords(device, ours, id);
    if (over) {
      return;
    }
    const approve = button(say('They match'), async () => {
      await app.session.refresh();
      const keys = request.role === 'HOST' ? [] : await app.session.ring.wrapAll(device.publicKey, device.id);
      const voucher = await app.session.ring.vouch(device.id, device.publicKey);
      await app.api.post(`/api/joins/${id}/approve`, {keys, voucher});
      step(root, heading(say('Now the other device')),
          el('p', {class: 'lead', role: 'status', text: say('It makes its passkey. Waiting…')}),
          button(say('Stop'), cancel, {kind: 'link'}));
    }, {kind: 'go', class: 'go big'});
    step(root, heading(say('Do both screens show these words?')),
        el('ol', {class: 'four-words', 'aria-label': say('The four words')}, words.map(word => el('li', {text: word}))),
        el('p', {class: 'lead', text: ASKS[device.kind]
            ?? say('A device asks to come in. Look at it and compare.')}),
        el('div', {class: 'actions'}, approve, button(say('They differ. Stop.'), cancel, {kind: 'stop'})));
    app.say(say('The four words are {words}.', {words: words.join(', ')}));
  }

  function done() {
    over = true;
    app.patient(false);
    step(root, heading(say('The device is in')), button(say('Done'), finished, {kind: 'go', class: 'go big'}));
    app.say(say('The device is in.'));
  }

  function ended(text) {
    over = true;
    app.patient(false);
    step(root, heading(say('That was stopped')), el('p', {class: 'lead', text}),
        button(say('Back'), finished, {kind: 'go'}));
  }

  const end = sayTime(localAt(new Date(until), ownZone()).slice(11));
  step(root, heading(say('On the new device')),
      el('p', {class: 'lead', text: say('Scan this with its camera, or open this page there and type the code.')}),
      el('div', {class: 'admission'},
          await drawQr(`${location.origin}/#join=${code}`, say('The address of this page with the code')),
          el('p', {class: 'code-shown', dir: 'ltr', 'aria-label': [...code].join(' '), text: grouped(code)})),
      el('p', {class: 'soft', role: 'status', text: say('Works once, until {time}. Waiting for the new device…',
          {time: end})}),
      button(say('Cancel'), cancel, {kind: 'link'}));
  watch();
}

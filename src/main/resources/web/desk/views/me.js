// One's own settings: how soon it locks, a PIN, wiping this device, signing out.

import {add, button, el, fault, field, form, heading, holdable, sentence} from '../dom.js';
import {HOLD_MILLIS} from '../exit.js';
import {pinField} from '../pinfield.js';

const SECONDS = [[5, '5 seconds'], [15, '15 seconds'], [30, '30 seconds'], [60, '1 minute'], [120, '2 minutes'],
  [300, '5 minutes']];
const ROLES = {ADVOCATE: 'Advocate', COORDINATOR: 'Coordinator', HOST: 'Host'};
const PIN = /^\d{6,12}$/;

function locking(app) {
  const {me} = app;
  const seconds = el('select', null, SECONDS.map(([value, label]) =>
    el('option', {value, selected: value === me.lockSeconds, text: label})));
  seconds.value = String(me.lockSeconds);
  const hide = el('input', {type: 'checkbox', checked: me.lockOnHide});
  const save = async (input, settings) => {
    try {
      await app.session.change(settings);
      fault(input, '');
      app.say('Saved.');
    } catch (error) {
      fault(input, sentence(error));
    }
  };
  seconds.addEventListener('change', () => save(seconds, {lockSeconds: Number(seconds.value)}));
  hide.addEventListener('change', () => save(hide.parentElement, {lockOnHide: hide.checked}));
  return el('section', {class: 'card'}, el('h2', {text: 'Locking'}),
      field('Lock when nobody touches it for', seconds),
      el('label', {class: 'check'}, hide, el('span', {text: 'Lock at once when I switch to another app or tab'})));
}

function pin(app, again) {
  const input = pinField();
  const save = button('Save the PIN', async () => {
    if (!PIN.test(input.value)) {
      fault(input, 'Six to twelve digits, please.');
      return;
    }
    await app.session.change({pin: input.value});
    app.say('The PIN is saved.');
    again();
  });
  return el('section', {class: 'card'}, el('h2', {text: 'PIN'}),
      el('p', {class: 'soft', text: app.me.hasPin
        ? 'A PIN is set. It unlocks this device until you sign out; five wrong tries remove it.'
        : 'With a PIN you can unlock without the passkey. Choose one that you use nowhere else.'}),
      form(null, field(app.me.hasPin ? 'New PIN' : 'PIN', input, 'Six to twelve digits'), save),
      app.me.hasPin && button('Remove the PIN', async () => {
        await app.session.change({pin: null});
        app.say('The PIN is removed.');
        again();
      }, {kind: 'link'}));
}

function panic(app) {
  const wipe = el('button', {type: 'button', class: 'stop hold'}, el('span', {text: 'Hold to wipe this device'}));
  const confirm = async () => {
    if (await app.ask('Wipe this device now?', {
      yes: 'Wipe it', no: 'Keep it', stop: true, why: 'It forgets everything and has to be let in again.'})) {
      app.session.panic();
    }
  };
  holdable(wipe, {millis: HOLD_MILLIS, tap: confirm, hold: () => app.session.panic()});
  return el('section', {class: 'card'}, el('h2', {text: 'In danger of losing it?'}),
      el('p', {class: 'soft', text: 'Hold for a second and a half. This device forgets its key and leaves this page. '
          + 'Its calls end. Plans stay safe; another device of yours can let it in again.'}),
      el('p', {class: 'soft', text: 'Without a connection it forgets its key too, but nobody is told. Then wipe it '
          + 'from another device as well, or ask a coordinator: only that changes the centre’s key.'}),
      wipe);
}

export const view = {
  name: 'me',
  title: 'Me',
  tab: {label: 'Me', order: 90, icon: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4 21c0-4 3.6-7 8-7s8 3 8 7']},
  render(root, app) {
    const again = () => app.go('me');
    add(root, heading('Me'),
        el('p', {class: 'soft', text: `You are signed in as ${ROLES[app.me.role].toLowerCase()}.`}),
        locking(app), pin(app, again),
        app.me.role === 'COORDINATOR' && el('section', {class: 'card'}, el('h2', {text: 'Recovery sheet'}),
            el('p', {class: 'soft', text: 'The way back in when every device is lost. A new sheet ends the old one.'}),
            button('Make a new sheet', () => app.go('sheet'))),
        panic(app),
        el('section', {class: 'card'}, button('Lock now', () => app.session.lock()),
            button('Sign out', () => app.session.signOut())));
  },
};

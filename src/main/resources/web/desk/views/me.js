// One's own settings: how soon it locks, a PIN, wiping this device, signing out.

import {add, button, el, fault, field, form, heading, holdable, sentence} from '../dom.js';
import {HOLD_MILLIS} from '../exit.js';
import {directCard} from '../clientsheet.js';
import {keypadCard} from '../keypadpin.js';
import {languageChoice} from '../languagechoice.js';
import {pinField} from '../pinfield.js';
import {ownPhones} from '../reachform.js';
import {say} from '../say.js';
import {waking} from '../waking.js';

const SECONDS = [5, 15, 30, 60, 120, 300].map(seconds => [seconds, seconds < 60
  ? say({one: '{count} second', other: '{count} seconds'}, {count: seconds})
  : say({one: '{count} minute', other: '{count} minutes'}, {count: seconds / 60})]);
const SIGNED_IN = {
  ADVOCATE: say('You are signed in as advocate.'),
  COORDINATOR: say('You are signed in as coordinator.'),
  HOST: say('You are signed in as host.'),
};
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
      app.say(say('Saved.'));
    } catch (error) {
      fault(input, sentence(error));
    }
  };
  seconds.addEventListener('change', () => save(seconds, {lockSeconds: Number(seconds.value)}));
  hide.addEventListener('change', () => save(hide.parentElement, {lockOnHide: hide.checked}));
  return el('section', {class: 'card'}, el('h2', {text: say('Locking')}),
      field(say('Lock when nobody touches it for'), seconds),
      el('label', {class: 'check'}, hide, el('span', {text: say('Lock at once when I switch to another app or tab')})));
}

function pin(app, again) {
  const input = pinField();
  const save = button(say('Save the PIN'), async () => {
    if (!PIN.test(input.value)) {
      fault(input, say('Six to twelve digits, please.'));
      return;
    }
    await app.session.change({pin: input.value});
    app.say(say('The PIN is saved.'));
    again();
  });
  return el('section', {class: 'card'}, el('h2', {text: say('PIN')}),
      el('p', {class: 'soft', text: app.me.hasPin
        ? say('A PIN is set. It unlocks this device until you sign out; five wrong tries remove it.')
        : say('With a PIN you can unlock without the passkey. Choose one that you use nowhere else.')}),
      form(null, field(app.me.hasPin ? say('New PIN') : say('PIN'), input, say('Six to twelve digits')), save),
      app.me.hasPin && button(say('Remove the PIN'), async () => {
        await app.session.change({pin: null});
        app.say(say('The PIN is removed.'));
        again();
      }, {kind: 'link'}));
}

function panic(app) {
  const wipe = el('button', {type: 'button', class: 'stop hold'}, el('span', {text: say('Hold to wipe this device')}));
  const confirm = async () => {
    if (await app.ask(say('Wipe this device now?'), {
      yes: say('Wipe it'), no: say('Keep it'), stop: true,
      why: say('It forgets everything and has to be let in again.')})) {
      app.session.panic();
    }
  };
  holdable(wipe, {millis: HOLD_MILLIS, tap: confirm, hold: () => app.session.panic()});
  return el('section', {class: 'card'}, el('h2', {text: say('In danger of losing it?')}),
      el('p', {class: 'soft', text: say('Hold for a second and a half. This device forgets its key and leaves this'
          + ' page. Its calls end. Plans stay safe; another device of yours can let it in again.')}),
      el('p', {class: 'soft', text: say('Without a connection it forgets its key too, but nobody is told. Then wipe it '
          + 'from another device as well, or ask a coordinator: only that changes the centre’s key.')}),
      wipe);
}

export const view = {
  name: 'me',
  title: say('Me'),
  tab: {label: say('Me'), order: 90, icon: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4 21c0-4 3.6-7 8-7s8 3 8 7']},
  render(root, app) {
    const again = () => app.go('me');
    add(root, heading(say('Me')),
        el('p', {class: 'soft', text: SIGNED_IN[app.me.role]}),
        locking(app), pin(app, again), app.me.role !== 'HOST' && [ownPhones(app), waking(app)],
        app.me.role === 'COORDINATOR' && el('section', {class: 'card'}, el('h2', {text: say('Recovery sheet')}),
            el('p', {class: 'soft', text: say('The way back in when every device is lost. A new sheet ends the old'
                + ' one.')}),
            button(say('Make a new sheet'), () => app.go('sheet'))),
        app.me.role !== 'HOST' && directCard(root, app, again), app.me.role !== 'HOST' && keypadCard(app),
        el('section', {class: 'card'}, el('h2', {text: say('What holds here')}),
            button(say('Our settings and the guide'), () => app.go('rules')),
            button(say('Sheets to give away'), () => app.go('handouts'))),
        panic(app),
        el('section', {class: 'card'}, el('h2', {text: say('Language')}), languageChoice(app)),
        el('section', {class: 'card'}, button(say('Lock now'), () => app.session.lock()),
            button(say('Sign out'), () => app.session.signOut())));
  },
};

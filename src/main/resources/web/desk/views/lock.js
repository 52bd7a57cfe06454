// Locked: one big button, and the PIN where one is set. Nothing of the work is on the page.

import {add, button, el, field, form, heading, sentence} from '../dom.js';
import {languageChoice} from '../languagechoice.js';
import {pinField} from '../pinfield.js';
import {say} from '../say.js';

function pinForm(app, fault) {
  const input = pinField();
  const unlock = button(say('Unlock with PIN'), async () => {
    const pin = input.value;
    input.value = '';
    try {
      await app.session.unlock(pin);
    } catch (error) {
      const left = error.body?.triesLeft;
      if (left === 0) {
        app.alarm(sentence(error)); // signed out by now
      }
      fault.textContent = left > 0
        ? say({one: 'That is not the PIN. One try left.', other: 'That is not the PIN. {count} tries left.'},
        {count: left})
        : sentence(error);
      input.focus();
    }
  });
  return form({class: 'pin'}, field(say('PIN'), input), unlock);
}

export const view = {
  name: 'lock',
  title: say('Locked'),
  render(root, app) {
    const fault = el('p', {class: 'fault', role: 'alert'});
    const {session} = app;
    const known = session.device !== null;
    const failed = error => {
      fault.textContent = sentence(error);
    };
    const unlock = button(known ? say('Unlock') : say('Sign in'), () => known ? session.signIn() : session.signOut(),
        {kind: 'go', failed});
    unlock.classList.add('big');
    root.classList.add('alone');
    add(root,
        heading(say('Locked')),
        app.call.active && el('p', {class: 'lead', text: say('Your call goes on.')}),
        unlock, fault,
        known && session.me?.hasPin && pinForm(app, fault),
        known && button(say('Sign out'), () => session.signOut(), {kind: 'link', failed}),
        languageChoice(app));
    unlock.focus({preventScroll: true});
  },
};

// The choice whether this device is woken for calls while its page sleeps, among one's own settings.

import {button, el, sentence} from './dom.js';
import {standing, turnOff, turnOn} from './push.js';
import {say} from './say.js';

const WHY = say('A device lets pages sleep, and a page that sleeps does not ring. The maker of this browser can wake '
    + 'it: a notice then says “Notes” and nothing else. The maker learns when, not why.');
const CANNOT = {
  unsupported: say('This browser cannot be woken. Install the page on the home screen, or keep it open while on duty.'),
  denied: say('This browser does not allow notices here. Allow them in its settings, then try again.'),
};

/** A card; empty while it is not known, and gone where the host wants no device woken. */
export function waking(app) {
  const card = el('section', {class: 'card', hidden: true});
  const show = async () => {
    const stands = await standing(app.api);
    card.hidden = stands === 'none';
    const change = work => async () => {
      await work(app.api);
      await show();
      card.querySelector('button')?.focus();
    };
    card.replaceChildren(...[
      el('h2', {text: say('Calls while this page sleeps')}),
      el('p', {class: 'soft', text: CANNOT[stands] ?? WHY}),
      stands === 'off' && button(say('Wake this device for calls'), change(turnOn)),
      stands === 'on' && el('p', {role: 'status', text: say('This device is woken for calls.')}),
      stands === 'on' && button(say('Do not wake it any more'), change(turnOff)),
    ].filter(Boolean));
  };
  show().catch(error => {
    card.replaceChildren(el('p', {class: 'fault', text: sentence(error)}));
  });
  return card;
}

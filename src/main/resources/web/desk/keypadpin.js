// One's number and PIN for the keys of a phone, among one's settings: duty without a page.

import {button, el, fault, field, form} from './dom.js';
import {pinField} from './pinfield.js';
import {say} from './say.js';

const PIN = /^\d{6,12}$/;
const PATH = '/api/me/keypad';

function standing({number, locked}) {
  return number === null ? say('With a PIN for phones you can turn your duty on and off by calling.')
    : locked ? say('It was keyed wrongly five times, so it opens nothing now. Set a new PIN.')
      : say('Call, then key your number {number} and your PIN.', {number});
}

/** The card; it shows itself once the server has answered. */
export function keypadCard(app) {
  const node = el('section', {class: 'card', hidden: true});
  const show = pass => {
    const input = pinField();
    const set = pass.number !== null;
    node.replaceChildren(el('h2', {text: say('PIN for phones')}),
        el('p', {class: 'soft', text: standing(pass)}),
        form(null, field(set ? say('New PIN for phones') : say('PIN for phones'), input,
            say('Six to twelve digits, and not the PIN of this page')),
        button(say('Save the PIN for phones'), async () => {
          if (!PIN.test(input.value)) {
            fault(input, say('Six to twelve digits, please.'));
            return;
          }
          show(await app.api.put(PATH, {pin: input.value}));
          app.say(say('The PIN is saved.'));
        })),
        ...(set ? [button(say('Remove the PIN for phones'), async () => {
          show(await app.api.remove(PATH));
          app.say(say('The PIN is removed.'));
        })] : []));
    node.hidden = false;
  };
  app.api.get(PATH).then(show, () => {}); // asked again when the page is opened again
  return node;
}

// The secret address of one's own calendar: made, shown once, ended.

import {button, el} from './dom.js';
import {say} from './say.js';

export function calendarAddress(app) {
  const told = el('div', {role: 'status'});
  const path = '/api/me/calendar';
  const make = async () => {
    const {path: address} = await app.api.post(path, {});
    told.replaceChildren(
        el('p', null, el('code', {class: 'address', dir: 'ltr', text: `${location.origin}${address}`})),
        el('p', {class: 'soft', text: say('Add it to your calendar as a subscription. Whoever knows it sees your times.'
          + ' It is shown only now; an older one works no more.')}));
  };
  const end = async () => {
    await app.api.remove(path);
    told.replaceChildren(el('p', {text: say('No address works now.')}));
  };
  return el('section', {class: 'card'}, el('h2', {text: say('My shifts in another calendar')}),
      el('p', {class: 'soft', text: say('It gets the times and the word “Busy”, nothing else.')}), told,
      el('div', {class: 'pair'}, button(say('Make an address'), make), button(say('End the address'), end)));
}

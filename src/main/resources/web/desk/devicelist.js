// Devices with their passkeys: since when, when last used, and a way to take one out of use.

import {dayInWords, daysSince} from './days.js';
import {button, el} from './dom.js';
import {say} from './say.js';

export const KINDS = {PHONE: say('Phone'), TABLET: say('Tablet'), LAPTOP: say('Laptop'), DESKTOP: say('Computer')};
const NEW_DAYS = 7;

const WIPE = {
  PHONE: say('Wipe the phone'), TABLET: say('Wipe the tablet'), LAPTOP: say('Wipe the laptop'),
  DESKTOP: say('Wipe the computer'),
};
/** Which device asks to come in. */
export const ASKS = {
  PHONE: say('A phone asks to come in. Look at it and compare.'),
  TABLET: say('A tablet asks to come in. Look at it and compare.'),
  LAPTOP: say('A laptop asks to come in. Look at it and compare.'),
  DESKTOP: say('A computer asks to come in. Look at it and compare.'),
};
const used = ({addedDay, lastUsedDay}) => ({added: dayInWords(addedDay), used: dayInWords(lastUsedDay)});
const badge = text => el('span', {class: 'badge', text});

function passkeys({credentials}) {
  return credentials.map((each, i) => el('p', {class: 'soft', text: [
    credentials.length > 1 ? say('Passkey {number} added {added}, last used {used}', {number: i + 1, ...used(each)})
      : say('Passkey added {added}, last used {used}', used(each)),
    each.synced && say('synced to other devices')].filter(Boolean).join(' · ')}));
}

/** The rows of one person's devices; 'again' follows a wipe. */
export function deviceRows(app, devices, again) {
  return devices.map(device => {
    const wipe = button(say('Wipe'), async () => {
      const sure = await app.ask(device.here ? say('Wipe this very device?') : say('Wipe that device?'), {
        yes: say('Wipe it'), no: say('Keep it'), stop: true,
        why: [say('It is signed out, forgets its key and cannot open anything again. Its calls end.'),
          devices.length === 1 && say('It is this person’s only device.')].filter(Boolean).join(' ')});
      if (sure) {
        await app.api.remove(`/api/devices/${device.id}`);
        app.session.wipedHere.add(device.id);
        app.say(say('The device is wiped.'));
        await again();
      }
    }, {kind: 'stop', class: 'stop small', 'aria-label': WIPE[device.kind]});
    return el('li', {class: 'device-row'},
        el('div', null,
            el('p', {class: 'what'}, KINDS[device.kind], device.here && badge(say('this device')),
                device.online && !device.here && badge(say('online')),
                daysSince(device.addedDay) < NEW_DAYS && badge(say('new'))),
            el('p', {class: 'soft', text: say('Device added {added}, last used {used}', used(device))}),
                passkeys(device)),
        wipe);
  });
}

/** A section with one's own devices. */
export async function ownDevices(app) {
  const list = el('ul', {class: 'devices'});
  const refresh = async () => {
    list.replaceChildren(...deviceRows(app, await app.api.get('/api/me/devices'), refresh));
  };
  await refresh();
  return el('section', {class: 'card'}, el('h2', {text: say('Your devices')}), list);
}

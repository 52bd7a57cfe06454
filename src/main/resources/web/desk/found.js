// What the work in the background found for a coordinator to see to. What opens on no device: somebody sealed it
// wrongly, or it was damaged; the centre's old key cannot go before it does. And whom nobody here let in, although the
// server names them among those who are to get the centre's next key.

import {CONTEXT} from './keyring.js';
import {button, el, field, form} from './dom.js';
import {say} from './say.js';
import {SHEET} from './voucher.js';

const WHAT = {
  plan: say('A contact plan'), release: say('A release of information'), person: say('A colleague’s name'),
  message: say('A message'), portal: say('An account at a carrier'),
};
const STRANGE = {PHONE: say('A phone'), TABLET: say('A tablet'), LAPTOP: say('A laptop'), DESKTOP: say('A computer')};
const WHERE = {plan: 'plans', release: 'releases', message: 'messages', portal: 'portals'};

function erasing(app, {kind, id}, again) {
  return button(say('Erase it'), async () => {
    const sure = await app.ask(say('Erase it for good?'), {
      yes: say('Erase it'), no: say('Keep it'), stop: true,
      why: say('It opens on no device. Only a backup of an older day may help.')});
    if (sure) {
      await app.api.remove(`/api/${WHERE[kind]}/${encodeURIComponent(id)}`);
      await again();
    }
  }, {kind: 'stop', class: 'stop small'});
}

function naming(app, {kind, id, version}, again) {
  const input = el('input', {type: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: 60});
  return form(null, field(say('Name'), input), button(say('Keep this name'), async () => {
    const name = input.value.trim();
    if (name === '') {
      input.focus();
      throw Object.assign(new Error('No name.'), {forPeople: say('Please type a name.')});
    }
    const {generation, sealed} = await app.seal(...CONTEXT[kind](id), {name});
    await app.api.put('/api/reseal', {kind, id, version, generation, sealed});
    await again();
  }, {kind: 'go'}));
}

const afterwards = (app, again) => async () => {
  app.upkeep();
  await again();
};

/** A section about whom nobody let in; null where there is nobody. 'again' follows each change. */
export function strangersSection(app, again) {
  const {strangers} = app.found;
  const after = afterwards(app, again);
  return strangers.length === 0 ? null : el('section', {class: 'card', 'aria-label': say('Let in by nobody')},
      el('h2', {text: say('Let in by nobody')}),
      el('p', {class: 'fault', text: say('The server names these, but no colleague let them in. They get no new key'
          + ' of the centre, and nobody does before they are gone. Tell your other coordinators and whoever runs the'
          + ' server.')}),
      el('ul', {class: 'devices'}, strangers.map(({holder, kind}) => el('li', {class: 'device-row'},
          el('p', {class: 'what', text: holder === SHEET ? say('A recovery sheet') : STRANGE[kind] ?? say('A device')}),
          holder === SHEET ? button(say('Make a new sheet'), () => app.go('sheet'), {class: 'plain small'})
            : button(say('Wipe it'), async () => {
              await app.api.remove(`/api/devices/${encodeURIComponent(holder)}`);
              await after();
            }, {kind: 'stop', class: 'stop small'})))));
}

/** A section about what opens nowhere; null where everything opens. */
export function unopenedSection(app, again) {
  const {unopened} = app.found;
  const after = afterwards(app, again);
  return unopened.length === 0 ? null : el('section', {class: 'card', 'aria-label': say('Opens nowhere')},
      el('h2', {text: say('Opens nowhere')}),
      el('p', {text: say('This was sealed wrongly or is damaged: no device can open it. Until it is gone, an old key'
          + ' of the centre has to be kept.')}),
      el('ul', {class: 'devices'}, unopened.map(item => el('li', {class: 'device-row'},
          el('p', {class: 'what', text: WHAT[item.kind]}),
          item.kind === 'person' ? naming(app, item, after) : erasing(app, item, after)))));
}

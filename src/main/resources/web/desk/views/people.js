// People and their devices: who is in, from which device, when it was last used; letting in, changing, wiping.

import {admit} from '../admission.js';
import {KIND, newId} from '../crypto.js';
import {deviceRows} from '../devicelist.js';
import {button, choice, el, field, form, heading, sentence, step} from '../dom.js';
import {inBatches} from '../keyring.js';
import {strangersSection, unopenedSection} from '../found.js';
import {reachPage} from '../reachform.js';
import {say} from '../say.js';
import {nameField} from './setup.js';

const ROLES = [
  ['ADVOCATE', say('Advocate'), say('Makes calls and keeps plans')],
  ['COORDINATOR', say('Coordinator'), say('Also adds, wipes and removes people and devices')],
  ['HOST', say('Host'), say('Sees how the server is; can open nothing')],
];
const roleName = role => ROLES.find(([value]) => value === role)[1];

function manage(root, app, {person, name}, again, admission) {
  const role = choice(say('Role'), ROLES, person.role);
  step(root, heading(name),
      form(null, role, button(say('Save the role'), async () => {
        if (role.value !== person.role) {
          await app.api.put(`/api/people/${person.id}`, {role: role.value});
          app.say(say('The role is changed.'));
        }
        await again();
      }, {kind: 'go'})),
      button(say('Add a device for this person'), () =>
        admit(root, app, {for: 'PERSON', role: person.role, person: {id: person.id}}, again, admission)),
      person.role !== 'HOST' && button(say('Languages, voice and phones'), () =>
        reachPage(root, app, {person, name}, again)),
      person.phonePinLocked && button(say('Let their PIN for phones be tried again'), async () => {
        await app.api.remove(`/api/people/${person.id}/keypad/lock`);
        app.say(say('The PIN for phones can be tried again.'));
        await again();
      }),
      button(say('Remove this person'), async () => {
        if (await app.ask(say('Remove {name}?', {name}), {
          yes: say('Remove'), no: say('Keep'), stop: true, why: say('All devices of this person are wiped.')})) {
          await app.api.remove(`/api/people/${person.id}`);
          app.say(say('{name} is removed.', {name}));
          await again();
        }
      }, {kind: 'stop'}),
      button(say('Back'), again, {kind: 'link'}));
}

function addPerson(root, app, again, admission) {
  const name = nameField();
  const role = choice(say('Role'), ROLES, 'ADVOCATE');
  step(root, heading(say('Add a person')),
      form(null, field(say('Name'), name, say('A first name or a nickname. It is sealed: only colleagues can read'
          + ' it.')), role,
          button(say('Next'), async () => {
            if (name.value.trim() === '') {
              name.focus();
              throw Object.assign(new Error('No name.'), {forPeople: say('Please type a name.')});
            }
            const id = newId();
            const {sealed} = await app.seal(KIND.PERSON, `person/${id}`, {name: name.value.trim()});
            await admit(root, app, {for: 'PERSON', role: role.value, person: {id, name: sealed}}, again, admission);
          }, {kind: 'go'})),
      button(say('Back'), again, {kind: 'link'}));
}

function card(root, app, {person, name}, again, admission) {
  const coordinator = app.me.role === 'COORDINATOR';
  const change = button(say('Change'), async () => manage(root, app, {person, name}, again, admission),
      {class: 'plain small', 'aria-label': say('Change {name}', {name})});
  return el('section', {class: 'card person-card', 'aria-label': name},
      el('div', {class: 'top'},
          el('div', null, el('h2', {text: name}),
              el('p', {class: 'soft', text: person.you ? say('{role} · you', {role: roleName(person.role)})
                : roleName(person.role)}),
              person.phonePinLocked && el('p', {class: 'soft', text: say('Their PIN for phones is locked: it was keyed'
                + ' wrongly five times.')})),
          coordinator && !person.you && change),
      person.devices.length > 0 && el('ul', {class: 'devices'}, deviceRows(app, person.devices, again)),
      person.devices.length === 0 && el('p', {class: 'soft', text: say('No device yet')}));
}

export const view = {
  name: 'people',
  title: say('People'),
  tab: {
    label: say('People'),
    order: 50,
    icon: ['M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z', 'M2.5 20c0-3.5 2.9-6 6.5-6s6.5 2.5 6.5 6',
      'M16 4.5a3.5 3.5 0 0 1 0 6.5', 'M18 14.5c2.100.8 3.5 2.800 3.5 5.500'],
    roles: ['ADVOCATE', 'COORDINATOR'],
  },
  async render(root, app) {
    let sound = true;
    let asked = 0; // no older answer takes the place of a newer one
    let stop = () => {};
    const admission = {set: end => {
      stop = end;
    }};

    async function list() {
      stop();
      stop = () => {};
      asked += 1;
      const mine = asked;
      const people = await app.api.get('/api/people');
      const names = await inBatches(people, person => app.session.nameOf(person));
      if (!sound || mine !== asked) {
        return;
      }
      const all = people.map((person, i) => ({person, name: names[i]}))
          .sort((one, other) => other.person.you - one.person.you || one.name.localeCompare(other.name));
      const coordinator = app.me.role === 'COORDINATOR';
      step(root, heading(coordinator ? say('People') : say('My devices')),
          el('div', {class: 'pair'},
              button(say('Add a device'), () => admit(root, app, {for: 'ME'}, list, admission), {kind: 'go'}),
              coordinator && button(say('Add a person'), async () => addPerson(root, app, list, admission))),
          coordinator && strangersSection(app, list),
          coordinator && unopenedSection(app, list),
          all.map(each => card(root, app, each, list, admission)));
    }

    app.on('found', () => {
      if (root.querySelector('.person-card') !== null) { // else something is being done
        list().catch(error => app.alarm(sentence(error)));
      }
    });

    await list();
    return () => {
      sound = false;
      stop();
    };
  },
};

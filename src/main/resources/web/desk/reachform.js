// What callers may ask for in somebody, and which phones ring for them.

import {backButton, foot, typed} from './choices.js';
import {button, choice, el, field, form, heading, step} from './dom.js';
import {say} from './say.js';

const VOICES = [['WOMAN', say('A woman')], ['MAN', say('A man')], ['NOT_SAID', say('Not said')]];
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/;

function phoneBoxes(title, {configured, phones}) {
  const all = [...phones, ...configured.filter(name => !phones.includes(name))];
  const boxes = all.map(name => [name, el('input', {type: 'checkbox', checked: phones.includes(name)})]);
  return {
    node: el('fieldset', {class: 'ticks'}, el('legend', {text: title}),
        boxes.map(([name, box]) => el('label', {class: 'check'}, box, el('bdi', {text: name}))),
        boxes.length === 0 && el('p', {class: 'soft', text: say('No phone is configured.')})),
    value: () => boxes.filter(([, box]) => box.checked).map(([name]) => name),
  };
}

/** A coordinator's page about one person. */
export async function reachPage(root, app, {person, name}, back) {
  const path = `/api/people/${encodeURIComponent(person.id)}/reach`;
  const reach = await app.api.get(path);
  const languages = typed({value: reach.languages.join(' '), dir: 'ltr'});
  const voice = choice(say('Callers may ask for a woman or a man'), VOICES, reach.voice);
  const phones = phoneBoxes(say('Phones that ring beside their pages'), reach);
  const direct = typed({value: reach.direct ?? '', dir: 'ltr'});
  step(root, heading(name),
      form(null, field(say('Languages'), languages, say('Short names with spaces between: en es fr')),
          voice, phones.node,
          field(say('Own number'), direct, say('Its name in the configuration. Leave it empty if there is none.')),
          button(say('Save'), async () => {
            const tags = languages.value.toLowerCase().split(/[\s,]+/).filter(Boolean);
            if (!tags.every(tag => TAG.test(tag))) {
              throw Object.assign(new Error('No tag.'), {
                forPeople: say('A language is two or three letters, such as es.')});
            }
            await app.api.put(path, {languages: [...new Set(tags)], voice: voice.value, phones: phones.value(),
              direct: direct.value.trim() || null});
            app.say(say('Saved.'));
            await back();
          }, {kind: 'go'})),
      foot(backButton(back)));
}

/** One's own phones, among one's settings. */
export function ownPhones(app) {
  const place = el('div');
  const node = el('section', {class: 'card', hidden: true}, el('h2', {text: say('My phones')}), place);
  app.api.get('/api/me/reach').then(reach => {
    if (reach.configured.length > 0) {
      const phones = phoneBoxes(say('Phones that ring for me while I am on'), reach);
      place.replaceChildren(form(null, phones.node, button(say('Save my phones'), async () => {
        await app.api.put('/api/me/phones', {phones: phones.value()});
        app.say(say('Saved.'));
      })));
      node.hidden = false;
    }
  }, () => {}); // asked again when the page is opened again
  return node;
}

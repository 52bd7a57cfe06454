// What is really stored: each field, why, who can read it, until when, how many there are and how old they are at most.
// Made from the server's one declaration and its live store. Printed, it is the sheet that answers a subpoena.

import {backButton, foot} from '../choices.js';
import {button, el, heading} from '../dom.js';
import {sayDay} from '../plandays.js';
import {say, told} from '../say.js';
import {notProduced, sayField, sections} from '../stored.js';

const NAMED = {lang: 'en', dir: 'ltr', translate: 'no'}; // as the database itself names it
const inWords = name => name.replaceAll('_', ' ');

function place({place: name, fields}, today) {
  return el('section', {class: 'stored'},
      el('h3', {...NAMED, text: inWords(name)}),
      el('dl', null, fields.map(field => el('div', null,
          el('dt', {...NAMED, text: inWords(field.column)}),
          el('dd', null, el('p', {text: told(field.purpose)}),
              el('p', {class: 'hint', text: sayField(field, today)}))))));
}

export const view = {
  name: 'privacy',
  title: say('What is stored'),
  async render(root, app) {
    const {fields, day} = await app.api.get('/api/privacy');
    root.append(heading(say('What is stored')),
        el('p', {class: 'lead', text: say('Every field that this server keeps, counted now, by who can read it.')}),
        el('p', {class: 'hint', text: say({one: 'As of {day}. {count} field.', other: 'As of {day}. {count} fields.'},
            {day: sayDay(day), count: fields.length})}),
        button(say('Print this as a sheet'), () => print()),
        el('section', {class: 'card'}, el('h2', {text: say('What cannot be handed over')}),
            el('ul', {class: 'sentences'}, notProduced(fields).map(text => el('li', {text})))),
        ...sections(fields).flatMap(({reader, name, text, places}) => [
          el('section', {class: 'reader', data: {reader}}, el('h2', {text: name}), el('p', {text}),
              places.map(each => place(each, day))),
        ]),
        el('section', {class: 'card'}, el('h2', {text: say('What others keep')}),
            el('p', {text: say('Not in this list, because this server does not keep it: the carrier’s records of calls,'
                + ' what advocates’ own phones remember, and whatever the host adds, such as the system’s logs, copies'
                + ' of the disk, or the logs of a database server.')})),
        foot(backButton(() => app.back())));
  },
};

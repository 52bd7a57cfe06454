// Our settings and the guide, row by row: what it says, what holds here, how that compares, why, and until when.

import {backButton, foot} from '../choices.js';
import {button, el, heading} from '../dom.js';
import {sayDay} from '../plandays.js';
import {counted, say, told} from '../say.js';

const STANDINGS = {
  WEAKER: ['RED', '!', say('weaker than the guide')],
  OVER: ['AMBER', '!', say('it was weaker; its time is over')],
  SAME: ['GREEN', '=', say('as the guide says')],
  STRONGER: ['GREEN', '+', say('safer than the guide')],
};
const ORDER = Object.keys(STANDINGS);

function standing(row) {
  const [level, mark, words] = STANDINGS[row.standing];
  return el('span', {class: 'standing', data: {level}}, el('span', {class: 'mark', 'aria-hidden': 'true', text: mark}),
      ' ', words);
}

const line = (name, text) => el('div', null, el('dt', {text: name}), el('dd', null, el('bdi', {text})));

function card(row, today) {
  return el('li', {class: 'card rule', data: {standing: row.standing, setting: row.setting}},
      el('h3', null, told(row.about), row.whose !== null && [' ', el('bdi', {class: 'whose', text: row.whose})]),
      el('p', null, standing(row)),
      el('dl', null, line(say('The guide'), counted(row.guide)), line(say('Here'), counted(row.ours)),
          row.reason !== null && line(say('Why'), row.reason),
          row.until !== null && line(row.standing === 'OVER' ? say('Ended after') : say('Ends after'),
              sayDay(row.until, today))));
}

export const view = {
  name: 'rules',
  title: say('Our settings and the guide'),
  async render(root, app) {
    const {rows, day} = await app.api.get('/api/rules');
    const groups = [
      [say('Weaker than the guide'), rows.filter(row => row.standing === 'WEAKER' || row.standing === 'OVER')],
      [say('All other settings'), rows.filter(row => row.standing === 'SAME' || row.standing === 'STRONGER')],
    ];
    root.append(heading(say('Our settings and the guide')),
        el('p', {class: 'lead', text: say('What holds here now, beside what the guide for phoning survivors says. A'
            + ' setting that is weaker needs a reason, and ends by itself.')}),
        el('p', {class: 'hint', text: say('As of {day}.', {day: sayDay(day)})}),
        button(say('Print'), async () => print()),
        ...groups.filter(([, list]) => list.length > 0).map(([title, list]) => el('section', null,
            el('h2', {text: title}), el('ul', {class: 'rules'},
                [...list].sort((one, other) => ORDER.indexOf(one.standing) - ORDER.indexOf(other.standing))
                    .map(row => card(row, day))))),
        foot(backButton(() => app.back())));
  },
};

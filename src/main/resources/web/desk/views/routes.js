// By which lines calls go out, what test calls saw of each, and a test call now. For a coordinator.

import {backButton} from '../choices.js';
import {dayInWords} from '../days.js';
import {button, el, fault, heading, sentence} from '../dom.js';
import {say, told} from '../say.js';

const MODES = {HIDDEN: say('Private call'), NUMBER: say('A number'), SHOWN: say('A number and a name')};

const GRADES = {
  GOOD: ['GREEN', '✓', say('well kept')],
  FAIR: ['AMBER', '?', say('fairly kept')],
  WEAK: ['RED', '!', say('badly kept')],
};

/** A word and a mark beside each colour. */
function state({tested, open}) {
  const [level, mark, words] = !open ? ['RED', '!', say('not in use')]
    : tested ? ['GREEN', '✓', say('in use')] : ['AMBER', '?', say('in use, not tested')];
  return el('span', {class: 'standing', data: {level}}, el('span', {class: 'mark', 'aria-hidden': 'true', text: mark}),
      ' ', words);
}

function last({tested, day, passed}) {
  if (!tested) {
    return false;
  }
  return el('p', {class: 'soft', text: day === undefined ? say('No test call was kept yet.')
    : passed ? say('Last test call that counts: {day}. It was right.', {day: dayInWords(day)})
      : say('Last test call that counts: {day}. It was not right.', {day: dayInWords(day)})});
}

const mode = route => el('li', {class: 'route', data: {mode: route.mode, open: String(route.open)}},
    el('p', null, el('strong', {text: MODES[route.mode]}), ': ', state(route)),
    el('p', {text: told(route.what)}), last(route),
    route.saw.length > 0 && el('ul', {class: 'saw'}, route.saw.map(each => el('li', {text: told(each)}))),
    route.running && el('p', {class: 'soft', text: say('A test call is on its way.')}));

/** How well a trunk keeps what it learns: a word and a mark beside each colour, and why it is no better. */
function grade({grade: level, remarks}) {
  const [colour, mark, words] = GRADES[level];
  return el('div', {class: 'grade', data: {grade: level}},
      el('p', null, el('strong', {text: say('What the carrier learns')}), ': ',
          el('span', {class: 'standing', data: {level: colour}},
              el('span', {class: 'mark', 'aria-hidden': 'true', text: mark}), ' ', words)),
      remarks.length > 0 && el('ul', {class: 'saw'}, remarks.map(each => el('li', {text: told(each)}))));
}

function line(app, {trunk, ...graded}, routes) {
  const test = button(say('Test now'), async () => {
    await app.api.post(`/api/routes/${encodeURIComponent(trunk)}/test`, {});
    app.say(say('Test calls begin. What they see stands here in a moment.'));
  }, {'aria-label': `${say('Test now')}: ${trunk}`});
  return el('section', {class: 'card'}, el('h2', null, el('bdi', {text: trunk})),
      el('ul', {class: 'routes'}, routes.map(mode)), grade(graded), routes[0]?.tested && test);
}

export const view = {
  name: 'routes',
  title: say('Routes'),
  async render(root, app) {
    const list = el('div');
    const draw = ({routes, trunks}) => {
      const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
      list.replaceChildren(...trunks.map(each => line(app, each, routes.filter(({trunk}) => trunk === each.trunk))));
      if (trunks.length === 0) {
        list.append(el('p', {class: 'soft', text: say('None is set up.')}));
      }
      if (focused !== null) {
        list.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
      }
    };
    const refresh = async () => draw(await app.api.get('/api/routes'));
    root.append(heading(say('Routes')),
        el('p', {class: 'lead', text: say('The lines by which calls go out, and what test calls saw of each.')}), list,
        backButton(app.back));
    app.on('routes', () => refresh().catch(error => fault(list, sentence(error))));
    await refresh();
  },
};

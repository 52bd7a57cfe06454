// How everything stands on which safety depends: a colour, a sentence and one thing to do for each topic. For a
// coordinator.

import {backButton} from '../choices.js';
import {button, el, fault, heading, sentence} from '../dom.js';
import {say, told} from '../say.js';

/** A word and a mark beside each colour. */
const COLOURS = {RED: ['!', say('urgent')], AMBER: ['?', say('to look at')], GREEN: ['✓', say('all well')]};

const host = say('Tell whoever runs the server.');
const go = (to, label) => ({to, label});
/** What a topic is called, and where something is done about it: a page, or the host. */
const TOPICS = {
  TEST_CALLS: [say('Test calls'), go('routes', say('See the lines'))],
  LINES: [say('Lines'), go('routes', say('See the lines'))],
  ROTA: [say('Rota'), go('shifts', say('See the shifts'))],
  CALLERS: [say('Callers'), go('shifts', say('See the shifts'))],
  REVIEWS: [say('Plans'), go('plans', say('See all plans'))],
  DEVICES: [say('Devices'), go('people', say('See people and devices'))],
  PORTALS: [say('Carrier portals'), go('portals', say('See the portals'))],
  SETTINGS: [say('Settings'), go('rules', say('See our settings'))],
  NUMBERS: [say('Numbers to lend'), host],
  DELETIONS: [say('Deletions'), host],
  HOLDS: [say('Legal hold'), go('holds', say('See what is kept'))],
  RECEIPTS: [say('Receipts'), go('receipts', say('See the receipts'))],
  CERTIFICATE: [say('Certificate'), host],
  MACHINE: [say('Machine'), host],
};

function row(app, {topic, colour, what}) {
  const [title, action] = TOPICS[topic];
  const [mark, words] = COLOURS[colour];
  const act = typeof action === 'string' ? colour !== 'GREEN' && el('p', {class: 'soft', text: action})
    : button(action.label, () => app.go(action.to, {}), {kind: 'link', 'aria-label': `${title}: ${action.label}`});
  return el('li', {class: 'safety', data: {topic, colour}},
      el('p', null, el('strong', {text: title}), ': ', el('span', {class: 'standing', data: {level: colour}},
          el('span', {class: 'mark', 'aria-hidden': 'true', text: mark}), ' ', words)),
      el('p', {text: told(what)}), act);
}

/** The urgent first, else in the server's order. */
const ORDER = ['RED', 'AMBER', 'GREEN'];
const sorted = rows => ORDER.flatMap(colour => rows.filter(each => each.colour === colour));

export const view = {
  name: 'safety',
  title: say('Safety'),
  async render(root, app) {
    const list = el('ul', {class: 'routes'});
    const draw = rows => {
      const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
      list.replaceChildren(...sorted(rows).map(each => row(app, each)));
      if (focused !== null) {
        list.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
      }
    };
    const refresh = async () => draw((await app.api.get('/api/safety')).rows);
    root.append(heading(say('Safety')),
        el('p', {class: 'lead', text: say('How everything stands that keeps survivors safe.')}),
        el('div', {class: 'card'}, list),
        backButton(app.back));
    app.on('safety', () => refresh().catch(error => fault(list, sentence(error))));
    await refresh();
  },
};

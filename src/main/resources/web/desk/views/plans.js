// Every plan, by its end. Names open only on purpose, to find one when they call us, and close with the page.

import {backButton, foot, typed} from '../choices.js';
import {button, el, field, heading} from '../dom.js';
import {dayAt, ownZone, sayDay} from '../plandays.js';
import {openEnvelope} from '../planstore.js';
import {say} from '../say.js';

function row(app, plan, today, name) {
  const ends = say('Ends {day}', {day: sayDay(plan.end, today)});
  const hint = [name !== undefined && ends, plan.programme, plan.due && say('ask again')].filter(Boolean).join(' · ');
  const content = [el('span', {class: 'what', dir: name === undefined ? false : 'auto', text: name ?? ends}),
    el('span', {class: 'hint', text: hint})];
  const open = () => app.go('plan', {plan: plan.id, opened: name !== undefined});
  return el('li', null, button(content, open, {class: 'answer'}));
}

export const view = {
  name: 'plans',
  title: say('Plans'),
  async render(root, app) {
    const today = dayAt(new Date(), ownZone());
    const plans = (await app.api.get('/api/plans')).sort((one, other) => one.due === other.due
      ? one.end < other.end ? -1 : 1 : one.due ? -1 : 1);
    const names = new Map();
    const list = el('ul', {class: 'answers plain-list'});
    const search = typed({type: 'search', dir: 'auto'});
    const draw = () => {
      const wanted = search.value.trim().toLocaleLowerCase();
      const found = plans.filter(plan => (names.get(plan.id) ?? '').toLocaleLowerCase().includes(wanted));
      list.replaceChildren(...found.map(plan => row(app, plan, today, names.get(plan.id))));
    };
    search.addEventListener('input', draw);
    const find = el('div', {class: 'find', hidden: true}, field(say('Find by what they are called'), search));
    const show = button(say('Show names'), async () => {
      const opened = await app.api.get('/api/plans?envelopes=yes');
      await Promise.all(opened.map(async plan => {
        try {
          names.set(plan.id, (await openEnvelope(app, plan)).call);
        } catch {
          names.set(plan.id, say('Not readable on this device'));
        }
      }));
      show.hidden = true;
      find.hidden = false;
      draw();
      search.focus();
    });
    draw();
    const warning = el('p', {class: 'hint', text: say('Make sure that nobody else can see your screen before you show'
        + ' names.')});
    root.append(heading(say('Plans')),
        ...plans.length === 0 ? [el('p', {class: 'lead', text: say('No plan is kept.')})] : [warning, show, find, list],
        foot(backButton(() => app.back())));
    return () => {
      names.clear();
      search.value = '';
      list.replaceChildren();
    };
  },
};

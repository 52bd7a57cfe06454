// One's shifts, what is open, the rota of two weeks; giving a day away in two taps.

import {calendarAddress} from '../calendaraddress.js';
import {button, el, heading, sentence, step} from '../dom.js';
import {dutySwitch, sayTurn} from '../dutyswitch.js';
import {inBatches} from '../keyring.js';
import {dayPage, shiftPage} from '../shiftpages.js';
import {say} from '../say.js';

const path = turn => `/api/shifts/${encodeURIComponent(turn.shift)}/days/${turn.date}`;

function item(turn, when, rest, actions) {
  return el('li', {class: 'turn', data: {gap: String(turn.person === null)}}, el('p', {class: 'when', text: when}),
      el('p', {class: 'soft'}, el('bdi', {text: turn.programme}),
          turn.tier === 'FALLBACK' && ` · ${say('if nobody else answers')}`),
      rest, actions.length > 0 && el('div', {class: 'actions'}, actions));
}

const list = (title, items) => items.length > 0
    && el('section', null, el('h2', {text: title}), el('ul', {class: 'turns'}, items));

/** What one can do with a turn, as buttons that say to a screen reader which turn it is. */
function acts(app, turn, when, refresh) {
  const act = (label, name, done, ask = null) => button(label, async () => {
    if (ask === null || await app.ask(...ask)) {
      await app.api.post(path(turn), {act: name});
      app.say(done);
      await refresh();
    }
  }, {class: 'plain small', 'aria-label': `${label}: ${when}`});
  const giveUp = [say('Give up this shift?'), {yes: say('Give it up'), no: say('Keep it'),
    why: say('It is open at once, and the coordinators hear of it. Nobody is told why.')}];
  return {
    mine: () => [turn.offered ? act(say('Keep it'), 'KEEP', say('You keep the shift.'))
      : act(say('Offer it'), 'OFFER', say('It is offered. It is yours until somebody takes it.')),
    act(say('I can’t come'), 'GIVE_UP', say('The shift is open now.'), giveUp)],
    free: () => [act(say('Take it'), 'TAKE', say('The shift is yours.'))],
  };
}

/** Hours in which somebody has to be on duty, and for which there is no shift. */
function noShift(app, {programme}, when, create) {
  const fresh = button(say('New shift'), () => create({programme}),
      {class: 'plain small', 'aria-label': `${say('New shift')}: ${when}`});
  return el('li', {class: 'turn', data: {gap: 'true'}}, el('p', {class: 'when', text: when}),
      el('p', {class: 'soft'}, el('bdi', {text: programme})), el('p', {class: 'gap', text: say('There is no shift')}),
      app.me.role === 'COORDINATOR' && el('div', {class: 'actions'}, fresh));
}

/** @param work {open(turn, when), create(what a new shift begins with)} */
function rota(app, {turns, uncovered, zone, now}, names, {open, create}) {
  const gaps = uncovered.length + turns.filter(turn => turn.person === null).length;
  const all = [...turns, ...uncovered].sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
  return el('section', null, el('h2', {text: say('Rota of two weeks')}),
      el('p', {class: gaps > 0 ? 'gap' : 'soft', text: gaps === 0 ? say('There is no gap.')
        : say({one: '{count} gap', other: '{count} gaps'}, {count: gaps})}),
      el('ul', {class: 'turns'}, all.map(turn => {
        const when = sayTurn(turn, zone, now);
        if (turn.shift === undefined) {
          return noShift(app, turn, when, create);
        }
        const who = turn.person === null ? el('p', {class: 'gap', text: say('Nobody yet')})
          : el('p', null, el('bdi', {text: names.get(turn.person) ?? say('Somebody who left')}),
              turn.offered && ` · ${say('offers it')}`);
        const change = button(say('Change'), () => open(turn, when),
            {class: 'plain small', 'aria-label': `${say('Change')}: ${when}`});
        return item(turn, when, who, app.me.role === 'COORDINATOR' ? [change] : []);
      })));
}

/** Who is on now and who rests; for a coordinator. */
function standing(people, names) {
  const those = state => people.filter(person => person.state === state).map(person => names.get(person.id));
  const line = (text, all) => all.length > 0 && el('p', {text: `${text} ${all.join(', ')}`});
  return el('section', {class: 'card'}, el('h2', {text: say('Now')}),
      line(say('On:'), those('ON')), line(say('On a break:'), those('BREAK')),
      line(say('Off in a shift:'), those('OFF')),
      those('ON').length === 0 && el('p', {class: 'gap', text: say('Nobody is on now.')}));
}

export const view = {
  name: 'shifts',
  title: say('Shifts'),
  tab: {label: say('Shifts'), order: 30, roles: ['ADVOCATE', 'COORDINATOR'],
    icon: ['M5 5h14v15H5z', 'M5 10h14', 'M9 3v4', 'M15 3v4']},
  async render(root, app) {
    const {person: me, role} = app.me;
    const duty = dutySwitch(app);
    const lists = el('div', {class: 'lists'});
    const calendar = calendarAddress(app);
    let page = true; // else a step that stands in its place
    const names = new Map();

    const draw = (own, all) => {
      const {zone, now} = all;
      const of = (turns, which, rest = () => null) => turns.map(turn => {
        const when = sayTurn(turn, zone, now);
        return item(turn, when, rest(turn), acts(app, turn, when, refresh)[which]());
      });
      const free = all.turns.filter(turn => turn.person !== me && (turn.person === null || turn.offered));
      const focused = lists.contains(document.activeElement)
        ? document.activeElement?.getAttribute('aria-label') : null;
      lists.replaceChildren(...[
        role === 'COORDINATOR' && standing(all.people, names),
        list(say('My shifts'), of(own.turns.slice(0, 20), 'mine', turn => turn.offered
          && el('p', {class: 'soft', text: say('You offer it. It is yours until somebody takes it.')}))),
        own.turns.length === 0 && el('p', {class: 'lead', text: say('You have no shift in the coming weeks.')}),
        list(say('To take'), of(free, 'free', turn => el('p', {class: turn.person === null ? 'gap' : 'soft',
          text: turn.person === null ? say('Nobody has it yet.')
            : say('{name} offers it.', {name: names.get(turn.person) ?? ''})}))),
        rota(app, all, names, {
          open: (turn, when) => {
            page = false;
            dayPage(root, app, {turn, when, people: all.people, names}, back);
          },
          create,
        }),
      ].filter(Boolean));
      if (focused !== null) {
        lists.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
      }
    };
    const refresh = async () => {
      const [own, all] = await Promise.all([app.api.get('/api/duty'), app.api.get('/api/rota'), duty.refresh()]);
      const unknown = all.people.filter(person => !names.has(person.id));
      const read = await inBatches(unknown, person => app.session.nameOf(person));
      unknown.forEach((person, i) => names.set(person.id, read[i]));
      if (page) {
        draw(own, all);
      }
    };
    const create = async (begins = {}) => {
      const {people} = await app.api.get('/api/rota');
      page = false;
      shiftPage(root, app, {shift: null, begins, people, names}, back);
    };
    const fresh = button(say('New shift'), () => create());
    const show = () => step(root, heading(say('Shifts')), duty.node, lists, role === 'COORDINATOR' && fresh, calendar);
    async function back() {
      page = true;
      show();
      await refresh();
    }

    app.on('duty', () => page && refresh().catch(error => app.alarm(sentence(error))));
    await refresh();
    show();
    return () => names.clear();
  },
};

// One's own switch: on, break, off; it stands on the start page and under Shifts. Off is said to the server at once.

import {button, el, field} from './dom.js';
import {dayAt, localAt, sayInstant, saySpan} from './plandays.js';
import {capital, say} from './say.js';

const HOURS = [1, 2, 4, 8, 12];
const LONG_BREAK_MILLIS = 30 * 60_000;
const POSITIONS = [['ON', say('On')], ['BREAK', say('Break')], ['OFF', say('Off')]];

/** From when to when a turn is, on the centre's clock. */
export const sayTurn = (turn, zone, now) => capital(
    saySpan(localAt(new Date(turn.from), zone), localAt(new Date(turn.until), zone), dayAt(new Date(now), zone)));

function state({state: is, until, zone, now, turns}) {
  const at = instant => sayInstant(instant, zone, new Date(now));
  switch (is) {
    case 'ON':
      return until === null ? say('You are on.') : say('You are on until {time}.', {time: at(until)});
    case 'BREAK':
      return say('You are on a break. Nothing rings.');
    case 'OFF':
      return say('You are off. Nothing rings.');
    default: {
      const next = turns.find(turn => turn.from > now);
      return next === undefined ? say('You are off. Nothing rings.')
        : say('You are off. Nothing rings. You are on again {time}.', {time: at(next.from)});
    }
  }
}

function hint({state: is, until, since, zone, now}) {
  if (is !== 'BREAK' && is !== 'OFF') {
    return '';
  }
  const long = is === 'BREAK' && Date.parse(now) - Date.parse(since) > LONG_BREAK_MILLIS;
  const ends = until === null ? say('This holds until you switch on.')
    : say('This holds until you switch on, or until your shift ends: {time}.',
        {time: sayInstant(until, zone, new Date(now))});
  return long ? `${say('Are you back? Your break is longer than half an hour.')} ${ends}` : ends;
}

/** Being on without a shift: until when is asked first. */
function extra(turn) {
  const hours = el('select', null, HOURS.map(count =>
    el('option', {value: count, text: say({one: '{count} hour', other: '{count} hours'}, {count})})));
  return el('details', {class: 'group'}, el('summary', null, say('Be on without a shift')),
      field(say('How long'), hours),
      button(say('I am on now'), () =>
        turn('ON', new Date(Date.now() + Number(hours.value) * 3_600_000).toISOString())));
}

/** The section with the switch. 'refresh' asks the server how one stands; 'heard' gets every answer. */
export function dutySwitch(app, heard = () => {}) {
  const said = el('p', {class: 'state', role: 'status'});
  const more = el('p', {class: 'soft'});
  const place = el('div');
  const node = el('section', {class: 'card duty', 'aria-label': say('Duty'), hidden: true}, said, more, place);
  const turn = async (position, until) => draw(await app.api.put('/api/duty', until ? {position, until} : {position}));
  const buttons = new Map(POSITIONS.map(([position, label]) => [position, button(label, () => turn(position))]));
  const row = el('div', {class: 'switch', role: 'group', 'aria-label': say('Duty')}, [...buttons.values()]);
  const without = extra(turn);
  function draw(duty) {
    const sentence = state(duty);
    if (said.textContent !== sentence) { // a screen reader hears what changed, and only that
      said.textContent = sentence;
    }
    more.textContent = hint(duty);
    more.hidden = more.textContent === '';
    node.dataset.state = duty.state;
    buttons.forEach((each, position) => each.setAttribute('aria-pressed', String(position === duty.state)));
    const wanted = duty.state === 'NONE' ? without : row;
    if (place.firstChild !== wanted) {
      const focused = place.contains(document.activeElement);
      place.replaceChildren(wanted);
      if (focused) {
        wanted.querySelector('summary, button')?.focus({preventScroll: true});
      }
    }
    node.hidden = false;
    heard(duty);
  }
  return {node, refresh: async () => draw(await app.api.get('/api/duty'))};
}

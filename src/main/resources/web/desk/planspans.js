// Single times beside the weekly ones, safe or not safe: each with one line and a way to take it off.

import {button, el, fault, field} from './dom.js';
import {sayDayNear, saySpan, spanOf} from './plandays.js';
import {spanFault} from './planfaults.js';
import {group, tick} from './planparts.js';
import {capital, say} from './say.js';

const KINDS = {
  except: {title: say('Not at these times'), hint: say('No call then, whatever else is agreed.'),
    from: '18:00', to: '09:00'},
  once: {title: say('Also at these times'), hint: say('Safe once, beside the weekly hours.'),
    from: '10:00', to: '11:00'},
};

/** @param key 'except' or 'once': what of the draft is listed */
export function spansGroup(draft, key) {
  const {title, hint, from, to} = KINDS[key];
  const list = el('ul', {class: 'spans'});
  const date = () => el('input', {type: 'date', min: draft.today, autocomplete: 'off'});
  const time = value => el('input', {type: 'time', value, autocomplete: 'off'});
  const [day, last, begin, end] = [date(), date(), time(from), time(to)];
  const whole = tick('WHOLE', say('Whole days, from midnight to midnight'), key === 'except');
  const wholeDays = whole.querySelector('input');
  const hours = el('div', {class: 'pair'}, field(say('From'), begin), field(say('Until'), end));
  const typed = () => spanOf({day: day.value, last: last.value,
    from: wholeDays.checked ? '00:00' : begin.value, to: wholeDays.checked ? '00:00' : end.value});
  const said = el('p', {class: 'hint', role: 'status'});
  const show = () => {
    hours.hidden = wholeDays.checked;
    last.min = day.value;
    said.textContent = day.value === '' || spanFault(key, typed(), draft) !== '' ? ''
      : say('{time}.', {time: capital(saySpan(typed().from, typed().to, draft.today))});
    list.replaceChildren(...draft[key].map((span, index) => el('li', null,
        el('span', {text: capital(saySpan(span.from, span.to, draft.today))}),
        button(say('Remove'), () => {
          draft[key] = draft[key].filter((_, each) => each !== index);
          changed();
        }, {kind: 'link', 'aria-label': say('Remove: {what}', {what: saySpan(span.from, span.to, draft.today)})}))));
  };
  const changed = () => {
    show();
    list.dispatchEvent(new Event('change', {bubbles: true}));
  };
  const add = button(say('Add this time'), () => {
    const wrong = day.value === '' ? say('Choose the day.') : spanFault(key, typed(), draft);
    fault(add, wrong);
    if (wrong === '') {
      draft[key] = [...draft[key], typed()].sort((one, other) => one.from < other.from ? -1 : 1);
      day.value = last.value = '';
      changed();
    }
  });
  for (const input of [day, last, begin, end, wholeDays]) {
    input.addEventListener('input', show);
  }
  show();
  const now = () => draft[key].length === 0 ? say('None')
    : draft[key].length === 1 ? capital(saySpan(draft[key][0].from, draft[key][0].to, draft.today))
      : say({one: '{count} time, the first {day}', other: '{count} times, the first {day}'},
          {count: draft[key].length, day: sayDayNear(draft[key][0].from.slice(0, 10), draft.today)});
  return group(title, now, el('p', {class: 'hint', text: hint}), list,
      field(say('Day'), day), field(say('Last day'), last, say('Empty: the same day')), whole, hours, said, add);
}

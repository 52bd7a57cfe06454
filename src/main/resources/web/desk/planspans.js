// Single times beside the weekly ones, safe or not safe: each with one line and a way to take it off.

import {button, el, fault, field} from './dom.js';
import {sayDayNear, saySpan, spanOf} from './plandays.js';
import {spanFault} from './planfaults.js';
import {group, tick} from './planparts.js';

const KINDS = {
  except: {title: 'Not at these times', hint: 'No call then, whatever else is agreed.', from: '18:00', to: '09:00'},
  once: {title: 'Also at these times', hint: 'Safe once, beside the weekly hours.', from: '10:00', to: '11:00'},
};

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** @param key 'except' or 'once': what of the draft is listed */
export function spansGroup(draft, key) {
  const {title, hint, from, to} = KINDS[key];
  const list = el('ul', {class: 'spans'});
  const date = () => el('input', {type: 'date', min: draft.today, autocomplete: 'off'});
  const time = value => el('input', {type: 'time', value, autocomplete: 'off'});
  const [day, last, begin, end] = [date(), date(), time(from), time(to)];
  const whole = tick('WHOLE', 'Whole days, from midnight to midnight', key === 'except');
  const wholeDays = whole.querySelector('input');
  const hours = el('div', {class: 'pair'}, field('From', begin), field('Until', end));
  const typed = () => spanOf({day: day.value, last: last.value,
    from: wholeDays.checked ? '00:00' : begin.value, to: wholeDays.checked ? '00:00' : end.value});
  const said = el('p', {class: 'hint', role: 'status'});
  const show = () => {
    hours.hidden = wholeDays.checked;
    last.min = day.value;
    said.textContent = day.value === '' || spanFault(key, typed(), draft) !== '' ? ''
      : `${capital(saySpan(typed().from, typed().to, draft.today))}.`;
    list.replaceChildren(...draft[key].map((span, index) => el('li', null,
        el('span', {text: capital(saySpan(span.from, span.to, draft.today))}),
        button('Remove', () => {
          draft[key] = draft[key].filter((_, each) => each !== index);
          changed();
        }, {kind: 'link', 'aria-label': `Remove: ${saySpan(span.from, span.to, draft.today)}`}))));
  };
  const changed = () => {
    show();
    list.dispatchEvent(new Event('change', {bubbles: true}));
  };
  const add = button('Add this time', () => {
    const wrong = day.value === '' ? 'Choose the day.' : spanFault(key, typed(), draft);
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
  const now = () => draft[key].length === 0 ? 'None'
    : draft[key].length === 1 ? capital(saySpan(draft[key][0].from, draft[key][0].to, draft.today))
      : `${draft[key].length} times, the first ${sayDayNear(draft[key][0].from.slice(0, 10), draft.today)}`;
  return group(title, now, el('p', {class: 'hint', text: hint}), list,
      field('Day', day), field('Last day', last, 'Empty: the same day'), whole, hours, said, add);
}

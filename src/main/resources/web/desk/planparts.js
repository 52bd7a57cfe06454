// Folded groups of a plan's further choices, and the small parts that they are made of.

import {el, field, icon} from './dom.js';
import {say} from './say.js';

/** One folded group. 'now' says what holds; it is asked again whenever something in the group changes. */
export function group(title, now, ...children) {
  const state = el('span', {class: 'now', text: now()});
  const node = el('details', {class: 'group'},
      el('summary', null, el('span', {class: 'what', text: title}), state, icon('M6 9l6 6 6-6')), children);
  node.addEventListener('change', () => {
    state.textContent = now();
  });
  return node;
}

export function select(label, options, chosen, changed, hint) {
  const node = el('select', null, options.map(([value, text]) => el('option', {value: String(value), text})));
  node.value = String(chosen);
  node.addEventListener('change', () => changed(node.value));
  return field(label, node, hint);
}

export function tick(value, text, checked) {
  return el('label', {class: 'check'}, el('input', {type: 'checkbox', value, checked, autocomplete: 'off'}),
      el('span', {text}));
}

export function ticks(legend, options, list, changed) {
  const set = el('fieldset', {class: 'ticks'}, el('legend', {text: legend}),
      options.map(([value, text]) => tick(value, text, list.includes(value))));
  set.addEventListener('change', () => changed([...set.querySelectorAll('input:checked')].map(box => box.value)));
  return set;
}

/** Until which day a consent holds; empty means the plan's end. 'changed' hears the day or null. */
export function untilField(draft, until, changed) {
  const input = el('input', {type: 'date', min: draft.today, max: draft.end, value: until ?? '', autocomplete: 'off'});
  input.addEventListener('change', () => changed(input.value === '' ? null : input.value));
  return {input, element: field(say('This holds until'), input, say('Empty: until the plan’s last day'))};
}

// Big choices and small parts that the plan's pages share.

import {button, el, icon} from './dom.js';
import {say} from './say.js';

const TICK = ['M5 13l4 4L19 7'];

/** A heading with what stands over it, such as "2 of 4". */
export function question(text, over = '') {
  return el('header', {class: 'question'}, over && el('p', {class: 'over', text: over}),
      el('h1', {tabindex: '-1', text}));
}

/** One big answer. The chosen one says so, has a tick and a thick edge. 'spoken' is the hint's own language. */
export function answer({label, hint = '', tag = '', chosen = false, spoken}, tap) {
  return el('button', {type: 'button', class: 'answer', 'aria-pressed': String(chosen), onClick: tap},
      el('span', {class: 'what'}, label, tag && el('span', {class: 'tag', text: tag})),
      hint && el('span', {class: 'hint', lang: spoken, dir: spoken && 'auto', text: hint}),
      icon(...TICK));
}

export function answers(...list) {
  return el('div', {class: 'answers'}, list);
}

/** The way back and whatever else leads away from a page, at its foot. */
export function foot(...children) {
  return el('div', {class: 'foot'}, children);
}

export const backButton = work => button(say('Back'), work, {class: 'plain back'});

/** Sentences, each on its own line. */
export function sentences(lines, extra = () => null) {
  return el('ul', {class: 'sentences'}, lines.map(line => el('li', {data: {topic: line.topic}},
      el('span', {text: line.text}), extra(line))));
}

/** Words that are said on the phone, large. */
export function script(title, words, note = '') {
  return el('section', {class: 'script'}, el('h2', {text: title}), el('p', {class: 'words', dir: 'auto', text: words}),
      note && el('p', {class: 'hint', text: note}));
}

/** A text field that no browser keeps or completes. */
export function typed(properties) {
  return el('input', {
    type: 'text', autocomplete: 'off', autocorrect: 'off', autocapitalize: 'off', spellcheck: 'false',
    'data-1p-ignore': true, 'data-lpignore': 'true', ...properties,
  });
}

/** Empties every field below that element: what was typed leaves the page, not only its sight. */
export function emptyFields(root) {
  for (const input of root.querySelectorAll('input, textarea')) {
    input.value = '';
  }
}

/** A form of one or many fields that never leaves the page: Enter in a field does what its main button does. */
export function entry(properties, ...children) {
  const node = el('form', {novalidate: true, autocomplete: 'off', ...properties}, ...children);
  node.addEventListener('submit', event => event.preventDefault());
  node.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.matches('input:not([type="checkbox"], [type="radio"])')) {
      event.preventDefault();
      node.querySelector('button.go')?.click();
    }
  });
  return node;
}

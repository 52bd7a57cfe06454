// Builds the page's elements. No markup is ever made from text, so nothing that somebody typed can become a script.

import {say} from './say.js';

const SVG = 'http://www.w3.org/2000/svg';
const BUSY_AFTER_MILLIS = 300;
const PROGRESS_AFTER_MILLIS = 1_000;

/** What a person can read about a failure. */
export const sentence = error => error?.forPeople ?? say('Something went wrong here. Please try again.');

function set(node, name, value) {
  if (value === undefined || value === null || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    node.addEventListener(name.slice(2).toLowerCase(), value);
  } else if (name === 'text') {
    node.textContent = value;
  } else if (name === 'data') {
    Object.assign(node.dataset, value);
  } else if (name === 'value' || name === 'checked') {
    node[name] = value;
  } else {
    node.setAttribute(name === 'className' ? 'class' : name, value === true ? '' : String(value));
  }
}

/**
 * One element. Properties: attributes by name, 'class', 'text', 'data' (an object), 'onClick' and so on. Children:
 * elements, texts, lists of them; null and false are skipped.
 */
export function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    set(node, name, value);
  }
  return add(node, ...children);
}

/** Adds children as el() does. */
export function add(node, ...children) {
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/** A new step within a view: what was there goes, and the focus is on the new heading. */
export function step(root, ...children) {
  root.replaceChildren();
  add(root, ...children);
  scrollTo(0, 0);
  root.querySelector('h1')?.focus({preventScroll: true});
}

/** A drawing of 24 by 24 units, of strokes; it says nothing to a screen reader. */
export function icon(...paths) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const path of paths) {
    const node = document.createElementNS(SVG, 'path');
    node.setAttribute('d', path);
    svg.append(node);
  }
  return svg;
}

/** The one heading of a view; the focus goes to it when the view opens. */
export const heading = text => el('h1', {tabindex: '-1', text});

/** Work of a button: it cannot be pressed twice, looks busy after 300 ms, and tells of progress after a second. */
export async function busy(button, work, failed) {
  if (button.getAttribute('aria-disabled') === 'true') {
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  const look = setTimeout(() => button.classList.add('busy'), BUSY_AFTER_MILLIS);
  const note = el('p', {class: 'progress', role: 'status'});
  const tell = setTimeout(() => {
    (button.closest('.pair') ?? button).after(note);
    note.textContent = say('Still working. One moment.');
  }, PROGRESS_AFTER_MILLIS);
  try {
    await work();
  } catch (error) {
    failed(error);
  } finally {
    clearTimeout(look);
    clearTimeout(tell);
    note.remove();
    button.classList.remove('busy');
    button.removeAttribute('aria-disabled');
  }
}

/**
 * A button. 'kind' is 'go' (the one main action of a page), 'stop' (destroys), 'plain' or 'link'; 'failed' gets
 * what the work throws, and by default shows it beside the button.
 */
export function button(label, work, {kind = 'plain', failed, ...properties} = {}) {
  const node = el('button', {type: 'button', class: kind, ...properties}, label);
  node.addEventListener('click', () => busy(node, work, failed ?? (error => fault(node, sentence(error)))));
  return node;
}

/** Shows what is wrong after that element, in place of what was shown there before. */
export function fault(node, text) {
  const place = node.closest('.field') ?? node;
  const before = place.nextElementSibling;
  if (before?.classList.contains('fault')) {
    before.remove();
  }
  if (text) {
    place.after(el('p', {class: 'fault', role: 'alert', text}));
  }
}

let counted = 0;

/** A label, its field, and a hint that belongs to it. */
export function field(label, input, hint) {
  counted += 1;
  input.id ||= `field-${counted}`;
  const explained = hint ? el('p', {class: 'hint', id: `${input.id}-hint`, text: hint}) : null;
  if (explained) {
    input.setAttribute('aria-describedby', explained.id);
  }
  return el('div', {class: 'field'}, el('label', {for: input.id, text: label}), explained, input);
}

/** A form that never leaves the page: Enter does what its first button does. */
export function form(properties, ...children) {
  const node = el('form', {novalidate: true, autocomplete: 'off', ...properties}, ...children);
  node.addEventListener('submit', event => {
    event.preventDefault();
    node.querySelector('button')?.click();
  });
  return node;
}

/**
 * A choice of one: options are [value, label, hint?]. Returns the fieldset; its 'value' is what is chosen.
 */
export function choice(legend, options, chosen, changed = () => {}) {
  counted += 1;
  const name = `choice-${counted}`;
  const labels = options.map(([value, label, hint]) => el('label', null,
      el('input', {type: 'radio', name, value, checked: value === chosen, onChange: () => changed(value)}),
      el('span', {class: 'what', text: label}),
      hint && el('span', {class: 'hint', text: hint})));
  const all = el('fieldset', {class: 'choice'}, el('legend', {text: legend}), labels);
  Object.defineProperty(all, 'value', {get: () => all.querySelector('input:checked')?.value ?? null});
  return all;
}

/** Pressed and let go: tap. Held that long: hold. By pointer and by keyboard; 'pressed' hears true and false. */
export function holdable(node, {millis, tap, hold, pressed = () => {}}) {
  let timer = 0;
  let handled = false;
  const down = () => {
    if (timer === 0) {
      handled = false;
      pressed(true);
      node.classList.add('held');
      timer = setTimeout(() => {
        handled = true;
        up();
        hold();
      }, millis);
    }
  };
  const up = () => {
    clearTimeout(timer);
    timer = 0;
    node.classList.remove('held');
    pressed(false);
  };
  node.addEventListener('pointerdown', event => {
    if (event.button === 0) {
      down();
    }
  });
  for (const name of ['pointerup', 'pointercancel', 'pointerleave', 'blur']) {
    node.addEventListener(name, () => {
      if (timer !== 0) {
        up();
      }
    });
  }
  node.addEventListener('contextmenu', event => event.preventDefault()); // a long touch is ours
  node.addEventListener('keydown', event => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      down();
    }
  });
  node.addEventListener('keyup', event => {
    if ((event.key === ' ' || event.key === 'Enter') && timer !== 0) {
      event.preventDefault();
      up();
      tap();
    }
  });
  node.addEventListener('click', () => { // a pointer, or a screen reader that presses by itself
    if (!handled) {
      tap();
    }
    handled = false;
  });
}

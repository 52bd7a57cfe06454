// What is marked in words that somebody hears: each mark underlined, with its kind in words beside it, and why.

import {el} from './dom.js';
import {check, messageLanguage} from './checker/checker.js';
import {say} from './say.js';

/** The words with their marks. */
export function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const mark of marks) {
    const kind = el('span', {class: 'kind', text: mark.name});
    parts.push(text.slice(at, mark.from), el('mark', null, mark.text, kind));
    at = mark.to;
  }
  return [...parts, text.slice(at)];
}

/** Each kind once: what was found of it, and why it matters. */
export function reasons({marks, missing}) {
  const byKind = new Map();
  for (const mark of marks) {
    byKind.set(mark.kind, {why: mark.why, words: [...byKind.get(mark.kind)?.words ?? [], `“${mark.text}”`]});
  }
  return [
    ...[...byKind.values()].map(({words, why}) => el('li', null, el('strong', {text: words.join(', ')}), ` ${why}`)),
    ...missing.map(({short, why}) => el('li', null, el('strong', {text: `${short}.`}), ` ${why}`)),
  ];
}

/**
 * What a single line reveals, shown below its field as one types. Returns {element, reveals()}.
 *
 * @param words the whole of what is said with that line, if it is a part of a message
 */
export function lineCheck(input, {languages, leased = [], own = []}, words = () => input.value) {
  const language = messageLanguage(languages);
  const shown = el('p', {class: 'marked', dir: 'auto'});
  const list = el('ul', {class: 'reasons', lang: language.tag, 'aria-live': 'polite'});
  const element = el('div', {class: 'line-check', hidden: true}, shown, list);
  const look = () => input.value.trim() === '' ? []
    : check(words(), {tag: language.tag, leased, own}).marks.filter(({kind}) => kind !== 'FIELD');
  const show = () => {
    const marks = look();
    element.hidden = marks.length === 0;
    shown.replaceChildren(...marked(words(), marks));
    list.replaceChildren(...reasons({marks, missing: []}));
  };
  input.addEventListener('input', show);
  show();
  return {element, reveals: () => look().length > 0};
}

/** Asks whether to keep what is marked; true if nothing is. */
export function keepsMarked(app, lines) {
  return !lines.some(line => line.reveals()) || app.ask(say('Keep these words although something is marked?'), {
    yes: say('Keep them'), no: say('Change them'),
        why: say('Whoever answers the phone or hears the message hears them too.')});
}

// The message field with its checker: marks what reveals while one types, says why, offers a safe wording.

import {button, el, field} from './dom.js';
import {LANGUAGES, check, fieldsOf, filled} from './checker/checker.js';
import {sayNumber} from './planwords.js';
import {say} from './say.js';
import {againIn} from './vaguewords.js';
import {marked, reasons} from './wordmarks.js';

const SETTLE_MILLIS = 500; // until a pause in typing is told to a screen reader

function count(number, [one, many]) {
  return number === 1 ? one : many.replace('{n}', number);
}

function verdict({marks, missing, safe}, {verdicts}) {
  if (safe) {
    return verdicts.safe;
  }
  const parts = [marks.length > 0 && count(marks.length, verdicts.change),
    missing.length > 0 && count(missing.length, verdicts.missing)].filter(Boolean).join(', ');
  return parts === '' ? '' : `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`;
}

/** The fields of a template to be filled in; 'changed' hears what is known so far. */
function blanksOf(language, template, known, {leased, changed}) {
  return fieldsOf(template).map(name => {
    const numbers = () => leased.map(number =>
      el('option', {value: sayNumber(number), text: sayNumber(number)}));
    const input = name === 'number' ? el('select', null, numbers())
      : el('input', {type: 'text', autocomplete: 'off', maxlength: 60, dir: 'auto'});
    input.value = known[name] ?? '';
    if (name === 'number' && input.value === '') {
      input.value = known.number = sayNumber(leased[0] ?? '');
    }
    input.lang = language.tag;
    input.addEventListener('input', () => {
      known[name] = input.value;
      changed();
    });
    const label = language.blanks[name];
    return field(label.charAt(0).toUpperCase() + label.slice(1), input);
  });
}

/**
 * The field, its verdict and its suggestion. Returns {element, words, result}.
 * 'leased' are the centre's numbers, 'own' its names and places; 'windows' and 'name' are what a template knows.
 */
export function wordingBox(app, {tag = 'en', consent = 'VAGUE', leased = [], own = [], words = '', windows = [],
  name = ''}) {
  const terms = {tag: tag in LANGUAGES ? tag : 'en', consent, leased, own};
  const input = el('textarea', {rows: 5, maxlength: 600, autocomplete: 'off', spellcheck: 'false', dir: 'auto'});
  input.lang = terms.tag;
  const shown = el('p', {class: 'marked', dir: 'auto', lang: terms.tag});
  const state = el('p', {class: 'verdict'});
  const list = el('ul', {class: 'reasons'});
  const offer = el('div', {class: 'offer'});
  const speaks = () => LANGUAGES[terms.tag];
  const place = el('div', {class: 'answers small'});
  const blanks = el('div', {class: 'blanks'});
  const known = {name};
  let begun = null; // the template that these words still are
  let settle = 0;
  let result = check(words, terms);

  const show = () => {
    result = check(input.value, terms);
    shown.replaceChildren(...marked(input.value, result.marks));
    shown.hidden = result.marks.length === 0;
    state.textContent = verdict(result, speaks());
    state.dataset.safe = String(result.safe);
    list.replaceChildren(...reasons(result));
    const offered = input.value.trim() !== '' && !result.safe && begun === null;
    offer.replaceChildren(...offered ? [el('h2', {text: speaks().verdicts.offer}),
      el('p', {class: 'words', dir: 'auto', lang: terms.tag, text: result.suggestion}),
      button(speaks().verdicts.use, () => {
        begun = null;
        blanks.replaceChildren();
        set(result.suggestion);
        input.focus();
      })] : []);
    for (const part of [state, list, offer]) {
      part.lang = terms.tag;
    }
    clearTimeout(settle);
    settle = setTimeout(() => app.say(state.textContent), SETTLE_MILLIS);
  };
  const set = text => {
    input.value = text;
    show();
  };
  /** Starts from a template, named by its kind and place; its fields are filled in beside it. */
  const start = (of, index) => {
    begun = [of, index];
    const template = speaks().templates[of][index];
    const write = () => set(filled(speaks(), template, known));
    blanks.replaceChildren(...blanksOf(speaks(), template, known, {leased, changed: write}));
    write();
  };
  const templates = () => {
    const language = speaks();
    known.again = againIn(language, windows);
    const kinds = [...terms.consent === 'AGREED' && leased.length > 0 ? ['AGREED'] : [], 'VAGUE', 'ONCE'];
    place.replaceChildren(...kinds.flatMap(of => language.templates[of].map((template, index) => el('button', {
      type: 'button', class: 'answer small', lang: terms.tag, onClick: () => {
        start(of, index);
        blanks.querySelector('input')?.focus();
      },
    }, filled(language, template, known)))));
  };

  const language = el('select', null, Object.values(LANGUAGES).map(each =>
    el('option', {value: each.tag, lang: each.tag, text: each.name})));
  language.value = terms.tag;
  language.addEventListener('change', () => {
    terms.tag = language.value;
    input.lang = shown.lang = terms.tag;
    templates();
    if (begun === null) {
      show();
    } else {
      start(...begun); // the same in the other language
    }
  });
  input.addEventListener('input', () => {
    begun = null; // its own words from here on
    blanks.replaceChildren();
    show();
  });
  templates();
  const element = el('div', {class: 'wording'}, field(say('Language'), language), field(say('The words'), input),
      blanks, state, shown, list, offer,
      el('details', null, el('summary', {text: say('Start from a wording')}), place));
  if (words === '') {
    start(windows.length === 0 ? 'ONCE' : 'VAGUE', 0);
  } else {
    set(words);
  }
  clearTimeout(settle);
  return {element, input, get words() {
    return input.value.trim();
  }, get result() {
    return result;
  }, get name() {
    return known.name ?? '';
  }, consent(value) {
    terms.consent = value;
    templates();
    show();
  }, close() {
    clearTimeout(settle);
    input.value = '';
    blanks.replaceChildren();
    known.name = '';
  }};
}

// Texts that people read, in the language of the page. The English sentence is the key of its translation. The server
// answers '/language.js' with the file of this browser's language, and with the names of all that there are.

import {code, direction, languages, locale, texts} from '/language.js';

export {code, direction, languages};

/** How Intl writes in this language: figures as on a phone's keys, everywhere. */
export const writing = locale;

const plurals = new Intl.PluralRules(code);
const numbers = new Intl.NumberFormat(writing);
const lists = new Intl.ListFormat(writing, {type: 'conjunction'});

/** Letters that run against this page: what holds some is set apart, so that the words around it stay in order. */
const AGAINST = direction === 'rtl' ? /[A-Za-z\u00c0-\u024f]|\d.*\d/ : /[\u0590-\u08ff]/;
const [APART, TOGETHER] = ['\u2068', '\u2069']; // Unicode TR9: first strong isolate, its end

function filled(place) {
  return typeof place === 'number' ? numbers.format(place)
    : AGAINST.test(place) ? `${APART}${place}${TOGETHER}` : String(place);
}

/**
 * The text for an English sentence with its places filled: say('Locks in {seconds} s', {seconds: 5}). A sentence that
 * counts gives both English forms and fills 'count': say({one: '{count} call', other: '{count} calls'}, {count: 2}).
 * Its key is the 'other' form; its translation has the forms of its language.
 */
export function say(sentence, places = {}) {
  const english = typeof sentence === 'string' ? sentence : sentence.other;
  const found = texts[english] ?? sentence;
  const form = typeof found === 'string' ? found : found[plurals.select(places.count)] ?? found.other;
  return form.replace(/\{(\w+)\}/g, (place, name) => name in places ? filled(places[name]) : place);
}

/** What the server says in one constant sentence with a number in it: {sentence, n}. */
export const counted = ({sentence, n}) => say(sentence, {n});

/** Learns what the office's views say, before they are there; 'again' makes the address of another try. */
export async function learn(again = '') {
  Object.assign(texts, (await import(`/language.js?part=office${again}`)).texts);
}

/** The same in another language, for a paper that somebody else reads. It counts nothing. */
export async function speaker(other) {
  const of = `/language.js?of=${encodeURIComponent(other)}`;
  const [all, office] = await Promise.all([import(of), import(`${of}&part=office`)]);
  const words = {...all.texts, ...office.texts};
  const spoken = (sentence, places = {}) => (words[sentence] ?? sentence)
      .replace(/\{(\w+)\}/g, (place, name) => name in places ? `${APART}${places[name]}${TOGETHER}` : place);
  return {
    code: all.code,
    direction: all.direction,
    locale: all.locale,
    say: spoken,
    counted: ({sentence, n}) => spoken(sentence, {n}),
  };
}

/** What the server says, which is one constant English sentence or several; one that nobody knows stays as it is. */
export function told(text) {
  const parts = text.split(/(?<=[.:;?]) /);
  const words = [];
  for (let from = 0; from < parts.length;) {
    let to = parts.length;
    while (to > from + 1 && texts[parts.slice(from, to).join(' ')] === undefined) {
      to -= 1;
    }
    words.push(say(parts.slice(from, to).join(' ')));
    from = to;
  }
  return words.join(' ');
}

/** Words one after the other: "a, b and c". */
export const listed = words => lists.format(words);

/** A text at the beginning of a line. */
export const capital = text => text.charAt(0).toLocaleUpperCase(code) + text.slice(1);

/** The page's own direction and language, before anything is drawn. */
export function dress(page) {
  page.lang = code;
  page.dir = direction;
}

if (globalThis.document !== undefined) { // else a test's
  dress(document.documentElement);
}

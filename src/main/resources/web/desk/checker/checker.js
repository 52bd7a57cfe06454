// Reads a voicemail message before it is agreed: what reveals, and what it lacks to be answered. Pure and offline.
//
// How: the text is folded (no accents, lower case, straight apostrophes) with a map back to its own letters, and each
// word list of the language is one pattern over the folded text. A list entry that ends in * takes any ending. Numbers
// and addresses are looked for alike in every language. Marks never overlap: the first and longest is kept, so each
// piece is explained once.

import {en} from './en.js';
import {es} from './es.js';
import {fr} from './fr.js';

/** The languages of which there are word lists, by tag. */
export const LANGUAGES = {en, es, fr};

const SHORTEST_LEASED = 7; // digits of a leased number that must stand there to be taken for it
const LONGEST_TIME_DIGITS = 2;

/** Folds a text and keeps where each letter came from. */
function fold(text) {
  let folded = '';
  const from = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘ʼ´`]/g, '\'')
        .replace(/[‐-―−]/g, '-').replace(/\u00a0/g, ' ');
    for (const unit of plain.split('')) {
      folded += unit;
      from.push(at);
    }
    at += letter.length;
  }
  from.push(text.length);
  return {folded, from};
}

function plain(words) {
  return fold(words).folded;
}

/** One pattern of a word list; a name among the entries is matched as it stands. */
function patternOf(entries) {
  const alternatives = entries.map(plain).sort((one, other) => other.length - one.length).map(entry => {
    const open = entry.endsWith('*');
    const words = (open ? entry.slice(0, -1) : entry).replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    return words.replace(/[\s-]+/g, '[\\s-]+') + (open ? '\\p{L}*' : '(?:\'?s)?');
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

const patterns = new Map();

function listed(language, kind) {
  const key = `${language.tag} ${kind}`;
  if (!patterns.has(key)) {
    patterns.set(key, patternOf(language.reveals[kind]));
  }
  return patterns.get(key);
}

function find(pattern, kind, folded) {
  return [...folded.matchAll(pattern)].map(found => ({kind, from: found.index, to: found.index + found[0].length}));
}

const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const ENDINGS = 'org|com|net|info|gov|edu|eu|uk|us|ca|es|fr|mx|io|ngo|help|app';
const WEB = new RegExp('(?:https?://|www\\.)\\S+|(?<![\\p{L}\\p{N}@.])[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*'
    + `\\.(?:${ENDINGS})(?![\\p{L}\\p{N}])(?:/\\S*)?`, 'gu');
const DIGITS = /\+?\(?\d(?:[\s().\/+-]{0,3}\d)*/gu;
const TIME_BEFORE = new RegExp('(?<![\\p{L}\\p{N}])(?:from|between|and|at|to|until|till|after|before|by|de|'
    + 'desde|entre|las|la|'
    + 'hasta|y|e|a|des|et|jusqu\'a|jusque|avant|apres|vers)\\s*$', 'u');
const TIME_AFTER = new RegExp('^\\s*(?:h(?:oo|oras|eures?|rs?)?|[ap]\\.?\\s?m|o\'?clock|minutes?|minutos?|days?|'
    + 'dias?|jours?|'
    + 'hours?|weeks?|semanas?|semaines?)(?!\\p{L})', 'u');
const CLOCK = /^\d{1,2}\s?[:.h]\s?\d{2}$/u;
const HOURS = /^\d{1,2}(?:[:.h]\d\d)?\s?-\s?\d{1,2}(?:[:.h]\d\d)?$/u; // 9-17, 9.00-17.00
const DATE = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-]20[2-9]\d)?$/u;

/** Runs of digits that are neither hours nor days, each as a number that somebody could ring. */
function numbers(folded, leased, agreed) {
  const marks = [];
  for (const found of folded.matchAll(DIGITS)) {
    const [from, to] = [found.index, found.index + found[0].length];
    if (!isTime(found[0], folded.slice(Math.max(0, from - 20), from), folded.slice(to, to + 20))) {
      const digits = found[0].replace(/\(0\)|\D/g, '').replace(/^0+/, '');
      const own = digits.length >= SHORTEST_LEASED && leased.some(number => number.replace(/\D/g, '').endsWith(digits));
      if (!own || !agreed) {
        marks.push({kind: own ? 'LEASED' : 'NUMBER', from, to});
      }
    }
  }
  return marks;
}

/** Whether a run of digits is an hour, a day or a year: "from 9 to 17:30" has no number, "ring 555 01 43" has one. */
function isTime(run, before, after) {
  const digits = run.replace(/\D/g, '');
  if (digits.length <= LONGEST_TIME_DIGITS || CLOCK.test(run) || HOURS.test(run) || /^20[2-9]\d$/.test(run)) {
    return true;
  }
  const date = DATE.exec(run);
  if (date !== null) {
    const [one, other] = [Number(date[1]), Number(date[2])];
    return one > 0 && other > 0 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;
  }
  const militaryTime = digits.length === 4 && Number(digits) < 2400 && /[0-5]0$/.test(digits); // 0900, 1730
  return run === digits && digits.length <= 4 && (TIME_AFTER.test(after) || militaryTime && TIME_BEFORE.test(before));
}

/** Numbers in words: three figures in a row, or four number words of any kind. */
function spoken(language, folded) {
  const marks = [];
  let run = [];
  const close = () => {
    const figures = run.filter(word => language.figures.includes(word.text)).length;
    if (run.length >= 4 || figures >= 3 && figures === run.length) {
      marks.push({kind: 'NUMBER', from: run[0].from, to: run.at(-1).to});
    }
    run = [];
  };
  let joiner = '';
  for (const found of folded.matchAll(/[\p{L}]+|[^\p{L}\s,.-]+|[,.]/gu)) {
    const word = {text: found[0], from: found.index, to: found.index + found[0].length};
    if (language.figures.includes(word.text) || language.counts.includes(word.text)) {
      run.push(word);
      joiner = '';
    } else if (run.length > 0 && joiner === '' && language.joiners.includes(word.text)) {
      joiner = word.text;
    } else if (run.length === 0 || !/^[,.]$/u.test(word.text)) {
      close();
      joiner = '';
    }
  }
  close();
  return marks;
}

function withoutInner(marks) {
  const order = [...marks].sort((one, other) => one.from - other.from || other.to - one.to);
  const kept = [];
  for (const mark of order) {
    if (kept.every(other => mark.from >= other.to || mark.to <= other.from)) {
      kept.push(mark);
    }
  }
  return kept;
}

function lacks(language, folded, text) {
  const missing = [];
  if (!named(language, text)) {
    missing.push('NAME');
  }
  for (const [need, pattern] of [['REASON', language.reason], ['HOURS', language.hours], ['WAY_BACK', language.back]]) {
    if (!pattern.test(folded)) {
      missing.push(need);
    }
  }
  return missing.map(need => ({kind: need, ...language.needs[need]}));
}

/** The caller's name in the message, or ''. */
function named(language, text) {
  const {folded, from} = fold(text);
  for (const pattern of language.names) {
    for (const found of folded.matchAll(pattern)) {
      const start = found.index + found[0].indexOf(found[1]);
      const name = text.slice(from[start], from[start + found[1].length]);
      const written = /^\p{Lu}/u.test(name) || text === text.toLowerCase(); // some write no capitals
      if (written && !language.noNames.includes(found[1])) {
        return name;
      }
    }
  }
  return '';
}

/**
 * What a message reveals and lacks, and why that matters, in the message's own language.
 *
 * @param tag the language: one of LANGUAGES
 * @param consent 'VAGUE' or 'AGREED'; only agreed words may hold a leased number
 * @param leased the centre's leased numbers
 * @param own the centre's own names, places and words that must not be said
 */
export function check(text, {tag = 'en', consent = 'VAGUE', leased = [], own = []} = {}) {
  const language = LANGUAGES[tag] ?? en;
  const {folded, from} = fold(text);
  const found = [
    ...find(/\{[^{}]*\}|\[[^[\]]*\]|…|_{2,}/gu, 'FIELD', folded),
    ...find(EMAIL, 'EMAIL', folded), ...find(WEB, 'WEB', folded),
    ...own.filter(name => name.trim() !== '').flatMap(name => find(patternOf([name.trim()]), 'ORGANISATION', folded)),
    ...['ORGANISATION', 'SERVICE', 'CASE'].flatMap(kind => find(listed(language, kind), kind, folded)),
    ...find(listed(language, 'NUMBER'), 'NUMBER', folded),
    ...numbers(folded, leased, consent === 'AGREED'), ...spoken(language, folded),
  ];
  const marks = withoutInner(found).map(mark => {
    const [start, end] = [from[mark.from], from[mark.to]];
    return {kind: mark.kind, from: start, to: end, text: text.slice(start, end), name: language.kinds[mark.kind],
      why: language.reasons[mark.kind]};
  });
  const missing = text.trim() === '' ? [] : lacks(language, folded, text);
  const safe = text.trim() !== '' && marks.length === 0 && missing.length === 0;
  const numbered = numbers(folded, [], false).length > 0; // a number is suggested only to whoever wanted one
  const suggestion = safe ? ''
    : suggest({tag, consent, leased: numbered ? leased : [], name: named(language, text)});
  return {marks, missing, safe, suggestion};
}

/** A safe wording; a number's hours that nobody said stay in brackets to be filled in, and so does a name. */
export function suggest({tag = 'en', consent = 'VAGUE', leased = [], name = '', number = leased[0] ?? ''} = {}) {
  const language = LANGUAGES[tag] ?? en;
  const template = language.templates[consent === 'AGREED' && number !== '' ? 'AGREED' : 'VAGUE'][0];
  return filled(language, template, {name, number, again: language.again.DAY.ANY});
}

/** A template with what is known; the rest stays in brackets, by its name in that language. */
export function filled(language, template, known) {
  return fill(template, Object.fromEntries(fieldsOf(template).map(name =>
    [name, (known[name] ?? '').trim() || `[${language.blanks[name]}]`])));
}

/** The language of these in which a message can be made, the first one first; English where there is none. */
export function messageLanguage(tags) {
  return LANGUAGES[tags.find(tag => tag in LANGUAGES)] ?? en;
}

/** A template with its fields filled; a field without a value stays as it is. */
export function fill(template, fields) {
  return template.replace(/\{(\w+)\}/g, (whole, field) => fields[field] || whole);
}

/** The fields of a template, in order. */
export function fieldsOf(template) {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
}

// A number as people write it, read as it is dialled where it is dialled from. Nothing of it leaves the page here: the
// rules are a table, so that a number that nobody could call is seen while it is typed and not at the safe moment.

import {CODES, REGIONS} from './numbering.js';
import {say} from './say.js';

const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6];
const LONGEST = 15; // digits of a number, ITU-T E.164 section 6.2
const SHORTEST = 7;
const NORTH_AMERICA = '1';
const NORTH_AMERICAN = /^[2-9]\d\d[2-9]\d{6}$/; // NPA-NXX-XXXX
const rows = table => table.trim().split(/\s+/).map(row => row.split(':'));
const HOMES = new Map(rows(REGIONS).map(([region, code, trunk, abroad, bare]) =>
  [region, {code, trunk, abroad: abroad.split(','), bare}]));
const COUNTRIES = new Map(rows(CODES).map(([code, lengths, zero]) =>
  [code, {lengths: lengths.split(',').map(Number), noZero: zero === '0'}]));

const TOO_SHORT = say('This number is too short. Type it with its area code.');
const TOO_LONG = say('This number is too long. Check it and type it again.');

/** The figures of other scripts as ours: Arabic, Persian, Devanagari, Bengali. */
function figures(text) {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, figure => {
    const code = figure.charCodeAt(0);
    return String(code - ZEROS.find(zero => code - zero >= 0 && code - zero < 10));
  });
}

/**
 * A number as it is dialled: its digits, with a plus if it had one; what people write between them goes, and so does a
 * zero in brackets that is dialled within a country only: +44 (0)20.
 */
export function plainNumber(text) {
  const written = figures(text.normalize('NFKC')).replace(/[\u200e\u200f\u202a-\u202e]/g, '');
  const abroad = /^\s*(?:\+|00)/.test(written) ? written.replace(/\(\s*0\s*\)/g, '') : written;
  return abroad.replace(/[\s().\-\u2010-\u2015/]/g, '');
}

/** What stands there that no number has, or '' if nothing does. */
function signFault(plain) {
  if (/[*#]/.test(plain)) {
    return say('Type the number alone, without * or #. Some dialling codes uncover the caller; hiding is done for'
        + ' you.');
  }
  return /^\+?\d*$/.test(plain) ? ''
    : say('A number has digits only, and a + at the start if it is in another country.');
}

/** Whether a programme calls none of the countries with that calling code. */
function outOfReach(number, countries) {
  const codes = countries.map(region => HOMES.get(region)?.code).filter(Boolean);
  return codes.length > 0 && number.startsWith('+') && !codes.some(code => number.startsWith(`+${code}`));
}

function lengthFault(length, lengths) {
  return lengths.includes(length) ? '' : length < Math.min(...lengths) ? TOO_SHORT : length > Math.max(...lengths)
    ? TOO_LONG : say('A digit is missing or too many. Check the number and type it again.');
}

/** A number with its calling code: {fault, number}. */
function readAbroad(digits) {
  const code = [1, 2, 3].map(length => digits.slice(0, length)).find(begin => COUNTRIES.has(begin));
  if (code === undefined) {
    const fault = digits.length < SHORTEST ? TOO_SHORT : say('No country has a number that begins like this. Check what'
        + ' follows the +.');
    return {fault, number: ''};
  }
  const national = digits.slice(code.length);
  const {lengths, noZero} = COUNTRIES.get(code);
  const extra = noZero && national.startsWith('0');
  const fault = digits.length > LONGEST ? TOO_LONG : extra ? say('Leave out the 0 after {code}.', {code: `+${code}`})
    : lengthFault(national.length, lengths)
      || (code === NORTH_AMERICA && !NORTH_AMERICAN.test(national) ? say('Check the area code: no number there begins'
          + ' like this.') : '');
  return {fault, number: `+${digits}`};
}

/** A number as it is dialled within a region. */
function readAtHome(digits, {code, trunk, bare}) {
  if (trunk !== '' && digits.startsWith(trunk)) {
    return readAbroad(code + digits.slice(trunk.length));
  }
  const whole = trunk === '' || code === NORTH_AMERICA || bare.includes(digits[0]) && bare !== '';
  return whole ? readAbroad(code + digits)
    : {fault: say('Type it whole, with its area code: it begins with {trunk} here, or with + and a country.',
      {trunk}), number: ''};
}

/** {fault, number}: the number in E.164 where it is known from which region it is dialled, as it stands otherwise. */
function read(text, home) {
  const plain = plainNumber(text);
  if (plain === '') {
    return {fault: say('Type the number, with its area code.'), number: ''};
  }
  const wrong = signFault(plain);
  if (wrong !== '') {
    return {fault: wrong, number: ''};
  }
  if (plain.startsWith('+')) {
    return readAbroad(plain.slice(1));
  }
  const leads = home?.abroad.find(prefix => plain.startsWith(prefix));
  if (home !== undefined) {
    return leads === undefined ? readAtHome(plain, home) : readAbroad(plain.slice(leads.length));
  }
  return {fault: plain.length < SHORTEST ? TOO_SHORT : plain.length > LONGEST ? TOO_LONG : '', number: plain};
}

/** The sentence that says what is wrong with a number, or '' if nothing is; 'home' is the region it is dialled from. */
export function numberFault(text, {home, countries = []} = {}) {
  const {fault, number} = read(text, HOMES.get(home));
  return fault !== '' || !outOfReach(number, countries) ? fault
    : say('The centre does not call that country. Check what follows the +, or ask the coordinator.');
}

/** The same while it is typed: what more digits would put right is no fault yet. */
export function typingFault(text, {home} = {}) {
  const plain = plainNumber(text);
  const {fault} = read(text, HOMES.get(home));
  return signFault(plain) || (fault === TOO_LONG || plain.length > LONGEST + 4 ? TOO_LONG : '');
}

/** The number as it is kept: in E.164 where the region is known. */
export function keptNumber(text, {home} = {}) {
  const {fault, number} = read(text, HOMES.get(home));
  return fault === '' ? number : plainNumber(text);
}

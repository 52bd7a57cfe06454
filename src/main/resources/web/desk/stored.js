// What is stored, in words: made from the fields that the server declares, each by who can read it. Pure: no page.

import {sayDay} from './plandays.js';
import {say, told} from './say.js';

/** Who can read a field, the easiest to get at first. */
export const READERS = {
  DISK: {
    name: say('Read from the disk'),
    text: say('Nothing here is sealed. The host can read it, and so can anyone who takes the machine, its disk or a'
        + ' copy of either.'),
  },
  SERVER: {
    name: say('Read by the server'),
    text: say('The server opens this to do its work. The host can do the same, and so can anyone who takes the'
        + ' machine or its disk, together with the root of keys, while it is kept.'),
  },
  STAFF: {
    name: say('Read by staff only'),
    text: say('Sealed in the browsers of staff. The server holds no key that opens it. Staff can open it, and so can'
        + ' anyone who has one of their devices unlocked.'),
  },
  SHEET: {
    name: say('Opened by the recovery sheet'),
    text: say('Sealed to the words on the recovery sheet. The server holds no key that opens it;'
        + ' whoever has the sheet can.'),
  },
  DEVICE: {
    name: say('Kept on devices of staff'),
    text: say('Not on this server. Whoever takes a device and its browser apart may get at it.'),
  },
};

const SEALED = ['STAFF', 'SHEET'];
const NOT_MADE = [
  ['call', say('A list of calls: none is made. Receipts tell in which hour a call was made because of danger to life,'
      + ' and not to whom.')],
  ['recording', say('A recording of any call: none is made.')],
];
const ERASED = say('What was erased: its key is destroyed. What the server could read of it opens nowhere again, unless'
    + ' somebody copied the whole disk, with the root of keys, before that. What staff had sealed needs the centre’s'
    + ' key as well.');

/** The fields by reader, and in that by where they stand: [{reader, name, text, places: [{place, fields}]}]. */
export function sections(fields) {
  return Object.entries(READERS)
      .map(([reader, words]) => ({reader, ...words, places: placesOf(fields.filter(it => it.readableBy === reader))}))
      .filter(({places}) => places.length > 0);
}

function placesOf(fields) {
  return [...new Set(fields.map(({table}) => table))]
      .map(place => ({place, fields: fields.filter(({table}) => table === place)}));
}

/** What a court or a police officer may ask for and the host cannot give, in sentences. */
export function notProduced(fields) {
  const sealed = SEALED.flatMap(reader => fields.filter(it => it.readableBy === reader)).map(({purpose}) => purpose);
  const tables = new Set(fields.map(({table}) => table));
  return [
    ...sealed.length === 0 ? [] : [say('What the server cannot open, because staff or the recovery sheet have the'
        + ' only key: {what}.',
        {what: [...new Set(sealed)].map(told).reduce((one, other) => say('{one}; {other}', {one, other}))})],
    ...NOT_MADE.filter(([table]) => !tables.has(table)).map(([, text]) => text),
    ERASED,
  ];
}

/** Until when a field is kept, how much of it there is and how old it is at most. */
export function sayField({end, count, oldestDay}, today) {
  const kept = oldestDay ? say({one: '{count} kept now, not made before {day}.',
    other: '{count} kept now, none of it made before {day}.'}, {count, day: sayDay(oldestDay, today)})
    : count === null ? say('Not counted.') : count === 0 ? say('None kept now.')
      : say({one: '{count} kept now.', other: '{count} kept now.'}, {count});
  return `${say('Until: {end}.', {end: told(end)})} ${kept}`;
}

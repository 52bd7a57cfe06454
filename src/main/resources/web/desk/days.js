// Days in words.

import {say, writing} from './say.js';

const DAY_MILLIS = 86_400_000;

/** How many days ago that day was, as its date or as days since 1970; NaN for none. */
export function daysSince(day, now = Date.now()) {
  const at = typeof day === 'number' ? day : Math.floor(Date.parse(day) / DAY_MILLIS);
  return Math.floor(now / DAY_MILLIS) - at;
}

const ago = new Intl.RelativeTimeFormat(writing, {numeric: 'auto'});

/** A day, as its date or as days since 1970: today, yesterday, some days ago, its date. */
export function dayInWords(day, now = Date.now()) {
  const days = Math.max(0, daysSince(day, now));
  if (!Number.isFinite(days)) {
    return say('never');
  }
  return days < 14 ? ago.format(-days, 'day')
    : new Intl.DateTimeFormat(writing, {dateStyle: 'medium', timeZone: 'UTC'})
        .format(new Date((Math.floor(now / DAY_MILLIS) - days) * DAY_MILLIS));
}

// Days and times as a contact plan writes them: local to the survivor's zone, "2026-12-22" and "2026-12-22T09:00".

import {listed, say, writing} from './say.js';

export const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const DAY_MILLIS = 86_400_000;

/** The zone of this browser: a first guess at the survivor's. */
export function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
}

/** The zones that this browser knows, or the guess alone where it lists none. */
export function zones() {
  return typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [ownZone()];
}

export function isZone(zone) {
  try {
    Intl.DateTimeFormat('en', {timeZone: zone});
    return typeof zone === 'string' && zone !== '';
  } catch {
    return false;
  }
}

/** "America/New_York" as people say it. */
export function zoneName(zone) {
  return zone.split('/').at(-1).replaceAll('_', ' ');
}

function parts(instant, zone) {
  const format = Intl.DateTimeFormat('en', {
    timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(instant).map(part => [part.type, part.value]));
}

/** The day of that instant in that zone. */
export function dayAt(instant, zone) {
  const at = parts(instant, zone);
  return `${at.year}-${at.month}-${at.day}`;
}

/** The local time of that instant in that zone, to the minute. */
export function localAt(instant, zone) {
  const at = parts(instant, zone);
  return `${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}`;
}

export function plusDays(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10);
}

/** How many days after the first the second is; negative when it is before. */
export function daysBetween(first, second) {
  return Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MILLIS);
}

export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
      && plusDays(text, 0) === text;
}

export function isTime(text) {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text ?? '');
}

/** A local time such as "2026-12-22T09:00". */
export function isLocal(text) {
  const [day, time, ...more] = (text ?? '').split('T');
  return more.length === 0 && isDay(day) && isTime(time);
}

const atHours = Intl.DateTimeFormat(writing, {hour: 'numeric', timeZone: 'UTC'});
const toMinutes = Intl.DateTimeFormat(writing, {hour: 'numeric', minute: '2-digit', timeZone: 'UTC'});
const twelveHours = toMinutes.resolvedOptions().hour12;

/** "09:00" as "9 am", "00:00" as "midnight"; 9:00 where nobody says am. */
export function sayTime(time) {
  if (time === '00:00' || time === '12:00') {
    return time === '12:00' ? say('noon') : say('midnight');
  }
  const format = twelveHours && time.endsWith(':00') ? atHours : toMinutes;
  return format.format(new Date(`1970-01-01T${time}Z`)).replace(/[\u00a0\u202f]/g, ' ');
}

/** The day of the week of a day: 'TUE' of "2026-12-22". */
export function weekday(day) {
  return DAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
}

const written = (day, options) => Intl.DateTimeFormat(writing, {timeZone: 'UTC', ...options})
    .format(new Date(`${day}T00:00:00Z`));

/** The name of a day of the week: 'Tuesday' of 'TUE', or 'Tue' if short. */
export const dayName = (day, weekday = 'long') =>
  written(`2024-01-0${DAYS.indexOf(day) + 1}`, {weekday}); // the first was a Monday

/** "2026-12-22" as "Tuesday 22 December", with the year where it is not this one. */
export function sayDay(day, today) {
  const far = today === undefined || today.slice(0, 4) !== day.slice(0, 4);
  return written(day, {weekday: 'long', day: 'numeric', month: 'long', ...far ? {year: 'numeric'} : {}});
}

/** "2026-12" as "December 2026". */
export const sayMonth = month => written(`${month}-01`, {month: 'long', year: 'numeric'});

const nearness = (day, today) => ['TODAY', 'TOMORROW'][daysBetween(today, day)];

/** A day with its name and date, whatever else it is: "tomorrow" said at two in the morning is two days. */
export function sayDayNear(date, today) {
  const day = sayDay(date, today);
  return {TODAY: say('today, {day}', {day}), TOMORROW: say('tomorrow, {day}', {day})}[nearness(date, today)] ?? day;
}

/** The same where the sentence goes on. */
function sayNear(date, today) {
  const day = sayDay(date, today);
  return {TODAY: say('today, {day},', {day}), TOMORROW: say('tomorrow, {day},', {day})}[nearness(date, today)] ?? day;
}

/**
 * From a time of one day to a time of the same or of a later one. Midnight as an end is the end of its day; an end that
 * is not after the beginning is on the next day.
 */
export function spanOf({day, last, from, to}) {
  const end = last || day;
  const next = isDay(end) && (to === '00:00' || end === day && to <= from);
  return {from: `${day}T${from}`, to: `${next ? plusDays(end, 1) : end}T${to}`};
}

/** From one local time to another, in the fewest words. */
export function saySpan(from, to, today) {
  const [fromDay, fromTime] = from.split('T');
  const [toDay, toTime] = to.split('T');
  const last = toTime === '00:00' ? plusDays(toDay, -1) : toDay; // midnight ends a day
  const one = fromDay === last;
  const near = nearness(fromDay, today) !== undefined;
  if (fromTime === '00:00' && toTime === '00:00') {
    return !one ? say('all day from {first} to {last}',
        {first: sayNear(fromDay, today), last: sayDayNear(last, today)})
      : near ? say('all day {day}', {day: sayDayNear(fromDay, today)})
        : say('all day on {day}', {day: sayDay(fromDay, today)});
  }
  const hours = {from: sayTime(fromTime), to: sayTime(toTime)};
  if (one) {
    const day = sayNear(fromDay, today);
    return near ? say('{day} from {from} to {to}', {day, ...hours})
        : say('on {day} from {from} to {to}', {day, ...hours});
  }
  return say('from {first} at {from} to {last} at {to}',
      {first: sayNear(fromDay, today), last: sayNear(last, today), ...hours});
}

/** An instant of the server as that zone's clock shows it: "tomorrow, Monday 23 November, at 9 am". */
export function sayInstant(instant, zone, now) {
  const [day, time] = localAt(new Date(instant), zone).split('T');
  return say('{day} at {time}', {day: sayNear(day, dayAt(now, zone)), time: sayTime(time)});
}

/** A set of days as people say it: "weekdays", "Monday and Friday", "Monday to Thursday". */
export function sayDays(days) {
  const indexes = [...new Set(days)].map(day => DAYS.indexOf(day)).sort((left, right) => left - right);
  const known = {'01234': say('on weekdays'), '56': say('at weekends'), '0123456': say('every day')}[indexes.join('')];
  if (known !== undefined) {
    return known;
  }
  const names = indexes.map(index => dayName(DAYS[index]));
  const inRow = indexes.length > 2 && indexes.at(-1) - indexes[0] === indexes.length - 1;
  return inRow ? say('from {first} to {last}', {first: names[0], last: names.at(-1)})
    : say('on {days}', {days: listed(names)});
}

/** Weekly windows in the fewest words, days with the same hours together. */
export function sayWindows(windows) {
  const byHours = new Map();
  for (const {day, from, to} of windows) {
    const times = {from: sayTime(from), to: sayTime(to)};
    const hours = from === to ? say('at any hour') : to < from && to !== '00:00'
      ? say('from {from} to {to} the next day', times) : say('from {from} to {to}', times);
    byHours.set(hours, [...byHours.get(hours) ?? [], day]);
  }
  return listed([...byHours].map(([hours, days]) => say('{days} {hours}', {days: sayDays(days), hours})));
}

/** When the next safe time is: by one's own clock, and by theirs where that differs. */
export function nextTime(instant, zone, now = new Date()) {
  const own = sayInstant(instant, ownZone(), now);
  const theirs = sayInstant(instant, zone, now);
  return own === theirs ? own : say('{own} (there {theirs}, {zone})', {own, theirs, zone: zoneName(zone)});
}

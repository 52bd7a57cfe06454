// Days and times as a contact plan writes them: local to the survivor's zone, "2026-12-22" and "2026-12-22T09:00".

export const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];
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

/** "09:00" as "9 am", "00:00" as "midnight". */
export function sayTime(time) {
  const [hour, minute] = time.split(':').map(Number);
  if (minute === 0 && hour % 12 === 0) {
    return hour === 0 ? 'midnight' : 'noon';
  }
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${twelve}${minutes} ${hour < 12 ? 'am' : 'pm'}`;
}

/** The day of the week of a day: 'TUE' of "2026-12-22". */
export function weekday(day) {
  return DAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
}

/** "2026-12-22" as "Tuesday 22 December", with the year where it is not this one. */
export function sayDay(day, today) {
  const [year, month, date] = day.split('-').map(Number);
  const name = DAY_NAMES[DAYS.indexOf(weekday(day))];
  const far = today === undefined || !today.startsWith(`${year}-`);
  return `${name} ${date} ${MONTHS[month - 1]}${far ? ` ${year}` : ''}`;
}

/** "2026-12" as "December 2026". */
export function sayMonth(month) {
  const [year, number] = month.split('-').map(Number);
  return `${MONTHS[number - 1]} ${year}`;
}

/** A day with its name and date, whatever else it is: "tomorrow" said at two in the morning is two days. */
function sayNear(day, today, far = '') {
  const days = daysBetween(today, day);
  const near = days === 0 ? 'today, ' : days === 1 ? 'tomorrow, ' : '';
  return near === '' ? far + sayDay(day, today) : `${near}${sayDay(day, today)},`;
}

/** "today, Sunday 22 November" or "Wednesday 25 November". */
export function sayDayNear(day, today) {
  return sayNear(day, today).replace(/,$/, '');
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
  if (fromTime === '00:00' && toTime === '00:00') {
    return fromDay === last ? `all day ${sayNear(fromDay, today, 'on ')}`.replace(/,$/, '')
      : `all day from ${sayNear(fromDay, today)} to ${sayNear(last, today)}`.replace(/,$/, '');
  }
  if (fromDay === last) {
    return `${sayNear(fromDay, today, 'on ')} from ${sayTime(fromTime)} to ${sayTime(toTime)}`;
  }
  return `from ${sayNear(fromDay, today)} at ${sayTime(fromTime)} to ${sayNear(last, today)} at ${sayTime(toTime)}`;
}

/** An instant of the server as that zone's clock shows it: "tomorrow, Monday 23 November, at 9 am". */
export function sayInstant(instant, zone, now) {
  const [day, time] = localAt(new Date(instant), zone).split('T');
  return `${sayNear(day, dayAt(now, zone))} at ${sayTime(time)}`;
}

export function sayList(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A set of days as people say it: "weekdays", "Monday and Friday", "Monday to Thursday". */
export function sayDays(days) {
  const indexes = [...new Set(days)].map(day => DAYS.indexOf(day)).sort((left, right) => left - right);
  const key = indexes.join('');
  const known = {'01234': 'on weekdays', '56': 'at weekends', '0123456': 'every day'}[key];
  if (known !== undefined) {
    return known;
  }
  const inRow = indexes.length > 2 && indexes.at(-1) - indexes[0] === indexes.length - 1;
  return inRow ? `from ${DAY_NAMES[indexes[0]]} to ${DAY_NAMES[indexes.at(-1)]}`
    : `on ${sayList(indexes.map(index => DAY_NAMES[index]))}`;
}

/** Weekly windows in the fewest words, days with the same hours together. */
export function sayWindows(windows) {
  const byHours = new Map();
  for (const {day, from, to} of windows) {
    const next = to < from && to !== '00:00' ? ' the next day' : '';
    const hours = from === to ? 'at any hour' : `from ${sayTime(from)} to ${sayTime(to)}${next}`;
    byHours.set(hours, [...byHours.get(hours) ?? [], day]);
  }
  return sayList([...byHours].map(([hours, days]) => `${sayDays(days)} ${hours}`));
}

/** When the next safe time is: by one's own clock, and by theirs where that differs. */
export function nextTime(instant, zone, now = new Date()) {
  const own = sayInstant(instant, ownZone(), now);
  const theirs = sayInstant(instant, zone, now);
  return own === theirs ? own : `${own} (there ${theirs}, ${zoneName(zone)})`;
}

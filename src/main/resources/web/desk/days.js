// Days in words.

const DAY_MILLIS = 86_400_000;

/** How many days ago that day was, as its date or as days since 1970; NaN for none. */
export function daysSince(day, now = Date.now()) {
  const at = typeof day === 'number' ? day : Math.floor(Date.parse(day) / DAY_MILLIS);
  return Math.floor(now / DAY_MILLIS) - at;
}

/** A day, as its date or as days since 1970: today, yesterday, some days ago, its date. */
export function dayInWords(day, now = Date.now()) {
  const ago = daysSince(day, now);
  if (!Number.isFinite(ago)) {
    return 'never';
  }
  if (ago <= 1) {
    return ago <= 0 ? 'today' : 'yesterday';
  }
  const at = new Date((Math.floor(now / DAY_MILLIS) - ago) * DAY_MILLIS);
  return ago < 14 ? `${ago} days ago`
    : new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeZone: 'UTC'}).format(at);
}

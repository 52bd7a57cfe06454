// Callers' messages as the server knows them: how many wait, whose turn it is to listen, and their end.

import {capital, code, say} from './say.js';
import {sayDay} from './plandays.js';

const path = (id, rest = '') => `/api/messages/${encodeURIComponent(id)}${rest}`;

/** {waiting, kept}; nothing waits where it cannot be told. */
export async function waiting(app) {
  try {
    return await app.api.get('/api/messages/waiting');
  } catch {
    return {waiting: 0, kept: 0};
  }
}

export const listen = (app, id) => app.api.post(path(id, '/hearing'), {});
export const leave = (app, id) => app.api.remove(path(id, '/hearing')).catch(() => {}); // it ends by itself
export const heard = (app, id) => app.api.post(path(id, '/heard'), {});

/** Deletes it; the receipt's index. */
export async function remove(app, id) {
  const {receipt} = await app.api.remove(path(id));
  return receipt.index;
}

const tongues = new Intl.DisplayNames([code], {type: 'language'});

/** Minutes and seconds, as a clock shows them. */
export const clock = seconds =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** What is known of it before it is heard. */
export function about({day, seconds, programme, language}, today) {
  return [capital(sayDay(day, today)), clock(seconds), programme, language && tongues.of(language)]
      .filter(Boolean).join(' · ');
}

/** The card on the start page: that something waits, and nothing else. */
export function waitingText(count) {
  return say({one: 'A message waits', other: '{count} messages wait'}, {count});
}

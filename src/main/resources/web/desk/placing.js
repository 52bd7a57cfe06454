// Places a call for a plan: a one-time key, the number sealed to it, the request. The number is text in this page for
// as long as sealing takes.

import {seal} from '../seal.js';
import {say} from './say.js';
import {PAGE} from './softphone.js';

/** Questions that the server asks before it places a call; anything else it refuses is a refusal. */
const QUESTIONS = new Set(['SHOW_CENTRE_NUMBER']);

/**
 * The phones that could ring for the advocate, each with 'standing'; the one chosen last comes first as long as the
 * server says that it is in use, which ends with the shift; then this very device where it can make calls.
 */
export async function phones(app) {
  const [answer, here] = await Promise.all([app.api.get('/api/phones'), app.softphone.standing()]);
  const list = Array.isArray(answer) ? answer : answer.phones;
  const rank = ({name, standing}) => (name === answer.inUse ? 8 : 0)
      + (standing === 'ready' ? 4 : standing === 'busy' ? 2 : 0) + (name === PAGE ? 1 : 0);
  return list.map(phone => ({...phone, standing: standingOf(phone, here)}))
      .sort((one, other) => rank(other) - rank(one));
}

/** 'ready', 'busy', 'unreachable'; of this device also why it cannot make calls. */
function standingOf({name, reachable, busy}, here) {
  return name === PAGE && here !== 'ready' ? here : !reachable ? 'unreachable' : busy ? 'busy' : 'ready';
}

/** A browser that cannot seal a number places no call: a number never leaves in clear. */
export class CannotSeal extends Error {
  constructor() {
    super('This browser cannot seal a number.');
    this.forPeople = say('This browser is too old to send a number safely, so nothing was called. Please update it.');
  }
}

/**
 * Asks the server to call; for this very device the microphone is opened while the call's key is on its way, and if
 * there is none nobody is called and the key lapses.
 * Answers {placed: id} or {refused: {reason, message, nextSafeTime, question}}.
 *
 * @param wish {plan, version, phone, programme, number, override?, shown?, confirmed?}
 */
export async function place(app, wish) {
  const key = app.api.post('/api/call-keys', {});
  key.catch(() => {}); // told where it is used
  if (wish.phone !== PAGE) {
    return ask(app, wish, key);
  }
  await app.softphone.prepare();
  let answer = null;
  try {
    answer = await ask(app, wish, key);
    return answer;
  } finally {
    if (answer?.placed !== undefined) {
      app.softphone.begin(answer.placed);
    } else {
      app.softphone.abandon();
    }
  }
}

async function ask(app, wish, key) {
  const {plan, version, phone, programme, number, override, shown = false, confirmed = false} = wish;
  const {kid, jwk} = await key;
  const sealed = await seal(number, jwk);
  if (sealed === null) {
    throw new CannotSeal();
  }
  const body = {plan, version: String(version), phone, programme, kid, number: sealed};
  if (override !== undefined) {
    body.override = override;
  }
  if (shown) {
    body.identity = 'shown';
  }
  if (confirmed) {
    body.confirm = 'yes';
  }
  try {
    return {placed: (await app.api.post('/api/calls', body)).id};
  } catch (error) {
    if (error.status !== 422) {
      throw error;
    }
    const {reason, message, nextSafeTime = null} = error.body;
    return {refused: {reason, message, nextSafeTime, question: QUESTIONS.has(reason)}};
  }
}

// The server's API for the console: JSON there and back, refusals as errors with a sentence for people.

import {say, told} from './say.js';

const JSON_TYPE = {'Content-Type': 'application/json'};

/** A request that the server refused. 'status' 0: it did not answer. 'body' holds everything it said. */
export class Refused extends Error {
  constructor(status, body) {
    super('The server refused a request.');
    this.status = status;
    this.reason = body.reason ?? '';
    this.body = body;
    this.forPeople = body.message !== undefined ? told(body.message)
      : status === 0 ? say('The server does not answer. Please check the connection and try again.')
        : say('The server did not take that. Please try again.');
  }
}

const PASSKEY_FIRST = 'PASSKEY_FIRST';
const NOT_SIGNED_IN = 'NOT_SIGNED_IN';
const RENEWAL_MILLIS = 300;

/**
 * The API; 'refused' hears of every refusal before the asker does: a lock or a wipe may be the reason. 'prove' uses the
 * passkey where the server wants it used lately; the request is then sent once more. 'took' hears whenever the server
 * did what it was asked.
 */
export function makeApi(refused, prove = null, took = () => {}) {
  async function ask(method, path, body, options = {}, again = false) {
    let answer;
    try {
      answer = await fetch(path, {
        method,
        headers: body === undefined ? {} : JSON_TYPE,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store',
        ...options,
      });
    } catch {
      throw new Refused(0, {});
    }
    const text = await answer.text();
    let value = {};
    try {
      value = text === '' ? {} : JSON.parse(text);
    } catch {
      value = {};
    }
    if (!answer.ok) {
      const error = new Refused(answer.status, value);
      if (error.reason === PASSKEY_FIRST && prove !== null && !again) {
        await prove();
        return ask(method, path, body, options, true);
      }
      if (error.reason === NOT_SIGNED_IN && !again) { // perhaps sent just before an unlocking gave a new session
        await new Promise(resolve => {
          setTimeout(resolve, RENEWAL_MILLIS);
        });
        return ask(method, path, body, options, true);
      }
      refused(error, path);
      throw error;
    }
    took();
    return value;
  }
  return Object.freeze({
    get: path => ask('GET', path),
    post: (path, body) => ask('POST', path, body ?? {}),
    put: (path, body) => ask('PUT', path, body),
    /** Sends bytes as they are. */
    upload: (path, blob) => ask('POST', path, undefined,
        {body: blob, headers: {'Content-Type': 'application/octet-stream'}}),
    remove: path => ask('DELETE', path),
    /** Asks; it is asked to the end although the page goes away meanwhile. */
    last: (method, path, body) => ask(method, path, body, {keepalive: true}),
    /** The same without waiting. */
    send: (method, path, body) => {
      ask(method, path, body, {keepalive: true}).catch(() => {});
    },
    /** Hears the events of that name until the returned function is called. */
    listen: (path, name, hear, lost = () => {}) => {
      const source = new EventSource(path);
      source.addEventListener(name, event => hear(JSON.parse(event.data)));
      source.addEventListener('error', () => lost(source.readyState === EventSource.CLOSED));
      return () => source.close();
    },
  });
}

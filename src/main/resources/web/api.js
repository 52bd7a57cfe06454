// The server's API, for a browser with a session.

const JSON_TYPE = {'Content-Type': 'application/json'};

/** A request that the server refused, with its sentence for people. */
export class Refused extends Error {}

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : JSON_TYPE,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.status === 401) {
    location.replace('/open');
  }
  const text = await answer.text();
  const value = text === '' ? {} : JSON.parse(text);
  if (!answer.ok) {
    throw new Refused(value.message ?? 'The server did not take that.');
  }
  return value;
}

export const get = path => ask('GET', path);
export const post = (path, body) => ask('POST', path, body);
export const remove = path => ask('DELETE', path);

/** Hears the events of that name until it is closed. */
export function listen(path, name, hear, lost) {
  const source = new EventSource(path);
  source.addEventListener(name, event => hear(JSON.parse(event.data)));
  source.addEventListener('error', () => lost(source.readyState === EventSource.CLOSED));
  return source;
}
